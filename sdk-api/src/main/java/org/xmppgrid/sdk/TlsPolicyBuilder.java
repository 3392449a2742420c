package org.xmppgrid.sdk;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link TlsPolicy}. Trust given in several calls adds up. Files are read when they are named. Not
 * thread-safe.
 */
public final class TlsPolicyBuilder {
    private static final String ADVICE =
            "Give a file with the certificate of the authority that issued the controller's";

    private final List<X509Certificate> anchors = new ArrayList<>();

    @Nullable
    X509TrustManager trustManager;

    final List<CertificatePin> pins = new ArrayList<>();
    boolean pinsOnly;
    TlsVersion minimum = TlsVersion.TLS_1_2;
    TlsVersion maximum = TlsVersion.TLS_1_3;
    final List<String> cipherSuites = new ArrayList<>();
    RevocationPolicy revocation = RevocationPolicy.soft();

    @Nullable
    Provider provider;

    TlsPolicyBuilder() {}

    /**
     * Trusts the given certification authorities, in place of those of the Java runtime.
     *
     * @param authorities certificates, at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none
     */
    public TlsPolicyBuilder trust(X509Certificate... authorities) {
        return trust(List.of(authorities), "the given list");
    }

    /**
     * Trusts the certification authorities of a file, in place of those of the Java runtime.
     *
     * @param file a file with one or more certificates in PEM or DER form
     * @return this builder
     * @throws IllegalArgumentException if the file can't be read or holds no certificate
     */
    public TlsPolicyBuilder trust(Path file) {
        return trust(KeyFiles.read(file, ADVICE), file.toString());
    }

    /**
     * Trusts the given certification authorities, in place of those of the Java runtime.
     *
     * @param certificates one or more certificates in PEM or DER form
     * @return this builder
     * @throws IllegalArgumentException if there is none
     */
    public TlsPolicyBuilder trust(byte[] certificates) {
        return trust(certificates, "the given bytes");
    }

    /**
     * Trusts the certificates that a key store marks as trusted, in place of those of the Java runtime.
     *
     * @param store a PKCS#12 or JKS file
     * @param password the file's password; not kept
     * @return this builder
     * @throws IllegalArgumentException if the file can't be read or holds no trusted certificate
     */
    public TlsPolicyBuilder trustStore(Path store, char[] password) {
        return trustStore(KeyFiles.read(store, ADVICE), password, store.toString());
    }

    /**
     * Trusts the certificates that a key store marks as trusted, in place of those of the Java runtime.
     *
     * @param store the content of a PKCS#12 or JKS file
     * @param password its password; not kept
     * @return this builder
     * @throws IllegalArgumentException if it can't be read or holds no trusted certificate
     */
    public TlsPolicyBuilder trustStore(byte[] store, char[] password) {
        return trustStore(store, password, "the given key store");
    }

    private TlsPolicyBuilder trustStore(byte[] store, char[] password, String where) {
        List<X509Certificate> trusted = KeyFiles.trusted(KeyFiles.store(store, password, where), where);
        if (trusted.isEmpty()) {
            throw new IllegalArgumentException("There is no certificate in " + where
                    + " that it marks as trusted. Put the authority's in with 'keytool -importcert', or give it in PEM"
                    + " form to trust(..)");
        }
        return trust(trusted, where);
    }

