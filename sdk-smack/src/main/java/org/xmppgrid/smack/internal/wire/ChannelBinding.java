package org.xmppgrid.smack.internal.wire;

import java.util.Arrays;

/** What makes one TLS connection recognisable to both its ends and to nobody else (RFC 5056). */
final class ChannelBinding {
    /** RFC 9266: material that only the two ends of this very connection can derive. */
    static final String TLS_EXPORTER = "tls-exporter";
    /** RFC 5929 §3: the first Finished message; undefined for TLS 1.3 (RFC 9266 §3). */
    static final String TLS_UNIQUE = "tls-unique";
    /** RFC 5929 §4: the controller's certificate. Who has its key can still be in between. */
    static final String TLS_SERVER_END_POINT = "tls-server-end-point";

    private final String type;
    private final byte[] data;

    ChannelBinding(String type, byte[] data) {
        this.type = type;
        this.data = data.clone();
    }

    /** Its registered name. */
    String type() {
        return type;
    }

    /** A copy of the bytes. */
    byte[] data() {
        return data.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelBinding that && type.equals(that.type) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    /** The type, and none of the bytes. */
    @Override
    public String toString() {
        return type;
    }
}
