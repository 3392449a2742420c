package org.xmppgrid.testkit;

/** Which versions of TLS a server speaks. */
public enum TlsVersions {
    /** TLS 1.2 and 1.3. */
    ALL,
    /** TLS 1.2 only, the last with the channel binding {@code tls-unique}. */
    ONLY_1_2,
    /** TLS 1.3 only. */
    ONLY_1_3
}
