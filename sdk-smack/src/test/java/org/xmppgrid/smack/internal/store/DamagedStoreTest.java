package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xmppgrid.smack.internal.store.FileStateStoreTest.assertReason;

class DamagedStoreTest {
    private static final int ENTRIES = 500;
    private static final StoreOptions OPTIONS =
            new StoreOptions(Clock.fixed(Instant.parse("2026-11-21T09:30:00Z"), ZoneOffset.UTC), WhenDamaged.REFUSE, 0);

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void fill() {
        data = folder.resolve("a.mv");
        try (FileStateStore store = Stores.open(folder, "a", OPTIONS)) {
            for (int i = 0; i < ENTRIES; i++) {
                store.apply(new StateBatch().put("m", Database.bytes(i), value(i)));
                if (i % 10 == 0) {
                    store.sync();
                }
            }
        }
    }

    @Test
    void open_whenTheFormatIsNewer_thenRefusedAndNothingIsChanged() throws IOException {
        try (MVStore store = Database.open(new MVStore.Builder(), data.toString())) {
            Database.setAbout(store, Database.FORMAT_KEY, Database.bytes(Database.FORMAT + 1));
            store.commit();
        }
        byte[] before = Files.readAllBytes(data);
        assertReason(Reason.STORE_NEWER, () -> Stores.open(folder, "a", OPTIONS))
                .hasMessageContaining("newer version");
        assertReason(Reason.STORE_NEWER, () -> Stores.open(folder, "a", OPTIONS.with(WhenDamaged.RECOVER)));
        assertThat(Files.readAllBytes(data)).isEqualTo(before);
    }

    @Test
    void open_whenTheDatabasesFormatIsNewer_thenRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(data);
        for (int block = 0; block <= 4096; block += 4096) {
            String header = new String(bytes, block, 512, StandardCharsets.ISO_8859_1);
            String changed =
                    header.substring(0, header.indexOf(",fletcher")).replace("format:3", "format:9,formatRead:9");
            byte[] text = changed.getBytes(StandardCharsets.ISO_8859_1);
            byte[] whole = (changed + ",fletcher:" + Integer.toHexString(DataUtils.getFletcher32(text, 0, text.length))
                            + "\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            Arrays.fill(bytes, block, block + 4096, (byte) 0);
            System.arraycopy(whole, 0, bytes, block, whole.length);
        }
        Files.write(data, bytes);
        assertReason(Reason.STORE_NEWER, () -> Stores.open(folder, "a", OPTIONS));
        assertThat(Files.readAllBytes(data)).isEqualTo(bytes);
    }

    @Test
    void open_whenAByteOfAReportIsFlipped_thenSaidAndTheOthersAreRecovered() throws IOException {
        flip(indexOf(value(250)) + 5);
        byte[] before = Files.readAllBytes(data);
        assertReason(Reason.STORE_DAMAGED, () -> Stores.open(folder, "a", OPTIONS))
                .hasMessageContaining(ENTRIES - 1 + " entries are readable")
                .hasMessageContaining("a.recovered.mv");
        assertThat(Files.readAllBytes(data)).isEqualTo(before);
        try (FileStateStore store = Stores.open(folder, "a", OPTIONS.with(WhenDamaged.RECOVER))) {
            Recovery recovery = store.recovery().orElseThrow();
            assertThat(recovery.entries()).isEqualTo(ENTRIES - 1);
            assertThat(recovery.unreadable()).isEqualTo(1);
            assertThat(Files.readAllBytes(recovery.original())).isEqualTo(before);
            assertThat(store.get("m", Database.bytes(250))).isEmpty();
            assertThat(store.get("m", Database.bytes(251))).contains(value(251));
            store.apply(new StateBatch().put("m", Database.bytes(250), value(250)));
        }
        try (FileStateStore store = Stores.open(folder, "a", OPTIONS)) {
            assertThat(store.recovery()).isEmpty();
            assertThat(store.entries("m", new byte[0], 1000)).hasSize(ENTRIES);
        }
    }

