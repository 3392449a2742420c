package org.xmppgrid.testkit.conformance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateEntry;
import org.xmppgrid.sdk.StateStore;

/** A user's store in memory, whose disk can be full and can fail; opened anew, it has what it had. */
final class ShakyStore implements Supplier<StateStore> {
    private final Map<String, TreeMap<byte[], byte[]>> maps = new HashMap<>();
    private boolean full;
    private boolean broken;
    private boolean throwsAnything;
    private int opened;
    private final AtomicReference<Runnable> onApply = new AtomicReference<>(() -> {});

    @Override
    public synchronized StateStore get() {
        opened++;
        broken = false;
        throwsAnything = false;
        return new Open();
    }

    synchronized void beFull(boolean isFull) {
        full = isFull;
    }

    /** What is open refuses everything from now on. */
    synchronized void fail() {
        broken = true;
    }

    /** What is open breaks the contract from now on: it throws what no store may throw. */
    synchronized void throwAnything() {
        throwsAnything = true;
    }

    /** Has something happen once, before the next change. */
    void onApply(Runnable happens) {
        onApply.set(happens);
    }

    synchronized int opened() {
        return opened;
    }

    private TreeMap<byte[], byte[]> map(String name) {
        return maps.computeIfAbsent(name, key -> new TreeMap<>(Arrays::compareUnsigned));
    }

    private synchronized void requireWell(StateBatch batch) {
        if (throwsAnything) {
            throw new IllegalStateException("the pool is shut");
        }
        if (broken) {
            throw new GridStorageException(Reason.STORE_FAILED, "the disk is gone", null);
        }
        if (full && batch.changes().stream().anyMatch(change -> change.value() != null)) {
            throw new GridStorageException(Reason.DISK_FULL, "no room", null);
        }
    }

    private final class Open implements StateStore {

        @Override
        public Optional<byte[]> get(String map, byte[] key) {
            synchronized (ShakyStore.this) {
                return Optional.ofNullable(map(map).get(key));
            }
        }

        @Override
        public List<StateEntry> entries(String map, byte[] after, int limit) {
            synchronized (ShakyStore.this) {
                return map(map).tailMap(after, false).entrySet().stream()
                        .limit(limit)
                        .map(entry -> new StateEntry(entry.getKey(), entry.getValue()))
                        .toList();
            }
        }

        @Override
        public void apply(StateBatch batch) {
            onApply.getAndSet(() -> {}).run();
            synchronized (ShakyStore.this) {
                requireWell(batch);
                for (StateBatch.Change change : batch.changes()) {
                    byte[] value = change.value();
                    if (value == null) {
                        map(change.map()).remove(change.key());
                    } else {
                        map(change.map()).put(change.key(), value);
                    }
                }
            }
        }

        @Override
        public void sync() {
            requireWell(new StateBatch());
        }

        @Override
        public void close() {
            // there is nothing to let go of
        }
    }
}
