package org.xmppgrid.smack.internal.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.xmppgrid.sdk.StateBatch;

/** What comes into the state of a consumer: items that are not known, and retractions. Its callers hold a lock. */
final class Intake {
    private static final String STARTED = "started";

    private final InboxMaps maps;
    private final Lanes lanes;
    private final InboxQueue queue;
    private final Memory memory;
    private final GroupCommitter committer;

    Intake(InboxMaps maps, Lanes lanes, InboxQueue queue, Memory memory, GroupCommitter committer) {
        this.maps = maps;
        this.lanes = lanes;
        this.queue = queue;
        this.memory = memory;
        this.committer = committer;
    }

    Received receive(Arrival item, ItemKey key, Instant now) {
        return maps.waiting(key).isPresent() ? Received.WAITING : take(item, key, lanes.next(), now);
    }

    Received receiveMissed(Arrival item, ItemKey key, Instant now) {
        OptionalLong waiting = maps.waiting(key);
        if (waiting.isEmpty()) {
            return take(item, key, lanes.nextMissed(), now);
        }
        if (lanes.isLive(waiting.getAsLong())) {
            move(waiting.getAsLong(), lanes.nextMissed());
        }
        return Received.WAITING;
    }

    private Received take(Arrival item, ItemKey key, long place, Instant now) {
        if (memory.isSettled(key)) {
            return Received.SETTLED;
        }
        boolean update = knows(key);
        StateBatch batch = new StateBatch();
        long growth = memory.published(batch, key.item());
        PendingItem pendingItem = PendingItem.of(item, key, now, update);
        maps.put(batch, new InboxMaps.Pending(place, pendingItem), item.payload());
        committer.apply(batch);
        memory.grown(growth);
        queue.waits(place, item.payload().length);
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
            queue.moved(found.get(), to);
        }
    }

    /** Whether any content of the item waits or was settled. */
    boolean knows(ItemKey key) {
        return memory.knows(key) || maps.isWaiting(key.item());
    }

    /** Whether the content was settled, or waits in front of what arrived during a catch-up. */
    boolean knowsContent(ItemKey key) {
        OptionalLong waiting = maps.waiting(key);
        return waiting.isPresent() ? !lanes.isLive(waiting.getAsLong()) : memory.isSettled(key);
    }

    /** Whether the first position was found. */
    boolean hasStarted() {
        return maps.counter(STARTED) != 0;
    }

    void startBehind(List<Arrival> items) {
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
    }

    /** @return how many deliveries were marked */
    int retract(byte[] item) {
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
    }
}
