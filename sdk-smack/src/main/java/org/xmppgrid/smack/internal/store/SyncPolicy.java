package org.xmppgrid.smack.internal.store;

import java.time.Duration;

/**
 * When the disk is asked to confirm. Either way, who waits is told only after it has.
 *
 * @param within how long a change may wait for others to share one confirmation; zero not to wait for any
 */
public record SyncPolicy(Duration within) {
    /** A group that waits longer would rather be a batch. */
    public static final Duration LONGEST = Duration.ofSeconds(1);

    /** Checks the time. */
    public SyncPolicy {
        if (within.isNegative() || within.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("within is not between 0 and " + LONGEST + ": " + within);
        }
    }

    /** Each change at once; those that come while the disk is busy share the next confirmation. */
    public static SyncPolicy each() {
        return new SyncPolicy(Duration.ZERO);
    }

    /** Whatever comes within a time shares one confirmation. */
    public static SyncPolicy grouped(Duration within) {
        if (within.isZero()) {
            throw new IllegalArgumentException("a group needs some time to form");
        }
        return new SyncPolicy(within);
    }

    boolean isGrouped() {
        return !within.isZero();
    }
}
