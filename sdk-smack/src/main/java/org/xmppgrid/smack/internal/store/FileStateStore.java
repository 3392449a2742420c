package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateEntry;
import org.xmppgrid.sdk.StateStore;

/**
 * The store in files. One lock orders reads, batches and commits; a second one is held while the disk confirms, so that
 * reading and applying go on meanwhile. Has no thread of its own.
 */
public final class FileStateStore implements StateStore {
    /** A batch rewrites the pages around what it changes: so much more space than its bytes may it take. */
    private static final int WRITE_FACTOR = 8;

    /** How often sparse chunks are looked for, in synchronisations. */
    private static final int SYNCS_PER_COMPACTION = 128;

    private static final int SPARSE_PERCENT = 50;
    private static final int COMPACTED_BYTES = 1 << 20;

    private final StoreFiles files;
    private final Disk disk;
    private final long spareBytes;
    private final StoreLock lock;
    private final SyncedMark mark;
    private final MVStore store;
    private final Optional<Recovery> recovery;

    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock syncing = new ReentrantLock();
    private final Map<String, MVMap<byte[], byte[]>> maps = new HashMap<>();
    private long syncs;
    private boolean changed;
    private boolean closed;
    private @Nullable GridStorageException failure;

    private FileStateStore(
            StoreFiles files,
            Disk disk,
            StoreOptions options,
            StoreLock lock,
            SyncedMark mark,
            MVStore store,
            Optional<Recovery> recovery) {
        this.files = files;
        this.disk = disk;
        this.spareBytes = options.spareBytes();
        this.lock = lock;
        this.mark = mark;
        this.store = store;
        this.recovery = recovery;
        this.syncs =
                Database.about(store, Database.SYNC_KEY).map(Database::number).orElse(0L);
        // the database moves pages of open maps only
        store.getMapNames().forEach(name -> maps.put(name, Database.map(store, name)));
    }

