package org.xmppgrid.smack.internal.wire;

import java.time.Duration;

/**
 * How much longer an answer may take because of what is on its way before it. Controllers don't refuse who sends much,
 * they read slower: ejabberd as Debian configures it reads 3,000 bytes in a second, so that a payload of 200 kB is
 * answered after a minute.
 */
final class SlowLink {
    /** The slowest link that is reckoned with. */
    static final int BYTES_PER_SECOND = 2000;

    /** Nobody waits longer than this beyond a timeout, whatever is on its way. */
    static final Duration MOST = Duration.ofHours(1);

    /**
     * How much a system may have to get rid of before it takes anything more: it opens a window that was full only for a
     * whole segment (RFC 9293 §3.8.6.2.2), which on one and the same host is 64 KiB.
     */
    static final int WINDOW = 64 * 1024;

    private SlowLink() {}

    /** How long some bytes may take. */
    static Duration time(long bytes) {
        Duration time = Duration.ofMillis(bytes * 1000 / BYTES_PER_SECOND);
        return time.compareTo(MOST) > 0 ? MOST : time;
    }
}
