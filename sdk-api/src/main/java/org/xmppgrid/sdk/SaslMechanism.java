package org.xmppgrid.sdk;

/**
 * A way to authenticate to a controller. What the {@link AuthenticationPolicy} does not name is never tried, whatever is
 * offered.
 */
public enum SaslMechanism {
    /** The TLS client certificate speaks for the platform (RFC 4422 appendix A, XEP-0178). Needs a certificate. */
    EXTERNAL("EXTERNAL", false),
    /** SCRAM with SHA-512, bound to the TLS channel: nobody in between can pass the login on. */
    SCRAM_SHA_512_PLUS("SCRAM-SHA-512-PLUS", true),
    /** SCRAM with SHA-256, bound to the TLS channel (RFC 7677), which RFC 8600 §8.3.1 prefers to the one that isn't. */
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", true),
    /** SCRAM with SHA-512: the password does not leave this platform, and the controller must prove that it knows it. */
    SCRAM_SHA_512("SCRAM-SHA-512", true),
    /** SCRAM with SHA-256 (RFC 7677), which RFC 8600 §8.3.1 prefers to SHA-1. */
    SCRAM_SHA_256("SCRAM-SHA-256", true),
    /** SCRAM with SHA-1 (RFC 5802), bound to the TLS channel. */
    SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS", true),
    /** SCRAM with SHA-1 (RFC 5802): the weakest that RFC 8600 §8.3.1 knows. */
    SCRAM_SHA_1("SCRAM-SHA-1", true),
    /**
     * The password itself, readable to the controller and to whoever has taken its place (RFC 4616). RFC 8600 §8.2.3
     * warns of it; it is used only where it is named.
     */
    PLAIN("PLAIN", true);

    private final String protocolName;
    private final boolean needsPassword;

    SaslMechanism(String protocolName, boolean needsPassword) {
        this.protocolName = protocolName;
        this.needsPassword = needsPassword;
    }

    /**
     * The mechanism's registered name.
     *
     * @return for example {@code SCRAM-SHA-256-PLUS}
     */
    public String protocolName() {
        return protocolName;
    }

    /**
     * Whether the mechanism works with the account's password.
     *
     * @return false for {@link #EXTERNAL}, which works with a certificate
     */
    public boolean needsPassword() {
        return needsPassword;
    }

    /**
     * Whether the login is bound to the TLS channel that it is made on (RFC 5802 §6), so that it is worth nothing on
     * any other.
     *
     * @return true for the {@code -PLUS} mechanisms
     */
    public boolean bindsChannel() {
        return protocolName.endsWith("-PLUS");
    }
}
