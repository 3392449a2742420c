package org.xmppgrid.smack.internal.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SpoolBounds;
import org.xmppgrid.sdk.SyncPolicy;
import org.xmppgrid.sdk.WhenSpoolFull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.xmppgrid.smack.internal.store.FileStateStoreTest.assertReason;
import static org.xmppgrid.smack.internal.store.StateStoreContract.key;

class OutboxTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final MemoryStateStore store = new MemoryStateStore();
    private final SettableClock clock = new SettableClock();
    private Outbox outbox = open(SpoolBounds.standard());

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void append_whenReturned_thenTheDiskHasConfirmed() {
        Spooled item = append("1", "x");
        assertThat(store.syncs()).isPositive();
        assertThat(item.itemId()).isEqualTo("1");
        assertThat(outbox.read(0, 10)).singleElement().satisfies(read -> {
            assertThat(read.sequence()).isEqualTo(item.sequence());
            assertThat(read.topic()).isEqualTo("topic");
            assertThat(read.itemId()).isEqualTo("1");
            assertThat(read.created()).isEqualTo(clock.instant());
            assertThat(read.payload()).isEqualTo(key("x"));
        });
    }

    @Test
    void append_whenTheSameIsGivenAgain_thenItIsKeptOnce() {
        long place = append("1", "x").sequence();
        append("2", "x");
        assertThat(append("1", "x").sequence()).isEqualTo(place);
        assertThat(ids()).containsExactly("1", "2");
        assertThat(outbox.backlog().items()).isEqualTo(2);
    }

    @Test
    void append_whenTheIdHasAnotherPayloadOrTopic_thenBothAreKeptInOrder() {
        append("1", "x");
        append("2", "x");
        append("1", "y");
        outbox.append("1", "other", key("x"), clock.instant());
        assertThat(ids()).containsExactly("1", "2", "1", "1");
    }

    @Test
    void confirm_whenAnUpdateWaitsUnderTheSameId_thenTheUpdateStays() {
        Spooled first = append("1", "x");
        Spooled update = append("1", "y");
        assertThat(outbox.confirm(first)).isTrue();
        assertThat(outbox.read(0, 10)).extracting(Spooled::sequence).containsExactly(update.sequence());
        assertThat(append("1", "y").sequence()).isEqualTo(update.sequence());
        append("1", "x");
        assertThat(outbox.backlog().items()).isEqualTo(2);
    }

    @Test
    void confirm_whenConfirmedBefore_thenFalse() {
        Spooled item = append("1", "x");
        assertThat(outbox.confirm(item)).isTrue();
        assertThat(outbox.confirm(item)).isFalse();
        assertThat(outbox.deadLetter(item, Reason.REFUSED, "late", 1)).isEmpty();
        assertThat(outbox.backlog().items()).isZero();
        assertThat(outbox.backlog().bytes()).isZero();
    }

    @Test
    void read_whenMoreThanAsked_thenTheNextPageFollows() {
        for (int i = 0; i < 10; i++) {
            append("i" + i, "x");
        }
        List<Spooled> page = outbox.read(0, 4);
        assertThat(page).extracting(Spooled::itemId).containsExactly("i0", "i1", "i2", "i3");
        assertThat(outbox.read(page.get(3).sequence(), 2))
                .extracting(Spooled::itemId)
                .containsExactly("i4", "i5");
    }

    @Test
    void deadLetter_whenRefusedByTheBroker_thenKeptAsideWithTheReason() {
        Spooled bad = append("1", "x");
        append("2", "y");
        clock.advance(Duration.ofMinutes(1));
        assertThat(outbox.deadLetter(bad, Reason.PAYLOAD_TOO_BIG, "payload-too-big", 3))
                .isPresent();
        assertThat(ids()).containsExactly("2");
        assertThat(outbox.backlog().deadLetters()).isEqualTo(1);
        reopen(SpoolBounds.standard());
        SpoolDeadLetter letter = outbox.deadLetters(0, 10).get(0);
        assertThat(letter.item().itemId()).isEqualTo("1");
        assertThat(letter.item().payload()).isEqualTo(key("x"));
        assertThat(letter.reason()).isEqualTo(Reason.PAYLOAD_TOO_BIG);
        assertThat(letter.why()).isEqualTo("payload-too-big");
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.since()).isEqualTo(clock.instant());
        assertThat(outbox.forget(letter)).isTrue();
        assertThat(outbox.forget(letter)).isFalse();
        assertThat(outbox.backlog().deadLetters()).isZero();
    }

    @Test
    void forget_whenAnotherReportHasThePlaceOfALetterThatWent_thenThatOneStays() {
        SpoolDeadLetter gone =
                outbox.deadLetter(append("old", "x"), Reason.REFUSED, "no", 1).orElseThrow();
        assertThat(outbox.forget(gone)).isTrue();
        reopen(SpoolBounds.standard());
        SpoolDeadLetter other =
                outbox.deadLetter(append("new", "y"), Reason.REFUSED, "no", 1).orElseThrow();
        assertThat(other.item().sequence()).isEqualTo(gone.item().sequence());

        assertThat(outbox.forget(gone)).isFalse();
        assertThat(outbox.retry(gone)).isFalse();
        assertThat(outbox.deadLetters(0, 10))
                .extracting(letter -> letter.item().itemId())
                .containsExactly("new");
    }

    @Test
    void retry_whenTheLetterWentAndTheSpoolIsFull_thenNothingIsDroppedForIt() {
        reopen(bounds(1, 1000, LONG, WhenSpoolFull.DROP_OLDEST, 10));
        SpoolDeadLetter gone =
                outbox.deadLetter(append("old", "x"), Reason.REFUSED, "no", 1).orElseThrow();
        assertThat(outbox.forget(gone)).isTrue();
        append("waits", "y");

        assertThat(outbox.retry(gone)).isFalse();
        assertThat(ids()).containsExactly("waits");
        assertThat(outbox.dropped()).isZero();
    }

    @Test
    void deadLetter_whenThereAreTooMany_thenTheOldestIsDroppedAndCounted() {
        reopen(bounds(10, 1000, LONG, WhenSpoolFull.REFUSE, 2));
        for (int i = 0; i < 5; i++) {
            outbox.deadLetter(append("i" + i, "x"), Reason.REFUSED, "no", 1);
        }
        assertThat(outbox.deadLetters(0, 10))
                .extracting(letter -> letter.item().itemId())
                .containsExactly("i3", "i4");
        assertThat(outbox.backlog().droppedDeadLetters()).isEqualTo(3);
        reopen(SpoolBounds.standard());
        assertThat(outbox.backlog().droppedDeadLetters()).isEqualTo(3);
        assertThat(outbox.backlog().deadLetters()).isEqualTo(2);
    }

    @Test
    void append_whenOpenedAgain_thenBehindWhatWaitsAndWhatDied() {
        Spooled dead = append("1", "x");
        outbox.deadLetter(dead, Reason.REFUSED, "no", 1);
        reopen(SpoolBounds.standard());
        assertThat(append("2", "x").sequence()).isGreaterThan(dead.sequence());
    }

    @Test
    void append_whenFullAndRefusing_thenTheErrorNamesTheBound() {
        reopen(bounds(2, 1000, LONG, WhenSpoolFull.REFUSE, 2));
        Spooled first = append("1", "x");
        append("2", "x");
        assertReason(Reason.SPOOL_FULL, () -> append("3", "x")).hasMessageContaining("2 of 2 reports");
        append("1", "x");
        outbox.confirm(first);
        append("3", "x");
        assertThat(ids()).containsExactly("2", "3");
    }

    @Test
    void append_whenTheBytesAreTooMany_thenRefusedAndOneLargerThanAllAlways() {
        reopen(bounds(100, 10, LONG, WhenSpoolFull.REFUSE, 2));
        append("1", "123456");
        assertReason(Reason.SPOOL_FULL, () -> append("2", "12345")).hasMessageContaining("6 of 10 bytes");
        append("3", "1234");
        reopen(bounds(100, 10, LONG, WhenSpoolFull.DROP_OLDEST, 2));
        assertReason(Reason.SPOOL_FULL, () -> append("4", "12345678901")).hasMessageContaining("11 bytes");
        assertThat(ids()).containsExactly("1", "3");
    }

    @Test
    void retry_whenALetterIsDead_thenItsReportWaitsBehindTheOthersAsIfNew() {
        outbox.deadLetter(append("1", "x"), Reason.FORBIDDEN, "no", 1);
        append("2", "y");
        clock.advance(Duration.ofHours(1));
        SpoolDeadLetter letter = outbox.deadLetters(0, 10).get(0);
        int before = store.syncs();
        assertThat(outbox.retry(letter)).isTrue();
        assertThat(store.syncs()).isGreaterThan(before);
        assertThat(outbox.retry(letter)).isFalse();
        assertThat(ids()).containsExactly("2", "1");
        assertThat(outbox.read(0, 10).get(1).created()).isEqualTo(clock.instant());
        assertThat(outbox.backlog().deadLetters()).isZero();
    }

    @Test
    void take_whenNobodyWaits_thenItCompletesOnceTheDiskHasConfirmed() {
        Outbox.Taken taken = outbox.take("1", "topic", key("x"), clock.instant());
        assertThat(taken.safe()).succeedsWithin(LONG);
        assertThat(store.syncs()).isPositive();
        assertThat(outbox.take("1", "topic", key("x"), clock.instant()).safe()).succeedsWithin(LONG);
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void take_whenTheSpoolIsClosed_thenWhatWaitsIsSafeBeforeItReturns() {
        outbox.close();
        outbox = Outbox.open(store, "OutboxTest", SpoolBounds.standard(), SyncPolicy.within(SyncPolicy.LONGEST), clock);
        CompletableFuture<Void> safe =
                outbox.take("1", "topic", key("x"), clock.instant()).safe();
        outbox.close();
        assertThat(safe).isCompleted();
    }

    @Test
    void take_whenTheDiskDoesNotConfirm_thenItFailsAndTheSpoolIsBroken() {
        assertThat(outbox.isBroken()).isFalse();
        store.failSyncs();
        assertThat(outbox.take("1", "topic", key("x"), clock.instant()).safe())
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(GridStorageException.class);
        assertThat(outbox.isBroken()).isTrue();
    }

    @Test
    void first_whenReportsAreSettled_thenTheOldestThatWaits() {
        Spooled one = append("1", "x");
        Spooled two = append("2", "x");
        assertThat(outbox.first()).hasValue(one.sequence());
        outbox.confirm(one);
        assertThat(outbox.first()).hasValue(two.sequence());
        assertThat(outbox.last()).isEqualTo(two.sequence());
        outbox.confirm(two);
        assertThat(outbox.first()).isEmpty();
    }

    @Test
    void append_whenFullAndDropping_thenTheOldestGoAndAreCountedForGood() {
        reopen(bounds(3, 1000, LONG, WhenSpoolFull.DROP_OLDEST, 2));
        for (int i = 0; i < 5; i++) {
            append("i" + i, "x");
        }
        assertThat(ids()).containsExactly("i2", "i3", "i4");
        assertThat(outbox.backlog().dropped()).isEqualTo(2);
        reopen(SpoolBounds.standard());
        assertThat(outbox.backlog().dropped()).isEqualTo(2);
        assertThat(outbox.backlog().items()).isEqualTo(3);
    }

    @Test
    void append_whenFullAndBlocking_thenItWaitsForRoom() {
        reopen(bounds(1, 1000, LONG, WhenSpoolFull.BLOCK, 2));
        Spooled first = append("1", "x");
        CompletableFuture<Spooled> second = CompletableFuture.supplyAsync(() -> append("2", "x"));
        await().until(() -> outbox.hasWaiting());
        assertThat(second).isNotDone();
        outbox.confirm(first);
        assertThat(second).succeedsWithin(LONG);
        assertThat(ids()).containsExactly("2");
    }

    @Test
    void append_whenBlockedForTooLongOrClosedMeanwhile_thenSaid() {
        reopen(bounds(1, 1000, Duration.ZERO, WhenSpoolFull.BLOCK, 2));
        append("1", "x");
        assertReason(Reason.SPOOL_FULL, () -> append("2", "x")).hasMessageContaining("nothing left it within PT0S");
        reopen(bounds(1, 1000, LONG, WhenSpoolFull.BLOCK, 2));
        CompletableFuture<Spooled> second = CompletableFuture.supplyAsync(() -> append("2", "x"));
        await().until(() -> outbox.hasWaiting());
        outbox.close();
        assertThat(second).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(GridClosedException.class);
        outbox = open(SpoolBounds.standard());
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void append_whenTheDiskDoesNotConfirm_thenTheErrorSaysNotSafe() {
        store.failSyncs();
        assertReason(Reason.STORE_FAILED, () -> append("1", "x")).hasMessageContaining("not safe");
        assertReason(Reason.STORE_FAILED, () -> append("2", "x"));
    }

    @Test
    void append_whenTheDiskIsFull_thenNotTakenAndTheRestCanBeConfirmed() {
        Spooled item = append("1", "x");
        store.beFull(true);
        assertReason(Reason.DISK_FULL, () -> append("2", "x"));
        assertThat(outbox.backlog().items()).isEqualTo(1);
        assertThat(outbox.confirm(item)).isTrue();
        store.beFull(false);
        append("2", "x");
        assertThat(ids()).containsExactly("2");
    }

    @Test
    void confirm_whenNobodyWaits_thenTheDiskGetsItSoon() {
        Spooled item = append("1", "x");
        int before = store.syncs();
        outbox.confirm(item);
        await().until(() -> store.syncs() > before);
    }

    @Test
    void close_whenDone_thenTheThreadAndTheStoreAreGone() {
        append("1", "x");
        assertThat(storeThreads()).isEqualTo(1);
        outbox.close();
        outbox.close();
        assertThat(store.isClosed()).isTrue();
        assertThat(storeThreads()).isZero();
        assertThatThrownBy(() -> append("2", "x")).isInstanceOf(GridClosedException.class);
    }

    @Test
    void open_whenTheStoreGivesBackOtherBytes_thenAnErrorAndTheStoreIsClosed() {
        outbox.close();
        store.apply(new org.xmppgrid.sdk.StateBatch().put("spool.items", Database.bytes(7), new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> open(SpoolBounds.standard()))
                .isInstanceOfSatisfying(
                        GridStorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORE_DAMAGED));
        assertThat(store.isClosed()).isTrue();
    }

    @Test
    void toString_whenShown_thenNoPayload() {
        assertThat(append("1", "secret report")).asString().contains("13 B").doesNotContain("secret");
    }

    private static long storeThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("xmppgrid-store-OutboxTest"))
                .count();
    }

    private Spooled append(String id, String payload) {
        return outbox.append(id, "topic", key(payload), clock.instant());
    }

    private List<String> ids() {
        return outbox.read(0, 1000).stream().map(Spooled::itemId).toList();
    }

    private void reopen(SpoolBounds bounds) {
        outbox.close();
        outbox = open(bounds);
    }

    private Outbox open(SpoolBounds bounds) {
        return Outbox.open(store, "OutboxTest", bounds, SyncPolicy.each(), clock);
    }

    /** The patience is used for the age where the age is not what the test is about, and the other way round. */
    private static SpoolBounds bounds(long items, long bytes, Duration time, WhenSpoolFull whenFull, long dead) {
        return whenFull == WhenSpoolFull.BLOCK
                ? new SpoolBounds(items, bytes, Duration.ofDays(1), whenFull, time, dead)
                : new SpoolBounds(items, bytes, time, whenFull, LONG, dead);
    }
}
