package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.ConnectionEvent;
import org.xmppgrid.sdk.ConnectionListener;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.smack.internal.xmpp.TopicEvent;

/** Where a session's connection is in its life, and who is told of it: each listener in order, on a worker of its own. */
final class ConnectionLife {
    private final Supplier<SerialWorker> workers;
    private final Observers observers;
    private final Clock clock;
    private final Object lock = new Object();
    private final List<Told> listeners = new CopyOnWriteArrayList<>();
    private ConnectionState state = ConnectionState.CONNECTED;
    private @Nullable GridException cause;

    ConnectionLife(Supplier<SerialWorker> workers, Observers observers, Clock clock) {
        this.workers = workers;
        this.observers = observers;
        this.clock = clock;
    }

    ConnectionState state() {
        synchronized (lock) {
            return state;
        }
    }

    /** What the connection was lost by, or the last attempt failed with; empty while it stands. */
    Optional<GridException> cause() {
        synchronized (lock) {
            return Optional.ofNullable(cause);
        }
    }

    Registration tell(ConnectionListener listener) {
        SerialWorker worker = workers.get();
        Told told = new Told(listener, worker);
        synchronized (lock) {
            listeners.add(told);
        }
        worker.start();
        return () -> {
            listeners.remove(told);
            worker.stop();
        };
    }

    /** A state without more to say of it. */
    boolean become(ConnectionState next) {
        return become(next, null, 0, null, false);
    }

    /**
     * Changes the state; whoever waits for it is woken.
     *
     * @return false if the connection's life was at its end, or this is no change
     */
    boolean become(
            ConnectionState next,
            @Nullable GridException why,
            int attempt,
            @Nullable Duration retryIn,
            boolean sameStream) {
        synchronized (lock) {
            boolean closing = state == ConnectionState.CLOSING && next != ConnectionState.CLOSED;
            if (state.isFinal() || closing) {
                return false;
            }
            state = next;
            cause = next == ConnectionState.CONNECTED ? null : why == null ? cause : why;
            lock.notifyAll();
            ConnectionEvent event = new ConnectionEvent(
                    next, clock.instant(), Optional.ofNullable(why), attempt, Optional.ofNullable(retryIn), sameStream);
            // under the lock, so that all hear of changes in their order
            listeners.forEach(told -> told.changed(event));
            return true;
        }
    }

    /** Has those who wait look whether a session is open. */
    void wake() {
        synchronized (lock) {
            lock.notifyAll();
        }
    }

    /**
     * Waits until the connection stands, a session is open, though not all is restored on it, or none will be.
     *
     * @return the state at the end of the wait
     */
    ConnectionState await(Duration wait, BooleanSupplier open) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        synchronized (lock) {
            while (isBeingGotBack() && !open.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, Math.max(left, 1_000_000));
            }
            return state;
        }
    }

    private boolean isBeingGotBack() {
        return state == ConnectionState.INTERRUPTED
                || state == ConnectionState.RESUMING
                || state == ConnectionState.RECONNECTING;
    }

    private final class Told {
        private final ConnectionListener listener;
        private final SerialWorker worker;

        Told(ConnectionListener listener, SerialWorker worker) {
            this.listener = listener;
            this.worker = worker;
        }

        void changed(ConnectionEvent event) {
            worker.putAtOnce(
                    () -> {
                        try {
                            listener.changed(event);
                        } catch (Throwable e) {
                            observers.handlerFailed("the connection", "listener", e);
                        }
                    },
                    TopicEvent.OVERHEAD);
        }
    }
}
