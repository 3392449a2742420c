package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A disk that is full when a file would grow beyond so many bytes, and that may lie about how much is left. */
final class QuotaDisk implements Disk {
    private static final AtomicLong QUOTA = new AtomicLong(Long.MAX_VALUE);

    static {
        FilePath.register(new QuotaPath());
    }

    private volatile long usable = Long.MAX_VALUE / 2;

    QuotaDisk() {
        QUOTA.set(Long.MAX_VALUE);
    }

    void usable(long bytes) {
        usable = bytes;
    }

    /** What writing in or behind this byte meets. */
    void quota(long bytes) {
        QUOTA.set(bytes);
    }

    @Override
    public long usableBytes() {
        return usable;
    }

    @Override
    public String nameOf(Path file) {
        return "quota:" + file.toAbsolutePath();
    }

    /** The database's view of a file on that disk. */
    public static final class QuotaPath extends FilePathWrapper {
        @Override
        public String getScheme() {
            return "quota";
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new QuotaChannel(super.open(mode));
        }
    }

    private static final class QuotaChannel extends FileBaseDefault {
        private final FileChannel channel;

        QuotaChannel(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (position + source.remaining() > QUOTA.get()) {
                throw new IOException("No space left on device");
            }
            return channel.write(source, position);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            channel.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}
