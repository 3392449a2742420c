package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;

/**
 * What a session carries from one stream to the next when it is resumed: the requests under way, and what was
 * acknowledged. A session that is not resumed has none of it left.
 */
final class Exchange {
    /** Where answers to requests of others leave. */
    interface Outlet {
        /** Sends a stanza, and waits for room. */
        void send(String stanza);

        /** Sends a stanza, or nothing if there is no room for it. */
        void trySend(String stanza);
    }

    private final Inbound inbound;
    private final Continuity continuity = new Continuity();
    private final ConcurrentHashMap<String, PendingRequest<?>> pending = new ConcurrentHashMap<>();
    private final AtomicLong bytesUnderWay = new AtomicLong();
    private volatile @Nullable Outlet outlet;
    private volatile @Nullable GridAddress address;

    Exchange(Inbound inbound) {
        this.inbound = inbound;
    }

    Inbound inbound() {
        return inbound;
    }

    Continuity continuity() {
        return continuity;
    }

    /** The session's own address, once it is bound. */
    Optional<GridAddress> address() {
        return Optional.ofNullable(address);
    }

    /** The session is bound to an address. */
    void bound(GridAddress own) {
        address = own;
    }

    /** The session lives on this stream from now on. */
    void leavesBy(Outlet stream) {
        outlet = stream;
    }

    /** Where answers leave; they may be ready long after the stream that brought the question. */
    Outlet outlet() {
        Outlet present = outlet;
        if (present == null) {
            throw new IllegalStateException("Not on any stream yet");
        }
        return present;
    }

    // ---- requests under way

    /** A request is on its way until it is answered. Returns how long that may take beyond its timeout. */
    Duration begin(OutgoingStanza request) {
        return SlowLink.time(bytesUnderWay.addAndGet(request.bytes()) + continuity.unansweredBytes());
    }

    /**
     * How long the other end may have nothing to say for all that is on its way: the largest of it, since it answers each.
     */
    Duration silence() {
        int largest = 0;
        for (PendingRequest<?> request : pending.values()) {
            largest = Math.max(largest, request.stanza().bytes());
        }
        return SlowLink.time(largest + continuity.unansweredBytes());
    }

    void add(String id, PendingRequest<?> request) {
        pending.put(id, request);
        request.answer().whenComplete((answer, failure) -> {
            pending.remove(id, request);
            request.stopTimer();
            // a stream that is resumed before the controller acknowledged it must not ask again
            request.stanza().cancel();
            bytesUnderWay.addAndGet(-request.stanza().bytes());
        });
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

    /** The requests that may be what breaks the streams fail; what came of them is not known. */
    void failSuspects() {
        for (PendingRequest<?> request : List.copyOf(pending.values())) {
            if (request.stanza().isSuspect()) {
                request.fail(new WireException(
                        WireException.Kind.LOST,
                        "The connection was lost each time the request was sent; it may be what the controller breaks"
                                + " off over",
                        null,
                        true,
                        null));
            }
        }
    }

    /** Every request under way fails. */
    void fail(WireException cause) {
        for (PendingRequest<?> request : List.copyOf(pending.values())) {
            request.fail(cause);
        }
    }
}
