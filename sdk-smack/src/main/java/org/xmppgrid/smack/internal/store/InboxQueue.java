package org.xmppgrid.smack.internal.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateStore;

/**
 * What waits in a consumer's state: counted and repaired when it is opened, read in its order from then on, with the
 * count in step. Its callers hold a lock.
 */
final class InboxQueue {
    private static final int PAGE = 256;

    private final StateStore store;
    private final InboxMaps maps;
    private final Lanes lanes;
    private long pending;
    private long bytes;

    InboxQueue(StateStore store, InboxMaps maps, Lanes lanes) {
        this.store = store;
        this.maps = maps;
        this.lanes = lanes;
    }

    /**
     * Counts what is there. A store that was recovered may have the one half of an item without the other: what lacks its
     * content is removed.
     *
     * @return how many were removed
     */
    int open() {
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
        return lost;
    }

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

    /** Counts what was put at a place. */
    void waits(long place, long size) {
        lanes.waits(place, size);
        pending++;
        bytes += size;
    }

    /** Counts what waits at another place from now on. */
    void moved(InboxMaps.Pending from, long to) {
        long size = from.item().size();
        lanes.left(from.sequence(), size);
        lanes.waits(to, size);
    }

    /** It does not wait any more. */
    void left(InboxMaps.Pending item) {
        long size = item.item().size();
        lanes.left(item.sequence(), size);
        pending--;
        bytes -= size;
    }

    /** What waits after a place, due or not, without what has arrived during a catch-up. */
    List<InboxMaps.Pending> inFront(long after, int limit) {
        return maps.pending(after, limit).stream()
                .takeWhile(item -> !lanes.isLive(item.sequence()))
                .toList();
    }

    /** Whether anything waits that has not arrived during a catch-up. */
    boolean hasInFront() {
        return pending > lanes.live();
    }

    Fill fill() {
        return new Fill(pending - lanes.live(), bytes - lanes.liveBytes(), lanes.live(), lanes.liveBytes());
    }

    long pending() {
        return pending;
    }

    long bytes() {
        return bytes;
    }

    /** For how long the first has been waiting; zero if nothing is. */
    Duration age(Instant now) {
        return maps.pending(0, 1).stream()
                .findFirst()
                .map(first -> Duration.between(first.item().origin().received(), now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}
