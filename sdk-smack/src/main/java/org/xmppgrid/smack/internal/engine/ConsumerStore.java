package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateStore;
import org.xmppgrid.sdk.SyncPolicy;
import org.xmppgrid.smack.internal.store.FileStateStore;
import org.xmppgrid.smack.internal.store.Inbox;
import org.xmppgrid.smack.internal.store.InboxBounds;
import org.xmppgrid.smack.internal.store.Recovery;

/**
 * The state of a durable consumer as long as that is open: opens it, and opens it anew when its store has failed, which
 * then refuses everything else.
 */
final class ConsumerStore {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerStore.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    /** Whoever waits for room on a full disk has tried again by then. */
    private static final Duration NEWS_OF_A_FULL_DISK = LONGEST_RETRY.multipliedBy(2);

    /** Is told of failures, on whichever thread met them and without a lock. */
    interface Watcher {
        /** It can't be written for the time being. */
        void failed(GridStorageException why);

        /** It can be written again. */
        void works();

        /**
         * Another state has taken the place of the one that failed: what was handed over is to be read anew.
         *
         * @throws GridStorageException if that can't begin: it is told again later if the disk was full
         */
        void reopened();

        /** It was damaged, and what was readable goes on. */
        void recovered(Recovery what);
    }

    private final Supplier<? extends StateStore> place;
    private final String name;
    private final InboxBounds bounds;
    private final SyncPolicy sync;
    private final Clock clock;
    private final Alarm alarm;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Watcher watcher;
    private @Nullable Inbox inbox;
    private @Nullable GridStorageException problem;
    private long generation;
    private boolean broken;
    /** Whether anything was written since the last failure. */
    private boolean written;

    private boolean closed;

    ConsumerStore(
            Supplier<? extends StateStore> place,
            String name,
            InboxBounds bounds,
            SyncPolicy sync,
            Clock clock,
            Alarm alarm) {
        this.place = place;
        this.name = name;
        this.bounds = bounds;
        this.sync = sync;
        this.clock = clock;
        this.alarm = alarm;
    }

    Clock clock() {
        return clock;
    }

    /** Opens it for the first time. */
    void open(Watcher who) {
        watcher = who;
        openAnew(who);
    }

    private void openAnew(Watcher who) {
        StateStore store = Objects.requireNonNull(place.get(), "the supplier of the consumer's store gave none");
        Inbox opened = Inbox.open(new WatchedStore(store, this::written), name, bounds, sync, clock);
        lock.lock();
        try {
            if (!closed) {
                inbox = opened;
                generation++;
                broken = false;
                problem = null;
            }
        } finally {
            lock.unlock();
        }
        if (isClosed()) {
            opened.close();
        } else if (store instanceof FileStateStore files) {
            files.recovery().ifPresent(who::recovered);
        }
    }

    /**
     * Does something with the state.
     *
     * @throws GridStorageException if it can't be done; the watcher is told, and the state opened anew if that is needed
     * @throws GridClosedException if it is closed
     */
    <R> R with(Function<Inbox, R> work) {
        return with(0, work);
    }

    /** A store of a user's that throws what it should not has failed: an item that it has not taken must not be lost. */
    private GridStorageException thrown(Inbox which, RuntimeException e) {
        GridStorageException why = new GridStorageException(
                Reason.STORE_FAILED,
                "the store of the consumer '" + name + "' threw " + e.getClass().getName(),
                e);
        failed(which, why);
        return why;
    }

    /** Does something with the state that was open when a delivery was handed over, and with no later one. */
    <R> R with(long expected, Function<Inbox, R> work) {
        Inbox current = current(expected);
        try {
            R result = work.apply(current);
            works();
            return result;
        } catch (GridStorageException e) {
            failed(current, e);
            throw e;
        } catch (GridClosedException e) {
            throw isClosed() ? e : replaced(e);
        } catch (GridException e) {
            throw e;
        } catch (RuntimeException e) {
            throw thrown(current, e);
        }
    }

