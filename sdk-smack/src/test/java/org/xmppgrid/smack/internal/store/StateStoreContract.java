package org.xmppgrid.smack.internal.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateEntry;
import org.xmppgrid.sdk.StateStore;

import static org.assertj.core.api.Assertions.assertThat;

/** What every store owes to the spool and the consumer's state. */
abstract class StateStoreContract {
    private StateStore store;

    abstract StateStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void get_whenTheMapOrTheKeyIsMissing_thenEmpty() {
        assertThat(store.get("a", key("1"))).isEmpty();
        store.apply(new StateBatch().put("a", key("2"), key("x")));
        assertThat(store.get("a", key("1"))).isEmpty();
        assertThat(store.get("b", key("2"))).isEmpty();
        assertThat(store.entries("b", new byte[0], 5)).isEmpty();
    }

    @Test
    void apply_whenAKeyIsChangedTwice_thenTheLaterChangeWins() {
        store.apply(new StateBatch()
                .put("a", key("1"), key("x"))
                .put("a", key("1"), key("y"))
                .put("a", key("2"), key("z"))
                .remove("a", key("2"))
                .remove("a", key("3")));
        assertThat(store.get("a", key("1"))).contains(key("y"));
        assertThat(store.get("a", key("2"))).isEmpty();
    }

    @Test
    void apply_whenAValueIsEmpty_thenItIsThere() {
        store.apply(new StateBatch().put("a", key("1"), new byte[0]));
        assertThat(store.get("a", key("1"))).contains(new byte[0]);
    }

    @Test
    void entries_whenKeysHaveHighBytesAndPrefixes_thenOrderedAsUnsigned() {
        byte[][] ordered = {{0}, {0, 0}, {0, 1}, {1}, {127}, {-128}, {-1}, {-1, 0}};
        StateBatch batch = new StateBatch();
        for (int i : new int[] {5, 2, 7, 0, 3, 6, 1, 4}) {
            batch.put("a", ordered[i], new byte[] {(byte) i});
        }
        store.apply(batch);
        assertThat(store.entries("a", new byte[0], 100))
                .extracting(StateEntry::key)
                .containsExactly(ordered);
        assertThat(store.entries("a", new byte[] {1}, 2))
                .extracting(StateEntry::key)
                .containsExactly(ordered[4], ordered[5]);
        assertThat(store.entries("a", new byte[] {0, 0, 9}, 1))
                .extracting(StateEntry::key)
                .containsExactly(ordered[2]);
    }

    @Test
    void entries_whenReadInPages_thenEachOnce() {
        StateBatch batch = new StateBatch();
        for (int i = 0; i < 1000; i++) {
            batch.put("a", Database.bytes(i), key("v" + i));
        }
        store.apply(batch);
        store.sync();
        byte[] after = new byte[0];
        int seen = 0;
        for (List<StateEntry> page = store.entries("a", after, 7);
                !page.isEmpty();
                page = store.entries("a", after, 7)) {
            for (StateEntry entry : page) {
                assertThat(Database.number(entry.key())).isEqualTo(seen);
                assertThat(entry.value()).isEqualTo(key("v" + seen++));
            }
            after = page.get(page.size() - 1).key();
        }
        assertThat(seen).isEqualTo(1000);
    }

    static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
