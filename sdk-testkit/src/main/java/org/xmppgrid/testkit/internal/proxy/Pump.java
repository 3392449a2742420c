package org.xmppgrid.testkit.internal.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes bytes on in one direction of a connection, as far as its {@link Link} lets it. */
public final class Pump implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Link link;
    private final Way way;
    private final InputStream in;
    private final OutputStream out;
    private final LongConsumer onPassed;
    private boolean deaf;

    /**
     * One direction.
     *
     * @param link the connection
     * @param way the direction
     * @param in where bytes come from
     * @param out where they go
     * @param onPassed told how many bytes were passed on, each time
     */
    public Pump(Link link, Way way, InputStream in, OutputStream out, LongConsumer onPassed) {
        this.link = link;
        this.way = way;
        this.in = in;
        this.out = out;
        this.onPassed = onPassed;
    }

    @Override
    public void run() {
        try {
            pump();
        } catch (InterruptedException stop) {
            link.close();
            Thread.currentThread().interrupt();
        }
    }

    private void pump() throws InterruptedException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            link.awaitFlow(way);
            int length = in.read(buffer);
            while (length >= 0) {
                link.latency(way);
                pass(buffer, length);
                link.awaitFlow(way);
                length = in.read(buffer);
            }
        } catch (IOException gone) {
            LOG.debug("{}: {}", way, gone.toString());
            link.broken(way);
            return;
        }
        link.ended(way);
    }

    private void pass(byte[] buffer, int length) throws IOException, InterruptedException {
        int from = 0;
        while (from < length) {
            Link.Portion portion = link.next(way, length - from);
            if (!portion.swallowed()) {
                write(buffer, from, portion.length());
                link.passed(way, portion.length());
                onPassed.accept(portion.length());
                link.pace(way, portion.length());
            }
            from += portion.length();
        }
    }

    private void write(byte[] buffer, int from, int length) throws IOException {
        if (deaf) {
            return;
        }
        try {
            out.write(buffer, from, length);
            out.flush();
        } catch (IOException gone) {
            if (!link.hidesEnd(way)) {
                throw gone;
            }
            deaf = true;
        }
    }
}
