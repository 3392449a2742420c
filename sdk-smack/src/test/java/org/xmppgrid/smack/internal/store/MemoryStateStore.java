package org.xmppgrid.smack.internal.store;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateEntry;
import org.xmppgrid.sdk.StateStore;

/** A user's store, as simple as the contract lets it be; counts what it is asked for and fails on demand. */
public final class MemoryStateStore implements StateStore {
    private static final Comparator<byte[]> UNSIGNED = Arrays::compareUnsigned;

    private final Map<String, TreeMap<byte[], byte[]>> maps = new HashMap<>();
    private final ReentrantReadWriteLock syncing = new ReentrantReadWriteLock();
    private int syncs;
    private int failedSyncs;
    private boolean syncsFail;
    private boolean full;
    private Optional<RuntimeException> broken = Optional.empty();
    private boolean closed;
    private final AtomicReference<Runnable> onRead = new AtomicReference<>(() -> {});

    @Override
    public synchronized Optional<byte[]> get(String map, byte[] key) {
        return Optional.ofNullable(map(map).get(key));
    }

    @Override
    public List<StateEntry> entries(String map, byte[] after, int limit) {
        List<StateEntry> read = read(map, after, limit);
        onRead.getAndSet(() -> {}).run();
        return read;
    }

    /** Has something happen once, behind the next reading. */
    public void onRead(Runnable happens) {
        onRead.set(happens);
    }

    private synchronized List<StateEntry> read(String map, byte[] after, int limit) {
        return map(map).tailMap(after, false).entrySet().stream()
                .limit(limit)
                .map(entry -> new StateEntry(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized void apply(StateBatch batch) {
        if (broken.isPresent()) {
            throw broken.get();
        }
        if (full && batch.changes().stream().anyMatch(change -> change.value() != null)) {
            throw new GridStorageException(Reason.DISK_FULL, "no room", null);
        }
        for (StateBatch.Change change : batch.changes()) {
            byte[] value = change.value();
            if (value == null) {
                map(change.map()).remove(change.key());
            } else {
                map(change.map()).put(change.key(), value);
            }
        }
    }

    @Override
    public void sync() {
        syncing.readLock().lock();
        try {
            confirm();
        } finally {
            syncing.readLock().unlock();
        }
    }

    private synchronized void confirm() {
        if (syncsFail) {
            failedSyncs++;
            throw new GridStorageException(Reason.STORE_FAILED, "the disk does not confirm", null);
        }
        syncs++;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** The disk takes its time, until something was done. */
    public void syncBehind(Runnable action) {
        syncing.writeLock().lock();
        try {
            action.run();
        } finally {
            syncing.writeLock().unlock();
        }
    }

    public synchronized int syncs() {
        return syncs;
    }

    public synchronized int failedSyncs() {
        return failedSyncs;
    }

    public synchronized void failSyncs() {
        syncsFail = true;
    }

    public synchronized void syncAgain() {
        syncsFail = false;
    }

    public synchronized void beFull(boolean isFull) {
        full = isFull;
    }

    /** From now on nothing can be written, whatever it is. */
    public synchronized void breakWith(RuntimeException why) {
        broken = Optional.of(why);
    }

    public synchronized void mend() {
        broken = Optional.empty();
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    private TreeMap<byte[], byte[]> map(String name) {
        return maps.computeIfAbsent(name, key -> new TreeMap<>(UNSIGNED));
    }
}
