package org.xmppgrid.smack.internal.engine.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.store.Backlog;
import org.xmppgrid.smack.internal.store.Outbox;
import org.xmppgrid.smack.internal.store.SpoolDeadLetter;
import org.xmppgrid.smack.internal.store.Spooled;

/**
 * An outbox that can be had again after its store has failed. In between, nothing is taken and nothing read; whoever
 * asks is told. Thread-safe.
 */
final class Spool implements AutoCloseable {
    private final String name;
    private final Supplier<Outbox> opener;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Outbox outbox;
    private volatile @Nullable GridException failure;
    private volatile boolean closed;
    private volatile Backlog known;

    /**
     * Opens the outbox.
     *
     * @throws GridStorageException if it can't be opened
     */
    Spool(String name, Supplier<Outbox> opener) {
        this.name = name;
        this.opener = opener;
        this.outbox = opener.get();
        this.known = outbox.backlog();
    }

    Spooled append(String itemId, String topic, byte[] payload, Instant created) {
        return call(box -> box.append(itemId, topic, payload, created));
    }

    Outbox.Taken take(String itemId, String topic, byte[] payload, Instant created) {
        return call(box -> {
            Outbox.Taken taken = box.take(itemId, topic, payload, created);
            taken.safe().whenComplete((safe, unsafe) -> {
                if (unsafe instanceof GridException why && box.isBroken()) {
                    fail(box, why);
                }
            });
            return taken;
        });
    }

    boolean retry(SpoolDeadLetter letter) {
        return call(box -> box.retry(letter));
    }

    List<Spooled> read(long after, int limit) {
        return call(box -> box.read(after, limit));
    }

    boolean confirm(Spooled item) {
        return told(call(box -> box.confirm(item)));
    }

    Optional<SpoolDeadLetter> deadLetter(Spooled item, Reason reason, String why, int attempts) {
        return told(call(box -> box.deadLetter(item, reason, why, attempts)));
    }

    List<SpoolDeadLetter> deadLetters(long after, int limit) {
        return call(box -> box.deadLetters(after, limit));
    }

    boolean forget(SpoolDeadLetter letter) {
        return call(box -> box.forget(letter));
    }

    OptionalLong first() {
        return call(Outbox::first);
    }

    /** How many reports a full spool has dropped. */
    long dropped() {
        return outbox.dropped();
    }

    long last() {
        return outbox.last();
    }

    /** What waits; while the store is failed or closed, what was last known of it. */
    Backlog backlog() {
        if (failure == null && !closed) {
            try {
                known = outbox.backlog();
            } catch (GridException e) {
                // whoever uses it next learns why
                return known;
            }
        }
        return known;
    }

    /**
     * Waits until everything up to a place is settled.
     *
     * @return false if the time came first, or this was closed
     */
    boolean awaitBeyond(long sequence, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!closed) {
                if (isBeyond(sequence)) {
                    return true;
                } else if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isBeyond(long sequence) {
        try {
            OptionalLong first = first();
            return first.isEmpty() || first.getAsLong() > sequence;
        } catch (GridException e) {
            // not to be known before it is open again
            return false;
        }
    }

    /** Wakes those who wait for reports to be settled. */
    void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <R> R told(R result) {
        changed();
        return result;
    }

    /** Why the store failed, if it has. */
    Optional<GridException> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Closes what has failed and opens it again.
     *
     * @throws GridException if that can't be done now
     */
    void reopen() {
        try {
            outbox.close();
        } catch (RuntimeException e) {
            // that it failed was told; what it could not write any more is what it was told about
        }
        Outbox opened;
        try {
            opened = opener.get();
        } catch (GridException e) {
            failure = e;
            throw e;
        }
        if (!replaceBy(opened)) {
            opened.close();
        }
    }

    private boolean replaceBy(Outbox opened) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            outbox = opened;
            failure = null;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        backlog();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        outbox.close();
    }

    private <R> R call(Function<Outbox, R> use) {
        requireOpen();
        GridException failed = failure;
        if (failed != null) {
            throw failedBefore(failed);
        }
        Outbox box = outbox;
        try {
            return use.apply(box);
        } catch (GridException e) {
            if (closed) {
                throw e;
            }
            if (e instanceof GridClosedException) {
                // closed to be opened again, while this waited
                throw failedBefore(failure().orElse(e));
            }
            boolean ofStore = e instanceof GridStorageException
                    && e.reason() != Reason.SPOOL_FULL
                    && e.reason() != Reason.DISK_FULL;
            if (ofStore || box.isBroken()) {
                fail(box, e);
            }
            throw e;
        } catch (RuntimeException e) {
            GridStorageException wrapped = new GridStorageException(
                    Reason.STORE_FAILED,
                    "the store of the provider " + name + " threw "
                            + e.getClass().getName() + "; it is not known whether the report is safe",
                    e);
            fail(box, wrapped);
            throw wrapped;
        }
    }

    private void fail(Outbox box, GridException why) {
        lock.lock();
        try {
            if (box == outbox && failure == null && !closed) {
                failure = why;
            }
        } finally {
            lock.unlock();
        }
    }

    private GridStorageException failedBefore(GridException why) {
        return new GridStorageException(
                Reason.STORE_FAILED,
                "the spool of the provider " + name + " has failed and is being opened again; nothing was taken: "
                        + why.getMessage(),
                why);
    }

    /** @throws GridClosedException if it is closed */
    void requireOpen() {
        if (closed) {
            throw closed();
        }
    }

    private GridClosedException closed() {
        return new GridClosedException(Reason.CLOSED, "the provider " + name + " is closed", null, null);
    }
}
