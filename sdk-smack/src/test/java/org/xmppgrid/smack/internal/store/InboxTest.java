package org.xmppgrid.smack.internal.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.SyncPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.xmppgrid.smack.internal.store.FileStateStoreTest.assertReason;
import static org.xmppgrid.smack.internal.store.StateStoreContract.key;

class InboxTest {
    private static final Instant PUBLISHED = Instant.parse("2026-11-21T09:00:00.123456789Z");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MemoryStateStore store = new MemoryStateStore();
    private final SettableClock clock = new SettableClock();
    private Inbox inbox = open(InboxBounds.STANDARD);

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void receive_whenNew_thenItWaitsWithAllThatCame() {
        assertThat(receive("1", "x")).isEqualTo(Received.NEW);
        reopen(InboxBounds.STANDARD);
        StoredDelivery delivery = inbox.read(0, 10).get(0);
        assertThat(delivery.item().broker()).isEqualTo("broker");
        assertThat(delivery.item().topic()).isEqualTo("topic");
        assertThat(delivery.item().itemId()).isEqualTo("1");
        assertThat(delivery.item().published()).isEqualTo(PUBLISHED);
        assertThat(delivery.item().payload()).isEqualTo(key("x"));
        assertThat(delivery.received()).isEqualTo(clock.instant());
        assertThat(delivery.retryAt()).isEqualTo(clock.instant());
        assertThat(delivery.attempts()).isZero();
        assertThat(delivery.retracted()).isFalse();
    }

    @Test
    void receive_whenItCameBefore_thenKnownWhileItWaitsAndOnceItIsSettled() {
        receive("1", "x");
        assertThat(receive("1", "x")).isEqualTo(Received.WAITING);
        reopen(InboxBounds.STANDARD);
        assertThat(receive("1", "x")).isEqualTo(Received.WAITING);
        assertThat(inbox.ack(first())).isTrue();
        assertThat(receive("1", "x")).isEqualTo(Received.SETTLED);
        reopen(InboxBounds.STANDARD);
        assertThat(receive("1", "x")).isEqualTo(Received.SETTLED);
        assertThat(inbox.read(0, 10)).isEmpty();
    }

    @Test
    void ackAsync_whenManyAtOnce_thenTheyShareTheDisksConfirmations() {
        for (int i = 0; i < 50; i++) {
            receive("i" + i, "x");
        }
        inbox.flush();
        int before = store.syncs();
        List<StoredDelivery> all = inbox.read(0, 50);

        List<CompletableFuture<Boolean>> settles = new ArrayList<>();
        store.syncBehind(() -> all.forEach(each -> settles.add(inbox.ackAsync(each))));

        assertThat(settles)
                .allSatisfy(each -> assertThat(each).succeedsWithin(PATIENCE).isEqualTo(true));
        assertThat(store.syncs() - before).isLessThanOrEqualTo(2);
        assertThat(inbox.ackAsync(all.get(0))).isCompletedWithValue(false);
        reopen(InboxBounds.STANDARD);
        assertThat(inbox.read(0, 10)).isEmpty();
        assertThat(receive("i7", "x")).isEqualTo(Received.SETTLED);
    }

    @Test
    void ackAsync_whenTheDiskDoesNotConfirm_thenExceptionally() {
        receive("1", "x");
        inbox.flush();
        store.failSyncs();

        assertThat(inbox.ackAsync(first()))
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(GridStorageException.class);
        store.syncAgain();
    }

