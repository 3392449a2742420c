package org.xmppgrid.smack.internal.engine;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.smack.internal.store.StoredDelivery;

/**
 * What was read of a consumer's state and is not settled: how far that goes, whether there is room for more, and which of
 * it is the next to hand over. Its callers hold a lock.
 */
final class DeliveryWindow<T> {
    /** So many items are read ahead for each handler, to find such as may be handed over. */
    private static final int AHEAD = 64;

    private static final long AHEAD_BYTES = 8L * 1024 * 1024;

    private enum Stage {
        WAITS,
        RUNS,
        /** The handler returned, and the outcome comes later. */
        OUT
    }

    /** An item in the window. What changes of it is guarded as the window is. */
    static final class Entry<T> {
        private final ReceivedItem<T> item;
        private final String key;
        private StoredDelivery delivery;
        private Instant due;
        private Stage stage = Stage.WAITS;

        Entry(StoredDelivery delivery, ReceivedItem<T> item, String key) {
            this.delivery = delivery;
            this.item = item;
            this.key = key;
            this.due = delivery.retryAt();
        }

        ReceivedItem<T> item() {
            return item;
        }

        String key() {
            return key;
        }

        StoredDelivery delivery() {
            return delivery;
        }

        Instant due() {
            return due;
        }

        /** A handler gets it. */
        void runs() {
            stage = Stage.RUNS;
        }

        /**
         * The handler that had it returned. Put back, it waits already, and settled it has left; the delivery itself is
         * not asked: whoever writes its outcome holds its lock meanwhile, and comes here then.
         */
        void out() {
            if (stage == Stage.RUNS) {
                stage = Stage.OUT;
            }
        }

        /** It is to be handed over once more. */
        void again(StoredDelivery changed, Instant time) {
            delivery = changed;
            due = time;
            stage = Stage.WAITS;
        }
    }

    private final ConsumerTerms<T> terms;
    private final TreeMap<Long, Entry<T>> entries = new TreeMap<>();
    private long readUpTo;

    DeliveryWindow(ConsumerTerms<T> terms) {
        this.terms = terms;
    }

    /** The place behind which to read. */
    long readUpTo() {
        return readUpTo;
    }

    void add(List<Entry<T>> read) {
        for (Entry<T> entry : read) {
            readUpTo = entry.delivery.sequence();
            entries.put(readUpTo, entry);
        }
    }

    /** It does not wait any more. */
    void remove(Entry<T> entry) {
        entries.remove(entry.delivery.sequence(), entry);
    }

    /** All is to be read anew. */
    void clear() {
        entries.clear();
        readUpTo = 0;
    }

    /** Whether any is not handed over. */
    boolean hasWaiting() {
        return entries.values().stream().anyMatch(entry -> entry.stage == Stage.WAITS);
    }

    boolean hasRoom() {
        int most = terms.unacknowledged() + AHEAD * terms.handlers();
        // what is handed over counts by number alone: a sink may wait for its batch, however large the items are
        long bytes = entries.values().stream()
                .filter(entry -> entry.stage == Stage.WAITS)
                .mapToLong(entry -> entry.delivery.item().payload().length)
                .sum();
        return entries.isEmpty() || entries.size() < most && bytes < AHEAD_BYTES;
    }

    /**
     * The next to hand over.
     *
     * @param busy the keys of which nothing is handed over
     * @return the first that is due; if none is, the one that will be soonest; null if none may be handed over
     */
    @Nullable
    Entry<T> next(Set<String> busy, Instant now) {
        long handed = entries.values().stream()
                .filter(entry -> entry.stage != Stage.WAITS)
                .count();
        if (handed >= terms.unacknowledged()) {
            return null;
        }
        Set<String> taken = new HashSet<>(busy);
        Entry<T> soonest = null;
        for (Entry<T> entry : entries.values()) {
            if (entry.stage == Stage.OUT) {
                continue;
            }
            if (entry.stage == Stage.WAITS && !taken.contains(entry.key)) {
                if (!entry.due.isAfter(now)) {
                    return entry;
                }
                soonest = soonest == null || entry.due.isBefore(soonest.due) ? entry : soonest;
            }
            taken.add(entry.key);
        }
        return soonest;
    }
}
