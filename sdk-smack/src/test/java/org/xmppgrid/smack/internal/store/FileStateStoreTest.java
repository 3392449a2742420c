package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateEntry;
import org.xmppgrid.sdk.StateStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class FileStateStoreTest extends StateStoreContract {
    private static final StoreOptions OPTIONS =
            new StoreOptions(Clock.fixed(Instant.parse("2026-11-21T09:30:00Z"), ZoneOffset.UTC), WhenDamaged.REFUSE, 0);

    @TempDir
    Path folder;

    @Override
    StateStore open() {
        return open("contract");
    }

    @Test
    void open_whenClosedBefore_thenEverythingIsThere() {
        try (FileStateStore store = open("a")) {
            store.apply(new StateBatch().put("m", key("1"), key("x")));
        }
        try (FileStateStore store = open("a")) {
            assertThat(store.get("m", key("1"))).contains(key("x"));
            assertThat(store.recovery()).isEmpty();
        }
    }

    @Test
    void sync_whenTheProcessEndsThereafter_thenWhatWasSyncedIsThereAndNothingElse() throws IOException {
        try (FileStateStore store = open("a")) {
            store.apply(new StateBatch().put("m", key("1"), key("x")).put("n", key("1"), key("y")));
            store.sync();
            store.apply(new StateBatch().put("m", key("2"), key("z")));
            leaveAsIs("a", "crashed");
            try (FileStateStore after = Stores.open(folder.resolve("crashed"), "a", OPTIONS)) {
                assertThat(after.get("m", key("1"))).contains(key("x"));
                assertThat(after.get("n", key("1"))).contains(key("y"));
                assertThat(after.get("m", key("2"))).isEmpty();
            }
        }
    }

    @Test
    void open_whenAlreadyOpen_thenTheErrorSaysWhoHoldsItSinceWhen() {
        try (FileStateStore store = open("a")) {
            assertThat(store.get("m", key("1"))).isEmpty();
            assertReason(Reason.STORE_IN_USE, () -> open("a"))
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("since 2026-11-21T09:30:00Z")
                    .hasMessageContaining("\"a\"")
                    .hasMessageContaining(folder.toString());
        }
        open("a").close();
    }

    @Test
    void open_whenNamesDifferInCaseOrSigns_thenTheyAreDifferentStores() {
        try (FileStateStore one = open("A/../b ü");
                FileStateStore two = open("a/../b ü");
                FileStateStore three = open("..")) {
            one.apply(new StateBatch().put("m", key("1"), key("x")));
            assertThat(two.get("m", key("1"))).isEmpty();
            assertThat(three.get("m", key("1"))).isEmpty();
        }
        try (Stream<Path> files = walk()) {
            assertThat(files).allSatisfy(file -> assertThat(file.getParent()).isEqualTo(folder));
        }
    }

    @Test
    void open_whenANameIsThatOfAnothersCopy_thenItHasAFileOfItsOwn() {
        open("a.recovered").close();
        assertThat(folder.resolve("a.recovered.mv")).doesNotExist();
    }

    @Test
    void open_whenTheFileIsOfAnotherName_thenRefused() throws IOException {
        open("a").close();
        Files.move(folder.resolve("a.mv"), folder.resolve("b.mv"));
        assertReason(Reason.STORE_FAILED, () -> open("b")).hasMessageContaining("holds the state \"a\"");
    }

    @Test
    void open_whenMade_thenOnlyTheOwnerMayRead() throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        try (FileStateStore store = Stores.open(folder.resolve("new"), "a", OPTIONS)) {
            store.sync();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
                    .isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(folder.resolve("new"))) {
                assertThat(files.toList()).hasSize(3).allSatisfy(file -> assertThat(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void close_whenCalledTwice_thenNothingHappensAndLaterCallsSayClosed() {
        FileStateStore store = open("a");
        store.close();
        store.close();
        assertReason(Reason.STORE_FAILED, () -> store.get("m", key("1"))).hasMessageContaining("closed");
        assertReason(Reason.STORE_FAILED, () -> store.apply(new StateBatch().put("m", key("1"), key("x"))));
        assertReason(Reason.STORE_FAILED, store::sync);
    }

    @Test
    void open_whenEverythingIsRandom_thenTheStoreIsAsTheModelAfterEachReopening() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TreeMap<String, String> model = new TreeMap<>();
        FileStateStore store = open("a");
        for (int step = 0; step < 60; step++) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                StateBatch batch = new StateBatch();
                for (int change = random.nextInt(20); change >= 0; change--) {
                    String key = "k" + random.nextInt(200);
                    if (random.nextInt(3) == 0) {
                        model.remove(key);
                        batch.remove("m", key(key));
                    } else {
                        String value = "v".repeat(random.nextInt(3000)) + step;
                        model.put(key, value);
                        batch.put("m", key(key), key(value));
                    }
                }
                store.apply(batch);
                if (random.nextBoolean()) {
                    store.sync();
                }
            }
            if (random.nextBoolean()) {
                store.close();
            } else {
                store.sync();
                Path crashed = leaveAsIs("a", "crash" + step);
                store.close();
                folder = crashed;
            }
            store = open("a");
            TreeMap<String, String> read = new TreeMap<>();
            for (StateEntry entry : store.entries("m", new byte[0], 1000)) {
                read.put(text(entry.key()), text(entry.value()));
            }
            assertThat(read).as("seed %d, step %d", seed, step).isEqualTo(model);
        }
        store.close();
    }

    @Test
    void sync_whenEntriesComeAndGoInOrder_thenTheFileStaysSmall() throws IOException {
        try (FileStateStore store = open("a")) {
            for (int i = 0; i < 3000; i++) {
                store.apply(new StateBatch()
                        .put("m", Database.bytes(i), new byte[2000])
                        .put("index", key("item " + (i * 7919) % 3000), Database.bytes(i)));
                if (i >= 100) {
                    store.apply(new StateBatch()
                            .remove("m", Database.bytes(i - 100))
                            .remove("index", key("item " + ((i - 100) * 7919) % 3000)));
                }
                if (i % 3 == 0) {
                    store.sync();
                }
            }
        }
        assertThat(Files.size(folder.resolve("a.mv"))).isLessThan(4 << 20);
    }

    private FileStateStore open(String name) {
        return Stores.open(folder, name, OPTIONS);
    }

    /** Copies the files of an open store as the end of its process would leave them. */
    private Path leaveAsIs(String name, String copy) throws IOException {
        Path target = Files.createDirectories(folder.resolve(copy));
        for (String suffix : new String[] {".mv", ".synced"}) {
            Files.copy(
                    folder.resolve(name + suffix), target.resolve(name + suffix), StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    private Stream<Path> walk() {
        try {
            return Files.walk(folder).filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static AbstractThrowableAssert<?, ? extends Throwable> assertReason(
            Reason reason, ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(GridStorageException.class, e -> assertThat(e.reason())
                .as(e.getMessage())
                .isEqualTo(reason));
    }
}
