package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.sdk.Endpoint.Transport;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.RevocationPolicy;
import org.xmppgrid.sdk.TlsPolicy;

/**
 * Whether a certificate is the controller's: issued by a trust anchor (RFC 5280 §6), valid now, and for the {@linkplain
 * ControllerName XMPP domain}, of a pinned key (RFC 8600 §8.3.6), and not {@linkplain Revocation revoked}. All of it happens inside the handshake, as RFC 8600 §8.3.1 wants: Smack
 * itself would look at the name only afterwards. One instance serves one connection and remembers why it refused.
 */
final class GridTrust extends X509ExtendedTrustManager {
    /**
     * Why a certificate was refused.
     *
     * @param reason the reason
     * @param message a sentence for the person who has to mend it
     */
    record Refusal(Reason reason, String message) {}

    private static final int NAMES_SHOWN = 10;

    private final TlsPolicy policy;
    private final X509TrustManager chains;
    private final String domain;
    private final ControllerName name;
    private final Revocation revocation;
    private final Consumer<OpeningStep> progress;
    private final String anchors;
    private volatile @Nullable Refusal refusal;
    private volatile boolean verified;
    private volatile String revocationStatus = Revocation.UNCHECKED;
    private volatile @Nullable SSLSession session;

    GridTrust(TlsPolicy policy, String domain, Transport transport, Deadline deadline, Consumer<OpeningStep> progress) {
        this.policy = policy;
        this.domain = domain;
        this.name = new ControllerName(domain, transport);
        this.chains = policy.trustManager().orElseGet(() -> pkix(policy));
        this.revocation = new Revocation(policy.revocation(), domain, deadline);
        this.progress = progress;
        this.anchors = inWords(policy, chains);
    }

    /** Why the controller's certificate was refused, or empty if it wasn't. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The last word on a complete handshake: whether its certificate was presented to us and accepted. */
    boolean accepts(SSLSession complete) {
        session = complete;
        return verified;
    }

    /** The session of the verified handshake. */
    SSLSession session() {
        SSLSession complete = session;
        if (!verified || complete == null) {
            throw new IllegalStateException("There was no verified handshake");
        }
        return complete;
    }

    /** Whether a certificate was presented to us and accepted. */
    boolean isVerified() {
        return verified;
    }

    /** What is known of the certificate's revocation. */
    String revocation() {
        return revocationStatus;
    }

