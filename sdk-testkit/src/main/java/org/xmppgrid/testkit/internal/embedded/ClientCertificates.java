package org.xmppgrid.testkit.internal.embedded;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what clients show, after the handshake and for SASL only: a certificate that doesn't verify is as good as none,
 * and its owner may still log in with a password.
 */
public final class ClientCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(ClientCertificates.class);
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private final X509Certificate authority;
    private final @Nullable Supplier<X509CRL> revocations;

    /**
     * Trusts one authority.
     *
     * @param authority whose certificates are good
     * @param revocations where the current list of revoked ones comes from; {@code null} to check no revocation
     */
    public ClientCertificates(X509Certificate authority, @Nullable Supplier<X509CRL> revocations) {
        this.authority = authority;
        this.revocations = revocations;
    }

    /** The client's own certificate if it showed one whose chain ends at the authority and is valid now. */
    Optional<X509Certificate> verified(SSLSession session) {
        List<X509Certificate> chain = shown(session);
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        X509Certificate own = chain.get(0);
        try {
            verify(chain);
            List<String> purposes = own.getExtendedKeyUsage();
            if (purposes == null || purposes.contains(CLIENT_AUTH)) {
                return Optional.of(own);
            }
            LOG.debug("the certificate of {} is not for clients", own.getSubjectX500Principal());
        } catch (GeneralSecurityException bad) {
            LOG.debug("the certificate of {} does not verify: {}", own.getSubjectX500Principal(), bad.getMessage());
        }
        return Optional.empty();
    }

    private static List<X509Certificate> shown(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }

    private void verify(List<X509Certificate> chain) throws GeneralSecurityException {
        List<X509Certificate> withoutAuthority = new ArrayList<>(chain);
        withoutAuthority.remove(authority);
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(withoutAuthority);
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        Supplier<X509CRL> lists = revocations;
        parameters.setRevocationEnabled(lists != null);
        if (lists != null) {
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(Set.of(lists.get()))));
        }
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }
}
