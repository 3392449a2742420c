package org.xmppgrid.smack.internal.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.SyncPolicy;

import static org.assertj.core.api.Assertions.assertThat;

class InboxOnDiskTest {
    private static final StoreOptions OPTIONS = new StoreOptions(Clock.systemUTC(), WhenDamaged.REFUSE, 0);

    /** An item with its content, and what became of it. */
    private record Known(String id, String content, int attempts, boolean retracted) {}

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();

    private final List<Known> pending = new ArrayList<>();
    private final List<Known> dead = new ArrayList<>();
    private final Set<String> settled = new HashSet<>();
    private final Set<String> retracted = new TreeSet<>();

    @Test
    void everything_whenRandom_thenTheStateIsAsTheModelAfterEachReopening() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int step = 0; step < 40; step++) {
            String where = "seed " + seed + ", step " + step;
            try (Inbox inbox = Inbox.open(
                    Stores.open(folder, "consumer", OPTIONS), "test", InboxBounds.STANDARD, SyncPolicy.each(), clock)) {
                assertState(where, inbox);
                for (int i = random.nextInt(25); i >= 0; i--) {
                    change(where, inbox, random);
                }
                assertState(where, inbox);
            }
        }
    }

    private void assertState(String where, Inbox inbox) {
        assertThat(inbox.read(0, 1000))
                .as(where)
                .extracting(InboxOnDiskTest::known)
                .containsExactlyElementsOf(pending);
        assertThat(inbox.deadLetters(0, 1000))
                .as(where)
                .extracting(letter -> known(letter.delivery()))
                .containsExactlyInAnyOrderElementsOf(dead);
        InboxLag lag = inbox.lag();
        assertThat(lag.pending()).as(where).isEqualTo(pending.size());
        assertThat(lag.deadLetters()).as(where).isEqualTo(dead.size());
        assertThat(lag.remembered()).as(where).isEqualTo(settled.size() + retracted.size());
        for (int id = 0; id < 12; id++) {
            assertThat(inbox.isRetracted("broker", "topic", "i" + id))
                    .as(where)
                    .isEqualTo(retracted.contains("i" + id));
        }
        // nothing waits at or before the checkpoint
        long first = inbox.read(0, 1).stream()
                .mapToLong(StoredDelivery::sequence)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        inbox.checkpoint()
                .ifPresent(checkpoint ->
                        assertThat(checkpoint.sequence()).as(where).isLessThan(first));
    }

    private void change(String where, Inbox inbox, Random random) {
        List<StoredDelivery> now = inbox.read(0, 1000);
        int choice = random.nextInt(12);
        if (choice < 5 || now.isEmpty()) {
            receive(where, inbox, "i" + random.nextInt(12), "c" + random.nextInt(3));
            return;
        }
        int at = random.nextInt(3) == 0 ? random.nextInt(now.size()) : 0;
        StoredDelivery delivery = now.get(at);
        Known known = pending.get(at);
        if (choice < 7) {
            inbox.begin(delivery);
            inbox.nack(delivery, Duration.ofSeconds(1));
            pending.set(at, new Known(known.id(), known.content(), known.attempts() + 1, known.retracted()));
        } else if (choice < 10) {
            assertThat(inbox.ack(delivery)).as(where).isTrue();
            settle(at);
        } else if (choice == 10) {
            assertThat(inbox.reject(delivery, "no")).as(where).isTrue();
            dead.add(known);
            settle(at);
        } else {
            String id = "i" + random.nextInt(12);
            inbox.retract("broker", "topic", id);
            pending.replaceAll(
                    item -> item.id().equals(id) ? new Known(id, item.content(), item.attempts(), true) : item);
            settled.removeIf(content -> content.startsWith(id + " "));
            retracted.add(id);
        }
    }

    private void receive(String where, Inbox inbox, String id, String content) {
        Received received = inbox.receive(
                new Arrival("broker", "topic", id, null, content.repeat(200).getBytes(StandardCharsets.UTF_8)));
        boolean waits = pending.stream()
                .anyMatch(item -> item.id().equals(id) && item.content().equals(content) && !item.retracted());
        boolean other = pending.stream().anyMatch(item -> item.id().equals(id) && !item.retracted())
                || settled.stream().anyMatch(known -> known.startsWith(id + " "));
        if (waits) {
            assertThat(received).as(where).isEqualTo(Received.WAITING);
        } else if (settled.contains(id + " " + content)) {
            assertThat(received).as(where).isEqualTo(Received.SETTLED);
        } else {
            assertThat(received).as(where).isEqualTo(other ? Received.UPDATE : Received.NEW);
            pending.add(new Known(id, content, 0, false));
            retracted.remove(id);
        }
    }

    private void settle(int at) {
        Known known = pending.remove(at);
        if (!known.retracted()) {
            settled.add(known.id() + " " + known.content());
        }
    }

    private static Known known(StoredDelivery delivery) {
        String payload = new String(delivery.item().payload(), StandardCharsets.UTF_8);
        assertThat(payload).hasSize(400);
        return new Known(delivery.item().itemId(), payload.substring(0, 2), delivery.attempts(), delivery.retracted());
    }
}
