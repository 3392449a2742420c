package org.xmppgrid.samples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.xmppgrid.sdk.Consumer;
import org.xmppgrid.sdk.ConsumerBuilder;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.StartPosition;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.GridBroker;

/**
 * How many items of 2 KB a second get through to a durable consumer that acknowledges each, in three ways, from the first publication to
 * the last acknowledgement; the peer of the same run is a plain subscription, which keeps nothing.
 */
public final class ConsumerRate {
    private static final int ITEMS = 10_000;
    private static final int ROUNDS = 5;
    private static final long PATIENCE_SECONDS = 120;
    private static final RawPayload ITEM = RawPayload.of("<alarm xmlns='urn:example'>" + "x".repeat(2000) + "</alarm>");

    private enum Acknowledged {
        AUTOMATICALLY,
        ASYNCHRONOUSLY,
        EACH
    }

    private ConsumerRate() {}

    /**
     * Runs it.
     *
     * @param args a folder on the disk to measure; without one, the system's for temporary files
     * @throws IOException if the disk can't be written to
     * @throws InterruptedException never
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = args.length == 0
                ? Files.createTempDirectory("state")
                : Files.createTempDirectory(Path.of(args[0]), "state");
        try (GridBroker broker = GridBroker.start()) {
            broker.journaling(false);
            broker.createTopic(
                    "rate",
                    Map.of("pubsub#max_items", "10000", "pubsub#access_model", "open", "pubsub#notify_retract", "0"));
            try (Grid provider = connect(broker, "provider");
                    Grid consumer = connect(broker, "consumer")) {
                measure(out, provider.topic("rate", RawPayload.ANY), consumer.topic("rate", RawPayload.ANY), folder);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    private static Grid connect(GridBroker broker, String user) {
        Account account = broker.account(user);
        return Grid.as(account.address())
                .password(account.password())
                .endpoint(broker.host(), broker.port())
                .trust(broker.authorityPem())
                .connect();
    }

    private static void measure(PrintStream out, Topic<RawPayload> published, Topic<RawPayload> received, Path folder)
            throws InterruptedException, IOException {
        out.println(
                "| what | subscription, items/s | consumer, autoAck() | of it | ackAsync() of each | of it | ack() of each | of it |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (int round = 0; round < ROUNDS; round++) {
            double plain = plain(published, received);
            double auto = durable(published, received, folder, Acknowledged.AUTOMATICALLY);
            double async = durable(published, received, folder, Acknowledged.ASYNCHRONOUSLY);
            double each = durable(published, received, folder, Acknowledged.EACH);
            out.printf(
                    Locale.ROOT,
                    "| round %d | %.0f | %.0f | %.2f | %.0f | %.2f | %.0f | %.2f |%n",
                    round,
                    plain,
                    auto,
                    auto / plain,
                    async,
                    async / plain,
                    each,
                    each / plain);
        }
    }

    private static double plain(Topic<RawPayload> published, Topic<RawPayload> received) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(ITEMS);
        Subscription subscription = received.subscribe(item -> left.countDown());
        try {
            return rate(published, left, subscription);
        } finally {
            subscription.close();
        }
    }

    /** With a state of its own, and live before it is measured: else it would catch up with the rounds before. */
    private static double durable(
            Topic<RawPayload> published, Topic<RawPayload> received, Path folder, Acknowledged how)
            throws InterruptedException, IOException {
        CountDownLatch left = new CountDownLatch(ITEMS);
        ConsumerBuilder<RawPayload> builder = received.consumer("rate")
                .stateIn(Files.createTempDirectory(folder, "consumer"))
                .startAt(StartPosition.latest());
        switch (how) {
            case AUTOMATICALLY -> builder.autoAck().onItem(delivery -> left.countDown());
            case ASYNCHRONOUSLY ->
                builder.onItem(delivery -> delivery.ackAsync().thenRun(left::countDown));
            case EACH ->
                builder.onItem(delivery -> {
                    delivery.ack();
                    left.countDown();
                });
        }
        try (Consumer<RawPayload> consumer = builder.open()) {
            if (!consumer.awaitLive(Duration.ofSeconds(PATIENCE_SECONDS))) {
                throw new IllegalStateException(consumer + " does not come to life");
            }
            return rate(published, left, consumer);
        }
    }

    private static double rate(Topic<RawPayload> published, CountDownLatch left, Object receiver)
            throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < ITEMS; i++) {
            published.publishAsync(ITEM);
        }
        if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(left.getCount() + " of " + ITEMS + " items did not arrive at " + receiver);
        }
        return ITEMS * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
    }
}
