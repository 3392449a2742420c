package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.smack.internal.store.Inbox;

/**
 * When a durable consumer reads from the broker what it missed, how often it tries, and what it says if that can't be had.
 * Runs on a thread of its own: on the subscription's worker it would keep the pages from being read that it waits for.
 */
final class ConsumerCatchUp {
    /** So many failures in a row, with the connection standing, and what was missed counts as lost. */
    static final int ATTEMPTS = 5;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    /** In case that nobody tells when the connection is back; usually that is told before. */
    private static final Duration UNREACHED_RETRY = Duration.ofSeconds(10);

    /** Who is told what comes of it. */
    interface Watcher {
        void missed(Gap gap);

        void failed(@Nullable GridException why);

        void done();
    }

    /** One reading of what the broker keeps. */
    interface Pass {
        /** Reads everything that is missing into the state. */
        void run(ConsumerCatchUp whole);

        /** The broker or its connection could not bear the last page: the next ones are smaller. */
        void smaller();

        /** Whether the state knows an item. */
        boolean isKnown(Inbox inbox, String itemId);

        /** Whether the broker may be reached again some time. */
        boolean isHopeful();
    }

    private final ConsumerStore store;
    private final Pass pass;
    private final Watcher watcher;
    private final Executor threads;
    private final Alarm alarm;

    private final ReentrantLock lock = new ReentrantLock();
    private final Withdrawn withdrawn = new Withdrawn();
    private Optional<Instant> since = Optional.empty();
    /** Passed by before the pass under way began: the pass has to come by it. */
    private @Nullable String awaited;
    /** The first that was passed by since then. */
    private @Nullable String passedBy;

    private int failures;
    /** Apart from those of the broker's: a disk that is full for long loses nothing. */
    private int storeFailures;

    private boolean due;
    private boolean purged;
    private boolean running;
    private boolean again;

    ConsumerCatchUp(ConsumerStore store, Pass pass, Watcher watcher, Executor threads, Alarm alarm) {
        this.store = store;
        this.pass = pass;
        this.watcher = watcher;
        this.threads = threads;
        this.alarm = alarm;
    }

