package org.xmppgrid.smack.internal.engine.provider;

import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.xmppgrid.smack.internal.store.Spooled;

/**
 * The reports that are on their way to the broker. Never two of the same item at once: if the first had to be published
 * again after the second was confirmed, the old content would replace the new. Used by one thread.
 */
final class Window {
    private record Item(String topic, String id) {
        static Item of(Spooled report) {
            return new Item(report.topic(), report.itemId());
        }
    }

    private final int size;
    private final TreeMap<Long, Spooled> underWay = new TreeMap<>();
    private final Set<Item> items = new HashSet<>();
    /** Of what was published and is not settled: no more than once fitted in the window. */
    private final NavigableMap<Long, Integer> attempts = new TreeMap<>();

    private long oneByOneUpTo;

    Window(int size) {
        this.size = size;
    }

    /** How many fit. */
    int size() {
        return size;
    }

    boolean admits(Spooled report) {
        long first = underWay.isEmpty() ? report.sequence() : underWay.firstKey();
        int limit = first <= oneByOneUpTo ? 1 : size;
        return underWay.size() < limit && !items.contains(Item.of(report));
    }

    /** Notes that a report is handed to the network, and returns for the how manieth time. */
    int sent(Spooled report) {
        underWay.put(report.sequence(), report);
        items.add(Item.of(report));
        return attempts.merge(report.sequence(), 1, Integer::sum);
    }

    /** Notes that the answer is there; false if none was awaited. */
    boolean answered(Spooled report) {
        items.remove(Item.of(report));
        return underWay.remove(report.sequence()) != null;
    }

    /** Notes that a report is no longer in the spool. */
    void settled(Spooled report) {
        attempts.remove(report.sequence());
    }

    /** Notes that no report before this one is in the spool: a full one drops the oldest. */
    void settledBefore(long sequence) {
        attempts.headMap(sequence).clear();
    }

    int attempts(long sequence) {
        return attempts.getOrDefault(sequence, 0);
    }

    /** Reports up to this place are published alone: to not flood a broker that is busy, or to find a culprit. */
    void oneByOneUpTo(long sequence) {
        oneByOneUpTo = Math.max(oneByOneUpTo, sequence);
    }

    boolean isOneByOne(Spooled report) {
        return report.sequence() <= oneByOneUpTo;
    }

    boolean isEmpty() {
        return underWay.isEmpty();
    }
}
