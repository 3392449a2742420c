package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;

/**
 * Gets a lost connection back: again and again with growing waits until it stands, until trying is pointless, or until the
 * grid is closed. Has a thread only while there is something to get back.
 */
final class Supervisor {
    /** What only a person can mend. Everything else may have gone by when it is tried again. */
    private static final Set<Reason> PERMANENT = EnumSet.of(
            Reason.TLS_UNAVAILABLE,
            Reason.TLS_NOTHING_IN_COMMON,
            Reason.CERTIFICATE_UNTRUSTED,
            Reason.CERTIFICATE_EXPIRED,
            Reason.CERTIFICATE_WRONG_HOST,
            Reason.CERTIFICATE_REVOKED,
            Reason.PIN_MISMATCH,
            Reason.MECHANISM_NOT_OFFERED,
            Reason.CHANNEL_BINDING_UNAVAILABLE,
            Reason.DOWNGRADE_DETECTED,
            Reason.CREDENTIALS_REFUSED,
            Reason.CREDENTIALS_EXPIRED,
            Reason.ACCOUNT_NOT_ACTIVE,
            Reason.CLIENT_CERTIFICATE_REFUSED,
            Reason.CONTROLLER_NOT_PROVEN);

    /** What is supervised. Called on the supervisor's thread but where it says otherwise. */
    interface Line {

        /** Whether a stream is open, as far as is known. It is not any more when its loss is told. Called on any thread. */
        boolean isOpen();

        /** Whether the lost stream may be resumed. */
        boolean isResumable();

        /**
         * Makes an attempt.
         *
         * @return whether the lost stream was resumed; else a new one stands
         * @throws GridException if neither
         */
        boolean reopen();

        /**
         * Restores what the platform had on the lost stream, as far as that is possible now.
         *
         * @return whether something is left for later
         * @throws GridException if the connection was lost again
         */
        boolean restore();

        /** The connection was lost. Called on the thread that noticed it: must be quick. */
        void lost(GridException cause);

        /** It is being got back. Called on the thread that noticed the loss: must be quick. */
        void interrupted();

        /** The connection is back. */
        void back(boolean sameStream, int attempts);

        /** No more attempts are made. May be called on the thread that noticed the loss. */
        void gaveUp(GridException why);
    }

    private final ConnectionPolicy policy;
    private final Line line;
    private final ConnectionLife life;
    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private final ThreadFactory threads;

    private final Object lock = new Object();
    private @Nullable GridException lost;
    private @Nullable Thread thread;
    private boolean begun;
    private boolean standing;
    /** Whether all have been told of the loss: not before may the connection be back. */
    private boolean told = true;

    private boolean closed;
    /** Attempts since the connection last stood for longer than the wait before it. */
    private int attempt;

    private long standingSince;
    private long lostAt;
    private Duration delay = Duration.ZERO;

    Supervisor(
            ConnectionPolicy policy,
            Line line,
            ConnectionLife life,
            Backoff backoff,
            LongSupplier nanoTime,
            ThreadFactory threads) {
        this.policy = policy;
        this.line = line;
        this.life = life;
        this.backoff = backoff;
        this.nanoTime = nanoTime;
        this.threads = threads;
    }

    /** The connection stands for the first time, if it was not lost meanwhile. */
    void begin() {
        GridException earlier;
        synchronized (lock) {
            begun = true;
            standing = true;
            standingSince = nanoTime.getAsLong();
            earlier = lost;
        }
        if (earlier != null) {
            lost(earlier);
        }
    }

    /** The connection was lost. Called on the thread that noticed it. */
    void lost(GridException cause) {
        boolean worthTrying = isWorthTrying(cause);
        synchronized (lock) {
            // The loss of a stream that another has replaced already is told late: there is nothing to get back.
            if (closed || line.isOpen()) {
                return;
            }
            lost = cause;
            if (!standing) {
                // not begun yet, or lost again before it stood: who is at work looks when it is through
                lock.notifyAll();
                return;
            }
            standing = false;
            told = false;
            lostAt = nanoTime.getAsLong();
            if (lostAt - standingSince > backoff.bound(Math.max(attempt, 1)).toNanos()) {
                attempt = 0;
            }
            if (worthTrying) {
                delay = waitBefore(attempt + 1);
                // Before anybody can see that the session is gone and ask why.
                life.become(ConnectionState.INTERRUPTED, cause, attempt, delay, false);
            }
        }
        line.lost(cause);
        if (!worthTrying) {
            giveUp(cause);
            allTold();
            return;
        }
        line.interrupted();
        try {
            start();
        } finally {
            allTold();
        }
    }

    /** Has a thread at work; one that is not through yet goes on. */
    private void start() {
        Thread starting;
        synchronized (lock) {
            if (thread != null || closed) {
                return;
            }
            starting = threads.newThread(this::run);
            thread = starting;
        }
        try {
            starting.start();
        } catch (Error e) {
            // The system has no thread to give. Nobody would try, and nobody would say so.
            synchronized (lock) {
                thread = null;
            }
            giveUp(new GridConnectionException(
                    Reason.CONNECTION_LOST,
                    "The lost connection is not got back: this program can't start a thread ("
                            + e.getClass().getName() + "). Give it more threads or memory and connect again",
                    null,
                    e));
        }
    }

    private void allTold() {
        synchronized (lock) {
            told = true;
            lock.notifyAll();
        }
    }

