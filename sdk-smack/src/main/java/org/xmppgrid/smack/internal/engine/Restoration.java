package org.xmppgrid.smack.internal.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;

/**
 * Restores the subscriptions of a session that was lost on the one that took its place. Each is asked for again: a broker
 * that has it says so, one that lost it grants it anew, and an owner who ended it meanwhile has the last word.
 */
final class Restoration {
    /** So many topics are asked for at once: enough to hide the round trips of a thousand. */
    private static final int AT_ONCE = 16;

    /** What the same request may not meet the next time. */
    private static final Set<Reason> PASSING =
            EnumSet.of(Reason.TIMEOUT, Reason.OUTCOME_UNKNOWN, Reason.BROKER_BUSY, Reason.CONNECTION_LOST);

    private final Executor threads;
    private final Subscriptions subscriptions;

    Restoration(Executor threads, Subscriptions subscriptions) {
        this.threads = threads;
        this.subscriptions = subscriptions;
    }

    /** One broker's subscription with all listeners that share it; the first asks. */
    private record Shared(List<LiveSubscription<?>> listeners) {}

    /**
     * Restores subscriptions.
     *
     * @return those that could not be now, and may be later
     */
    List<LiveSubscription<?>> run(Collection<LiveSubscription<?>> subscriptions) throws InterruptedException {
        ConcurrentLinkedQueue<Shared> todo = new ConcurrentLinkedQueue<>(shared(subscriptions));
        ConcurrentLinkedQueue<LiveSubscription<?>> left = new ConcurrentLinkedQueue<>();
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(AT_ONCE, todo.size()); i++) {
            FutureTask<?> worker = new FutureTask<>(
                    () -> {
                        for (Shared next = todo.poll(); next != null; next = todo.poll()) {
                            restore(next, left);
                        }
                    },
                    null);
            workers.add(worker);
            threads.execute(worker);
        }
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                throw new GridConnectionException(
                        Reason.CONNECTION_LOST, "The subscriptions could not be restored", null, e.getCause());
            }
        }
        return List.copyOf(left);
    }

    private void restore(Shared shared, Collection<LiveSubscription<?>> left) {
        List<LiveSubscription<?>> listeners = shared.listeners();
        LiveSubscription<?> first = listeners.get(0);
        try {
            subscriptions.restore(first);
            listeners.stream().skip(1).forEach(one -> one.join(first));
        } catch (GridException e) {
            if (PASSING.contains(e.reason())) {
                left.addAll(listeners);
            } else {
                listeners.forEach(one -> one.refused(e));
            }
        }
    }

    private static Collection<Shared> shared(Collection<LiveSubscription<?>> subscriptions) {
        Map<List<Object>, Shared> found = new LinkedHashMap<>();
        for (LiveSubscription<?> one : subscriptions) {
            found.computeIfAbsent(
                            List.of(one.topic(), one.broker(), one.wanted(), one.id()),
                            key -> new Shared(new ArrayList<>()))
                    .listeners()
                    .add(one);
        }
        return found.values();
    }
}
