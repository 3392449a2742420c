package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file of the database that stays open when a thread is interrupted that reads or writes it. Java's own channels are
 * closed by that, and one interrupted sender would end the spool for all.
 */
final class SteadyFile extends FileBaseDefault {
    private static final String SCHEME = "xmppgrid";

    static {
        FilePath.register(new Name());
    }

    private final RandomAccessFile file;
    private final ReentrantLock lock = new ReentrantLock();

    private SteadyFile(RandomAccessFile file) {
        this.file = file;
    }

    /** The name by which the database opens such a file. */
    static String name(String path) {
        return SCHEME + ":" + path;
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        byte[] bytes = new byte[target.remaining()];
        lock.lock();
        try {
            file.seek(position);
            int read = file.read(bytes);
            if (read > 0) {
                target.put(bytes, 0, read);
            }
            return read;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        byte[] bytes = source.hasArray() ? source.array() : new byte[length];
        int from = source.hasArray() ? source.arrayOffset() + source.position() : 0;
        if (source.hasArray()) {
            source.position(source.limit());
        } else {
            source.get(bytes);
        }
        lock.lock();
        try {
            file.seek(position);
            file.write(bytes, from, length);
            return length;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        lock.lock();
        try {
            if (size < file.length()) {
                file.setLength(size);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.getFD().sync();
    }

    /** Always granted: {@link StoreLock} is what keeps others out, and says who has it. */
    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        return new FileLock(this, position, size, shared) {
            @Override
            public boolean isValid() {
                return true;
            }

            @Override
            public void release() {
                // nothing was taken
            }
        };
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    /** How the database finds such files by their names; it makes more of these by reflection. */
    public static final class Name extends FilePathWrapper {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileBaseDefault open(String mode) throws IOException {
            return new SteadyFile(new RandomAccessFile(getBase().toString(), mode));
        }
    }
}