    static FileStateStore open(
            StoreFiles files, Disk disk, StoreOptions options, StoreLock lock, Optional<Recovery> recovery)
            throws IOException {
        MVStore store = Database.open(new MVStore.Builder(), disk.nameOf(files.data()));
        try {
            FileStateStore opened =
                    new FileStateStore(files, disk, options, lock, SyncedMark.open(files), store, recovery);
            opened.begin();
            return opened;
        } catch (IOException | RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    private void begin() throws IOException {
        if (syncs > 0) {
            return;
        }
        try {
            Database.setAbout(store, Database.FORMAT_KEY, Database.bytes(Database.FORMAT));
            Database.setAbout(store, Database.NAME_KEY, files.name().getBytes(StandardCharsets.UTF_8));
            changed = true;
            sync();
        } catch (RuntimeException e) {
            mark.close();
            throw e;
        }
    }

    /** What was found and lost, if this store was damaged when it was opened. */
    public Optional<Recovery> recovery() {
        return recovery;
    }

    @Override
    public Optional<byte[]> get(String map, byte[] key) {
        writing.lock();
        try {
            checkUsable();
            MVMap<byte[], byte[]> entries = maps.get(map);
            byte[] checked = entries == null ? null : entries.get(key);
            return checked == null ? Optional.empty() : Optional.of(value(map, key, checked));
        } catch (MVStoreException e) {
            throw StoreFaults.of("reading " + this, e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public List<StateEntry> entries(String map, byte[] after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is below 1: " + limit);
        }
        writing.lock();
        try {
            checkUsable();
            MVMap<byte[], byte[]> entries = maps.get(map);
            List<StateEntry> found = new ArrayList<>();
            if (entries != null) {
                // the smallest key behind another is that one and a zero
                Cursor<byte[], byte[]> cursor =
                        entries.cursor(after.length == 0 ? null : Arrays.copyOf(after, after.length + 1));
                while (found.size() < limit && cursor.hasNext()) {
                    byte[] key = cursor.next();
                    found.add(new StateEntry(key, value(map, key, cursor.getValue())));
                }
            }
            return found;
        } catch (MVStoreException e) {
            throw StoreFaults.of("reading " + this, e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void apply(StateBatch batch) {
        List<StateBatch.Change> changes = batch.changes();
        checkRoom(changes);
        writing.lock();
        try {
            checkUsable();
            changed = true;
            for (StateBatch.Change change : changes) {
                MVMap<byte[], byte[]> map = maps.computeIfAbsent(change.map(), name -> Database.map(store, name));
                byte[] value = change.value();
                if (value == null) {
                    map.remove(change.key());
                } else {
                    map.put(change.key(), CheckedValue.of(change.map(), change.key(), value));
                }
            }
        } catch (MVStoreException e) {
            // the batch may be there in part: nothing of it may reach the disk
            throw fail("changing " + this, e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void sync() {
        syncing.lock();
        try {
            if (commit()) {
                store.sync();
                mark.write(syncs);
            }
        } catch (MVStoreException | IOException e) {
            // once the system has failed to write a page it may forget that it had to: only reopening tells the truth
            throw fail("writing " + this, e);
        } finally {
            syncing.unlock();
        }
    }

    private boolean commit() {
        writing.lock();
        try {
            checkUsable();
            if (!changed) {
                return false;
            }
            syncs++;
            Database.setAbout(store, Database.SYNC_KEY, Database.bytes(syncs));
            store.commit();
            changed = false;
            if (syncs % SYNCS_PER_COMPACTION == 0) {
                // Commits once or twice more. The database keeps the space of its last five versions (its default), so
                // that nothing is written over what a version needs that the disk has confirmed.
                store.compact(SPARSE_PERCENT, COMPACTED_BYTES);
            }
            return true;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        syncing.lock();
        try {
            if (closed) {
                return;
            }
            try {
                if (failure == null) {
                    sync();
                }
            } finally {
                release();
            }
        } finally {
            syncing.unlock();
        }
    }

    private void release() {
        writing.lock();
        try (lock;
                mark) {
            closed = true;
            if (failure == null) {
                store.close();
            } else {
                store.closeImmediately();
            }
        } catch (IOException | MVStoreException e) {
            throw StoreFaults.of("closing " + this, e);
        } finally {
            writing.unlock();
        }
    }

    private void checkRoom(List<StateBatch.Change> changes) {
        long bytes = 0;
        boolean puts = false;
        for (StateBatch.Change change : changes) {
            byte[] value = change.value();
            if (value != null) {
                puts = true;
                bytes += change.key().length + value.length;
            }
        }
        if (!puts) {
            return;
        }
        long usable;
        try {
            usable = disk.usableBytes();
        } catch (IOException e) {
            throw StoreFaults.of("asking for the free space under " + this, e);
        }
        if (usable < spareBytes + bytes * WRITE_FACTOR) {
            throw new GridStorageException(
                    Reason.DISK_FULL,
                    "nothing was written to " + this + ": its disk has " + usable + " bytes left, of which "
                            + spareBytes + " are spared; make room",
                    null);
        }
    }

    private byte[] value(String map, byte[] key, byte[] checked) {
        return CheckedValue.read(map, key, checked)
                .orElseThrow(() -> new GridStorageException(
                        Reason.STORE_DAMAGED,
                        "an entry of " + this
                                + " was corrupted since it was opened: look at the disk, then open it again",
                        null));
    }

    private void checkUsable() {
        if (closed) {
            throw new GridStorageException(Reason.STORE_FAILED, this + " is closed", null);
        }
        if (failure != null) {
            throw new GridStorageException(
                    failure.reason(),
                    this + " failed before and has to be opened anew: " + failure.getMessage(),
                    failure);
        }
    }

    private GridStorageException fail(String what, Exception cause) {
        GridStorageException error = StoreFaults.of(what, cause);
        writing.lock();
        try {
            if (failure == null) {
                failure = error;
            }
        } finally {
            writing.unlock();
        }
        return error;
    }

    /** The store's name and place, for messages. */
    @Override
    public String toString() {
        return "the state \"" + files.name() + "\" in " + files.directory();
    }
}
