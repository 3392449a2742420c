package org.xmppgrid.smack.internal.engine.provider;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xmppgrid.smack.internal.store.Spooled;

import static org.assertj.core.api.Assertions.assertThat;

class WindowTest {
    private final Window window = new Window(10);

    @Test
    void attempts_whenTheSpoolHasDroppedWhatWasTried_thenOnlyThoseOfTheOthersAreKept() {
        for (long place = 1; place <= 3; place++) {
            Spooled report = new Spooled(place, "topic", "item-" + place, Instant.EPOCH, new byte[0]);
            window.sent(report);
            window.answered(report);
        }
        window.settledBefore(3);
        assertThat(window.attempts(1)).isZero();
        assertThat(window.attempts(2)).isZero();
        assertThat(window.attempts(3)).isEqualTo(1);
    }
}
