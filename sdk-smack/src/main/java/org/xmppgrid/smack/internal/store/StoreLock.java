package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;

/**
 * Holds a store for this process, and says to others who holds it. The system takes the lock back when the process
 * ends, however it ends; the file stays, and its text is of no account without the lock.
 */
final class StoreLock implements AutoCloseable {
    /** Far behind the text: a locked region can't be read by others on some systems. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int MAX_TEXT = 512;

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws GridStorageException {@link Reason#STORE_IN_USE} if another process or this one has it already */
    static StoreLock take(StoreFiles files, Clock clock) throws IOException {
        files.make(files.lock());
        FileChannel channel = FileChannel.open(files.lock(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw new GridStorageException(
                        Reason.STORE_IN_USE,
                        "the state \"" + files.name() + "\" in " + files.directory() + " is held by " + holder(files)
                                + ": stop that, or choose another name or directory",
                        null);
            }
            ByteBuffer text = ByteBuffer.wrap(self(clock).getBytes(StandardCharsets.UTF_8));
            channel.truncate(0);
            channel.write(text, 0);
            return new StoreLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(StoreFiles files) throws IOException {
        byte[] text = Files.readAllBytes(files.lock());
        return text.length == 0 || text.length > MAX_TEXT
                ? "a process that has not said who it is"
                : new String(text, StandardCharsets.UTF_8);
    }

    private static String self(Clock clock) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "a host without a name";
        }
        return "process " + ProcessHandle.current().pid() + " on " + host + " since "
                + clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