    /**
     * Makes no more attempts, and waits for the one under way to end.
     *
     * @param grace how long
     */
    void close(Duration grace) throws InterruptedException {
        Thread atWork;
        synchronized (lock) {
            closed = true;
            atWork = thread;
            lock.notifyAll();
        }
        if (atWork != null && atWork != Thread.currentThread()) {
            atWork.interrupt();
            atWork.join(Math.max(1, grace.toMillis()));
        }
    }

    private void run() {
        try {
            while (pause(nextDelay(), false)) {
                GridException why;
                try {
                    if (attempt()) {
                        return;
                    }
                    why = lostMeanwhile();
                } catch (GridException e) {
                    why = e;
                } catch (RuntimeException | Error e) {
                    // The program's own code: whoever knows the credentials may itself be out of reach. An Error, too:
                    // if this thread died of it, nobody would try any more.
                    why = new GridConnectionException(
                            Reason.CONNECTION_LOST,
                            "The attempt to connect again failed in this program ("
                                    + e.getClass().getName() + ")",
                            null,
                            e);
                }
                if (!goOn(why)) {
                    return;
                }
            }
        } finally {
            synchronized (lock) {
                if (thread == Thread.currentThread()) {
                    thread = null;
                }
            }
        }
    }

    /**
     * Makes an attempt, and stays until everything is restored.
     *
     * @return false if the connection was lost again
     */
    private boolean attempt() {
        int now;
        synchronized (lock) {
            lost = null;
            now = ++attempt;
        }
        life.become(
                line.isResumable() ? ConnectionState.RESUMING : ConnectionState.RECONNECTING, null, now, null, false);
        boolean sameStream = line.reopen();
        boolean rest = line.restore();
        if (!stands(sameStream, now)) {
            return false;
        }
        line.back(sameStream, now);
        for (int round = 2; rest; round++) {
            if (!pause(backoff.before(round), true)) {
                return isClosed();
            }
            rest = restoredLater();
        }
        return finished();
    }

    /** Whether something is still left to restore. */
    private boolean restoredLater() {
        try {
            return line.restore();
        } catch (RuntimeException | Error e) {
            // If the connection is gone that is told in its own way, and else it is tried again.
            return true;
        }
    }

    /** Whether the connection stands now; nobody can lose it in between. */
    private boolean stands(boolean sameStream, int attempts) {
        synchronized (lock) {
            // A loss while a stream is open is that of the one before, told late.
            if (closed || lost != null && !line.isOpen()) {
                return false;
            }
            standing = true;
            standingSince = nanoTime.getAsLong();
            life.become(ConnectionState.CONNECTED, null, attempts, null, sameStream);
            return true;
        }
    }

    /** Ends this thread's work, unless the connection was lost again. */
    private boolean finished() {
        synchronized (lock) {
            if (standing) {
                thread = null;
            }
            return standing;
        }
    }

    private GridException lostMeanwhile() {
        synchronized (lock) {
            return lost != null
                    ? lost
                    : new GridConnectionException(
                            Reason.CONNECTION_LOST, "The grid was closed while it connected again", null, null);
        }
    }

    /** What follows from an attempt that failed; false if there is no other. */
    private boolean goOn(GridException why) {
        boolean giveUp;
        synchronized (lock) {
            if (closed) {
                return false;
            }
            if (standing) {
                // What failed came after that: there is nothing to get back. Whoever notices a loss starts a thread.
                thread = null;
                return false;
            }
            if (life.state() == ConnectionState.INTERRUPTED) {
                // It was lost after it stood, which is told and decided where it was noticed.
                return true;
            }
            giveUp = !isWorthTrying(why) || isTooLate();
            if (!giveUp) {
                delay = waitBefore(attempt + 1);
                life.become(ConnectionState.INTERRUPTED, why, attempt, delay, false);
            }
        }
        if (giveUp) {
            giveUp(why);
        }
        return !giveUp;
    }

    private Duration nextDelay() {
        synchronized (lock) {
            return delay;
        }
    }

    /**
     * Waits, for the next attempt or while the connection stands.
     *
     * @return false if the grid was closed, or the connection does not stand any more
     */
    private boolean pause(Duration time, boolean whileStanding) {
        long until = nanoTime.getAsLong() + time.toNanos();
        synchronized (lock) {
            long left = until - nanoTime.getAsLong();
            while (!closed && (left > 0 || !told) && (standing || !whileStanding)) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, Math.max(left, 1_000_000));
                } catch (InterruptedException e) {
                    // close() has said so before. Else it is a remnant of the program's own code, which this thread
                    // asks
                    // for credentials: no reason to leave the connection to nobody.
                }
                left = until - nanoTime.getAsLong();
            }
            return !closed && (standing || !whileStanding) && !life.state().isFinal();
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private boolean isWorthTrying(GridException why) {
        if (why.reason() == Reason.SESSION_REPLACED) {
            return policy.reconnects() && policy.returnsWhenReplaced();
        }
        return policy.reconnects() && !PERMANENT.contains(why.reason());
    }

    /** The wait before an attempt: the last one begins when it is time to give up, and not after. */
    private Duration waitBefore(int next) {
        Duration drawn = backoff.before(next);
        return policy.giveUpAfter()
                .map(most -> most.minusNanos(nanoTime.getAsLong() - lostAt))
                .filter(left -> left.compareTo(drawn) < 0)
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .orElse(drawn);
    }

    private boolean isTooLate() {
        return policy.giveUpAfter()
                .filter(most -> nanoTime.getAsLong() - lostAt >= most.toNanos())
                .isPresent();
    }

    private void giveUp(GridException why) {
        if (life.become(ConnectionState.FAILED, why, attempt, null, false)) {
            line.gaveUp(why);
        }
    }
}
