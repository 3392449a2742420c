package org.xmppgrid.smack.internal.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.xmppgrid.sdk.StateBatch;

/**
 * What becomes of the deliveries of a consumer: changed while they wait, then acknowledged or given up, and what
 * becomes of the dead letters; up to where everything is settled. Its callers hold a lock.
 */
final class Settlement {
    private static final String SETTLED = "settled";

    private final InboxMaps maps;
    private final Lanes lanes;
    private final InboxQueue queue;
    private final Memory memory;
    private final InboxDeadLetters deadLetters;
    private final GroupCommitter committer;
    private long settled;

    Settlement(
            InboxMaps maps,
            Lanes lanes,
            InboxQueue queue,
            Memory memory,
            InboxDeadLetters deadLetters,
            GroupCommitter committer) {
        this.maps = maps;
        this.lanes = lanes;
        this.queue = queue;
        this.memory = memory;
        this.deadLetters = deadLetters;
        this.committer = committer;
    }

    void open() {
        settled = maps.counter(SETTLED);
    }

    /** How many were ever settled. */
    long settled() {
        return settled;
    }

    /** @return the delivery as it is now; empty if it does not wait any more */
    Optional<StoredDelivery> change(StoredDelivery delivery, Function<PendingItem, PendingItem> change) {
        Optional<InboxMaps.Pending> found = maps.pending(delivery.sequence());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        PendingItem changed = change.apply(found.get().item());
        StateBatch batch = new StateBatch();
        maps.set(batch, new InboxMaps.Pending(delivery.sequence(), changed));
        committer.apply(batch);
        return Optional.of(changed.delivery(delivery.sequence(), delivery.item().payload()));
    }

    /** @return a ticket for the disk; 0 if it does not wait any more */
    long acknowledge(StoredDelivery delivery) {
        Optional<InboxMaps.Pending> found = maps.pending(delivery.sequence());
        if (found.isEmpty()) {
            return 0;
        }
        StateBatch batch = new StateBatch();
        maps.removePayload(batch, delivery.sequence());
        return settle(batch, found.get());
    }

    /** @return a ticket for the disk; 0 if it does not wait any more */
    long giveUp(StoredDelivery delivery, String reason, Instant now) {
        Optional<InboxMaps.Pending> found = maps.pending(delivery.sequence());
        if (found.isEmpty()) {
            return 0;
        }
        StateBatch batch = new StateBatch();
        int surplus = deadLetters.add(batch, found.get(), new InboxDeadLetter(delivery, reason, now));
        long ticket = settle(batch, found.get());
        deadLetters.added(surplus);
        return ticket;
    }

    /** @return false if it is not here any more */
    boolean forget(InboxDeadLetter letter) {
        long place = letter.delivery().sequence();
        if (deadLetters.at(place).isEmpty()) {
            return false;
        }
        StateBatch batch = new StateBatch();
        deadLetters.remove(batch, place);
        committer.apply(batch);
        deadLetters.removed();
        return true;
    }

    /** @return false if it is not here any more, or the same has come again and waits */
    boolean retry(InboxDeadLetter letter, Instant now) {
        long place = letter.delivery().sequence();
        PendingItem item = deadLetters.at(place).orElse(null);
        if (item == null || maps.waiting(item.key()).isPresent()) {
            return false;
        }
        StateBatch batch = new StateBatch();
        deadLetters.remove(batch, place);
        long growth = memory.again(batch, item.key());
        byte[] payload = letter.delivery().item().payload();
        long last = lanes.next();
        maps.put(batch, new InboxMaps.Pending(last, item.anew(now)), payload);
        committer.apply(batch);
        memory.grown(growth);
        queue.waits(last, payload.length);
        deadLetters.removed();
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
        queue.left(item);
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
}
