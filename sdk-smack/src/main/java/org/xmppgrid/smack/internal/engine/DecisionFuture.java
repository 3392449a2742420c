package org.xmppgrid.smack.internal.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xmppgrid.sdk.SubscriptionState;

/** The first state of a subscription that is not pending, as a future that runs nothing of its user on the reader's thread. */
final class DecisionFuture {
    private final CompletableFuture<SubscriptionState> decided = new CompletableFuture<>();
    private final AtomicBoolean known = new AtomicBoolean();
    private final Executor threads;

    DecisionFuture(Executor threads) {
        this.threads = threads;
    }

    /** The subscription has this state now. */
    void is(SubscriptionState state) {
        // taken here: the executor may run what comes second first
        if (state == SubscriptionState.PENDING
                || state == SubscriptionState.INTERRUPTED
                || !known.compareAndSet(false, true)) {
            return;
        }
        try {
            threads.execute(() -> decided.complete(state));
        } catch (RejectedExecutionException e) {
            // the grid is closed and its threads are gone: whoever waits must hear of it all the same
            decided.complete(state);
        }
    }

    /** A copy, so that nobody can complete it for others. */
    CompletableFuture<SubscriptionState> future() {
        return decided.copy();
    }
}
