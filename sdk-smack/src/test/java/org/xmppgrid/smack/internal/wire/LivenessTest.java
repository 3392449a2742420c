package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** By an injected clock: in these tests a second passes when they say so. */
class LivenessTest {
    private static final Duration AFTER = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final FakeLine line = new FakeLine();
    private final Liveness liveness = new Liveness(AFTER, TIMEOUT, line, () -> line.now);

    /** Looks once a second. */
    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            line.now += 1_000_000_000L;
            liveness.look();
        }
    }

    @Test
    void look_whenNothingComesAndNothingIsAnswered_endsTheStreamAfterBothTimes() {
        pass(29);
        assertThat(line.probes).isZero();
        pass(1);
        assertThat(line.probes).isEqualTo(1);
        pass(14);
        assertThat(line.dead).isEmpty();
        pass(1);
        assertThat(line.dead).singleElement().asString().contains("Nothing came from the controller for 45.0 s");
        pass(100);
        assertThat(line.dead).hasSize(1);
        assertThat(line.probes).isEqualTo(1);
    }

    @Test
    void look_whenTheProbeIsAnswered_asksAgainLater() {
        pass(35);
        line.heard = line.now;
        pass(30);
        assertThat(line.probes).isEqualTo(2);
        assertThat(line.dead).isEmpty();
    }

    @Test
    void look_whenTheProgramHoldsUpTheReader_isNotDeathHoweverLongItTakes() {
        pass(40);
        line.held = true;
        pass(1000);
        line.held = false;
        line.heard = line.now;
        pass(29);
        assertThat(line.probes).isEqualTo(1);
        assertThat(line.dead).isEmpty();
    }

    @Test
    void look_whenMuchIsOnItsWay_waitsThatMuchLongerForTheAnswer() {
        line.allowance = Duration.ofSeconds(100);
        pass(30 + 114);
        assertThat(line.dead).isEmpty();
        pass(1);
        assertThat(line.dead).hasSize(1);
    }

    @Test
    void look_whenAWriteStandsStill_endsTheStreamThoughThereIsSomethingToRead() {
        // what a slow link needs for a window, beside the time for a probe
        int allowed = 15 + 32;
        for (int i = 1; i <= allowed; i++) {
            line.stuck = Duration.ofSeconds(i);
            line.heard = line.now;
            pass(1);
        }
        assertThat(line.dead).isEmpty();
        line.stuck = Duration.ofSeconds(allowed + 1);
        pass(1);
        assertThat(line.dead).singleElement().asString().contains("took nothing of what was sent for 48.0 s");
    }

    @Test
    void look_whenTheStreamHasEnded_doesNothing() {
        line.open = false;
        pass(100);
        assertThat(line.probes).isZero();
        assertThat(line.dead).isEmpty();
    }

    private static final class FakeLine implements Liveness.Line {
        // nanoTime may be anything
        long now = Long.MAX_VALUE - 5_000_000_000L;
        long heard = now;
        boolean held;
        boolean open = true;
        int probes;
        Duration stuck = Duration.ZERO;
        Duration allowance = Duration.ZERO;
        final List<String> dead = new ArrayList<>();

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public long heardAt() {
            return heard;
        }

        @Override
        public boolean isHeldUp() {
            return held;
        }

        @Override
        public Duration stuckFor(long at) {
            return stuck;
        }

        @Override
        public Duration allowance() {
            return allowance;
        }

        @Override
        public void probe() {
            probes++;
        }

        @Override
        public void dead(WireException cause) {
            dead.add(String.valueOf(cause.getMessage()));
            open = false;
        }
    }
}
