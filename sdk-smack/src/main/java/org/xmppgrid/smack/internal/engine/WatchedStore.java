package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Optional;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateEntry;
import org.xmppgrid.sdk.StateStore;

/** Another store, and who is told when it took something: one that is full can still be read and made smaller. */
record WatchedStore(StateStore store, Runnable taken) implements StateStore {

    @Override
    public Optional<byte[]> get(String map, byte[] key) {
        return store.get(map, key);
    }

    @Override
    public List<StateEntry> entries(String map, byte[] after, int limit) {
        return store.entries(map, after, limit);
    }

    @Override
    public void apply(StateBatch batch) {
        store.apply(batch);
        if (batch.changes().stream().anyMatch(change -> change.value() != null)) {
            taken.run();
        }
    }

    @Override
    public void sync() {
        store.sync();
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public String toString() {
        return store.toString();
    }
}
