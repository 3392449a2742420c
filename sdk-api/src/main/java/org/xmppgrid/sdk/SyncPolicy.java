package org.xmppgrid.sdk;

import java.time.Duration;

/**
 * When the disk is asked to confirm what a durable consumer or provider keeps. Either way, a caller is told that
 * something is safe only after the disk has confirmed it.
 *
 * @param within how long a change may wait for others to share one confirmation; zero not to wait for any
 */
public record SyncPolicy(Duration within) {
    /** One second: a group that waits longer would rather be a batch. */
    public static final Duration LONGEST = Duration.ofSeconds(1);

    private static final SyncPolicy EACH = new SyncPolicy(Duration.ZERO);

    /**
     * Checks the time.
     *
     * @param within how long a change may wait for others
     * @throws IllegalArgumentException if it is negative or more than {@link #LONGEST}
     */
    public SyncPolicy {
        if (within.isNegative() || within.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("within is not between 0 and " + LONGEST + ": " + within);
        }
    }

    /**
     * Each change at once; those that come while the disk is busy share the next confirmation. The default, and the
     * faster one too wherever the disk answers in less time than a group needs to form.
     *
     * @return the policy
     */
    public static SyncPolicy each() {
        return EACH;
    }

    /**
     * Whatever comes within a time shares one confirmation: fewer writes, for disks that are slow or wear out.
     *
     * @param time how long a change may wait for others
     * @return the policy
     * @throws IllegalArgumentException if the time is not positive, or more than {@link #LONGEST}
     */
    public static SyncPolicy within(Duration time) {
        if (time.isZero()) {
            throw new IllegalArgumentException(
                    "a group needs some time to form: within(..) is zero; each() is for that");
        }
        return new SyncPolicy(time);
    }
}
