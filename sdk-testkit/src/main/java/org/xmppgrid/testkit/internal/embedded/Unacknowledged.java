package org.xmppgrid.testkit.internal.embedded;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The stanzas that were sent to a client and that it has not acknowledged yet (XEP-0198 §4). Not thread-safe. */
final class Unacknowledged {
    /** Counts begin again at zero behind this one (XEP-0198 §4). */
    private static final long WRAP = 1L << 32;

    /** A stanza and the time at which it was sent, or would have been. */
    record Sent(String stanza, Instant at) {}

    private final Deque<Sent> queue = new ArrayDeque<>();
    private final int limit;
    private final Clock clock;
    private long acknowledged;
    private long forgotten;

    Unacknowledged(int limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Above the limit the oldest is forgotten, as on Prosody: all goes on, but for {@linkplain #isComplete resuming}. */
    void add(String stanza) {
        if (queue.size() >= limit) {
            queue.removeFirst();
            forgotten++;
        }
        queue.addLast(new Sent(stanza, clock.instant()));
    }

    /** Takes the client's count; says whether it can be true. */
    boolean acknowledge(long count) {
        long more = Math.floorMod(count - acknowledged, WRAP);
        if (more > forgotten + queue.size()) {
            return false;
        }
        long beyond = Math.min(more, forgotten);
        forgotten -= beyond;
        for (long i = beyond; i < more; i++) {
            queue.removeFirst();
        }
        acknowledged = count;
        return true;
    }

    /** Forgets all and believes the client's count. */
    void lose(long count) {
        queue.clear();
        forgotten = 0;
        acknowledged = count;
    }

    /** Whether everything is still there that the client might not have. */
    boolean isComplete() {
        return forgotten == 0;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** What waits, oldest first. */
    List<Sent> stanzas() {
        return List.copyOf(queue);
    }

    /** The successor of a count of stanzas. */
    static long next(long count) {
        return (count + 1) % WRAP;
    }

    /** A count that is wrong by some stanzas. */
    static long shifted(long count, long by) {
        return Math.floorMod(count + by, WRAP);
    }
}
