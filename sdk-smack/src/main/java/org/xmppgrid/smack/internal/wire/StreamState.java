package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.sdk.GridAddress;

/**
 * One stream's life, from opening to its end. Whoever ends it first names the cause. The requests under way and what was
 * acknowledged are its {@link Exchange}'s, which goes on to the next stream if the session is resumed there.
 */
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

    private static final Logger LOG = LoggerFactory.getLogger(StreamState.class);

    private final Inbound inbound;
    private final Semaphore room = new Semaphore(ROOM, true);
    private final Object transition = new Object();
    private volatile Exchange exchange;
    private volatile Phase phase = Phase.OPENING;
    private volatile @Nullable WireException end;
    private volatile boolean suspended;
    /** Whether what was not written yet waits for another stream. */
    private boolean carriedOn;

    private volatile @Nullable Thread inHandler;
    private volatile long handlerLeft = System.nanoTime();
    private boolean reading;

    StreamState(Inbound inbound) {
        this.inbound = inbound;
        this.exchange = new Exchange(inbound);
    }

    /** What the session carries on. */
    Exchange exchange() {
        return exchange;
    }

    /**
     * The session of an earlier stream goes on here.
     *
     * @param handled how many of its stanzas the controller has handled
     * @throws WireException if that many were never sent, or this stream has ended too
     */
    void goOnWith(Exchange former, long handled) {
        synchronized (transition) {
            WireException ended = end;
            if (ended != null) {
                throw ended;
            }
            former.continuity().resumed(handled);
            exchange = former;
        }
    }

    /** Whether the stream was lost, and with it nothing: another can go on with it. */
    boolean isSuspended() {
        return suspended;
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

    /** {@link #end(WireException, boolean)}, of a stream that nobody can go on with. */
    Phase end(WireException cause) {
        return end(cause, false);
    }

    /**
     * Ends the stream, unless it has ended. Every request fails at once, unless another stream can go on with them, and
     * nobody waits for room any more.
     *
     * @param byNetwork whether it was the network that failed, so that both ends may want to go on
     * @return the phase it was in before
     */
    private Phase end(WireException cause, boolean byNetwork) {
        Phase before;
        synchronized (transition) {
            before = phase;
            if (before == Phase.ENDED) {
                return before;
            }
            long now = System.nanoTime();
            if (cause.kind() != WireException.Kind.CLOSED) {
                // Who closes the stream still says what was handled.
                exchange.continuity().interrupted(now);
            }
            suspended =
                    before == Phase.OPEN && byNetwork && exchange.continuity().isResumable(now);
            carriedOn = suspended || before == Phase.OPENING;
            end = cause;
            phase = Phase.ENDED;
        }
        if (before == Phase.OPEN && !suspended) {
            exchange.continuity().spoil();
            exchange.fail(cause);
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

    /** {@link #end(WireException, boolean)}, and tells the floor above if the stream was open. */
    Phase lose(WireException cause, boolean byNetwork) {
        Phase before = end(cause, byNetwork);
        if (before == Phase.OPEN) {
            inbound.lost(cause);
        }
        return before;
    }

    // ---- incoming

    /** Reading a stanza begins. Returns false if the stream has ended, and nothing of it counts any more. */
    boolean beginReading() {
        synchronized (transition) {
            reading = phase != Phase.ENDED;
            return reading;
        }
    }

    /** Reading a stanza is over. */
    void endReading() {
        synchronized (transition) {
            reading = false;
            transition.notifyAll();
        }
    }

    /** A stanza was passed over that nobody could be shown. */
    void handledUnseen() {
        synchronized (transition) {
            if (phase != Phase.ENDED) {
                exchange.continuity().handled();
            }
        }
    }

    /** Waits until nobody reads a stanza of this stream, which has ended: from then on nobody will. */
    boolean awaitUnread(Deadline deadline) throws InterruptedException {
        synchronized (transition) {
            while (reading) {
                if (deadline.isOver()) {
                    return false;
                }
                transition.wait(deadline.millisLeft());
            }
            return true;
        }
    }

    /** Whether the reader thread stands still because the floor above holds it up. */
    boolean isHeldUp() {
        return inHandler != null;
    }

    /** When the floor above let the reader go last, in terms of {@link System#nanoTime}. */
    long handlerLeft() {
        return handlerLeft;
    }

    /**
     * Hands a message to the floor above; an interruption because the stream ended is no failure.
     *
     * @return whether the floor above has it, whatever came of it
     */
    boolean message(StanzaHead head, GridXmlPullParser parser) throws Exception {
        inHandler = Thread.currentThread();
        try {
            if (phase == Phase.ENDED) {
                return false;
            }
            inbound.message(head, parser);
            return true;
        } catch (InterruptedException e) {
            if (phase != Phase.ENDED) {
                throw e;
            }
            return false;
        } finally {
            handlerLeft = System.nanoTime();
            inHandler = null;
        }
    }

    /** Offers a request to the floor above. Returns whether it takes it. */
    boolean request(ForeignRequest request, GridXmlPullParser parser) throws Exception {
        // One that was waiting for a resumed session comes before the opening is through.
        boolean here = phase == Phase.OPEN
                || phase == Phase.OPENING && exchange.address().isPresent();
        return here && inbound.request(request, parser);
    }

    void strayed(String what, StanzaHead head) {
        inbound.strayed(what, head);
    }

    void limitHit(String limit, String what, Optional<GridAddress> from) {
        inbound.limitHit(limit, what, from);
    }

    // ---- outgoing

    /**
     * A stanza that has its place is about to be queued.
     *
     * @throws WireException if the stream has ended
     */
    void queued(OutgoingStanza stanza) {
        synchronized (transition) {
            WireException ended = end;
            if (ended != null) {
                throw ended.forRequest(stanza.cancel());
            }
            exchange.continuity().queued(stanza);
        }
    }

    /** What is written when a stanza's turn has come: nothing of it on a stream that another will go on with. */
    String leaving(OutgoingStanza stanza) {
        freeRoom();
        String xml;
        boolean bounded = true;
        synchronized (transition) {
            if (carriedOn) {
                return "";
            }
            if (stanza.write()) {
                xml = stanza.xml();
                bounded = exchange.continuity().written(stanza);
            } else {
                xml = "";
                exchange.continuity().leftOut(stanza);
            }
            if (phase != Phase.ENDED && exchange.continuity().asks(isIdle())) {
                xml += StreamManagement.ASK;
            }
        }
        if (!bounded) {
            warnOfSilence();
        }
        return xml;
    }

    /** What is written first on a stream on which the session goes on. */
    String again() {
        StringBuilder xml = new StringBuilder();
        boolean bounded = true;
        boolean suspects = false;
        synchronized (transition) {
            if (carriedOn) {
                return "";
            }
            for (OutgoingStanza stanza : exchange.continuity().waiting()) {
                if (stanza.writeAgain()) {
                    xml.append(stanza.xml());
                    bounded &= exchange.continuity().written(stanza);
                } else {
                    exchange.continuity().leftOut(stanza);
                    suspects |= stanza.isSuspect();
                }
            }
            if (phase != Phase.ENDED && exchange.continuity().asks(true)) {
                xml.append(StreamManagement.ASK);
            }
        }
        if (suspects) {
            exchange.failSuspects();
        }
        if (!bounded) {
            warnOfSilence();
        }
        return xml.toString();
    }

    private static void warnOfSilence() {
        LOG.warn(
                "The controller acknowledged none of {} stanzas or {} bytes: should the connection be lost, its session"
                        + " can't be resumed",
                Continuity.MOST_STANZAS,
                Continuity.MOST_BYTES);
    }

    /** Whether nothing waits to be written. */
    boolean isIdle() {
        return room.availablePermits() >= ROOM;
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
