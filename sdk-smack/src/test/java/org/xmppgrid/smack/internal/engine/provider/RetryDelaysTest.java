package org.xmppgrid.smack.internal.engine.provider;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryDelaysTest {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Test
    void nanosAfter_whenItFailsAgainAndAgain_thenTheBoundDoublesUpToTheLongest() {
        RetryDelays delays = new RetryDelays(FIRST, LONGEST, new Random(7));
        for (int failures = 0; failures < 100; failures++) {
            long bound = failures <= 1 ? FIRST.toNanos() : FIRST.toNanos() << Math.min(failures - 1, 7);
            for (int i = 0; i < 100; i++) {
                assertThat(delays.nanosAfter(failures)).isBetween(1L, Math.min(bound, LONGEST.toNanos()));
            }
        }
    }

    @Test
    void nanosAfter_whenManyFailAtOnce_thenTheyDontComeBackAtOnce() {
        RetryDelays delays = new RetryDelays(FIRST, LONGEST, new Random(7));
        assertThat(new Random(1)
                        .longs(50)
                        .map(i -> delays.nanosAfter(3))
                        .distinct()
                        .count())
                .isGreaterThan(45);
    }
}
