package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * Which synchronisation of a store is known to have reached the disk. The database repairs a truncated file by going
 * back to an older state without a word; a mark that is ahead of the state shows it. It is written after the disk has
 * confirmed and is not itself forced to the disk: it may be behind the truth and never ahead of it.
 */
final class SyncedMark implements AutoCloseable {
    private static final int BYTES = Long.BYTES + Integer.BYTES;

    /** No channel: an interrupted thread would close it. */
    private final RandomAccessFile file;

    private SyncedMark(RandomAccessFile file) {
        this.file = file;
    }

    static SyncedMark open(StoreFiles files) throws IOException {
        files.make(files.mark());
        return new SyncedMark(new RandomAccessFile(files.mark().toFile(), "rw"));
    }

    /** The last synchronisation; empty if there is no mark, or none that can be believed. */
    static OptionalLong read(StoreFiles files) throws IOException {
        if (!Files.exists(files.mark()) || Files.size(files.mark()) != BYTES) {
            return OptionalLong.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(files.mark()));
        long synced = bytes.getLong();
        return bytes.getInt() == check(synced) ? OptionalLong.of(synced) : OptionalLong.empty();
    }

    void write(long synced) throws IOException {
        byte[] bytes =
                ByteBuffer.allocate(BYTES).putLong(synced).putInt(check(synced)).array();
        // one write of few bytes: the end of the process can't split it
        file.seek(0);
        file.write(bytes);
    }

    private static int check(long synced) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(synced).flip());
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
