package org.xmppgrid.smack.internal.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SpoolBounds;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateStore;
import org.xmppgrid.sdk.SyncPolicy;

/**
 * The spool of a durable provider: reports wait here, in their order, until the broker has confirmed them. Opened again
 * after whatever end, it has every report whose {@link #append} returned and that was not confirmed, once.
 *
 * <p>All methods may be called by any thread. Only {@link #append}, {@link #flush} and {@link #close} wait for the disk;
 * a confirmation that the disk did not get in time is a report that is sent again under the same item id.
 */
public final class Outbox implements AutoCloseable {
    private static final int PAGE = 64;
    private static final String DROPPED = "dropped";
    private static final String DROPPED_DEAD = "dropped dead letters";

    private record Head(long sequence, Instant created) {}

    private final SpoolMaps maps;
    private final StateStore store;
    private final SpoolBounds bounds;
    private final Clock clock;
    private final GroupCommitter committer;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition removed = lock.newCondition();
    private long last;
    private long items;
    private long bytes;
    private long deadLetters;
    private volatile long dropped;
    private long droppedDead;
    private boolean closed;
    private volatile boolean broken;
    /** The oldest report; null if it has to be looked up. */
    private @Nullable Head head;

    private Outbox(StateStore store, SpoolBounds bounds, Clock clock, GroupCommitter committer) {
        this.store = store;
        this.maps = new SpoolMaps(store);
        this.bounds = bounds;
        this.clock = clock;
        this.committer = committer;
    }

