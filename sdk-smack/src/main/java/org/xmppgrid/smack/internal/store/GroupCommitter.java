package org.xmppgrid.smack.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateStore;
import org.xmppgrid.sdk.SyncPolicy;

/**
 * Shares the disk's confirmations among those who wait for one. Each batch gets a ticket; one synchronisation serves all
 * tickets that were given before it began. A thread of its own forms the groups, and confirms what nobody waits for
 * within {@link #IDLE}.
 */
final class GroupCommitter implements AutoCloseable {
    /** How long a change that nobody waits for stays unconfirmed if the policy names no time. */
    static final Duration IDLE = Duration.ofMillis(100);

    /** No wait is for ever: a disk that needs longer is not going to answer. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StateStore store;
    private final SyncPolicy policy;
    private final Thread thread;

    private record Waiting(long ticket, CompletableFuture<Void> future) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition done = lock.newCondition();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparingLong(Waiting::ticket));
    private long applied;
    private long synced;
    private boolean syncing;
    private boolean closing;
    private boolean ended;
    private @Nullable GridException failure;
    /** Whether anybody knows of the failure: the thread meets it for those who don't wait. */
    private boolean told;

    GroupCommitter(StateStore store, SyncPolicy policy, String name) {
        this.store = store;
        this.policy = policy;
        thread = new Thread(this::run, "xmppgrid-store-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Makes a batch visible; the ticket is for {@link #await}. */
    long apply(StateBatch batch) {
        store.apply(batch);
        lock.lock();
        try {
            if (applied == synced) {
                work.signal();
            }
            return ++applied;
        } finally {
            lock.unlock();
        }
    }

    /** A ticket for everything that is visible now. */
    long now() {
        lock.lock();
        try {
            return applied;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the disk has confirmed.
     *
     * @throws GridStorageException if it does not
     * @throws GridException {@link Reason#OUTCOME_UNKNOWN} after {@link #PATIENCE}, {@link Reason#INTERRUPTED}: what was
     *     applied stays, and is confirmed later or not
     */
    void await(long ticket) {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            while (synced < ticket) {
                checkFailure();
                if (!syncing && (!isGrouped() || closing)) {
                    sync();
                } else if (left <= 0) {
                    throw new GridTimeoutException(
                            Reason.OUTCOME_UNKNOWN,
                            "the disk under " + store + " has not confirmed within " + PATIENCE
                                    + ": whether the change is safe is not known; it may be made again",
                            null,
                            null);
                } else {
                    left = done.awaitNanos(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridException(
                    Reason.INTERRUPTED,
                    "interrupted while the disk under " + store + " was to confirm; the change stays",
                    e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * What completes when the disk has confirmed, on this committer's thread; exceptionally with what {@link #await}
     * throws.
     */
    CompletableFuture<Void> whenSafe(long ticket) {
        lock.lock();
        try {
            if (!ended) {
                CompletableFuture<Void> future = new CompletableFuture<>();
                waiting.add(new Waiting(ticket, future));
                work.signal();
                return future;
            }
        } finally {
            lock.unlock();
        }
        try {
            await(ticket);
            return CompletableFuture.completedFuture(null);
        } catch (GridException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whether the store has failed, so that nothing becomes safe any more. Who asks knows of it, and {@link #close} is silent. */
    boolean hasFailed() {
        lock.lock();
        try {
            told |= failure != null;
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of the lock while the disk works; the error goes to all who wait. */
    private void sync() {
        long target = applied;
        syncing = true;
        lock.unlock();
        GridException thrown = null;
        try {
            store.sync();
        } catch (GridException e) {
            thrown = e;
        } catch (RuntimeException e) {
            // a user's store may throw what it likes
            thrown = StoreFaults.of("writing " + store, e);
        } finally {
            lock.lock();
            syncing = false;
            done.signalAll();
        }
        if (thrown == null) {
            synced = Math.max(synced, target);
        } else {
            failure = thrown;
        }
        if (!waiting.isEmpty()) {
            work.signal();
        }
    }

    private void run() {
        long window = (isGrouped() ? policy.within() : IDLE).toNanos();
        lock.lock();
        try {
            while (failure == null && !(closing && waiting.isEmpty())) {
                if (tellServed()) {
                    continue; // the lock was let go
                }
                if (synced == applied || syncing) {
                    (syncing ? done : work).await(1, TimeUnit.MINUTES);
                } else {
                    long left = window;
                    while (left > 0 && !closing && (isGrouped() || waiting.isEmpty())) {
                        left = work.awaitNanos(left);
                    }
                    if (synced < applied && !syncing && failure == null) {
                        sync();
                    }
                }
            }
        } catch (InterruptedException e) {
            // nobody has a reason to; those who wait are served by each other from now on
            closing = true;
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            tellServed();
            lock.unlock();
        }
    }

    /**
     * Completes what is decided, without the lock.
     *
     * @return whether there was anything
     */
    private boolean tellServed() {
        List<Waiting> served = new ArrayList<>();
        while (!waiting.isEmpty() && (ended || waiting.peek().ticket() <= synced)) {
            served.add(waiting.remove());
        }
        if (served.isEmpty()) {
            return false;
        }
        long safe = synced;
        lock.unlock();
        try {
            served.forEach(each -> tell(each, safe));
        } finally {
            lock.lock();
        }
        return true;
    }

    private void tell(Waiting served, long safe) {
        if (served.ticket() <= safe) {
            served.future().complete(null);
            return;
        }
        try {
            await(served.ticket());
            served.future().complete(null);
        } catch (GridException e) {
            served.future().completeExceptionally(e);
        }
    }

    private void checkFailure() {
        GridException found = failure;
        if (found != null) {
            told = true;
            throw new GridStorageException(
                    found.reason(), "what was waiting for the disk is not safe: " + found.getMessage(), found);
        }
    }

    /**
     * Confirms what is left and ends the thread. Does not close the store.
     *
     * @throws GridStorageException if it is not confirmed, unless that was told before
     */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closing && synced == applied) {
                return;
            }
            closing = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!isTold()) {
                await(now());
            }
        } finally {
            join();
        }
    }

    private boolean isGrouped() {
        return !policy.within().isZero();
    }

    private boolean isTold() {
        lock.lock();
        try {
            return told;
        } finally {
            lock.unlock();
        }
    }

    private void join() {
        try {
            thread.join(PATIENCE.toMillis());
            if (thread.isAlive()) {
                throw new GridClosedException(
                        Reason.OUTCOME_UNKNOWN, "the disk under " + store + " has not answered yet", null, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