    boolean isDue() {
        lock.lock();
        try {
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** Something was or may have been missed; {@link #runIfDue} begins when the broker can be asked. */
    void isOwed() {
        isOwed(Optional.empty());
    }

    void isOwed(Optional<Instant> from) {
        lock.lock();
        try {
            // an earlier one that has not come to its end goes on, from where it began
            since = due ? since : from;
            due = true;
            again |= running;
        } finally {
            lock.unlock();
        }
    }

    void runIfDue() {
        lock.lock();
        try {
            again |= running;
            if (!due || running || store.isClosed()) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            // the session is over
            ended();
        }
    }

    /** An item arrived that there is no room for. @return false if none is under way that would come by it */
    boolean comesBy(String itemId) {
        lock.lock();
        try {
            if (!due) {
                return false;
            }
            passedBy = passedBy == null ? itemId : passedBy;
            // published again, so that a page that has it is not the past
            withdrawn.isBack(itemId);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** An item was withdrawn, or dropped by the broker to make room, while pages may be under way that have it. */
    void retracted(Inbox inbox, String itemId) {
        boolean known = pass.isKnown(inbox, itemId);
        lock.lock();
        try {
            if (due) {
                withdrawn.add(itemId, known);
            }
        } finally {
            lock.unlock();
        }
    }

    /** An item was published: what was withdrawn under its id before is another one. */
    void published(String itemId) {
        lock.lock();
        try {
            withdrawn.seen(itemId);
        } finally {
            lock.unlock();
        }
    }

    void purged() {
        lock.lock();
        try {
            purged |= due;
        } finally {
            lock.unlock();
        }
    }

    /** The subscription ended: what waits behind the catch-up is let go, and what it would have read is lost. */
    void giveUp(SubscriptionState why) {
        lock.lock();
        try {
            if (!due || running) {
                // one that runs is refused by the broker, and says so itself
                return;
            }
            running = true;
            // nothing is read any more that could come by it
            again = false;
            awaited = null;
            passedBy = null;
        } finally {
            lock.unlock();
        }
        try {
            threads.execute(() -> {
                boolean deleted = why == SubscriptionState.TOPIC_DELETED;
                tell(
                        deleted ? Gap.Cause.PURGED : Gap.Cause.NOT_STORED,
                        OptionalLong.empty(),
                        "the subscription ended (" + why + ") before what was missed could be read");
                endThenGoOn();
            });
        } catch (RejectedExecutionException e) {
            ended();
        }
    }

    private void endThenGoOn() {
        if (end()) {
            // owed anew meanwhile
            run();
        }
    }

    /**
     * Ends it, and tries that again where the disk refuses: what was told is not to be read and told once more.
     *
     * @return whether another pass is owed, by which it goes on
     */
    private boolean end() {
        try {
            return finish();
        } catch (GridStorageException e) {
            alarm.after(FIRST_RETRY, this::endThenGoOn);
        } catch (GridClosedException e) {
            ended();
        }
        return false;
    }

    /** Whether the item was known and then withdrawn, so that what a page has of it is the past. */
    boolean isPast(String itemId) {
        lock.lock();
        try {
            return withdrawn.isPast(itemId);
        } finally {
            lock.unlock();
        }
    }

    /** An item was found in a page. @return whether it was withdrawn since it was asked for */
    boolean found(String itemId) {
        lock.lock();
        try {
            if (itemId.equals(awaited)) {
                awaited = null;
            }
            if (itemId.equals(passedBy)) {
                passedBy = null;
                // others may have been passed by behind it
                again = true;
            }
            return withdrawn.seen(itemId);
        } finally {
            lock.unlock();
        }
    }

    /** Something new was read, so that an attempt that fails is not one of several in vain. */
    void progressed() {
        lock.lock();
        try {
            failures = 0;
        } finally {
            lock.unlock();
        }
    }

    void tell(Gap.Cause cause, OptionalLong count, String detail) {
        Optional<Instant> from;
        lock.lock();
        try {
            from = since;
        } finally {
            lock.unlock();
        }
        watcher.missed(new Gap(cause, from, store.clock().instant(), count, detail));
    }

    private void run() {
        try {
            boolean more = true;
            while (more && !store.isClosed()) {
                begin();
                more = pass();
            }
        } catch (GridClosedException e) {
            ended();
        } catch (GridStorageException e) {
            later(FIRST_RETRY);
        } catch (RuntimeException e) {
            // no fault of the broker's: nothing may be lost by it, and nobody may wait for ever
            watcher.failed(new GridException(Reason.PROTOCOL_VIOLATION, "Catching up failed: " + e, e));
            later(FIRST_RETRY.multipliedBy(ATTEMPTS));
        }
    }

    private void begin() {
        lock.lock();
        try {
            again = false;
            if (awaited == null) {
                awaited = passedBy;
                passedBy = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return whether there is to be another one at once */
    private boolean pass() {
        try {
            pass.run(this);
            progressed();
            watcher.failed(null);
        } catch (GridStorageException e) {
            // told by the state itself
            later(FIRST_RETRY.multipliedBy(1L << Math.min(storeRow(), ATTEMPTS)));
            return false;
        } catch (GridConnectionException e) {
            watcher.failed(e);
            if (pass.isHopeful()) {
                alarm.after(UNREACHED_RETRY, this::runIfDue);
            }
            return endedUnlessAgain();
        } catch (GridClosedException e) {
            throw e;
        } catch (GridException e) {
            return failed(e);
        }
        return finished();
    }

    private boolean failed(GridException e) {
        watcher.failed(e);
        boolean large = e.reason() == Reason.TIMEOUT || e.reason() == Reason.LIMIT_EXCEEDED;
        if (large) {
            pass.smaller();
        }
        int row = row();
        if ((e.retryable() || large) && row < ATTEMPTS) {
            later(FIRST_RETRY.multipliedBy(1L << row));
            return false;
        }
        tell(
                Gap.Cause.NOT_STORED,
                OptionalLong.empty(),
                "what the broker keeps can't be read (" + e.reason() + "): what was published since may be missing");
        nothingIsAwaited();
        return end();
    }

    /** All that was passed by until now was told as lost: looking for it again would end as this did, for ever. */
    private void nothingIsAwaited() {
        lock.lock();
        try {
            awaited = null;
            passedBy = null;
        } finally {
            lock.unlock();
        }
    }

    private int row() {
        lock.lock();
        try {
            return ++failures;
        } finally {
            lock.unlock();
        }
    }

    private int storeRow() {
        lock.lock();
        try {
            return ++storeFailures;
        } finally {
            lock.unlock();
        }
    }

    /** @return whether something was passed by meanwhile, so that the list has to be read again */
    private boolean finished() {
        boolean lost;
        boolean goesOn;
        long unseen;
        boolean gone;
        lock.lock();
        try {
            lost = awaited != null;
            awaited = null;
            goesOn = again || passedBy != null;
            unseen = goesOn ? 0 : withdrawn.unseen();
            gone = !goesOn && purged;
            if (!goesOn) {
                // told once, even if the end can't be written now or another pass is owed meanwhile
                forgetWithdrawn();
            }
        } finally {
            lock.unlock();
        }
        if (lost) {
            tell(
                    Gap.Cause.ROLLED_OVER,
                    OptionalLong.empty(),
                    "items came that there was no room for, and the broker does not have them any more");
        }
        if (gone) {
            tell(
                    Gap.Cause.PURGED,
                    OptionalLong.empty(),
                    "the topic was purged or deleted while what was missed was read from it");
        } else if (unseen > 0) {
            tell(
                    Gap.Cause.ROLLED_OVER,
                    OptionalLong.of(unseen),
                    unseen + " items were withdrawn, or dropped by the broker to make room, before they could be read");
        }
        return goesOn || end();
    }

    private void forgetWithdrawn() {
        purged = false;
        withdrawn.forget();
    }

    /** @return whether another pass is owed: it has not ended then */
    private boolean finish() {
        boolean goesOn = store.with(inbox -> {
            lock.lock();
            try {
                if (again || passedBy != null) {
                    return true;
                }
                inbox.caughtUp();
                due = false;
                running = false;
                failures = 0;
                storeFailures = 0;
                forgetWithdrawn();
                return false;
            } finally {
                lock.unlock();
            }
        });
        if (!goesOn) {
            watcher.done();
        }
        return goesOn;
    }

    private boolean endedUnlessAgain() {
        lock.lock();
        try {
            running = again;
            return again;
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        lock.lock();
        try {
            running = false;
        } finally {
            lock.unlock();
        }
    }

    private void later(Duration wait) {
        ended();
        alarm.after(wait, this::runIfDue);
    }
}