    /**
     * Opens the spool that a store holds, and owns the store from then on.
     *
     * @param name tells the thread's name
     * @throws GridStorageException if the store can't be read; it is closed then
     */
    public static Outbox open(StateStore store, String name, SpoolBounds bounds, SyncPolicy policy, Clock clock) {
        try {
            GroupCommitter committer = new GroupCommitter(store, policy, name);
            Outbox outbox = new Outbox(store, bounds, clock, committer);
            outbox.count();
            committer.start();
            return outbox;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void count() {
        for (List<Spooled> page = maps.items(0, PAGE); !page.isEmpty(); page = maps.items(last, PAGE)) {
            for (Spooled item : page) {
                items++;
                bytes += item.payload().length;
                last = item.sequence();
            }
        }
        long lastDead = 0;
        for (List<SpoolDeadLetter> page = maps.deadLetters(0, PAGE);
                !page.isEmpty();
                page = maps.deadLetters(lastDead, PAGE)) {
            deadLetters += page.size();
            lastDead = page.get(page.size() - 1).item().sequence();
        }
        last = Math.max(last, lastDead);
        dropped = maps.counter(DROPPED);
        droppedDead = maps.counter(DROPPED_DEAD);
    }

    /** A report that was taken, and what completes when it is safe. */
    public record Taken(Spooled item, CompletableFuture<Void> safe) {}

    private record Placed(Spooled item, long ticket) {}

    /**
     * Takes a report, and returns when it is safe. A report that waits already under this id with the same payload is
     * not taken twice: its place is returned, once it is safe. The same id with another payload is an update, and waits
     * behind.
     *
     * @throws GridStorageException {@link Reason#SPOOL_FULL} or {@link Reason#DISK_FULL}: it was not taken; else it is
     *     not known to be safe, and may be given again under the same id
     * @throws GridException {@link Reason#INTERRUPTED} or {@link Reason#OUTCOME_UNKNOWN}, likewise
     */
    public Spooled append(String itemId, String topic, byte[] payload, Instant created) {
        Placed placed = place(itemId, topic, payload, created);
        committer.await(placed.ticket());
        return placed.item();
    }

    /** Takes a report as {@link #append} does, and does not wait for the disk. */
    public Taken take(String itemId, String topic, byte[] payload, Instant created) {
        Placed placed = place(itemId, topic, payload, created);
        return new Taken(placed.item(), committer.whenSafe(placed.ticket()));
    }

    private Placed place(String itemId, String topic, byte[] payload, Instant created) {
        lock.lock();
        try {
            checkOpen();
            OptionalLong same = sameOrRoom(itemId, topic, payload);
            Spooled item = new Spooled(same.orElse(last + 1), topic, itemId, created, payload);
            return new Placed(item, same.isPresent() ? committer.now() : put(item, new StateBatch()));
        } finally {
            lock.unlock();
        }
    }

    /** Puts a new report, with what else is in a batch. */
    private long put(Spooled item, StateBatch batch) {
        maps.put(batch, item);
        long ticket = apply(batch);
        last = item.sequence();
        items++;
        bytes += item.payload().length;
        return ticket;
    }

    private long apply(StateBatch batch) {
        try {
            return committer.apply(batch);
        } catch (GridException e) {
            broken |= e.reason() != Reason.DISK_FULL; // StateStore: only that lets it work on
            throw e;
        } catch (RuntimeException e) {
            broken = true;
            throw e;
        }
    }

    /** Whether the store has failed and this has to be closed and opened anew. */
    public boolean isBroken() {
        return broken || committer.hasFailed();
    }

    /** Whether the report is here already; else there is room for it when this returns. */
    private OptionalLong sameOrRoom(String itemId, String topic, byte[] payload) {
        if (payload.length > bounds.bytes()) {
            throw full("a report of " + payload.length + " bytes is more than the " + bounds.bytes()
                    + " that the spool may hold");
        }
        long left = bounds.patience().toNanos();
        while (true) {
            OptionalLong same = maps.same(topic, itemId, payload);
            if (same.isPresent() || !isFull(payload.length)) {
                return same;
            }
            switch (bounds.whenFull()) {
                case REFUSE -> throw full(describeFull());
                case DROP_OLDEST -> dropOldest(payload.length);
                case BLOCK -> {
                    if (left <= 0) {
                        throw full(describeFull() + ", and nothing left it within " + bounds.patience());
                    }
                    left = awaitRemoval(left);
                    checkOpen();
                }
            }
        }
    }

    private boolean isFull(int size) {
        return items + 1 > bounds.reports() || bytes + size > bounds.bytes();
    }

    private void dropOldest(int size) {
        while (isFull(size)) {
            List<Spooled> oldest = maps.items(0, 1);
            StateBatch batch = new StateBatch();
            maps.remove(batch, oldest.get(0));
            maps.setCounter(batch, DROPPED, dropped + 1);
            apply(batch);
            dropped = dropped + 1;
            gone(oldest.get(0));
        }
    }

    private long awaitRemoval(long nanos) {
        try {
            return removed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridException(
                    Reason.INTERRUPTED, "interrupted while " + store + " was full; the report was not taken", e);
        }
    }

    /**
     * The reports that wait, oldest first.
     *
     * @param after the place after which to begin; 0 for the oldest
     * @param limit how many at most
     */
    public List<Spooled> read(long after, int limit) {
        return maps.items(after, limit);
    }

    /**
     * Takes a report out that the broker has confirmed.
     *
     * @return false if it is not here any more
     */
    public boolean confirm(Spooled item) {
        lock.lock();
        try {
            checkOpen();
            if (!maps.has(item)) {
                return false;
            }
            StateBatch batch = new StateBatch();
            maps.remove(batch, item);
            apply(batch);
            gone(item);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets a report aside that the broker will not take.
     *
     * @param reason why, for programs
     * @param why why, for people
     * @param attempts how often it was tried
     * @return the dead letter, or empty if the report is not here any more
     */
    public Optional<SpoolDeadLetter> deadLetter(Spooled item, Reason reason, String why, int attempts) {
        lock.lock();
        try {
            checkOpen();
            if (!maps.has(item)) {
                return Optional.empty();
            }
            StateBatch batch = new StateBatch();
            maps.remove(batch, item);
            SpoolDeadLetter letter = new SpoolDeadLetter(item, reason, why, attempts, clock.instant());
            maps.putDead(batch, letter);
            long surplus = Math.max(0, deadLetters + 1 - bounds.deadLetters());
            if (surplus > 0) {
                maps.deadLetters(0, (int) Math.min(surplus, PAGE)).forEach(old -> maps.removeDead(batch, old));
                surplus = Math.min(surplus, PAGE);
                maps.setCounter(batch, DROPPED_DEAD, droppedDead + surplus);
            }
            apply(batch);
            deadLetters += 1 - surplus;
            droppedDead += surplus;
            gone(item);
            return Optional.of(letter);
        } finally {
            lock.unlock();
        }
    }

    /** The dead letters, in the order in which their reports were spooled. */
    public List<SpoolDeadLetter> deadLetters(long after, int limit) {
        return maps.deadLetters(after, limit);
    }

    /**
     * Removes a dead letter for good.
     *
     * @return false if it is not here any more
     */
    public boolean forget(SpoolDeadLetter letter) {
        lock.lock();
        try {
            checkOpen();
            if (!maps.hasDead(letter)) {
                return false;
            }
            StateBatch batch = new StateBatch();
            maps.removeDead(batch, letter);
            apply(batch);
            deadLetters--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a dead letter behind the reports that wait, as if it were given now; returns when that is safe.
     *
     * @return false if it is not here any more
     * @throws GridException as {@link #append} does
     */
    public boolean retry(SpoolDeadLetter letter) {
        long ticket;
        lock.lock();
        try {
            checkOpen();
            if (!maps.hasDead(letter)) {
                // before room is made for it
                return false;
            }
            Spooled old = letter.item();
            OptionalLong same = sameOrRoom(old.itemId(), old.topic(), old.payload());
            if (!maps.hasDead(letter)) {
                // another took it while this waited for room
                return false;
            }
            StateBatch batch = new StateBatch();
            maps.removeDead(batch, letter);
            ticket = same.isPresent()
                    ? apply(batch)
                    : put(new Spooled(last + 1, old.topic(), old.itemId(), clock.instant(), old.payload()), batch);
            deadLetters--;
        } finally {
            lock.unlock();
        }
        committer.await(ticket);
        return true;
    }

    /** How many reports were ever dropped because this was full. */
    public long dropped() {
        return dropped;
    }

    /** The place of the newest report that was ever taken; 0 if none was. */
    public long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** The place of the oldest report that waits, if one does. */
    public OptionalLong first() {
        lock.lock();
        try {
            checkOpen();
            Head oldest = head();
            return oldest == null ? OptionalLong.empty() : OptionalLong.of(oldest.sequence());
        } finally {
            lock.unlock();
        }
    }

    /** What waits, and what was given up. */
    public Backlog backlog() {
        lock.lock();
        try {
            checkOpen();
            Head oldest = head();
            Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest.created(), clock.instant());
            return new Backlog(items, bytes, age.isNegative() ? Duration.ZERO : age, deadLetters, dropped, droppedDead);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the disk has everything, confirmations too. */
    public void flush() {
        committer.await(committer.now());
    }

    /** Makes everything safe, ends the thread and closes the store. Who waits for room is told. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            removed.signalAll();
        } finally {
            lock.unlock();
        }
        try (store) {
            committer.close();
        }
    }

    /** Whether a sender waits for room. */
    boolean hasWaiting() {
        lock.lock();
        try {
            return lock.hasWaiters(removed);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Head head() {
        if (head == null && items > 0) {
            List<Spooled> first = maps.items(0, 1);
            head = first.isEmpty()
                    ? null
                    : new Head(first.get(0).sequence(), first.get(0).created());
        }
        return head;
    }

    private void gone(Spooled item) {
        items--;
        bytes -= item.payload().length;
        if (head != null && head.sequence() == item.sequence()) {
            head = null;
        }
        removed.signalAll();
    }

    private String describeFull() {
        return "it holds " + items + " of " + bounds.reports() + " reports and " + bytes + " of " + bounds.bytes()
                + " bytes";
    }

    private GridStorageException full(String why) {
        return new GridStorageException(Reason.SPOOL_FULL, "the report was not taken into " + store + ": " + why, null);
    }

    private void checkOpen() {
        if (closed) {
            throw new GridClosedException(Reason.CLOSED, "the spool in " + store + " is closed", null, null);
        }
    }
}