    /** Whom the certificate must be for. */
    ControllerName name() {
        return name;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null, () -> {
            if (chains instanceof X509ExtendedTrustManager extended) {
                extended.checkServerTrusted(chain, authType, socket);
            } else {
                chains.checkServerTrusted(chain, authType);
            }
        });
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, engine.getHandshakeSession(), () -> {
            if (chains instanceof X509ExtendedTrustManager extended) {
                extended.checkServerTrusted(chain, authType, engine);
            } else {
                chains.checkServerTrusted(chain, authType);
            }
        });
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, null, () -> chains.checkServerTrusted(chain, authType));
    }

    private void check(X509Certificate[] chain, @Nullable SSLSession handshake, Check verification)
            throws CertificateException {
        verified = false;
        try {
            if (!policy.isPinsOnly()) {
                verification.run();
            }
            // The JDK takes a certificate that is itself an anchor as it is, also when it has expired.
            chain[0].checkValidity();
            name.check(chain[0]);
            checkPin(chain);
            // The last, so that nobody is asked about a certificate that is refused anyway.
            revocationStatus = revocation.check(path(chain), stapled(chain, handshake));
        } catch (CertificateException e) {
            if (refusal == null) {
                refusal = e instanceof RefusedCertificateException refused
                        ? new Refusal(refused.reason(), String.valueOf(refused.getMessage()))
                        : refusalOf(chain, e);
            }
            throw e;
        }
        verified = true;
        progress.accept(new OpeningStep.Verified(
                chain[0],
                CertificatePin.of(chain[0]),
                !policy.pins().isEmpty(),
                revocationStatus,
                revocation.doubts()));
    }

    private void checkPin(X509Certificate[] chain) throws CertificateException {
        CertificatePin seen = CertificatePin.of(chain[0]);
        if (!policy.pins().isEmpty() && !policy.pins().contains(seen)) {
            throw new RefusedCertificateException(
                    Reason.PIN_MISMATCH,
                    "The controller of " + domain + " has the key " + seen + ", and the policy allows only "
                            + policy.pins().stream()
                                    .map(CertificatePin::toString)
                                    .collect(Collectors.joining(", "))
                            + issuerPinned(chain)
                            + ". If its operator confirms that key, add it with pin(..); otherwise somebody is in"
                            + " between");
        }
    }

    /** RFC 7469 lets the key of an issuer be pinned, and so people do. */
    private String issuerPinned(X509Certificate[] chain) {
        return Stream.concat(Arrays.stream(chain).skip(1), Arrays.stream(chains.getAcceptedIssuers()))
                .filter(issuer -> policy.pins().contains(CertificatePin.of(issuer)))
                .findFirst()
                .map(issuer -> ", which is that of its authority "
                        + issuer.getSubjectX500Principal().getName() + ": only the controller's own key is compared")
                .orElse("");
    }

    /** The certificates from the controller's up to its trust anchor; empty if there is no anchor. */
    private List<X509Certificate> path(X509Certificate[] chain) {
        if (policy.isPinsOnly() || policy.revocation().mode() == RevocationPolicy.Mode.OFF) {
            return List.of();
        }
        Set<TrustAnchor> trusted = Arrays.stream(chains.getAcceptedIssuers())
                .map(issuer -> new TrustAnchor(issuer, null))
                .collect(Collectors.toSet());
        try {
            X509CertSelector leaf = new X509CertSelector();
            leaf.setCertificate(chain[0]);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, leaf);
            parameters.setRevocationEnabled(false);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(chain))));
            PKIXCertPathBuilderResult built = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            List<X509Certificate> path = new ArrayList<>();
            built.getCertPath().getCertificates().forEach(c -> path.add((X509Certificate) c));
            X509Certificate anchor = built.getTrustAnchor().getTrustedCert();
            if (!path.contains(anchor)) {
                path.add(anchor);
            }
            return path;
        } catch (GeneralSecurityException e) {
            // A trust manager of the user's need not name its anchors; it has accepted the chain as it was shown.
            return policy.trustManager().isPresent() ? List.of(chain) : List.of(chain[0]);
        }
    }

    /** RFC 6066 §8, RFC 8446 §4.4.2.1: responses in the order of the certificates. */
    private static Map<X509Certificate, byte[]> stapled(X509Certificate[] chain, @Nullable SSLSession handshake) {
        Map<X509Certificate, byte[]> responses = new HashMap<>();
        if (handshake instanceof ExtendedSSLSession extended) {
            List<byte[]> received;
            try {
                received = extended.getStatusResponses();
            } catch (UnsupportedOperationException e) {
                // The provider knows no stapling.
                return responses;
            }
            for (int i = 0; i < Math.min(chain.length, received.size()); i++) {
                responses.put(chain[i], received.get(i));
            }
        }
        return responses;
    }

    private Refusal refusalOf(X509Certificate[] chain, CertificateException failure) {
        X509Certificate leaf = chain[0];
        if (isAboutTime(failure)) {
            return Arrays.stream(chain)
                    .map(GridTrust::outOfTime)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(when -> new Refusal(
                            Reason.CERTIFICATE_EXPIRED,
                            "The certificate of the controller of " + domain + " can't be used: " + when
                                    + ". Renew it, or check the clock of this platform"))
                    .orElseGet(() -> untrusted(leaf, chain, failure));
        }
        return untrusted(leaf, chain, failure);
    }

    private Refusal untrusted(X509Certificate leaf, X509Certificate[] chain, CertificateException failure) {
        X509Certificate top = chain[chain.length - 1];
        String issuer = top.getIssuerX500Principal().getName();
        String detail = rootOf(failure) instanceof CertPathValidatorException path
                        && path.getReason() != CertPathValidatorException.BasicReason.UNSPECIFIED
                ? " (" + path.getReason() + ")"
                : "";
        return new Refusal(
                Reason.CERTIFICATE_UNTRUSTED,
                "The certificate of the controller of " + domain + " ("
                        + leaf.getSubjectX500Principal().getName() + ") was issued by " + issuer
                        + ", which is not vouched for by " + anchors + detail
                        + (anchors.contains(issuer)
                                ? ". What is trusted has the same name and another key: it is of another grid, or of"
                                        + " this one before its authority was made anew. Get its present certificate"
                                : ". If that issuer is the grid's own, give its certificate to trust(..)"));
    }

    private static Optional<String> outOfTime(X509Certificate certificate) {
        Date now = new Date();
        String name = certificate.getSubjectX500Principal().getName();
        if (now.after(certificate.getNotAfter())) {
            return Optional.of(name + " expired on " + certificate.getNotAfter().toInstant());
        }
        if (now.before(certificate.getNotBefore())) {
            return Optional.of(
                    name + " is not valid before " + certificate.getNotBefore().toInstant());
        }
        return Optional.empty();
    }

    private static boolean isAboutTime(Throwable failure) {
        return causes(failure)
                .anyMatch(e -> e instanceof CertificateExpiredException
                        || e instanceof CertificateNotYetValidException
                        || e instanceof CertPathValidatorException path
                                && (path.getReason() == CertPathValidatorException.BasicReason.EXPIRED
                                        || path.getReason() == CertPathValidatorException.BasicReason.NOT_YET_VALID));
    }

    private static Throwable rootOf(Throwable failure) {
        return causes(failure).reduce(failure, (outer, inner) -> inner);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static X509ExtendedTrustManager pkix(TlsPolicy policy) {
        try {
            @Nullable KeyStore store = null;
            if (policy.anchors().isPresent()) {
                store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                int number = 0;
                for (X509Certificate anchor : policy.anchors().get()) {
                    store.setCertificateEntry("anchor-" + number++, anchor);
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("This Java runtime has no PKIX trust manager"));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The trust anchors can't be used: " + e.getMessage(), e);
        }
    }

    private static String inWords(TlsPolicy policy, X509TrustManager chains) {
        if (policy.trustManager().isPresent()) {
            return "the trust manager of this program";
        }
        return policy.anchors()
                .map(list -> "the given trust anchors ("
                        + list.stream()
                                .limit(NAMES_SHOWN)
                                .map(c -> c.getSubjectX500Principal().getName())
                                .collect(Collectors.joining("; "))
                        + ")")
                .orElseGet(() -> "any of the " + chains.getAcceptedIssuers().length
                        + " authorities that this Java runtime trusts");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("This is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("This is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("This is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chains.getAcceptedIssuers();
    }

    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }
}