    private TlsPolicyBuilder trust(byte[] content, String where) {
        try {
            return trust(KeyFiles.certificates(new ByteArrayInputStream(content)), where);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "No certificate can be read from " + where + " ("
                            + (isKey(content) ? "it holds a private key" : e.getMessage()) + "). " + ADVICE
                            + ", in PEM or DER form; a PKCS#12 or JKS file goes to trustStore(..)",
                    e);
        }
    }

    private static boolean isKey(byte[] content) {
        return PemText.blocks(content).stream().anyMatch(block -> block.label().endsWith("PRIVATE KEY"));
    }

    private TlsPolicyBuilder trust(List<X509Certificate> found, String where) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no certificate in " + where
                    + "; give at least one certification authority to trust, or use TlsPolicy.systemTrust()");
        }
        anchors.addAll(found);
        return this;
    }

    /**
     * Leaves the verification of the chain to an existing trust manager. Host name, pins and revocation are verified
     * all the same.
     *
     * @param manager the trust manager
     * @return this builder
     */
    public TlsPolicyBuilder trustManager(X509TrustManager manager) {
        trustManager = manager;
        return this;
    }

    /**
     * Accepts a controller only if its key is one of these, besides all other checks (RFC 8600 §8.3.6). Give the one in
     * use and at least one that is kept for its successor.
     *
     * @param keys the pins
     * @return this builder
     */
    public TlsPolicyBuilder pin(CertificatePin... keys) {
        pins.addAll(List.of(keys));
        return this;
    }

    /**
     * Lets the pins stand in place of trust anchors: no authority has to vouch for a pinned key. The certificate must
     * still be for the controller's name and valid now.
     *
     * @return this builder
     */
    public TlsPolicyBuilder pinsOnly() {
        pinsOnly = true;
        return this;
    }

    /**
     * The oldest version of TLS to speak. Default: {@link TlsVersion#TLS_1_2}.
     *
     * @param version the version
     * @return this builder
     */
    public TlsPolicyBuilder minimum(TlsVersion version) {
        minimum = version;
        return this;
    }

    /**
     * The newest version of TLS to speak, which is also the preferred one. Default: {@link TlsVersion#TLS_1_3}.
     *
     * @param version the version
     * @return this builder
     */
    public TlsPolicyBuilder maximum(TlsVersion version) {
        maximum = version;
        return this;
    }

    /**
     * The cipher suites to offer. Default: the Java runtime's own, which leaves out what is weak.
     *
     * @param names JSSE names, the most wanted first, for example {@code TLS_AES_256_GCM_SHA384}
     * @return this builder
     */
    public TlsPolicyBuilder cipherSuites(String... names) {
        cipherSuites.clear();
        cipherSuites.addAll(List.of(names));
        return this;
    }

    /**
     * How to look at revocation. Default: {@link RevocationPolicy#soft()}.
     *
     * @param policy the policy
     * @return this builder
     */
    public TlsPolicyBuilder revocation(RevocationPolicy policy) {
        revocation = policy;
        return this;
    }

    /**
     * The provider of TLS. Default: the Java runtime's own. Bouncy Castle's ({@code bctls-jdk18on}) knows the channel
     * binding {@code tls-unique}, which some controllers need on TLS 1.2.
     *
     * @param jsse a JSSE provider; it need not be installed
     * @return this builder
     */
    public TlsPolicyBuilder provider(Provider jsse) {
        provider = jsse;
        return this;
    }

    Optional<List<X509Certificate>> anchors() {
        return anchors.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(anchors));
    }

    /**
     * Makes the policy.
     *
     * @return the policy
     * @throws IllegalStateException if the choices contradict each other
     */
    public TlsPolicy build() {
        if (minimum.compareTo(maximum) > 0) {
            throw new IllegalStateException(
                    "The oldest TLS version, " + minimum + ", is newer than the newest, " + maximum);
        }
        if (pinsOnly && pins.isEmpty()) {
            throw new IllegalStateException("pinsOnly() without a pin would trust nobody: add pin(..)");
        }
        if (pinsOnly && (trustManager != null || !anchors.isEmpty())) {
            throw new IllegalStateException(
                    "pinsOnly() replaces trust anchors, and trust(..) gives some: leave out one of the two");
        }
        if (trustManager != null && !anchors.isEmpty()) {
            throw new IllegalStateException(
                    "trustManager(..) replaces trust anchors, and trust(..) gives some: leave out one of the two");
        }
        if (pinsOnly
                && (revocation.mode() == RevocationPolicy.Mode.HARD
                        || !revocation.crls().isEmpty()
                        || revocation.fetchTimeout().isPresent())) {
            throw new IllegalStateException("Without trust anchors nobody can say what is revoked: give the authority"
                    + " with trust(..) in place of pinsOnly(), or use RevocationPolicy.soft() without crls(..) and"
                    + " fetching(..)");
        }
        return new TlsPolicy(this);
    }
}
