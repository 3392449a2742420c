package org.xmppgrid.samples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.GridBroker;

/**
 * How many reports of 2 KB a second a durable provider brings to the broker, from the first call to the last confirmation;
 * the peer of the same run is {@code publishAsync} with the same window, which keeps nothing.
 */
public final class ProviderRate {
    private static final int REPORTS = 10_000;
    private static final int ROUNDS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final RawPayload REPORT =
            RawPayload.of("<alarm xmlns='urn:example'>" + "x".repeat(2000) + "</alarm>");

    private interface Run {
        void send(int number);
    }

    private ProviderRate() {}

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
        try (GridBroker broker = GridBroker.start()) {
            broker.journaling(false);
            broker.createTopic("rate", Map.of("pubsub#max_items", "10"));
            Account account = broker.account("provider");
            try (Grid grid = Grid.as(account.address())
                    .password(account.password())
                    .endpoint(broker.host(), broker.port())
                    .trust(broker.authorityPem())
                    .connect()) {
                measure(out, grid.topic("rate", RawPayload.ANY), folder);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    private static void measure(PrintStream out, Topic<RawPayload> topic, Path folder) {
        out.println(
                "| what | publishAsync/s | provider/s, one thread, sendAsync | of it | provider/s, 8 threads, send | of it |");
        out.println("|---|---|---|---|---|---|");
        for (int round = 0; round < ROUNDS; round++) {
            double plain = plain(topic);
            double async = durable(topic, folder, 1, true);
            double blocking = durable(topic, folder, 8, false);
            out.printf(
                    Locale.ROOT,
                    "| round %d | %.0f | %.0f | %.2f | %.0f | %.2f |%n",
                    round,
                    plain,
                    async,
                    async / plain,
                    blocking,
                    blocking / plain);
        }
    }

    private static double plain(Topic<RawPayload> topic) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < REPORTS; i++) {
            answers.add(topic.publishAsync(REPORT));
        }
        answers.forEach(CompletableFuture::join);
        return rate(start);
    }

    private static double durable(Topic<RawPayload> topic, Path folder, int threads, boolean async) {
        try (Provider<RawPayload> provider =
                topic.provider("rate").spoolIn(folder).open()) {
            long start = System.nanoTime();
            Run run = async ? number -> provider.sendAsync(REPORT) : number -> provider.send(REPORT);
            List<CompletableFuture<Void>> senders = IntStream.range(0, threads)
                    .mapToObj(thread -> CompletableFuture.runAsync(
                            () -> {
                                for (int i = thread; i < REPORTS; i += threads) {
                                    run.send(i);
                                }
                            },
                            task -> new Thread(task, "sender-" + thread).start()))
                    .toList();
            senders.forEach(CompletableFuture::join);
            if (!provider.flush(PATIENCE)) {
                throw new IllegalStateException("Not confirmed: " + provider.backlog() + provider.trouble());
            }
            return rate(start);
        }
    }

    private static double rate(long start) {
        return REPORTS * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
    }
}
