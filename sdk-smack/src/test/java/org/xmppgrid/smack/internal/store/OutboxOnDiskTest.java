package org.xmppgrid.smack.internal.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SpoolBounds;
import org.xmppgrid.sdk.SyncPolicy;
import org.xmppgrid.sdk.WhenSpoolFull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutboxOnDiskTest {
    private static final StoreOptions OPTIONS = new StoreOptions(Clock.systemUTC(), WhenDamaged.REFUSE, 0);

    /** What the spool should hold. */
    private record Expected(String id, int payload) {}

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void everything_whenRandom_thenTheSpoolIsAsTheModelAfterEachReopening(int groupedMillis) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SyncPolicy policy = new SyncPolicy(Duration.ofMillis(groupedMillis));
        List<Expected> model = new ArrayList<>();
        List<Expected> dead = new ArrayList<>();
        // the newest under each id: given again while it waits, it is not taken twice
        Map<String, Expected> newest = new HashMap<>();
        int dropped = 0;
        SpoolBounds bounds =
                new SpoolBounds(40, 1 << 20, Duration.ofDays(1), WhenSpoolFull.DROP_OLDEST, Duration.ZERO, 1000);
        for (int step = 0; step < 40; step++) {
            try (Outbox outbox = open(bounds, policy)) {
                List<Spooled> now = outbox.read(0, 1000);
                String where = "seed " + seed + ", step " + step;
                assertThat(now).as(where).extracting(this::expected).containsExactlyElementsOf(model);
                assertThat(outbox.deadLetters(0, 1000))
                        .as(where)
                        .extracting(letter -> expected(letter.item()))
                        .containsExactlyInAnyOrderElementsOf(dead);
                Backlog backlog = outbox.backlog();
                assertThat(backlog.items()).as(where).isEqualTo(model.size());
                assertThat(backlog.bytes())
                        .as(where)
                        .isEqualTo(now.stream()
                                .mapToLong(item -> item.payload().length)
                                .sum());
                assertThat(backlog.dropped()).as(where).isEqualTo(dropped);
                for (int i = random.nextInt(15); i >= 0; i--) {
                    List<Spooled> waiting = outbox.read(0, 1000);
                    int choice = random.nextInt(10);
                    if (choice < 6 || waiting.isEmpty()) {
                        Expected item = new Expected("id" + random.nextInt(30), random.nextInt(3));
                        outbox.append(item.id(), "topic", payload(item.payload()), clock.instant());
                        if (!item.equals(newest.get(item.id()))) {
                            if (model.size() == 40) {
                                forget(newest, model.remove(0));
                                dropped++;
                            }
                            model.add(item);
                            newest.put(item.id(), item);
                        }
                    } else {
                        int at = choice < 8 ? 0 : random.nextInt(waiting.size());
                        Spooled item = waiting.get(at);
                        if (choice == 9) {
                            assertThat(outbox.deadLetter(item, Reason.REFUSED, "no", 1))
                                    .isPresent();
                            dead.add(model.get(at));
                        } else {
                            assertThat(outbox.confirm(item)).isTrue();
                        }
                        forget(newest, model.remove(at));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void append_whenManySendAtOnce_thenEachIsThereOnceAndInItsSendersOrder(int groupedMillis) throws Exception {
        SyncPolicy policy = new SyncPolicy(Duration.ofMillis(groupedMillis));
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try (Outbox outbox = open(SpoolBounds.standard(), policy)) {
            CompletableFuture<?>[] sent = IntStream.range(0, 8)
                    .mapToObj(sender -> CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < 50; i++) {
                                    outbox.append(sender + "-" + i, "topic", payload(i), clock.instant());
                                }
                            },
                            senders))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(sent).get(60, TimeUnit.SECONDS);
        } finally {
            senders.shutdown();
        }
        try (Outbox outbox = open(SpoolBounds.standard(), policy)) {
            List<Spooled> items = outbox.read(0, 1000);
            assertThat(items).hasSize(400);
            for (int sender = 0; sender < 8; sender++) {
                String prefix = sender + "-";
                assertThat(items.stream().map(Spooled::itemId).filter(id -> id.startsWith(prefix)))
                        .containsExactlyElementsOf(
                                IntStream.range(0, 50).mapToObj(i -> prefix + i).toList());
            }
        }
    }

    @Test
    void append_whenTheSenderIsInterrupted_thenTheSpoolWorksOnAndHasWhatReturned() {
        try (Outbox outbox = open(SpoolBounds.standard(), SyncPolicy.each())) {
            for (int i = 0; i < 20; i++) {
                Thread.currentThread().interrupt();
                outbox.append("id" + i, "topic", payload(i), clock.instant());
                assertThat(Thread.interrupted()).as("the flag stays").isTrue();
            }
        } finally {
            Thread.interrupted();
        }
        try (Outbox outbox = open(SpoolBounds.standard(), SyncPolicy.each())) {
            assertThat(outbox.read(0, 100)).hasSize(20);
        }
    }

    @Test
    void append_whenTheSenderIsInterruptedInAGroup_thenToldAndTheReportIsKeptAllTheSame() {
        try (Outbox outbox = open(SpoolBounds.standard(), SyncPolicy.within(Duration.ofMillis(50)))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> outbox.append("1", "topic", payload(1), clock.instant()))
                    .isInstanceOfSatisfying(
                            GridException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED));
            assertThat(Thread.interrupted()).as("the flag stays").isTrue();
            outbox.append("1", "topic", payload(1), clock.instant());
            assertThat(outbox.read(0, 100)).hasSize(1);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void append_whenGrouped_thenSendersShareConfirmations() throws Exception {
        MemoryStateStore store = new MemoryStateStore();
        ExecutorService senders = Executors.newFixedThreadPool(20);
        try (Outbox outbox = Outbox.open(
                store, "grouped", SpoolBounds.standard(), SyncPolicy.within(Duration.ofMillis(500)), clock)) {
            CompletableFuture<?>[] sent = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> outbox.append("id" + i, "topic", payload(i), clock.instant()), senders))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(sent).get(60, TimeUnit.SECONDS);
            assertThat(store.syncs()).isBetween(1, 19);
        } finally {
            senders.shutdown();
        }
    }

    /** By identity: of two equal ones only the newer counts. */
    private static void forget(Map<String, Expected> newest, Expected gone) {
        if (newest.get(gone.id()) == gone) {
            newest.remove(gone.id());
        }
    }

    private Expected expected(Spooled item) {
        int payload = IntStream.range(0, 50)
                .filter(i -> Arrays.equals(payload(i), item.payload()))
                .findFirst()
                .orElseThrow();
        return new Expected(item.itemId(), payload);
    }

    private static byte[] payload(int i) {
        byte[] payload = new byte[500 + i];
        new Random(i).nextBytes(payload);
        return payload;
    }

    private Outbox open(SpoolBounds bounds, SyncPolicy policy) {
        return Outbox.open(Stores.open(folder, "spool", OPTIONS), "test", bounds, policy, clock);
    }
}
