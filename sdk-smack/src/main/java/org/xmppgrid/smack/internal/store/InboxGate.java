package org.xmppgrid.smack.internal.store;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateStore;

/** The one lock of a consumer's state, and whether the state is open. Who is inside may enter again. */
final class InboxGate {
    private final StateStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    InboxGate(StateStore store) {
        this.store = store;
    }

    /**
     * Does something alone, with a state that is open.
     *
     * @throws GridClosedException if it is closed
     */
    <R> R inside(Supplier<R> work) {
        lock.lock();
        try {
            if (closed) {
                throw new GridClosedException(
                        Reason.CLOSED, "the consumer's state in " + store + " is closed", null, null);
            }
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does something alone as {@link #inside} does, that has no result. */
    void insideDo(Runnable work) {
        inside(() -> {
            work.run();
            return true;
        });
    }

    /** Does something alone, also when the state is closed: it looks at what is in memory, or only reads. */
    <R> R alone(Supplier<R> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** @return false if it was closed already */
    boolean close() {
        lock.lock();
        try {
            boolean wasOpen = !closed;
            closed = true;
            return wasOpen;
        } finally {
            lock.unlock();
        }
    }
}
