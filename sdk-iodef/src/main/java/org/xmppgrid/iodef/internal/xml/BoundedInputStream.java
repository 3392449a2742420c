package org.xmppgrid.iodef.internal.xml;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails once more bytes were read than a document may have. Leaves the stream behind it open. */
public final class BoundedInputStream extends FilterInputStream {
    private final long limit;
    private long left;

    public BoundedInputStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            count(1);
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    private void count(int n) throws IOException {
        left -= n;
        if (left < 0) {
            throw new IOException("The document has more than " + limit + " bytes");
        }
    }

    @Override
    public void close() {
        // The stream belongs to whoever opened it.
    }
}
