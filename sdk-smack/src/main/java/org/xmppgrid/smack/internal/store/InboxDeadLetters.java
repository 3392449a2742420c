package org.xmppgrid.smack.internal.store;

import java.util.List;
import java.util.Optional;
import org.xmppgrid.sdk.StateBatch;

/** The dead letters of a consumer: the last so many, and how many were dropped. Its callers hold a lock. */
final class InboxDeadLetters {
    private static final int PAGE = 256;
    private static final String DROPPED = "dropped dead letters";

    private final InboxMaps maps;
    private final long bound;
    private long size;
    private long dropped;

    InboxDeadLetters(InboxMaps maps, long bound) {
        this.maps = maps;
        this.bound = bound;
    }

    /** Counts what is there, and tells the lanes which places are taken. */
    void open(Lanes lanes) {
        dropped = maps.counter(DROPPED);
        for (List<Long> page = maps.deadPlaces(0, PAGE);
                !page.isEmpty();
                page = maps.deadPlaces(page.get(page.size() - 1), PAGE)) {
            size += page.size();
            page.forEach(lanes::found);
        }
    }

    /** @return how many of the oldest are dropped for it; {@link #added} takes it once the batch has been applied */
    int add(StateBatch batch, InboxMaps.Pending item, InboxDeadLetter letter) {
        maps.putDead(batch, item, letter);
        List<Long> surplus = size + 1 > bound ? maps.deadPlaces(0, (int) Math.min(PAGE, size + 1 - bound)) : List.of();
        surplus.forEach(place -> remove(batch, place));
        maps.setCounter(batch, DROPPED, dropped + surplus.size());
        return surplus.size();
    }

    void added(int surplus) {
        size += 1 - surplus;
        dropped += surplus;
    }

    Optional<PendingItem> at(long place) {
        return maps.dead(place);
    }

    /** {@link #removed} counts it once the batch has been applied. */
    void remove(StateBatch batch, long place) {
        maps.removeDead(batch, place);
        maps.removePayload(batch, place);
    }

    void removed() {
        size--;
    }

    long size() {
        return size;
    }

    long dropped() {
        return dropped;
    }
}
