package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;

/** Opens stores in files: one process at a time, after a look at every page. */
public final class Stores {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Stores() {}

    /**
     * Opens a store, makes it if there is none.
     *
     * @param directory where its files are; made if it does not exist
     * @param name the store's name, any characters
     * @throws GridStorageException {@link Reason#STORE_IN_USE}, {@link Reason#STORE_NEWER},
     *     {@link Reason#STORE_DAMAGED}, {@link Reason#DISK_FULL} or {@link Reason#STORE_FAILED}
     */
    public static FileStateStore open(Path directory, String name, StoreOptions options) {
        return open(directory, name, options, null);
    }

    /** @param given the disk to write to; null for the one that the directory is on */
    static FileStateStore open(Path directory, String name, StoreOptions options, @Nullable Disk given) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of a state is empty");
        }
        StoreFiles files = new StoreFiles(directory.toAbsolutePath(), name);
        try {
            files.makeDirectory();
            Disk disk = given == null ? Disk.of(files.directory()) : given;
            StoreLock lock = StoreLock.take(files, options.clock());
            try {
                Optional<Recovery> recovery = recovery(files, disk, options);
                recovery.ifPresent(found -> LOG.warn(
                        "the state \"{}\" was recovered: {}; the damaged file is {}",
                        name,
                        found.sentence(),
                        found.original()));
                files.make(files.data());
                return FileStateStore.open(files, disk, options, lock, recovery);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | MVStoreException e) {
            throw StoreFaults.of("opening the state \"" + name + "\" in " + files.directory(), e);
        }
    }

    private static Optional<Recovery> recovery(StoreFiles files, Disk disk, StoreOptions options) throws IOException {
        Optional<String> damage = StoreCheck.damage(files, disk);
        if (damage.isEmpty()) {
            return Optional.empty();
        }
        Salvage salvage = new Salvage(files, disk);
        Recovery found = salvage.run(damage.get());
        if (options.whenDamaged() == WhenDamaged.RECOVER) {
            return Optional.of(
                    salvage.replace(found, WHEN.format(options.clock().instant())));
        }
        throw new GridStorageException(
                Reason.STORE_DAMAGED,
                "the state \"" + files.name() + "\" in " + files.directory() + " is damaged: " + found.sentence()
                        + "; the readable ones are in " + found.copy()
                        + ": look at the disk, then open it in the mode that goes on with them",
                null);
    }
}
