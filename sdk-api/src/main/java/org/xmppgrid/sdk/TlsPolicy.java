package org.xmppgrid.sdk;

import java.nio.file.Path;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom this platform takes for its controller, and how it speaks TLS with it. TLS itself is not a choice: RFC 8600
 * §8.3.1 requires it, 1.3 is preferred, 1.2 is the least, and the certificate's chain, host name, pins and revocation
 * are verified before the handshake completes, at every connection anew.
 */
public final class TlsPolicy {
    private final Optional<List<X509Certificate>> anchors;
    private final @Nullable X509TrustManager trustManager;
    private final List<CertificatePin> pins;
    private final boolean pinsOnly;
    private final TlsVersion minimum;
    private final TlsVersion maximum;
    private final List<String> cipherSuites;
    private final RevocationPolicy revocation;
    private final @Nullable Provider provider;

    TlsPolicy(TlsPolicyBuilder chosen) {
        this.anchors = chosen.anchors();
        this.trustManager = chosen.trustManager;
        this.pins = List.copyOf(chosen.pins);
        this.pinsOnly = chosen.pinsOnly;
        this.minimum = chosen.minimum;
        this.maximum = chosen.maximum;
        this.cipherSuites = List.copyOf(chosen.cipherSuites);
        this.revocation = chosen.revocation;
        this.provider = chosen.provider;
    }

    /**
     * Starts a policy from the defaults.
     *
     * @return a builder
     */
    public static TlsPolicyBuilder builder() {
        return new TlsPolicyBuilder();
    }

    /**
     * Trust in the certification authorities that the Java runtime trusts. The default.
     *
     * @return the policy
     */
    public static TlsPolicy systemTrust() {
        return builder().build();
    }

    /**
     * Trust in the given certification authorities, and in no other.
     *
     * @param anchors the authorities' certificates, at least one
     * @return the policy
     * @throws IllegalArgumentException if there is none
     */
    public static TlsPolicy trusting(X509Certificate... anchors) {
        return builder().trust(anchors).build();
    }

    /**
     * Trust in the certification authorities of a PEM file, and in no other.
     *
     * @param pem a file with one or more certificates in PEM form
     * @return the policy
     * @throws IllegalArgumentException if the file can't be read or holds no certificate
     */
    public static TlsPolicy trusting(Path pem) {
        return builder().trust(pem).build();
    }

    /**
     * The trust anchors.
     *
     * @return the certificates to trust, or empty for those of the Java runtime
     */
    public Optional<List<X509Certificate>> anchors() {
        return anchors;
    }

    /**
     * An existing trust manager that verifies the chain in place of the anchors.
     *
     * @return the trust manager, or empty
     */
    public Optional<X509TrustManager> trustManager() {
        return Optional.ofNullable(trustManager);
    }

    /**
     * The keys that the controller may have.
     *
     * @return the pins, or none if any key will do
     */
    public List<CertificatePin> pins() {
        return pins;
    }

    /**
     * Whether the pins stand in place of trust anchors.
     *
     * @return true if no authority has to vouch for a pinned key
     */
    public boolean isPinsOnly() {
        return pinsOnly;
    }

    /**
     * The oldest version of TLS that is spoken.
     *
     * @return TLS 1.2 unless it was raised
     */
    public TlsVersion minimum() {
        return minimum;
    }

    /**
     * The newest version of TLS that is spoken, and preferred.
     *
     * @return TLS 1.3 unless it was lowered
     */
    public TlsVersion maximum() {
        return maximum;
    }

    /**
     * The versions of TLS that are spoken, the preferred one first.
     *
     * @return one or two versions
     */
    public List<TlsVersion> versions() {
        return Arrays.stream(TlsVersion.values())
                .filter(version -> version.compareTo(minimum) >= 0 && version.compareTo(maximum) <= 0)
                .sorted((a, b) -> b.compareTo(a))
                .toList();
    }

    /**
     * The cipher suites that are offered.
     *
     * @return JSSE names, the most wanted first; empty for the Java runtime's own choice
     */
    public List<String> cipherSuites() {
        return cipherSuites;
    }

    /**
     * How revocation is looked at.
     *
     * @return the policy
     */
    public RevocationPolicy revocation() {
        return revocation;
    }

    /**
     * The provider of TLS.
     *
     * @return the JSSE provider, or empty for the Java runtime's own
     */
    public Optional<Provider> provider() {
        return Optional.ofNullable(provider);
    }

    /** What is trusted and spoken, in words. */
    @Override
    public String toString() {
        String trust = pinsOnly
                ? "pins only"
                : trustManager != null
                        ? "a trust manager"
                        : anchors.map(list -> "trusting "
                                        + String.join(
                                                " and ",
                                                list.stream()
                                                        .map(c -> c.getSubjectX500Principal()
                                                                .getName())
                                                        .toList()))
                                .orElse("system trust");
        return "TlsPolicy[" + trust + (pins.isEmpty() ? "" : ", pins " + pins) + ", "
                + (minimum == maximum
                        ? minimum.protocolName()
                        : minimum.protocolName() + " to " + maximum.protocolName())
                + (cipherSuites.isEmpty() ? "" : ", " + cipherSuites) + ", " + revocation
                + (provider == null ? "" : ", provider " + provider.getName()) + "]";
    }
}
