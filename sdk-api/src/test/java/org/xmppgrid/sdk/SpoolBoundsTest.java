package org.xmppgrid.sdk;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SpoolBoundsTest {

    @Test
    void with_whenOneIsChanged_thenTheOthersStay() {
        SpoolBounds bounds = SpoolBounds.standard()
                .withReports(1)
                .withBytes(2)
                .withAge(Duration.ofHours(3))
                .withDeadLetters(4)
                .blocking(Duration.ofSeconds(5));
        assertThat(bounds)
                .isEqualTo(new SpoolBounds(1, 2, Duration.ofHours(3), WhenSpoolFull.BLOCK, Duration.ofSeconds(5), 4));
        assertThat(bounds.droppingOldest().whenFull()).isEqualTo(WhenSpoolFull.DROP_OLDEST);
        assertThat(SpoolBounds.standard().whenFull()).isEqualTo(WhenSpoolFull.REFUSE);
    }

    @Test
    void with_whenABoundCantBe_thenRefused() {
        SpoolBounds standard = SpoolBounds.standard();
        assertThatIllegalArgumentException().isThrownBy(() -> standard.withReports(0));
        assertThatIllegalArgumentException().isThrownBy(() -> standard.withBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> standard.withDeadLetters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> standard.withAge(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> standard.withAge(Duration.ofSeconds(Long.MAX_VALUE)));
        assertThatIllegalArgumentException().isThrownBy(() -> standard.blocking(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> standard.blocking(Duration.ofDays(2)));
    }
}
