package org.xmppgrid.smack.internal.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateBatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xmppgrid.smack.internal.store.FileStateStoreTest.assertReason;
import static org.xmppgrid.smack.internal.store.StateStoreContract.key;

class FullDiskTest {
    private static final StoreOptions OPTIONS = new StoreOptions(Clock.systemUTC(), WhenDamaged.REFUSE, 1 << 20);

    @TempDir
    Path folder;

    private final QuotaDisk disk = new QuotaDisk();

    @Test
    void apply_whenTheDiskIsAlmostFull_thenRefusedAndTheStoreStillReadsAndRemoves() {
        try (FileStateStore store = Stores.open(folder, "a", OPTIONS, disk)) {
            store.apply(new StateBatch().put("m", key("1"), key("x")));
            disk.usable((1 << 20) + 100);
            assertReason(
                            Reason.DISK_FULL,
                            () -> store.apply(new StateBatch()
                                    .put("m", key("2"), key("y"))
                                    .remove("m", key("1"))
                                    .put("m", key("3"), new byte[500])))
                    .hasMessageContaining("nothing was written")
                    .hasMessageContaining(folder.toString());
            assertThat(store.get("m", key("1"))).contains(key("x"));
            assertThat(store.get("m", key("2"))).isEmpty();
            store.apply(new StateBatch().remove("m", key("1")));
            store.sync();
            assertThat(store.get("m", key("1"))).isEmpty();
            disk.usable(Long.MAX_VALUE / 2);
            store.apply(new StateBatch().put("m", key("2"), key("y")));
            assertThat(store.get("m", key("2"))).contains(key("y"));
        }
    }

    @Test
    void sync_whenTheDiskIsFullAllTheSame_thenTheErrorSaysSoAndWhatWasSyncedIsThereAfterReopening() throws Exception {
        int synced = 0;
        FileStateStore store = Stores.open(folder, "a", OPTIONS, disk);
        disk.quota(Files.size(folder.resolve("a.mv")) + 100_000);
        try {
            while (synced < 1000) {
                store.apply(new StateBatch().put("m", Database.bytes(synced), new byte[1000]));
                store.sync();
                synced++;
            }
        } catch (GridStorageException e) {
            assertThat(e.reason()).isEqualTo(Reason.DISK_FULL);
            assertThat(e).hasMessageContaining(folder.toString());
        }
        assertThat(synced).isBetween(10, 200);
        assertReason(Reason.DISK_FULL, () -> store.get("m", Database.bytes(0))).hasMessageContaining("opened anew");
        assertReason(Reason.DISK_FULL, () -> store.apply(new StateBatch().put("m", key("1"), key("x"))));
        store.close();
        disk.quota(Long.MAX_VALUE);
        try (FileStateStore again = Stores.open(folder, "a", OPTIONS, disk)) {
            assertThat(again.recovery()).isEmpty();
            assertThat(again.entries("m", new byte[0], 2000)).hasSizeBetween(synced, synced + 1);
            again.apply(new StateBatch().put("m", key("1"), key("x")));
        }
    }
}
