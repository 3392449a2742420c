package org.xmppgrid.smack.internal.engine.provider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;

import static org.awaitility.Awaitility.await;

/** A broker that answers when and as a test says. */
final class FakeUplink implements Uplink {
    /** A report on its way. */
    record Sent(String topic, String id, String xml, CompletableFuture<Boolean> answer, Executor executor) {
        void confirm() {
            executor.execute(() -> answer.complete(true));
        }

        void fail(GridException why) {
            executor.execute(() -> answer.completeExceptionally(why));
        }

        void fail(Reason reason) {
            fail(FakeUplink.failure(reason));
        }

        boolean isOpen() {
            return !answer.isDone();
        }
    }

    private final List<Sent> sent = new ArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final Set<String> gone = new HashSet<>();
    private final Map<String, String> kept = new HashMap<>();
    private ConnectionState state = ConnectionState.CONNECTED;
    /** What becomes of each report at once; null for nothing, no failure for a confirmation. */
    private @Nullable Function<Sent, @Nullable GridException> broker;

    @Override
    public synchronized CompletableFuture<?> publish(String topic, String itemId, String xml, Executor executor) {
        if (state != ConnectionState.CONNECTED) {
            throw failure(Reason.CONNECTION_LOST);
        }
        Sent report = new Sent(topic, itemId, xml, new CompletableFuture<>(), executor);
        sent.add(report);
        if (broker != null) {
            GridException refusal = broker.apply(report);
            if (refusal == null) {
                report.confirm();
            } else {
                report.fail(refusal);
            }
        }
        return report.answer();
    }

    @Override
    public synchronized boolean isGone(String topic) {
        return gone.contains(topic);
    }

    @Override
    public synchronized Set<String> kept(String topic, Map<String, String> payloads) {
        Set<String> same = new HashSet<>(payloads.keySet());
        same.removeIf(id -> !payloads.get(id).equals(kept.get(id)));
        return same;
    }

    /** The broker has taken the item, whatever becomes of its answer. */
    synchronized void keep(String itemId, String xml) {
        kept.put(itemId, xml);
    }

    @Override
    public synchronized ConnectionState state() {
        return state;
    }

    @Override
    public Registration onChange(Runnable action) {
        watchers.add(action);
        return () -> watchers.remove(action);
    }

    /** From now on the broker confirms all, that what is on its way too. */
    synchronized void confirmAll() {
        answer(report -> null);
    }

    synchronized void answer(Function<Sent, @Nullable GridException> how) {
        broker = how;
        sent.stream().filter(Sent::isOpen).forEach(Sent::confirm);
    }

    synchronized void forget(String topic) {
        gone.add(topic);
    }

    /** The connection is lost: nobody knows what has arrived. */
    void lose() {
        become(ConnectionState.INTERRUPTED);
        List<Sent> open;
        synchronized (this) {
            open = sent.stream().filter(Sent::isOpen).toList();
        }
        open.forEach(report -> report.fail(Reason.OUTCOME_UNKNOWN));
    }

    void become(ConnectionState next) {
        synchronized (this) {
            state = next;
        }
        watchers.forEach(Runnable::run);
    }

    int watchers() {
        return watchers.size();
    }

    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    List<String> ids() {
        return sent().stream().map(Sent::id).toList();
    }

    /** All ids so far, once there are so many. */
    List<String> awaitSent(int count) {
        await().until(() -> sent().size() >= count);
        return ids();
    }

    static GridException failure(Reason reason) {
        return switch (reason) {
            case CONNECTION_LOST -> new GridConnectionException(reason, "not connected", null, null);
            case OUTCOME_UNKNOWN, TIMEOUT -> new GridTimeoutException(reason, "no answer", null, null);
            default -> new GridRequestException(reason, "refused: " + reason, null, null);
        };
    }

    /** As when a controller ends the stream over what it was sent. */
    static GridException policyViolation() {
        return new GridConnectionException(Reason.OUTCOME_UNKNOWN, "stream ended", "policy-violation", null);
    }
}
