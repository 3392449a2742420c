package org.xmppgrid.testkit.internal.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The items that a topic keeps, oldest first. */
final class Items {
    private final NavigableMap<Long, Item> bySequence = new TreeMap<>();
    private final Map<String, Item> byId = new HashMap<>();
    private @Nullable List<Item> snapshot;

    /** Keeps an item in place of an older one with its id, and drops the oldest beyond the limit; tells which. */
    List<String> put(Item item, int limit) {
        remove(item.id());
        bySequence.put(item.sequence(), item);
        byId.put(item.id(), item);
        snapshot = null;
        return trim(limit);
    }

    List<String> trim(int limit) {
        List<String> dropped = new ArrayList<>();
        while (bySequence.size() > limit) {
            String id = bySequence.pollFirstEntry().getValue().id();
            byId.remove(id);
            dropped.add(id);
            snapshot = null;
        }
        return dropped;
    }

    /** Drops what was published at that time or before it. */
    void dropBefore(Instant time) {
        while (!bySequence.isEmpty()
                && !bySequence.firstEntry().getValue().published().isAfter(time)) {
            remove(bySequence.firstEntry().getValue().id());
        }
    }

    boolean remove(String id) {
        Item removed = byId.remove(id);
        if (removed == null) {
            return false;
        }
        bySequence.remove(removed.sequence());
        snapshot = null;
        return true;
    }

    void clear() {
        bySequence.clear();
        byId.clear();
        snapshot = null;
    }

    Optional<Item> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Item> last() {
        return bySequence.isEmpty()
                ? Optional.empty()
                : Optional.of(bySequence.lastEntry().getValue());
    }

    /** All items; made once and kept until one changes, so that paging through them costs nothing. */
    List<Item> all() {
        List<Item> all = snapshot;
        if (all == null) {
            all = List.copyOf(bySequence.values());
            snapshot = all;
        }
        return all;
    }

    /** Where an item stands among all, or -1. */
    int position(String id) {
        Item item = byId.get(id);
        return item == null ? -1 : Collections.binarySearch(all(), item, Comparator.comparingLong(Item::sequence));
    }

    List<Item> newest(int count) {
        List<Item> all = all();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }
}
