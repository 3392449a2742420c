package org.xmppgrid.sdk;

/** A version of TLS that RFC 8600 §8.3.1 allows. There is no older one. */
public enum TlsVersion {
    /** TLS 1.2 (RFC 5246), the least. */
    TLS_1_2("TLSv1.2"),
    /** TLS 1.3 (RFC 8446), preferred. */
    TLS_1_3("TLSv1.3");

    private final String protocolName;

    TlsVersion(String protocolName) {
        this.protocolName = protocolName;
    }

    /**
     * The name that Java's TLS knows the version by.
     *
     * @return for example {@code TLSv1.3}
     */
    public String protocolName() {
        return protocolName;
    }
}
