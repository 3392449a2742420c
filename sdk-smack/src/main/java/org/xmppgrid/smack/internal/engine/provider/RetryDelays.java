package org.xmppgrid.smack.internal.engine.provider;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: a random time below a bound that doubles (full jitter). */
final class RetryDelays {
    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofMinutes(1);

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    RetryDelays(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** @param failures how many attempts have failed */
    long nanosAfter(int failures) {
        int doublings = Math.min(Math.max(failures - 1, 0), 30);
        long bound = Math.min(first.toNanos() << doublings, longest.toNanos());
        return bound <= 0 ? longest.toNanos() : random.nextLong(bound) + 1;
    }
}
