package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets so many things happen in a minute. Thread-safe. */
final class PerMinute {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final LongSupplier nanoTime;
    private long since;
    private int count;

    PerMinute(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** Whether one more may happen now; if so, it counts. */
    synchronized boolean allow() {
        long now = nanoTime.getAsLong();
        if (now - since >= MINUTE) {
            since = now;
            count = 0;
        }
        if (count >= most) {
            return false;
        }
        count++;
        return true;
    }
}
