package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Copies what is readable of a damaged store into a new one. Works on a copy: the damaged file is evidence, and the next
 * attempt may be with better tools.
 */
final class Salvage {
    /** How many entries are copied before they are written down. */
    private static final int ENTRIES_A_COMMIT = 256;

    /** The unit of the database's files: a header fills one, and there are two of them. */
    private static final int BLOCK_BYTES = 4096;

    private final StoreFiles files;
    private final Disk disk;

    Salvage(StoreFiles files, Disk disk) {
        this.files = files;
        this.disk = disk;
    }

    Recovery run(String damage) throws IOException {
        OptionalLong mark = SyncedMark.read(files);
        Files.deleteIfExists(files.recovered());
        files.make(files.recovered());
        long entries = 0;
        long unreadable = 0;
        long sync = 0;
        try (MVStore target = Database.open(new MVStore.Builder(), disk.nameOf(files.recovered()));
                Source source = source()) {
            if (source.store != null) {
                Copy copy = new Copy(target);
                StoreReading reading = new StoreReading(source.store, copy);
                reading.run();
                entries = reading.read();
                unreadable = reading.unreadable();
                sync = copy.sync;
            }
            Database.setAbout(target, Database.FORMAT_KEY, Database.bytes(Database.FORMAT));
            Database.setAbout(target, Database.NAME_KEY, files.name().getBytes(StandardCharsets.UTF_8));
            Database.setAbout(target, Database.SYNC_KEY, Database.bytes(Math.max(sync, mark.orElse(0)) + 1));
            target.commit();
            target.sync();
        } finally {
            Files.deleteIfExists(files.beingRecovered());
        }
        long lost = mark.isPresent() ? Math.max(0, mark.getAsLong() - sync) : 0;
        return new Recovery(damage, files.data(), files.recovered(), entries, unreadable, lost);
    }

    /** Sets the damaged file aside and puts the readable entries in its place. */
    Recovery replace(Recovery found, String when) throws IOException {
        boolean gone = !Files.exists(files.data());
        if (!gone) {
            // copied and not moved: at each moment there is a store by the name, the damaged one or the recovered
            Files.copy(files.data(), files.damaged(when));
        }
        Files.move(files.recovered(), files.data(), StandardCopyOption.ATOMIC_MOVE);
        files.syncDirectory();
        return found.at(gone ? found.original() : files.damaged(when), files.data());
    }

    /** The damaged store as far as it can be opened: as it is, searched from end to end, with a new header. */
    private Source source() throws IOException {
        if (!Files.exists(files.data()) || Files.size(files.data()) == 0) {
            return new Source(null);
        }
        for (boolean newHeader : List.of(false, true)) {
            copyOriginal(newHeader);
            for (MVStore.Builder builder : List.of(new MVStore.Builder(), new MVStore.Builder().recoveryMode())) {
                try {
                    return new Source(Database.open(builder.readOnly(), disk.nameOf(files.beingRecovered())));
                } catch (RuntimeException e) {
                    // whatever the database meets in garbage; the next attempt goes further; that all of them failed is
                    // told as no readable entry
                }
            }
        }
        return new Source(null);
    }

    private void copyOriginal(boolean newHeader) throws IOException {
        Files.deleteIfExists(files.beingRecovered());
        files.make(files.beingRecovered());
        Files.copy(files.data(), files.beingRecovered(), StandardCopyOption.REPLACE_EXISTING);
        if (newHeader) {
            try (FileChannel channel = FileChannel.open(files.beingRecovered(), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(header()), 0);
                channel.write(ByteBuffer.wrap(header()), BLOCK_BYTES);
            }
        }
    }

    /** The smallest header that the database takes for one; where its chunks are, it then finds by searching. */
    private static byte[] header() {
        StringBuilder text = new StringBuilder();
        DataUtils.appendMap(text, "H", "2");
        DataUtils.appendMap(text, "blockSize", BLOCK_BYTES);
        DataUtils.appendMap(text, "format", "3");
        DataUtils.appendMap(text, "created", 0L);
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        DataUtils.appendMap(text, "fletcher", DataUtils.getFletcher32(bytes, 0, bytes.length));
        text.append('\n');
        byte[] block = new byte[BLOCK_BYTES];
        byte[] line = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(line, 0, block, 0, line.length);
        return block;
    }

    private record Source(@Nullable MVStore store) implements AutoCloseable {
        @Override
        public void close() {
            if (store != null) {
                store.closeImmediately();
            }
        }
    }

    private static final class Copy implements StoreReading.Entries {
        private final MVStore target;
        private long copied;
        private long sync;

        Copy(MVStore target) {
            this.target = target;
        }

        @Override
        public void entry(String map, byte[] key, byte[] value) {
            if (map.equals(Database.ABOUT)) {
                sync = Arrays.equals(key, Database.SYNC_KEY) ? Database.number(value) : sync;
                return;
            }
            try {
                MVMap<byte[], byte[]> copy = Database.map(target, map);
                copy.put(key, CheckedValue.of(map, key, value));
                if (++copied % ENTRIES_A_COMMIT == 0) {
                    target.commit();
                }
            } catch (MVStoreException e) {
                throw StoreFaults.of("writing what is readable of a damaged store", e);
            }
        }
    }
}
