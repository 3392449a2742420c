package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;

/** One stream's life, from opening to its end, and the requests under way on it. Whoever ends it first names the cause. */
final class StreamState {
    /** Where a stream is in its life. */
    enum Phase {
        OPENING,
        OPEN,
        ENDED
    }

    /** Below the 500 of Smack's queue, so that Smack never blocks: waiting for room is ours, with a timeout. */
    static final int ROOM = 400;

    private static final int EVERYBODY = 1_000_000;

    private final Inbound inbound;
    private final ConcurrentHashMap<String, PendingRequest<?>> pending = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(ROOM, true);
    private final Object transition = new Object();
    private volatile Phase phase = Phase.OPENING;
    private volatile @Nullable WireException end;
    private volatile @Nullable Thread inHandler;

    StreamState(Inbound inbound) {
        this.inbound = inbound;
    }

    Phase phase() {
        return phase;
    }

    /** Why the stream ended, or empty while it hasn't. */
    Optional<WireException> end() {
        return Optional.ofNullable(end);
    }

    /** Login is complete. Returns whether the stream still lives. */
    boolean opened() {
        synchronized (transition) {
            if (phase == Phase.OPENING) {
                phase = Phase.OPEN;
            }
            return phase == Phase.OPEN;
        }
    }

    /**
     * Ends the stream, unless it has ended: every request fails at once, and nobody waits for room any more.
     *
     * @return the phase it was in before
     */
    Phase end(WireException cause) {
        Phase before;
        synchronized (transition) {
            before = phase;
            if (before == Phase.ENDED) {
                return before;
            }
            end = cause;
            phase = Phase.ENDED;
        }
        for (PendingRequest<?> request : pending.values()) {
            request.fail(cause);
        }
        cause.limit().ifPresent(limit -> inbound.limitHit(limit, String.valueOf(cause.getMessage()), Optional.empty()));
        room.release(EVERYBODY);
        Thread handler = inHandler;
        if (handler != null && handler != Thread.currentThread()) {
            // Back-pressure must not keep the reader thread alive beyond its stream.
            handler.interrupt();
        }
        return before;
    }

    /** {@link #end(WireException)}, and tells the floor above if the stream was open. */
    Phase lose(WireException cause) {
        Phase before = end(cause);
        if (before == Phase.OPEN) {
            inbound.lost(cause);
        }
        return before;
    }

    /** Hands a message to the floor above; an interruption because the stream ended is no failure. */
    void message(StanzaHead head, GridXmlPullParser parser) throws Exception {
        inHandler = Thread.currentThread();
        try {
            if (phase != Phase.ENDED) {
                inbound.message(head, parser);
            }
        } catch (InterruptedException e) {
            if (phase != Phase.ENDED) {
                throw e;
            }
        } finally {
            inHandler = null;
        }
    }

    /** Offers a request to the floor above. Returns whether it takes it. */
    boolean request(ForeignRequest request, GridXmlPullParser parser) throws Exception {
        return phase == Phase.OPEN && inbound.request(request, parser);
    }

    void strayed(String what, StanzaHead head) {
        inbound.strayed(what, head);
    }

    void limitHit(String limit, String what, Optional<GridAddress> from) {
        inbound.limitHit(limit, what, from);
    }

    void add(String id, PendingRequest<?> request) {
        pending.put(id, request);
        request.answer().whenComplete((answer, failure) -> {
            pending.remove(id, request);
            request.stopTimer();
        });
        WireException ended = end;
        if (ended != null) {
            request.fail(ended);
        }
    }

    @Nullable
    PendingRequest<?> pending(String id) {
        return pending.get(id);
    }

    /** Takes a request to answer it. Returns false if it has been answered or given up meanwhile. */
    boolean take(String id, PendingRequest<?> request) {
        return pending.remove(id, request);
    }

    int pendingCount() {
        return pending.size();
    }

    /**
     * Waits until one more stanza may be queued.
     *
     * @throws WireException if there is none in time, or the stream has ended
     */
    void awaitRoom(Duration wait) {
        boolean free = room.tryAcquire();
        if (!free) {
            try {
                free = room.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new WireException(
                        WireException.Kind.TIMEOUT, "Interrupted while waiting to send", null, false, e);
            }
        }
        WireException ended = end;
        if (ended != null) {
            throw ended.forRequest(false);
        }
        if (!free) {
            throw new WireException(
                    WireException.Kind.TIMEOUT,
                    "The controller takes no stanzas: " + ROOM + " wait to be sent since " + wait,
                    null,
                    false,
                    null);
        }
    }

    /** Whether one more stanza may be queued now; if so, it has its place. */
    boolean hasRoom() {
        return room.tryAcquire();
    }

    void freeRoom() {
        room.release();
    }
}