    private Inbox current(long expected) {
        lock.lock();
        try {
            Inbox current = inbox;
            if (closed || current == null) {
                throw new GridClosedException(
                        Reason.CLOSED,
                        "The consumer '" + name + "' is closed; what has no outcome is delivered again when it is"
                                + " opened",
                        null,
                        null);
            }
            if (broken || expected > 0 && expected != generation) {
                throw replaced(problem);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private GridStorageException replaced(@Nullable GridException why) {
        lock.lock();
        try {
            return new GridStorageException(
                    Reason.STORE_FAILED,
                    "The state of the consumer '" + name + "' failed and " + (broken ? "is being" : "was")
                            + " opened anew; what had no outcome is delivered again",
                    why);
        } finally {
            lock.unlock();
        }
    }

    /** Which of the states that were opened one after the other this is, from 1 on. */
    long generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    Optional<GridException> problem() {
        lock.lock();
        try {
            return Optional.ofNullable(problem);
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** The store's callers hold locks: who is told of it waits until they are done. */
    private void written() {
        lock.lock();
        try {
            written = true;
        } finally {
            lock.unlock();
        }
    }

    private void works() {
        boolean news;
        lock.lock();
        try {
            news = problem != null && !broken && written;
            problem = news ? null : problem;
        } finally {
            lock.unlock();
        }
        if (news) {
            told().works();
        }
    }

    private void failed(Inbox which, GridStorageException why) {
        boolean news;
        boolean reopen;
        lock.lock();
        try {
            if (closed || which != inbox) {
                return;
            }
            // a full disk has changed nothing, and the store works on
            reopen = why.reason() != Reason.DISK_FULL && !broken;
            news = problem == null || reopen;
            problem = why;
            broken |= reopen;
            written = false;
        } finally {
            lock.unlock();
        }
        if (news) {
            told().failed(why);
        }
        if (reopen) {
            alarm.after(FIRST_RETRY, () -> reopen(which, FIRST_RETRY));
        } else if (why.reason() == Reason.DISK_FULL) {
            alarm.after(NEWS_OF_A_FULL_DISK, () -> forget(why));
        }
    }

    /** If nobody has met it again, nobody has anything to write, and what is to come may find room. */
    private void forget(GridStorageException why) {
        lock.lock();
        try {
            written |= problem == why;
        } finally {
            lock.unlock();
        }
        works();
    }

    private void reopen(Inbox failed, Duration wait) {
        if (isClosed()) {
            return;
        }
        closeQuietly(failed);
        try {
            openAnew(told());
        } catch (RuntimeException e) {
            LOG.debug("The state of the consumer {} could not be opened anew", name, Unquoted.of(e));
            Duration next = longer(wait);
            alarm.after(next, () -> reopen(failed, next));
            return;
        }
        if (!isClosed()) {
            told().works();
            tellReopened(generation(), FIRST_RETRY);
        }
    }

    private void tellReopened(long which, Duration wait) {
        try {
            if (which == generation()) {
                told().reopened();
            }
        } catch (GridStorageException e) {
            // any other failure was told already, and who opens it anew then comes by here too
            if (e.reason() == Reason.DISK_FULL) {
                alarm.after(wait, () -> tellReopened(which, longer(wait)));
            }
        } catch (GridClosedException e) {
            // the consumer was closed meanwhile
        }
    }

    private static Duration longer(Duration wait) {
        return wait.multipliedBy(2).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait.multipliedBy(2);
    }

    private Watcher told() {
        Watcher who = watcher;
        if (who == null) {
            throw new IllegalStateException("the state is not open yet");
        }
        return who;
    }

    private void closeQuietly(Inbox failed) {
        try {
            failed.close();
        } catch (RuntimeException e) {
            // it has failed already, and that was told
            LOG.debug("The failed state of the consumer {} could not be closed in order", name, Unquoted.of(e));
        }
    }

    /**
     * Makes everything safe and closes it.
     *
     * @throws GridStorageException if that is not known to be safe
     */
    void close() {
        Inbox last;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            last = inbox;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close();
        }
    }
}
