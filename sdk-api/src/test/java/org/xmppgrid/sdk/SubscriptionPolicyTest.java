package org.xmppgrid.sdk;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SubscriptionPolicyTest {

    @Test
    void defaults_whenNothingIsSaid_thenNothingIsDroppedAndTheGridsLimitsHold() {
        SubscriptionPolicy policy = SubscriptionPolicy.defaults();

        assertThat(policy.overflow()).isEqualTo(Overflow.BLOCK);
        assertThat(policy.maxEvents()).isEmpty();
        assertThat(policy.maxChars()).isEmpty();
        assertThat(policy.paused()).isFalse();
    }

    @Test
    void queue_whenSetWithTheRest_thenEachKeepsTheOthers() {
        SubscriptionPolicy policy =
                SubscriptionPolicy.defaults().startPaused().dropOldest().queue(3, 50);

        assertThat(policy.overflow()).isEqualTo(Overflow.DROP_OLDEST);
        assertThat(policy.maxEvents()).hasValue(3);
        assertThat(policy.maxChars()).hasValue(50);
        assertThat(policy.paused()).isTrue();
        assertThat(policy.block().overflow()).isEqualTo(Overflow.BLOCK);
    }

    @Test
    void queue_whenABoundIsNotPositive_thenNamedWithItsValue() {
        assertThatThrownBy(() -> SubscriptionPolicy.defaults().queue(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxEvents must be positive, not 0");
        assertThatThrownBy(() -> SubscriptionPolicy.defaults().queue(1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxChars must be positive, not -1");
    }
}