    @Test
    void open_whenBothHeadersAreGone_thenEverythingElseIsRecovered() throws IOException {
        try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(8192), 0);
        }
        assertReason(Reason.STORE_DAMAGED, () -> Stores.open(folder, "a", OPTIONS));
        try (FileStateStore store = Stores.open(folder, "a", OPTIONS.with(WhenDamaged.RECOVER))) {
            assertThat(store.entries("m", new byte[0], 1000)).hasSize(ENTRIES);
        }
    }

    @Test
    void open_whenTheFileIsGoneOrEmpty_thenSaidRatherThanBegunAnew() throws IOException {
        Files.write(data, new byte[0]);
        assertReason(Reason.STORE_DAMAGED, () -> Stores.open(folder, "a", OPTIONS))
                .hasMessageContaining("empty or gone");
        Files.delete(data);
        assertReason(Reason.STORE_DAMAGED, () -> Stores.open(folder, "a", OPTIONS))
                .hasMessageContaining("empty or gone");
        try (FileStateStore store = Stores.open(folder, "a", OPTIONS.with(WhenDamaged.RECOVER))) {
            assertThat(store.recovery().orElseThrow().lostSyncs()).isGreaterThan(50);
            assertThat(store.entries("m", new byte[0], 1000)).isEmpty();
        }
        Stores.open(folder, "a", OPTIONS).close();
    }

    @Test
    void open_whenAnOlderCopyIsPutInPlace_thenSaid() throws IOException {
        byte[] older = Files.readAllBytes(data);
        try (FileStateStore store = Stores.open(folder, "a", OPTIONS)) {
            store.apply(new StateBatch().put("m", Database.bytes(ENTRIES), value(ENTRIES)));
        }
        Files.write(data, older);
        assertReason(Reason.STORE_DAMAGED, () -> Stores.open(folder, "a", OPTIONS))
                .hasMessageContaining("older");
    }

    @Test
    void open_whenTruncatedOrOverwrittenAnywhere_thenNeverSilentlyLessAndNeverWrong() throws IOException {
        byte[] whole = Files.readAllBytes(data);
        byte[] mark = Files.readAllBytes(folder.resolve("a.synced"));
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long recovered = 0;
        for (int i = 0; i < 24; i++) {
            byte[] damaged = i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (i % 2 == 1) {
                int from = random.nextInt(whole.length);
                for (int at = from; at < Math.min(whole.length, from + 6000); at++) {
                    damaged[at] = (byte) random.nextInt();
                }
            }
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.write(data, damaged);
            Files.write(folder.resolve("a.synced"), mark);
            try (FileStateStore store = Stores.open(folder, "a", OPTIONS.with(WhenDamaged.RECOVER))) {
                List<StateEntry> entries = store.entries("m", new byte[0], 1000);
                if (store.recovery().isEmpty()) {
                    // the damage hit what nobody needs any more
                    assertThat(entries).as("seed %d, round %d", seed, i).hasSize(ENTRIES);
                } else {
                    assertThat(Files.readAllBytes(store.recovery().orElseThrow().original()))
                            .isEqualTo(damaged);
                    recovered += entries.size();
                }
                assertThat(entries).as("seed %d, round %d", seed, i).allSatisfy(entry -> assertThat(entry.value())
                        .isEqualTo(value((int) Database.number(entry.key()))));
            }
        }
        assertThat(recovered).as("seed %d", seed).isPositive();
    }

    private void flip(int at) throws IOException {
        byte[] bytes = Files.readAllBytes(data);
        bytes[at] ^= 1;
        Files.write(data, bytes);
    }

    /** Where the live copy of a value is: older ones may still lie about. */
    private int indexOf(byte[] value) throws IOException {
        byte[] bytes = Files.readAllBytes(data);
        int live = -1;
        for (int at = 0; at + value.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + value.length, value, 0, value.length)) {
                byte[] flipped = bytes.clone();
                flipped[at + 5] ^= 1;
                Path trial = Files.write(folder.resolve("trial.mv"), flipped);
                try (MVStore changed = Database.open(new MVStore.Builder().readOnly(), trial.toString())) {
                    StoreReading reading = new StoreReading(changed, (map, key, read) -> {});
                    reading.run();
                    live = reading.unreadable() > 0 ? at : live;
                }
                Files.delete(trial);
            }
        }
        assertThat(live).isPositive();
        return live;
    }

    private static byte[] value(int i) {
        byte[] value = new byte[300];
        new Random(i).nextBytes(value);
        return value;
    }
}
