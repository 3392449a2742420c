package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the network piece by piece, so that one can see from outside whether it moves: a large stanza on a slow link
 * takes long, and one that nobody takes stands still.
 */
final class PacedWriter extends Writer {
    /** What even the slowest link takes within a probe's time. */
    static final int PIECE = 2048;

    private static final long IDLE = Long.MIN_VALUE;

    private final Writer out;
    private volatile long since = IDLE;
    private volatile @Nullable IOException failure;

    PacedWriter(Writer out) {
        this.out = out;
    }

    /** How long the present piece has been waiting to be taken; nothing if none does. */
    Duration stuckFor(long now) {
        long began = since;
        return began == IDLE ? Duration.ZERO : Duration.ofNanos(now - began);
    }

    /** What writing failed with, if it did. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        for (int at = 0; at < length; at += PIECE) {
            int from = offset + at;
            int piece = Math.min(PIECE, length - at);
            timed(() -> out.write(buffer, from, piece));
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        for (int at = 0; at < length; at += PIECE) {
            int from = offset + at;
            int piece = Math.min(PIECE, length - at);
            timed(() -> out.write(text, from, piece));
        }
    }

    @Override
    public void flush() throws IOException {
        timed(out::flush);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private interface Step {
        void run() throws IOException;
    }

    private void timed(Step step) throws IOException {
        since = System.nanoTime();
        try {
            step.run();
        } catch (IOException e) {
            failure = e;
            throw e;
        } finally {
            since = IDLE;
        }
    }
}
