package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;

/**
 * Reads a store from end to end before it is opened for writing, and writes nothing: what is damaged is found before
 * anything relies on it, and before anything is written over it.
 */
final class StoreCheck {
    private StoreCheck() {}

    /**
     * Looks at a store.
     *
     * @return what is wrong with it, for people; empty if it is well, or does not exist yet
     * @throws GridStorageException {@link Reason#STORE_NEWER}, or {@link Reason#STORE_FAILED} if it is another store's file
     */
    static Optional<String> damage(StoreFiles files, Disk disk) throws IOException {
        OptionalLong mark = SyncedMark.read(files);
        if (!Files.exists(files.data()) || Files.size(files.data()) == 0) {
            return mark.isPresent() && mark.getAsLong() > 0
                    ? Optional.of("the file " + files.data() + " is empty or gone")
                    : Optional.empty();
        }
        try (MVStore store = Database.open(new MVStore.Builder().readOnly(), disk.nameOf(files.data()))) {
            checkFormat(files, store);
            checkName(files, store);
            StoreReading reading = new StoreReading(store, (map, key, value) -> {});
            reading.run();
            long sync = Database.about(store, Database.SYNC_KEY)
                    .map(Database::number)
                    .orElse(0L);
            if (reading.unreadable() > 0) {
                return Optional.of("the file " + files.data() + " is corrupted");
            }
            return mark.isPresent() && mark.getAsLong() > sync
                    ? Optional.of("the file " + files.data() + " was truncated or replaced by an older one")
                    : Optional.empty();
        } catch (GridStorageException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Database.isNewer(e)) {
                throw newer(files, e);
            }
            // whatever the database's parsers meet in garbage
            return Optional.of("the file " + files.data() + " can't be opened (" + e.getMessage() + ")");
        }
    }

    private static void checkFormat(StoreFiles files, MVStore store) {
        long format =
                Database.about(store, Database.FORMAT_KEY).map(Database::number).orElse((long) Database.FORMAT);
        if (format > Database.FORMAT) {
            throw newer(files, null);
        }
    }

    private static void checkName(StoreFiles files, MVStore store) {
        Optional<String> name =
                Database.about(store, Database.NAME_KEY).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        if (name.isPresent() && !name.get().equals(files.name())) {
            throw new GridStorageException(
                    Reason.STORE_FAILED,
                    "the file " + files.data() + " holds the state \"" + name.get() + "\", not \"" + files.name()
                            + "\": was it renamed?",
                    null);
        }
    }

    private static GridStorageException newer(StoreFiles files, @Nullable Throwable cause) {
        return new GridStorageException(
                Reason.STORE_NEWER,
                "the state \"" + files.name() + "\" in " + files.directory()
                        + " was written by a newer version of the SDK: run that version; nothing was changed",
                cause);
    }
}
