package org.xmppgrid.smack.internal.store;

import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
import org.xmppgrid.sdk.GridStorageException;

/**
 * Reads a whole store page by page, past what is unreadable: a cursor of the database would stop at the first bad page.
 */
final class StoreReading {
    /** What is told of each readable entry; a {@link GridStorageException} of its own ends the reading. */
    interface Entries {
        void entry(String map, byte[] key, byte[] value);
    }

    /** No tree of a store is that high; a corrupt page may lead to itself. */
    private static final int MAX_HEIGHT = 32;

    private final MVStore store;
    private final Entries entries;
    private long read;
    private long unreadable;

    StoreReading(MVStore store, Entries entries) {
        this.store = store;
        this.entries = entries;
    }

    void run() {
        for (String name : store.getMapNames()) {
            try {
                MVMap<byte[], byte[]> map = Database.map(store, name);
                page(name, map.getRootPage(), 0);
            } catch (GridStorageException e) {
                throw e;
            } catch (RuntimeException e) {
                // the database throws whatever its parsers meet in garbage; each counts as one unreadable page
                unreadable++;
            }
        }
    }

    /** How many entries of maps other than the one about the store were read. */
    long read() {
        return read;
    }

    long unreadable() {
        return unreadable;
    }

    private void page(String map, Page<byte[], byte[]> page, int height) {
        if (height > MAX_HEIGHT) {
            unreadable++;
        } else if (page.isLeaf()) {
            for (int i = 0; i < page.getKeyCount(); i++) {
                entry(map, page.getKey(i), page.getValue(i));
            }
        } else {
            for (int i = 0; i < page.getRawChildPageCount(); i++) {
                try {
                    page(map, page.getChildPage(i), height + 1);
                } catch (GridStorageException e) {
                    throw e;
                } catch (RuntimeException e) {
                    unreadable++;
                }
            }
        }
    }

    private void entry(String map, byte[] key, byte[] checked) {
        Optional<byte[]> value = CheckedValue.read(map, key, checked);
        if (value.isEmpty()) {
            unreadable++;
        } else {
            entries.entry(map, key, value.get());
            if (!map.equals(Database.ABOUT)) {
                read++;
            }
        }
    }
}