    @Test
    void receive_whenTheContentIsAnother_thenAnUpdateBehindTheFirst() {
        receive("1", "x");
        assertThat(receive("1", "y")).isEqualTo(Received.UPDATE);
        inbox.ack(first());
        inbox.ack(first());
        assertThat(receive("1", "z")).isEqualTo(Received.UPDATE);
        assertThat(receive("1", "x")).isEqualTo(Received.SETTLED);
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void receive_whenBrokerOrTopicDifferOrNamesOnlyJoinToTheSame_thenOtherItems() {
        receive("1", "x");
        assertThat(inbox.receive(new Arrival("broker", "other", "1", null, key("x"))))
                .isEqualTo(Received.NEW);
        assertThat(inbox.receive(new Arrival("other", "topic", "1", null, key("x"))))
                .isEqualTo(Received.NEW);
        assertThat(inbox.receive(new Arrival("brokert", "opic", "1", null, key("x"))))
                .isEqualTo(Received.NEW);
        assertThat(receive("11", "x")).isEqualTo(Received.NEW);
        assertThat(inbox.read(0, 10)).hasSize(5);
    }

    @Test
    void receive_whenMoreWasSettledThanIsRemembered_thenTheOldestAreNewAgain() {
        reopen(new InboxBounds(3, 10));
        for (int i = 0; i < 5; i++) {
            receive("i" + i, "x");
            inbox.ack(first());
        }
        assertThat(inbox.lag().remembered()).isEqualTo(3);
        assertThat(receive("i2", "x")).isEqualTo(Received.SETTLED);
        assertThat(receive("i1", "x")).isEqualTo(Received.NEW);
        reopen(new InboxBounds(3, 10));
        assertThat(inbox.lag().remembered()).isEqualTo(3);
        assertThat(inbox.lag().settled()).isEqualTo(5);
    }

    @Test
    void nack_whenPutBack_thenDueLaterWithItsAttempts() {
        receive("1", "x");
        StoredDelivery begun = inbox.begin(first()).orElseThrow();
        assertThat(begun.attempts()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(5));
        inbox.nack(begun, Duration.ofMinutes(1));
        inbox.begin(first());
        reopen(InboxBounds.STANDARD);
        assertThat(first().attempts()).isEqualTo(2);
        assertThat(first().retryAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(first().received()).isEqualTo(clock.instant().minusSeconds(5));
        assertThat(first().item().payload()).isEqualTo(key("x"));
    }

    @Test
    void ack_whenSettledBefore_thenNothing() {
        receive("1", "x");
        StoredDelivery delivery = first();
        assertThat(inbox.ack(delivery)).isTrue();
        assertThat(inbox.ack(delivery)).isFalse();
        assertThat(inbox.reject(delivery, "late")).isFalse();
        assertThat(inbox.begin(delivery)).isEmpty();
        assertThat(inbox.nack(delivery, Duration.ZERO)).isEmpty();
        assertThat(inbox.lag().settled()).isEqualTo(1);
        assertThat(inbox.lag().pending()).isZero();
    }

    @Test
    void ack_whenReturned_thenTheDiskHasConfirmed() {
        receive("1", "x");
        int before = store.syncs();
        inbox.ack(first());
        assertThat(store.syncs()).isGreaterThan(before);
        receive("2", "x");
        store.failSyncs();
        assertReason(Reason.STORE_FAILED, () -> inbox.ack(first())).hasMessageContaining("not safe");
    }

    @Test
    void receive_whenNobodyWaits_thenTheDiskGetsItSoon() {
        int before = store.syncs();
        receive("1", "x");
        await().until(() -> store.syncs() > before);
    }

    @Test
    void checkpoint_whenSettledOutOfOrder_thenItStaysBeforeTheFirstThatWaits() {
        assertThat(inbox.checkpoint()).isEmpty();
        for (int i = 1; i <= 5; i++) {
            receive("i" + i, "x");
        }
        List<StoredDelivery> all = inbox.read(0, 10);
        inbox.ack(all.get(1));
        inbox.ack(all.get(3));
        assertThat(inbox.checkpoint()).isEmpty();
        inbox.ack(all.get(0));
        assertThat(inbox.checkpoint().orElseThrow())
                .isEqualTo(new Checkpoint(all.get(1).sequence(), "broker", "topic", "i2"));
        reopen(InboxBounds.STANDARD);
        assertThat(inbox.checkpoint().orElseThrow().itemId()).isEqualTo("i2");
        inbox.reject(all.get(2), "no");
        assertThat(inbox.checkpoint().orElseThrow().itemId()).isEqualTo("i4");
        inbox.ack(all.get(4));
        assertThat(inbox.checkpoint().orElseThrow().itemId()).isEqualTo("i5");
        reopen(InboxBounds.STANDARD);
        receive("i6", "x");
        assertThat(first().sequence()).isGreaterThan(all.get(4).sequence());
    }

    @Test
    void reject_whenGivenUp_thenTheOriginalIsAmongTheDeadLetters() {
        receive("1", "poison");
        StoredDelivery delivery = inbox.begin(first()).orElseThrow();
        clock.advance(Duration.ofSeconds(5));
        assertThat(inbox.reject(delivery, "not well-formed")).isTrue();
        reopen(InboxBounds.STANDARD);
        InboxDeadLetter letter = inbox.deadLetters(0, 10).get(0);
        assertThat(letter.delivery().item().payload()).isEqualTo(key("poison"));
        assertThat(letter.delivery().item().itemId()).isEqualTo("1");
        assertThat(letter.delivery().attempts()).isEqualTo(1);
        assertThat(letter.reason()).isEqualTo("not well-formed");
        assertThat(letter.since()).isEqualTo(clock.instant());
        assertThat(receive("1", "poison")).isEqualTo(Received.SETTLED);
        assertThat(inbox.lag().deadLetters()).isEqualTo(1);
        assertThat(inbox.forget(letter)).isTrue();
        assertThat(inbox.forget(letter)).isFalse();
        assertThat(inbox.retry(letter)).isFalse();
        assertThat(inbox.lag().deadLetters()).isZero();
    }

    @Test
    void retry_whenADeadLetterIsWantedAgain_thenItWaitsBehindTheOthersWithNoAttempts() {
        receive("1", "x");
        inbox.reject(inbox.begin(first()).orElseThrow(), "no");
        receive("2", "x");
        assertThat(inbox.retry(inbox.deadLetters(0, 1).get(0))).isTrue();
        reopen(InboxBounds.STANDARD);
        assertThat(ids()).containsExactly("2", "1");
        assertThat(inbox.read(0, 2).get(1).attempts()).isZero();
        assertThat(inbox.deadLetters(0, 1)).isEmpty();
        assertThat(receive("1", "x")).isEqualTo(Received.WAITING);
    }

    @Test
    void reject_whenThereAreTooManyDeadLetters_thenTheOldestIsDroppedAndCounted() {
        reopen(new InboxBounds(100, 2));
        for (int i = 0; i < 4; i++) {
            receive("i" + i, "x");
            inbox.reject(first(), "no");
        }
        assertThat(inbox.deadLetters(0, 10))
                .extracting(letter -> letter.delivery().item().itemId())
                .containsExactly("i2", "i3");
        reopen(new InboxBounds(100, 2));
        assertThat(inbox.lag().droppedDeadLetters()).isEqualTo(2);
        assertThat(inbox.lag().deadLetters()).isEqualTo(2);
    }

    @Test
    void retract_whenItWaits_thenMarkedAndWhatIsPublishedNextIsNew() {
        receive("1", "x");
        receive("2", "x");
        assertThat(inbox.retract("broker", "topic", "1")).isEqualTo(1);
        reopen(InboxBounds.STANDARD);
        assertThat(inbox.isRetracted("broker", "topic", "1")).isTrue();
        assertThat(inbox.read(0, 10)).extracting(StoredDelivery::retracted).containsExactly(true, false);
        assertThat(receive("1", "x")).isEqualTo(Received.NEW);
        assertThat(inbox.isRetracted("broker", "topic", "1")).isFalse();
        inbox.ack(first());
        assertThat(receive("1", "x")).isEqualTo(Received.WAITING);
        assertThat(ids()).containsExactly("2", "1");
    }

    @Test
    void retract_whenSettled_thenForgottenSoThatTheSameMayComeAgain() {
        receive("1", "x");
        inbox.ack(first());
        receive("1", "y");
        inbox.ack(first());
        receive("10", "x");
        inbox.ack(first());
        assertThat(inbox.retract("broker", "topic", "1")).isZero();
        assertThat(inbox.lag().remembered()).isEqualTo(2);
        assertThat(receive("1", "x")).isEqualTo(Received.NEW);
        assertThat(receive("10", "x")).isEqualTo(Received.SETTLED);
        inbox.ack(first());
        assertThat(receive("1", "x")).isEqualTo(Received.SETTLED);
    }

    @Test
    void retract_whenTheMemoryIsFull_thenItStaysWithinItsBound() {
        reopen(new InboxBounds(3, 10));
        for (int i = 0; i < 20; i++) {
            receive("i" + i % 4, "x" + i);
            inbox.ack(first());
            inbox.retract("broker", "topic", "i" + i * 7 % 4);
            long remembered = inbox.lag().remembered();
            assertThat(remembered).isBetween(1L, 4L);
            reopen(new InboxBounds(3, 10));
            assertThat(inbox.lag().remembered()).isEqualTo(remembered);
        }
    }

    @Test
    void lag_whenItemsWait_thenCountsBytesAndAge() {
        receive("1", "123");
        clock.advance(Duration.ofSeconds(7));
        receive("2", "12345");
        assertThat(inbox.lag()).isEqualTo(new InboxLag(2, 8, Duration.ofSeconds(7), 0, 0, 0, 0));
        inbox.ack(first());
        assertThat(inbox.lag()).isEqualTo(new InboxLag(1, 5, Duration.ZERO, 1, 1, 0, 0));
        reopen(InboxBounds.STANDARD);
        assertThat(inbox.lag()).isEqualTo(new InboxLag(1, 5, Duration.ZERO, 1, 1, 0, 0));
    }

    @Test
    void receive_whenTheDiskIsFull_thenNotTakenAndNotKnown() {
        store.beFull(true);
        assertReason(Reason.DISK_FULL, () -> receive("1", "x"));
        store.beFull(false);
        assertThat(inbox.lag().pending()).isZero();
        assertThat(receive("1", "x")).isEqualTo(Received.NEW);
    }

    @Test
    void open_whenAContentWasLost_thenTheItemIsTakenFromTheBrokerAgain() {
        receive("1", "x");
        receive("2", "x");
        long lost = first().sequence();
        inbox.close();
        store.apply(new StateBatch().remove("inbox.payloads", Database.bytes(lost)));
        inbox = open(InboxBounds.STANDARD);
        assertThat(inbox.lag().pending()).isEqualTo(1);
        assertThat(receive("2", "x")).isEqualTo(Received.WAITING);
        assertThat(receive("1", "x")).isEqualTo(Received.NEW);
        assertThat(ids()).containsExactly("2", "1");
    }

    @Test
    void close_whenDone_thenTheStoreIsClosedAndCallsSaySo() {
        receive("1", "x");
        inbox.close();
        inbox.close();
        assertThat(store.isClosed()).isTrue();
        assertThatThrownBy(() -> receive("2", "x")).isInstanceOf(GridClosedException.class);
    }

    @Test
    void toString_whenShown_thenNoPayload() {
        receive("1", "secret report");
        assertThat(first()).asString().contains("13 B").doesNotContain("secret");
    }

    private Received receive(String id, String payload) {
        return inbox.receive(new Arrival("broker", "topic", id, PUBLISHED, key(payload)));
    }

    private StoredDelivery first() {
        return inbox.read(0, 1).get(0);
    }

    private List<String> ids() {
        return inbox.read(0, 1000).stream()
                .map(delivery -> delivery.item().itemId())
                .toList();
    }

    private void reopen(InboxBounds bounds) {
        inbox.close();
        inbox = open(bounds);
    }

    private Inbox open(InboxBounds bounds) {
        return Inbox.open(store, "InboxTest", bounds, SyncPolicy.each(), clock);
    }
}
