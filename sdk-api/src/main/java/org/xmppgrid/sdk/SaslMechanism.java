package org.xmppgrid.sdk;

/** A way to authenticate to a controller. What is not named in the policy is never tried, whatever is offered. */
public enum SaslMechanism {
    /** SCRAM with SHA-512: the password does not leave this platform, and the controller must prove that it knows it. */
    SCRAM_SHA_512("SCRAM-SHA-512"),
    /** SCRAM with SHA-256 (RFC 7677), which RFC 8600 §8.3.1 prefers to SHA-1. */
    SCRAM_SHA_256("SCRAM-SHA-256");

    private final String protocolName;

    SaslMechanism(String protocolName) {
        this.protocolName = protocolName;
    }

    /**
     * The mechanism's registered name.
     *
     * @return for example {@code SCRAM-SHA-256}
     */
    public String protocolName() {
        return protocolName;
    }
}
