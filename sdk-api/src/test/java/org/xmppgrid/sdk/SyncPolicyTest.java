package org.xmppgrid.sdk;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SyncPolicyTest {

    @Test
    void within_whenTheTimeIsNoGroup_thenRefused() {
        assertThat(SyncPolicy.each().within()).isZero();
        assertThat(SyncPolicy.within(Duration.ofMillis(5)).within()).hasMillis(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyncPolicy.within(Duration.ZERO))
                .withMessageContaining("each()");
        assertThatIllegalArgumentException().isThrownBy(() -> SyncPolicy.within(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> SyncPolicy.within(Duration.ofSeconds(2)));
    }
}
