package org.xmppgrid.testkit.internal.embedded;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that has logged in and bound a resource. With stream management (XEP-0198) it may outlive its connection: what
 * is sent meanwhile waits, until the client resumes on another connection or the session is {@linkplain #end ended}.
 */
final class Session {

    /** What became of an attempt to go on with a session. */
    enum Resumed {
        YES,
        /** The session has ended. */
        OVER,
        /** The client's count can't be true. */
        MISCOUNTED,
        /** Some of what the client might not have is no longer known. */
        INCOMPLETE
    }

    /** What its client asked for. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** How long one who ends or moves the session waits for what is under way: longer than anything but a fault takes. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final Jid jid;
    /** Held while a stanza of the client's is carried out; taken before the other one. */
    private final ReentrantLock atWork = new ReentrantLock();

    private final Object lock = new Object();
    private volatile Wire wire;
    private volatile @Nullable Integer priority;
    private volatile @Nullable Xml presence;
    private volatile boolean connected = true;
    private volatile @Nullable String resumption;
    private @Nullable Unacknowledged unacknowledged;
    private volatile long handled;
    private int losses;
    private boolean asked;
    private boolean over;

    Session(Jid jid, Wire wire) {
        this.jid = jid;
        this.wire = wire;
    }

    Jid jid() {
        return jid;
    }

    /** Its connection, or the one that it had last. */
    Wire wire() {
        return wire;
    }

    /** Whether nobody has seen its connection end. */
    boolean isConnected() {
        return connected;
    }

    /** Whether it has sent initial presence (RFC 6121 §4.2). */
    boolean isAvailable() {
        return priority != null;
    }

    /** Its priority; lower than any valid one while it isn't available. */
    int priority() {
        Integer known = priority;
        return known == null ? Integer.MIN_VALUE : known;
    }

    /** The presence it sent last, if it is available. */
    @Nullable
    Xml presence() {
        return presence;
    }

    void available(int newPriority, Xml newPresence) {
        priority = newPriority;
        presence = newPresence;
    }

    void unavailable() {
        priority = null;
        presence = null;
    }

    /** What the client names to go on with this session on another connection; {@code null} if it can't. */
    @Nullable
    String resumption() {
        return resumption;
    }

    /** How many stanzas were taken from the client since stream management began. */
    long handled() {
        return handled;
    }

    /** Starts to count and to keep what is sent (XEP-0198 §3); says whether it hadn't started yet. */
    boolean manage(Unacknowledged queue, @Nullable String resumptionId, String enabled) {
        synchronized (lock) {
            if (unacknowledged != null || over) {
                return false;
            }
            unacknowledged = queue;
            resumption = resumptionId;
            wire.send(enabled);
            return true;
        }
    }

    boolean isManaged() {
        synchronized (lock) {
            return unacknowledged != null;
        }
    }

    /**
     * Carries out what the client sent. One after the other, whichever connection it came on: what was under way when the
     * client went on elsewhere comes before what it sends there.
     */
    void carryOut(Work work) throws InterruptedException {
        atWork.lockInterruptibly();
        try {
            work.run();
        } finally {
            atWork.unlock();
        }
    }

    /** Does something once nothing is under way, or after a while all the same. */
    private <T> T whenIdle(Supplier<T> work) {
        boolean idle = false;
        try {
            idle = atWork.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        try {
            return work.get();
        } finally {
            if (idle) {
                atWork.unlock();
            }
        }
    }

    /** Counts a stanza of the client; says no to one that came on a connection that it has left. */
    boolean takes(Wire from) {
        synchronized (lock) {
            if (wire != from || over) {
                return false;
            }
            if (unacknowledged != null) {
                handled = Unacknowledged.next(handled);
            }
            return true;
        }
    }

    /** Sends one stanza; says no if the session has ended and this one should have waited with the others. */
    boolean send(String stanza) {
        synchronized (lock) {
            if (unacknowledged == null) {
                wire.send(stanza);
                return true;
            }
            if (over) {
                return false;
            }
            unacknowledged.add(stanza);
            if (connected) {
                wire.send(stanza);
                ask();
            }
            return true;
        }
    }

    /** Writes anything, of which the stanzas count. */
    void write(String xml) {
        synchronized (lock) {
            if (unacknowledged != null && !over) {
                Stanzas.in(xml).forEach(unacknowledged::add);
            }
            if (connected) {
                wire.send(xml);
            }
        }
    }

    /** Sends what is no stanza. */
    void say(String nonza) {
        synchronized (lock) {
            if (connected) {
                wire.send(nonza);
            }
        }
    }

    /** One question at a time, as Prosody and ejabberd do. */
    private void ask() {
        if (!asked && connected && unacknowledged != null && !unacknowledged.isEmpty()) {
            asked = true;
            wire.send(StreamManagement.REQUEST);
        }
    }

    /** The client says how many stanzas it has; says whether that can be true. */
    boolean acknowledge(long count) {
        synchronized (lock) {
            if (unacknowledged == null) {
                return true;
            }
            asked = false;
            boolean possible = unacknowledged.acknowledge(count);
            ask();
            return possible;
        }
    }

    /** A connection is gone. Returns a number for {@link #end(int, Consumer)}, or 0 if it was not that of the session. */
    int lose(Wire gone) {
        synchronized (lock) {
            if (wire != gone || over) {
                return 0;
            }
            if (connected) {
                connected = false;
                losses++;
            }
            return losses;
        }
    }

    /** The number of its loss of connection, for {@link #end(int, Consumer)}; 0 while it has one. */
    int loss() {
        synchronized (lock) {
            return connected ? 0 : losses;
        }
    }

    /** Whether another connection than this one carries the session now. */
    boolean hasLeft(Wire old) {
        return wire != old;
    }

    /**
     * Goes on over another connection (XEP-0198 §5).
     *
     * @param next the connection
     * @param count what the client says it has
     * @param lost whether what waits is lost on purpose
     * @param word what to say first, made when the count of the client's stanzas is final
     * @param server in whose name late stanzas are stamped
     */
    Resumed resume(Wire next, long count, boolean lost, Consumer<Session> word, String server) {
        return whenIdle(() -> goOn(next, count, lost, word, server));
    }

    private Resumed goOn(Wire next, long count, boolean lost, Consumer<Session> word, String server) {
        synchronized (lock) {
            if (over || unacknowledged == null) {
                return Resumed.OVER;
            }
            if (lost) {
                unacknowledged.lose(count);
            } else if (!unacknowledged.acknowledge(count)) {
                return Resumed.MISCOUNTED;
            }
            if (!unacknowledged.isComplete()) {
                return Resumed.INCOMPLETE;
            }
            Wire old = wire;
            wire = next;
            connected = true;
            asked = false;
            old.cut();
            next.peer(jid.toString());
            next.startWriter();
            word.accept(this);
            for (Unacknowledged.Sent sent : unacknowledged.stanzas()) {
                next.send(
                        sent.stanza().startsWith("<iq")
                                ? sent.stanza()
                                : Delay.stamp(sent.stanza(), server, sent.at()));
            }
            ask();
            return Resumed.YES;
        }
    }

    /**
     * Ends the session.
     *
     * @param last takes what was never acknowledged, while nobody can send to this session
     * @return whether it had not ended before
     */
    boolean end(Consumer<List<Unacknowledged.Sent>> last) {
        return whenIdle(() -> endAtOnce(last));
    }

    /** Ends the session as {@link #end(Consumer)} does, in the middle of whatever is under way. */
    boolean endAtOnce(Consumer<List<Unacknowledged.Sent>> last) {
        synchronized (lock) {
            if (over) {
                return false;
            }
            over = true;
            last.accept(unacknowledged == null ? List.of() : unacknowledged.stanzas());
            return true;
        }
    }

    /** Ends the session if its client has not come back since its connection was lost. */
    boolean end(int loss, Consumer<List<Unacknowledged.Sent>> last) {
        return whenIdle(() -> {
            synchronized (lock) {
                return !connected && losses == loss && endAtOnce(last);
            }
        });
    }
}
