package org.xmppgrid.testkit;

/**
 * How a server keeps passwords, which decides what SASL mechanisms it can offer: from a password that it knows a
 * server can serve every mechanism, from a salted hash only that hash's SCRAM and PLAIN.
 */
public enum PasswordStorage {
    /** As they are. All mechanisms that the server knows. */
    PLAIN,
    /** Salted and hashed for SCRAM-SHA-1. */
    SCRAM_SHA_1,
    /** Salted and hashed for SCRAM-SHA-256. */
    SCRAM_SHA_256,
    /** Salted and hashed for SCRAM-SHA-512. Prosody has no such storage. */
    SCRAM_SHA_512
}
