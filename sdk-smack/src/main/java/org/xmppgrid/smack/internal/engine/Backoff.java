package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.xmppgrid.sdk.ConnectionPolicy;

/** How long to wait before an attempt: exponential back-off with full jitter, so that many who lost one controller spread. */
final class Backoff {
    /** 2^30 of the shortest delay is beyond every longest one. */
    private static final int MOST_DOUBLINGS = 30;

    private final ConnectionPolicy policy;
    private final RandomGenerator random;

    Backoff(ConnectionPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /** A wait before an attempt, the first being 1: anything from nothing to the bound. */
    Duration before(int attempt) {
        return Duration.ofNanos(random.nextLong(bound(attempt).toNanos() + 1));
    }

    /** The longest wait before an attempt. */
    Duration bound(int attempt) {
        long doubled = policy.firstDelay().toNanos();
        for (int i = 1; i < Math.min(attempt, MOST_DOUBLINGS); i++) {
            doubled = Math.min(doubled * 2, policy.maxDelay().toNanos());
        }
        return Duration.ofNanos(doubled);
    }
}
