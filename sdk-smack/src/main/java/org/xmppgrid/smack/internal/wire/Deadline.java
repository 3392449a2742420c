package org.xmppgrid.smack.internal.wire;

import java.time.Duration;

/** When something must be over. Immutable, and independent of changes of the clock. */
final class Deadline {
    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left, at least nothing. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    boolean isOver() {
        return left().isZero();
    }

    /** What is left in milliseconds, at least one: to sockets and Smack zero means for ever. */
    int millisLeft() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left().toMillis()));
    }

    /** This deadline, after time went by that doesn't count. */
    Deadline later(Duration time) {
        return new Deadline(nanos + time.toNanos());
    }

    /** An equal share of what is left, for one of several that take their turns: who hangs must not eat all. */
    Deadline share(int turns) {
        return in(left().dividedBy(Math.max(1, turns)));
    }

    /** Whichever of the two is earlier. */
    Deadline atMost(Duration time) {
        return left().compareTo(time) < 0 ? this : in(time);
    }
}
