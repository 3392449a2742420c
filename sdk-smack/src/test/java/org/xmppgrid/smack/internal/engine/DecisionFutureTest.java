package org.xmppgrid.smack.internal.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.SubscriptionState;

import static org.assertj.core.api.Assertions.assertThat;

class DecisionFutureTest {

    @Test
    void is_whenTheExecutorRunsTheSecondFirst_thenTheFirstStateCounts() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        DecisionFuture decision = new DecisionFuture(tasks::push);

        decision.is(SubscriptionState.PENDING);
        decision.is(SubscriptionState.ACTIVE);
        decision.is(SubscriptionState.CLOSED);
        tasks.forEach(Runnable::run);

        assertThat(decision.future()).isCompletedWithValue(SubscriptionState.ACTIVE);
    }
}
