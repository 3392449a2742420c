package org.xmppgrid.smack.internal.store;

import java.util.Arrays;
import java.util.List;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateEntry;
import org.xmppgrid.sdk.StateStore;

/**
 * What a consumer remembers of items that it is done with: which contents were settled and which items were retracted,
 * the last so many of both together. Its callers hold a lock.
 */
final class Memory {
    private static final String SETTLED = "inbox.settled";
    private static final String RETRACTED = "inbox.retracted";
    /** From the order of remembering to the key that was remembered then, in one of the two. */
    private static final String ORDER = "inbox.order";

    private static final int PAGE = 256;

    private final StateStore store;
    private final long bound;
    private long last;
    private long size;

    Memory(StateStore store, long bound) {
        this.store = store;
        this.bound = bound;
    }

    /** Counts what is there. */
    void open() {
        byte[] after = new byte[0];
        for (List<StateEntry> page = store.entries(ORDER, after, PAGE);
                !page.isEmpty();
                page = store.entries(ORDER, after, PAGE)) {
            size += page.size();
            after = page.get(page.size() - 1).key();
        }
        last = after.length == 0 ? 0 : Database.number(after);
    }

    long size() {
        return size;
    }

    boolean isSettled(ItemKey key) {
        return store.get(SETTLED, key.content()).isPresent();
    }

    /** Whether the item was settled with any content. */
    boolean knows(ItemKey key) {
        byte[] item = key.item();
        return store.entries(SETTLED, item, 1).stream().anyMatch(entry -> ItemKey.isContentOf(item, entry.key()));
    }

    boolean isRetracted(byte[] item) {
        return store.get(RETRACTED, item).isPresent();
    }

    /** @return by how much the memory grows; {@link #grown} takes it once the batch has been applied */
    long settle(StateBatch batch, ItemKey key) {
        return remember(batch, SETTLED, key.content());
    }

    /** Notes a retraction, and forgets what was settled of the item: published again, it is new. */
    long retract(StateBatch batch, byte[] item) {
        long forgotten = 0;
        byte[] after = item;
        for (boolean more = true; more; ) {
            List<StateEntry> page = store.entries(SETTLED, after, PAGE);
            more = !page.isEmpty();
            for (StateEntry entry : page) {
                more &= ItemKey.isContentOf(item, entry.key());
                if (more) {
                    batch.remove(SETTLED, entry.key()).remove(ORDER, entry.value());
                    forgotten++;
                    after = entry.key();
                }
            }
        }
        return remember(batch, RETRACTED, item) - forgotten;
    }

    /** Forgets a retraction, because the item was published again. */
    long published(StateBatch batch, byte[] item) {
        return forget(batch, RETRACTED, item);
    }

    /** Forgets that a content was settled, because it is to be handled once more. */
    long again(StateBatch batch, ItemKey key) {
        return forget(batch, SETTLED, key.content());
    }

    void grown(long by) {
        size += by;
    }

    private long forget(StateBatch batch, String map, byte[] key) {
        return store.get(map, key)
                .map(order -> {
                    batch.remove(map, key).remove(ORDER, order);
                    return -1L;
                })
                .orElse(0L);
    }

    private long remember(StateBatch batch, String map, byte[] key) {
        long growth = 1 + forget(batch, map, key);
        byte[] order = Database.bytes(++last);
        batch.put(map, key, order);
        batch.put(ORDER, order, new FieldWriter().text(map).bytes(key).done());
        long surplus = Math.min(PAGE, size + growth - bound);
        if (surplus > 0) {
            for (StateEntry oldest : store.entries(ORDER, new byte[0], (int) surplus)) {
                if (!removes(batch, oldest.key())) {
                    FieldReader fields = new FieldReader(oldest.value());
                    batch.remove(ORDER, oldest.key()).remove(fields.text(), fields.bytes());
                    growth--;
                }
            }
        }
        return growth;
    }

    /** Whether the batch itself forgets it: then it is counted already. */
    private static boolean removes(StateBatch batch, byte[] order) {
        return batch.changes().stream()
                .anyMatch(change -> change.map().equals(ORDER) && Arrays.equals(change.key(), order));
    }
}
