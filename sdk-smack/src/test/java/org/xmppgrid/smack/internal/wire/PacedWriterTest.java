package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@Timeout(30)
class PacedWriterTest {
    private static final long LATER = 1_000_000_000;

    /** Hands on what it gets to what a test makes of it. */
    private abstract static class Pieces extends Writer {
        abstract void piece(String text) throws IOException;

        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            piece(new String(buffer, offset, length));
        }

        @Override
        public void flush() throws IOException {
            piece("");
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Test
    void write_whenLarge_goesPieceByPieceAndWhole() throws Exception {
        StringWriter whole = new StringWriter();
        List<Integer> lengths = new ArrayList<>();
        String text = "0123456789".repeat(500);
        try (PacedWriter writer = new PacedWriter(new Pieces() {
            @Override
            void piece(String piece) {
                whole.append(piece);
                lengths.add(piece.length());
            }
        })) {
            writer.write("<" + text + ">", 1, text.length());
            writer.write(text.toCharArray());
        }
        assertThat(whole).hasToString(text + text);
        assertThat(lengths).allMatch(length -> length <= PacedWriter.PIECE).hasSize(6);
    }

    @Test
    void stuckFor_whenAPieceIsNotTaken_growsUntilItIs() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        try (PacedWriter writer = new PacedWriter(new Pieces() {
            @Override
            void piece(String piece) {
                writing.countDown();
                try {
                    taken.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        })) {
            assertThat(writer.stuckFor(System.nanoTime() + LATER)).isZero();
            CompletableFuture<Void> done = CompletableFuture.runAsync(() -> {
                try {
                    writer.flush();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            writing.await();
            long now = System.nanoTime();
            assertThat(writer.stuckFor(now + LATER)).isGreaterThanOrEqualTo(Duration.ofNanos(LATER));
            taken.countDown();
            done.join();
            assertThat(writer.stuckFor(System.nanoTime() + LATER)).isZero();
        }
    }

    @Test
    void failure_whenWritingFails_isKnown() throws Exception {
        IOException failure = new IOException("gone");
        try (PacedWriter writer = new PacedWriter(new Pieces() {
            @Override
            void piece(String piece) throws IOException {
                throw failure;
            }
        })) {
            assertThat(writer.failure()).isEmpty();
            assertThatIOException().isThrownBy(() -> writer.write("x")).isSameAs(failure);
            assertThat(writer.failure()).contains(failure);
        }
    }
}
