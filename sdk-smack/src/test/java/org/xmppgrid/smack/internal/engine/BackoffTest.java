package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.ConnectionPolicy;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {
    private static final ConnectionPolicy POLICY =
            ConnectionPolicy.standard().withDelays(Duration.ofMillis(500), Duration.ofMinutes(1));

    @Test
    void bound_whenAttemptsGoOn_thenDoublesUpToTheLargest() {
        Backoff backoff = new Backoff(POLICY, new Random(1));

        assertThat(backoff.bound(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.bound(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.bound(7)).isEqualTo(Duration.ofSeconds(32));
        assertThat(backoff.bound(8)).isEqualTo(Duration.ofMinutes(1));
        assertThat(backoff.bound(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9, 40, Integer.MAX_VALUE})
    void before_whenAnyAttempt_thenBetweenNothingAndTheBound(int attempt) {
        Backoff backoff = new Backoff(POLICY, new Random(attempt));

        assertThat(backoff.before(attempt)).isBetween(Duration.ZERO, backoff.bound(attempt));
    }

    @Test
    void before_whenManyLoseOneController_thenTheySpreadOverTheWholeTime() {
        RandomGenerator random = new Random(7);
        Backoff backoff = new Backoff(POLICY, random);

        long early = IntStream.range(0, 1000)
                .filter(platform -> backoff.before(5).compareTo(Duration.ofSeconds(4)) < 0)
                .count();

        assertThat(early).as("of 1000 in the first half of 8 s").isBetween(400L, 600L);
    }
}
