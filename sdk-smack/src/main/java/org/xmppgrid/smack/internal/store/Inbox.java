package org.xmppgrid.smack.internal.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateStore;
import org.xmppgrid.sdk.SyncPolicy;

/**
 * The state of a durable consumer: what has arrived and waits to be handled, what was settled (acknowledged, or given up
 * as a dead letter) and is known again when the broker sends it once more, and up to where everything is settled.
 *
 * <p>Items are the same if broker, topic, item id and the hash of the payload are. The same id with a content that was
 * settled before, and other content in between, counts as a replay: brokers do that more often than publishers take a
 * change back. After a retraction everything of the item is forgotten, and what is published then is new.
 *
 * <p>All methods may be called by any thread. Those that say so wait for the disk; what the others change is on the disk
 * soon after.
 */
public final class Inbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int PAGE = 256;
    private static final String SETTLED = "settled";
    private static final String STARTED = "started";
    private static final String DROPPED_DEAD = "dropped dead letters";

    private final InboxMaps maps;
    private final Memory memory;
    private final Lanes lanes;
    private final StateStore store;
    private final InboxBounds bounds;
    private final Clock clock;
    private final GroupCommitter committer;

    private final ReentrantLock lock = new ReentrantLock();
    private long pending;
    private long bytes;
    private long deadLetters;
    private long settled;
    private long droppedDead;
    private boolean closed;

    private Inbox(StateStore store, InboxBounds bounds, Clock clock, GroupCommitter committer) {
        this.store = store;
        this.maps = new InboxMaps(store);
        this.memory = new Memory(store, bounds.remembered());
        this.lanes = new Lanes(maps);
        this.bounds = bounds;
        this.clock = clock;
        this.committer = committer;
    }

    /**
     * Opens the state that a store holds, and owns the store from then on.
     *
     * @param name tells the thread's name
     * @throws GridStorageException if the store can't be read; it is closed then
     */
    public static Inbox open(StateStore store, String name, InboxBounds bounds, SyncPolicy policy, Clock clock) {
        try {
            GroupCommitter committer = new GroupCommitter(store, policy, name);
            Inbox inbox = new Inbox(store, bounds, clock, committer);
            inbox.count();
            committer.start();
            return inbox;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void count() {
        memory.open();
        settled = maps.counter(SETTLED);
        droppedDead = maps.counter(DROPPED_DEAD);
        lanes.open();
        lanes.found(maps.lastAhead());
        lanes.found(maps.checkpoint().map(Checkpoint::sequence).orElse(0L));
        long place = 0;
        int lost = 0;
        for (List<InboxMaps.Pending> page = maps.pending(0, PAGE); !page.isEmpty(); page = maps.pending(place, PAGE)) {
            StateBatch repairs = new StateBatch();
            for (InboxMaps.Pending found : page) {
                lost += count(repairs, found);
                place = found.sequence();
            }
            if (!repairs.changes().isEmpty()) {
                store.apply(repairs);
            }
        }
        if (lost > 0) {
            LOG.warn("the content of {} items was lost in {}; what the broker still has is taken again", lost, store);
        }
        for (List<Long> page = maps.deadPlaces(0, PAGE);
                !page.isEmpty();
                page = maps.deadPlaces(page.get(page.size() - 1), PAGE)) {
            deadLetters += page.size();
            page.forEach(lanes::found);
        }
    }

    /** A store that was recovered may have the one half of an item without the other: tells how many it lacks. */
    private int count(StateBatch repairs, InboxMaps.Pending found) {
        if (maps.payload(found.sequence()).isEmpty()) {
            maps.remove(repairs, found);
            return 1;
        }
        waits(found.sequence(), found.item().size());
        if (!found.item().retracted() && maps.waiting(found.item().key()).isEmpty()) {
            maps.index(repairs, found);
        }
        return 0;
    }

    /**
     * Takes what came from a broker, if it is not known. It survives the end of the process once {@link #flush} has
     * returned, or soon after.
     *
     * @throws GridStorageException if it was not taken
     */
    public Received receive(Arrival item) {
        ItemKey key = ItemKey.of(item);
        lock.lock();
        try {
            checkOpen();
            return maps.waiting(key).isPresent() ? Received.WAITING : take(item, key, lanes.next());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes what a broker keeps, in the broker's order. While this consumer catches up, it goes before all that arrives
     * meanwhile; what has arrived already gets its place among the others.
     *
     * @throws GridStorageException if it was not taken
     */
    public Received receiveMissed(Arrival item) {
        ItemKey key = ItemKey.of(item);
        lock.lock();
        try {
            checkOpen();
            OptionalLong waiting = maps.waiting(key);
            if (waiting.isEmpty()) {
                return take(item, key, lanes.nextMissed());
            }
            if (lanes.isLive(waiting.getAsLong())) {
                move(waiting.getAsLong(), lanes.nextMissed());
            }
            return Received.WAITING;
        } finally {
            lock.unlock();
        }
    }

    private Received take(Arrival item, ItemKey key, long place) {
        if (memory.isSettled(key)) {
            return Received.SETTLED;
        }
        boolean update = memory.knows(key) || maps.isWaiting(key.item());
        StateBatch batch = new StateBatch();
        long growth = memory.published(batch, key.item());
        PendingItem pendingItem = PendingItem.of(item, key, clock.instant(), update);
        maps.put(batch, new InboxMaps.Pending(place, pendingItem), item.payload());
        committer.apply(batch);
        memory.grown(growth);
        waits(place, item.payload().length);
        return update ? Received.UPDATE : Received.NEW;
    }

    private void move(long from, long to) {
        Optional<InboxMaps.Pending> found = maps.pending(from);
        Optional<byte[]> payload = maps.payload(from);
        if (found.isPresent() && payload.isPresent()) {
            StateBatch batch = new StateBatch();
            maps.remove(batch, found.get());
            maps.removePayload(batch, from);
            maps.put(batch, new InboxMaps.Pending(to, found.get().item()), payload.get());
            committer.apply(batch);
            lanes.left(from, found.get().item().size());
            lanes.waits(to, found.get().item().size());
        }
    }

    private void waits(long place, long size) {
        lanes.waits(place, size);
        pending++;
        bytes += size;
    }

    /** From now on what arrives is not delivered until {@link #caughtUp}, behind what was missed. */
    public void catchUp() {
        lock.lock();
        try {
            checkOpen();
            if (!lanes.isDouble()) {
                StateBatch batch = new StateBatch();
                lanes.begin(batch);
                committer.apply(batch);
                lanes.begun();
            }
        } finally {
            lock.unlock();
        }
    }

    /** All that was missed has been taken, or will never be. */
    public void caughtUp() {
        lock.lock();
        try {
            checkOpen();
            if (lanes.isDouble()) {
                StateBatch batch = new StateBatch();
                lanes.end(batch);
                committer.apply(batch);
                lanes.ended();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a catch-up has begun and not ended, in this process or the one before it. */
    public boolean isCatchingUp() {
        lock.lock();
        try {
            return lanes.isDouble();
        } finally {
            lock.unlock();
        }
    }

    /** Whether an item was settled, or waits in front of what arrived during a catch-up. */
    public boolean knows(Arrival item) {
        ItemKey key = ItemKey.of(item);
        lock.lock();
        try {
            checkOpen();
            OptionalLong waiting = maps.waiting(key);
            return waiting.isPresent() ? !lanes.isLive(waiting.getAsLong()) : memory.isSettled(key);
        } finally {
            lock.unlock();
        }
    }

    /** Whether any content of an item waits or was settled, as far as that is remembered. */
    public boolean knows(String broker, String topic, String itemId) {
        ItemKey key = new ItemKey(broker, topic, itemId, new byte[0]);
        lock.lock();
        try {
            checkOpen();
            return memory.knows(key) || maps.isWaiting(key.item());
        } finally {
            lock.unlock();
        }
    }

    /** Remembers items as settled that were not delivered: they lie before where this consumer starts. All or none. */
    public void startBehind(List<Arrival> items) {
        lock.lock();
        try {
            checkOpen();
            StateBatch batch = new StateBatch();
            long growth = 0;
            for (Arrival item : items) {
                ItemKey key = ItemKey.of(item);
                // what waits arrived after the consumer started
                growth += maps.waiting(key).isPresent() ? 0 : memory.settle(batch, key);
            }
            maps.setCounter(batch, STARTED, 1);
            committer.apply(batch);
            memory.grown(growth);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes, the first time, which topic this state is of.
     *
     * @return the topic that was noted then
     */
    public String belongsTo(String topic) {
        lock.lock();
        try {
            checkOpen();
            Optional<String> noted = maps.topic();
            if (noted.isEmpty()) {
                StateBatch batch = new StateBatch();
                maps.setTopic(batch, topic);
                committer.apply(batch);
            }
            return noted.orElse(topic);
        } finally {
            lock.unlock();
        }
    }

    /** Whether this is the state of a consumer that has not found its first position yet. */
    public boolean isNew() {
        lock.lock();
        try {
            checkOpen();
            return maps.counter(STARTED) == 0 && !hasHistory();
        } finally {
            lock.unlock();
        }
    }

    /** Whether anything was ever taken but what arrived during the first catch-up, as far as that is remembered. */
    public boolean hasHistory() {
        lock.lock();
        try {
            return memory.size() > 0 || pending > lanes.live() || settled > 0;
        } finally {
            lock.unlock();
        }
    }

    /** What waits now, without a look at the store. */
    public Fill fill() {
        lock.lock();
        try {
            return new Fill(pending - lanes.live(), bytes - lanes.liveBytes(), lanes.live(), lanes.liveBytes());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes that a publisher has withdrawn an item. What waits of it stays, and is marked.
     *
     * @return how many deliveries were marked
     */
    public int retract(String broker, String topic, String itemId) {
        byte[] item = ItemKey.item(broker, topic, itemId);
        lock.lock();
        try {
            checkOpen();
            StateBatch batch = new StateBatch();
            List<Long> waiting = maps.waiting(item);
            for (long sequence : waiting) {
                maps.pending(sequence).ifPresent(found -> {
                    maps.set(batch, new InboxMaps.Pending(sequence, found.item().withdrawn()));
                    maps.unindex(batch, found);
                });
            }
            long growth = memory.retract(batch, item);
            committer.apply(batch);
            memory.grown(growth);
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether an item was withdrawn and not published again since, as far as that is remembered. */
    public boolean isRetracted(String broker, String topic, String itemId) {
        return memory.isRetracted(ItemKey.item(broker, topic, itemId));
    }

    /**
     * What waits, in its order, due or not; during a catch-up without what has arrived since it began.
     *
     * @param after the place after which to begin; 0 for the oldest
     * @param limit how many at most
     */
    public List<StoredDelivery> read(long after, int limit) {
        List<StoredDelivery> found = new ArrayList<>();
        for (InboxMaps.Pending item : inFront(after, limit)) {
            // settled between the two readings: it does not wait any more
            maps.payload(item.sequence())
                    .ifPresent(payload -> found.add(item.item().delivery(item.sequence(), payload)));
        }
        return found;
    }

    /** Under the lock: if a catch-up ended in between, what waited behind it would hide the last that it took. */
    private List<InboxMaps.Pending> inFront(long after, int limit) {
        lock.lock();
        try {
            return maps.pending(after, limit).stream()
                    .takeWhile(item -> !lanes.isLive(item.sequence()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts an attempt that begins.
     *
     * @return the delivery with its new number of attempts; empty if it does not wait any more
     */
    public Optional<StoredDelivery> begin(StoredDelivery delivery) {
        return change(delivery, PendingItem::begun);
    }

    /**
     * Puts a delivery back for later.
     *
     * @param retryAfter how much later it is due
     * @return the delivery with that time; empty if it does not wait any more
     */
    public Optional<StoredDelivery> nack(StoredDelivery delivery, Duration retryAfter) {
        Instant due = clock.instant().plus(retryAfter);
        return change(delivery, item -> item.due(due));
    }

    private Optional<StoredDelivery> change(StoredDelivery delivery, Function<PendingItem, PendingItem> change) {
        lock.lock();
        try {
            checkOpen();
            Optional<InboxMaps.Pending> found = maps.pending(delivery.sequence());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            PendingItem changed = change.apply(found.get().item());
            StateBatch batch = new StateBatch();
            maps.set(batch, new InboxMaps.Pending(delivery.sequence(), changed));
            committer.apply(batch);
            return Optional.of(
                    changed.delivery(delivery.sequence(), delivery.item().payload()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Settles a delivery, and returns when that is safe.
     *
     * @return false if it does not wait any more
     * @throws GridStorageException if that is not known to be safe: it may be delivered again after a restart
     */
    public boolean ack(StoredDelivery delivery) {
        long ticket = ackLater(delivery);
        if (ticket > 0) {
            await(ticket);
        }
        return ticket > 0;
    }

    /**
     * Settles a delivery without waiting for the disk.
     *
     * @return a ticket for {@link #await}; 0 if it does not wait any more
     */
    public long ackLater(StoredDelivery delivery) {
        lock.lock();
        try {
            checkOpen();
            Optional<InboxMaps.Pending> found = maps.pending(delivery.sequence());
            if (found.isEmpty()) {
                return 0;
            }
            StateBatch batch = new StateBatch();
            maps.removePayload(batch, delivery.sequence());
            return settle(batch, found.get());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Settles a delivery without waiting for the disk.
     *
     * @return completes when that is safe, on a thread of the store's; with false if it does not wait any more
     */
    public CompletableFuture<Boolean> ackAsync(StoredDelivery delivery) {
        long ticket = ackLater(delivery);
        CompletableFuture<Boolean> settles = new CompletableFuture<>();
        if (ticket == 0) {
            settles.complete(false);
        } else {
            committer.whenSafe(ticket).whenComplete((safe, unsafe) -> {
                if (unsafe == null) {
                    settles.complete(true);
                } else {
                    settles.completeExceptionally(unsafe);
                }
            });
        }
        return settles;
    }

    /** Waits until what a ticket stands for is safe. */
    public void await(long ticket) {
        committer.await(ticket);
    }

    /**
     * Gives a delivery up, and returns when it is safe among the dead letters.
     *
     * @param reason why, for people
     * @return false if it does not wait any more
     */
    public boolean reject(StoredDelivery delivery, String reason) {
        long ticket;
        lock.lock();
        try {
            checkOpen();
            Optional<InboxMaps.Pending> found = maps.pending(delivery.sequence());
            if (found.isEmpty()) {
                return false;
            }
            StateBatch batch = new StateBatch();
            maps.putDead(batch, found.get(), new InboxDeadLetter(delivery, reason, clock.instant()));
            List<Long> surplus = deadLetters + 1 > bounds.deadLetters()
                    ? maps.deadPlaces(0, (int) Math.min(PAGE, deadLetters + 1 - bounds.deadLetters()))
                    : List.of();
            for (long place : surplus) {
                maps.removeDead(batch, place);
                maps.removePayload(batch, place);
            }
            maps.setCounter(batch, DROPPED_DEAD, droppedDead + surplus.size());
            ticket = settle(batch, found.get());
            deadLetters += 1 - surplus.size();
            droppedDead += surplus.size();
        } finally {
            lock.unlock();
        }
        await(ticket);
        return true;
    }

    private long settle(StateBatch batch, InboxMaps.Pending item) {
        maps.remove(batch, item);
        // a retracted item is forgotten: what is published under its id is new
        long growth =
                item.item().retracted() ? 0 : memory.settle(batch, item.item().key());
        advance(batch, item);
        maps.setCounter(batch, SETTLED, settled + 1);
        long ticket = committer.apply(batch);
        memory.grown(growth);
        settled++;
        lanes.left(item.sequence(), item.item().size());
        pending--;
        bytes -= item.item().size();
        return ticket;
    }

    /** Moves the checkpoint behind the last item before which nothing waits. */
    private void advance(StateBatch batch, InboxMaps.Pending item) {
        ItemKey key = item.item().key();
        Checkpoint here = new Checkpoint(item.sequence(), key.broker(), key.topic(), key.itemId());
        List<InboxMaps.Pending> first = maps.pending(0, 2);
        if (first.get(0).sequence() != item.sequence()) {
            maps.putAhead(batch, here);
            return;
        }
        long upTo = first.size() > 1 ? first.get(1).sequence() - 1 : lanes.end();
        maps.setCheckpoint(batch, maps.takeAhead(batch, upTo).orElse(here));
    }

    /** Up to where everything is settled; empty if nothing is. */
    public Optional<Checkpoint> checkpoint() {
        return maps.checkpoint();
    }

    /** The dead letters, in the order of arrival. */
    public List<InboxDeadLetter> deadLetters(long after, int limit) {
        return maps.deadLetters(after, limit);
    }

    /**
     * Removes a dead letter for good.
     *
     * @return false if it is not here any more
     */
    public boolean forget(InboxDeadLetter letter) {
        long place = letter.delivery().sequence();
        lock.lock();
        try {
            checkOpen();
            if (maps.dead(place).isEmpty()) {
                return false;
            }
            StateBatch batch = new StateBatch();
            maps.removeDead(batch, place);
            maps.removePayload(batch, place);
            committer.apply(batch);
            deadLetters--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a dead letter wait again, behind everything else and with no attempts.
     *
     * @return false if it is not here any more, or the same has come again and waits
     */
    public boolean retry(InboxDeadLetter letter) {
        long place = letter.delivery().sequence();
        lock.lock();
        try {
            checkOpen();
            PendingItem item = maps.dead(place).orElse(null);
            if (item == null || maps.waiting(item.key()).isPresent()) {
                return false;
            }
            StateBatch batch = new StateBatch();
            maps.removeDead(batch, place);
            maps.removePayload(batch, place);
            long growth = memory.again(batch, item.key());
            byte[] payload = letter.delivery().item().payload();
            long last = lanes.next();
            maps.put(batch, new InboxMaps.Pending(last, item.anew(clock.instant())), payload);
            committer.apply(batch);
            memory.grown(growth);
            waits(last, payload.length);
            deadLetters--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How far the consumer is behind. */
    public InboxLag lag() {
        lock.lock();
        try {
            checkOpen();
            Duration oldest = maps.pending(0, 1).stream()
                    .findFirst()
                    .map(first -> Duration.between(first.item().origin().received(), clock.instant()))
                    .filter(age -> !age.isNegative())
                    .orElse(Duration.ZERO);
            return new InboxLag(pending, bytes, oldest, settled, memory.size(), deadLetters, droppedDead);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the disk has everything. */
    public void flush() {
        committer.await(committer.now());
    }

    /** Makes everything safe, ends the thread and closes the store. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            lock.unlock();
        }
        try (store) {
            committer.close();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new GridClosedException(Reason.CLOSED, "the consumer's state in " + store + " is closed", null, null);
        }
    }
}
