package org.xmppgrid.samples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xmppgrid.sdk.SpoolBounds;
import org.xmppgrid.sdk.SyncPolicy;
import org.xmppgrid.smack.internal.store.Outbox;
import org.xmppgrid.smack.internal.store.Spooled;
import org.xmppgrid.smack.internal.store.StoreOptions;
import org.xmppgrid.smack.internal.store.Stores;

/**
 * How many reports of 2 KB a second a spool makes safe, by the policy and the number of senders; the peer of the same run
 * is a bare file to which one thread appends and forces each report.
 */
public final class SpoolAppends {
    private static final int BYTES = 2048;
    private static final Duration RUN = Duration.ofSeconds(3);

    private SpoolAppends() {}

    /**
     * Runs it.
     *
     * @param args a folder on the disk to measure; without one, the system's for temporary files
     * @throws IOException if the disk can't be written to
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = args.length == 0
                ? Files.createTempDirectory("spool")
                : Files.createTempDirectory(Path.of(args[0]), "spool");
        byte[] payload = new byte[BYTES];
        new Random(1).nextBytes(payload);
        try {
            double bare = bare(folder.resolve("bare"), payload);
            out.println("| what | senders | appends/s | of the bare file |");
            out.println("|---|---|---|---|");
            line(out, "bare file, forced each time", 1, bare, bare);
            for (int senders : new int[] {1, 8, 64}) {
                line(out, "each", senders, spool(folder, SyncPolicy.each(), senders, payload), bare);
                SyncPolicy grouped = SyncPolicy.within(Duration.ofMillis(5));
                line(out, "grouped within 5 ms", senders, spool(folder, grouped, senders, payload), bare);
            }
        } finally {
            delete(folder);
        }
    }

    private static void line(PrintStream out, String what, int senders, double rate, double bare) {
        out.printf(Locale.ROOT, "| %s | %d | %,.0f | %.2f |%n", what, senders, rate, rate / bare);
    }

    private static double bare(Path file, byte[] payload) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long start = System.nanoTime();
            int appends = 0;
            while (System.nanoTime() - start < RUN.toNanos()) {
                channel.write(ByteBuffer.wrap(payload));
                channel.force(true);
                appends++;
            }
            return rate(appends, start);
        }
    }

    /** As in a provider at work: what was appended is confirmed a little later. */
    private static double spool(Path folder, SyncPolicy policy, int senders, byte[] payload) {
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        String name = "spool-" + senders + "-" + policy.within().toMillis();
        try (Outbox outbox = Outbox.open(
                Stores.open(folder, name, StoreOptions.standard()),
                name,
                SpoolBounds.standard(),
                policy,
                Clock.systemUTC())) {
            long start = System.nanoTime();
            int appends = IntStream.range(0, senders)
                    .mapToObj(sender ->
                            CompletableFuture.supplyAsync(() -> send(outbox, sender, start, payload), threads))
                    .toList()
                    .stream()
                    .mapToInt(CompletableFuture::join)
                    .sum();
            return rate(appends, start);
        } finally {
            threads.shutdown();
        }
    }

    private static int send(Outbox outbox, int sender, long start, byte[] payload) {
        int appends = 0;
        while (System.nanoTime() - start < RUN.toNanos()) {
            Spooled item = outbox.append(
                    sender + "-" + appends, "topic", payload, Clock.systemUTC().instant());
            outbox.confirm(item);
            appends++;
        }
        return appends;
    }

    private static double rate(int appends, long start) {
        return appends / ((System.nanoTime() - start) / 1e9);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
