package org.xmppgrid.smack.internal.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.sdk.GridStorageException;
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

    private final InboxMaps maps;
    private final Memory memory;
    private final Lanes lanes;
    private final InboxQueue queue;
    private final InboxDeadLetters deadLetters;
    private final Intake intake;
    private final Settlement settlement;
    private final StateStore store;
    private final Clock clock;
    private final GroupCommitter committer;
    private final InboxGate gate;

    private Inbox(StateStore store, InboxBounds bounds, Clock clock, GroupCommitter committer) {
        this.store = store;
        this.gate = new InboxGate(store);
        this.maps = new InboxMaps(store);
        this.memory = new Memory(store, bounds.remembered());
        this.lanes = new Lanes(maps);
        this.queue = new InboxQueue(store, maps, lanes);
        this.deadLetters = new InboxDeadLetters(maps, bounds.deadLetters());
        this.intake = new Intake(maps, lanes, queue, memory, committer);
        this.settlement = new Settlement(maps, lanes, queue, memory, deadLetters, committer);
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
        settlement.open();
        int lost = queue.open();
        if (lost > 0) {
            LOG.warn("the content of {} items was lost in {}; what the broker still has is taken again", lost, store);
        }
        deadLetters.open(lanes);
    }

    /**
     * Takes what came from a broker, if it is not known. It survives the end of the process once {@link #flush} has
     * returned, or soon after.
     *
     * @throws GridStorageException if it was not taken
     */
    public Received receive(Arrival item) {
        ItemKey key = ItemKey.of(item);
        return gate.inside(() -> intake.receive(item, key, clock.instant()));
    }

    /**
     * Takes what a broker keeps, in the broker's order. While this consumer catches up, it goes before all that arrives
     * meanwhile; what has arrived already gets its place among the others.
     *
     * @throws GridStorageException if it was not taken
     */
    public Received receiveMissed(Arrival item) {
        ItemKey key = ItemKey.of(item);
        return gate.inside(() -> intake.receiveMissed(item, key, clock.instant()));
    }

    /** From now on what arrives is not delivered until {@link #caughtUp}, behind what was missed. */
    public void catchUp() {
        gate.insideDo(() -> {
            if (!lanes.isDouble()) {
                StateBatch batch = new StateBatch();
                lanes.begin(batch);
                committer.apply(batch);
                lanes.begun();
            }
        });
    }

    /** All that was missed has been taken, or will never be. */
    public void caughtUp() {
        gate.insideDo(() -> {
            if (lanes.isDouble()) {
                StateBatch batch = new StateBatch();
                lanes.end(batch);
                committer.apply(batch);
                lanes.ended();
            }
        });
    }

    /** Whether a catch-up has begun and not ended, in this process or the one before it. */
    public boolean isCatchingUp() {
        return gate.alone(lanes::isDouble);
    }

    /** Whether an item was settled, or waits in front of what arrived during a catch-up. */
    public boolean knows(Arrival item) {
        ItemKey key = ItemKey.of(item);
        return gate.inside(() -> intake.knowsContent(key));
    }

    /** Whether any content of an item waits or was settled, as far as that is remembered. */
    public boolean knows(String broker, String topic, String itemId) {
        ItemKey key = new ItemKey(broker, topic, itemId, new byte[0]);
        return gate.inside(() -> intake.knows(key));
    }

    /** Remembers items as settled that were not delivered: they lie before where this consumer starts. All or none. */
    public void startBehind(List<Arrival> items) {
        gate.insideDo(() -> intake.startBehind(items));
    }

    /**
     * Notes, the first time, which topic this state is of.
     *
     * @return the topic that was noted then
     */
    public String belongsTo(String topic) {
        return gate.inside(() -> {
            Optional<String> noted = maps.topic();
            if (noted.isEmpty()) {
                StateBatch batch = new StateBatch();
                maps.setTopic(batch, topic);
                committer.apply(batch);
            }
            return noted.orElse(topic);
        });
    }

    /** Whether this is the state of a consumer that has not found its first position yet. */
    public boolean isNew() {
        return gate.inside(() -> !intake.hasStarted() && !hasHistory());
    }

    /** Whether anything was ever taken but what arrived during the first catch-up, as far as that is remembered. */
    public boolean hasHistory() {
        return gate.alone(() -> memory.size() > 0 || queue.hasInFront() || settlement.settled() > 0);
    }

    /** What waits now, without a look at the store. */
    public Fill fill() {
        return gate.alone(queue::fill);
    }

    /**
     * Notes that a publisher has withdrawn an item. What waits of it stays, and is marked.
     *
     * @return how many deliveries were marked
     */
    public int retract(String broker, String topic, String itemId) {
        byte[] item = ItemKey.item(broker, topic, itemId);
        return gate.inside(() -> intake.retract(item));
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
        // under the lock: if a catch-up ended in between, what waited behind it would hide the last that it took
        for (InboxMaps.Pending item : gate.alone(() -> queue.inFront(after, limit))) {
            // settled between the two readings: it does not wait any more
            maps.payload(item.sequence())
                    .ifPresent(payload -> found.add(item.item().delivery(item.sequence(), payload)));
        }
        return found;
    }

    /**
     * Counts an attempt that begins.
     *
     * @return the delivery with its new number of attempts; empty if it does not wait any more
     */
    public Optional<StoredDelivery> begin(StoredDelivery delivery) {
        return gate.inside(() -> settlement.change(delivery, PendingItem::begun));
    }

    /**
     * Puts a delivery back for later.
     *
     * @param retryAfter how much later it is due
     * @return the delivery with that time; empty if it does not wait any more
     */
    public Optional<StoredDelivery> nack(StoredDelivery delivery, Duration retryAfter) {
        Instant due = clock.instant().plus(retryAfter);
        return gate.inside(() -> settlement.change(delivery, item -> item.due(due)));
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
        return gate.inside(() -> settlement.acknowledge(delivery));
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
        long ticket = gate.inside(() -> settlement.giveUp(delivery, reason, clock.instant()));
        if (ticket > 0) {
            await(ticket);
        }
        return ticket > 0;
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
        return gate.inside(() -> settlement.forget(letter));
    }

    /**
     * Lets a dead letter wait again, behind everything else and with no attempts.
     *
     * @return false if it is not here any more, or the same has come again and waits
     */
    public boolean retry(InboxDeadLetter letter) {
        return gate.inside(() -> settlement.retry(letter, clock.instant()));
    }

    /** How far the consumer is behind. */
    public InboxLag lag() {
        return gate.inside(() -> new InboxLag(
                queue.pending(),
                queue.bytes(),
                queue.age(clock.instant()),
                settlement.settled(),
                memory.size(),
                deadLetters.size(),
                deadLetters.dropped()));
    }

    /** Waits until the disk has everything. */
    public void flush() {
        committer.await(committer.now());
    }

    /** Makes everything safe, ends the thread and closes the store. */
    @Override
    public void close() {
        if (!gate.close()) {
            return;
        }
        try (store) {
            committer.close();
        }
    }
}
