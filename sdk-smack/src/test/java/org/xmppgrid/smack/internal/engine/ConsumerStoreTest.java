package org.xmppgrid.smack.internal.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateStore;
import org.xmppgrid.sdk.SyncPolicy;
import org.xmppgrid.smack.internal.store.Arrival;
import org.xmppgrid.smack.internal.store.Inbox;
import org.xmppgrid.smack.internal.store.InboxBounds;
import org.xmppgrid.smack.internal.store.MemoryStateStore;
import org.xmppgrid.smack.internal.store.Received;
import org.xmppgrid.smack.internal.store.SettableClock;
import org.xmppgrid.smack.internal.store.StoredDelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ConsumerStoreTest {
    private final HandAlarm alarm = new HandAlarm();
    private final StoreLog log = new StoreLog();
    /** What is opened one after the other; then as many more as are asked for. */
    private final Deque<Supplier<StateStore>> places = new ArrayDeque<>();

    private final List<MemoryStateStore> stores = new ArrayList<>();
    private final ConsumerStore state = new ConsumerStore(
            () -> places.isEmpty() ? another() : places.remove().get(),
            "c",
            InboxBounds.STANDARD,
            SyncPolicy.each(),
            new SettableClock(),
            alarm);

    @AfterEach
    void close() {
        state.close();
    }

    private MemoryStateStore another() {
        MemoryStateStore store = new MemoryStateStore();
        stores.add(store);
        return store;
    }

    private static Arrival item(String id) {
        return new Arrival("broker", "topic", id, null, id.getBytes(StandardCharsets.UTF_8));
    }

    private Received takes(String id) {
        return state.with(inbox -> inbox.receive(item(id)));
    }

    private void refuses(String id, Reason reason) {
        assertThatExceptionOfType(GridStorageException.class)
                .isThrownBy(() -> takes(id))
                .extracting(GridException::reason)
                .isEqualTo(reason);
    }

    private static GridStorageException failure() {
        return new GridStorageException(Reason.STORE_FAILED, "the disk is gone", null);
    }

    private List<String> waiting() {
        return state.with(inbox -> inbox.read(0, 100)).stream()
                .map(delivery -> delivery.item().itemId())
                .toList();
    }

    private static List<Duration> seconds(int... seconds) {
        List<Duration> all = new ArrayList<>();
        for (int each : seconds) {
            all.add(Duration.ofSeconds(each));
        }
        return all;
    }

    @Test
    void open_whenThePlaceGivesNoStore_thenTheCallerIsToldAndNothingIsTriedAgain() {
        places.add(() -> {
            throw failure();
        });

        assertThatExceptionOfType(GridStorageException.class).isThrownBy(() -> state.open(log));

        assertThat(alarm.isSet()).isFalse();
        assertThat(log.told).isEmpty();
        assertThatExceptionOfType(GridClosedException.class).isThrownBy(() -> takes("1"));
    }

    @Test
    void with_whenTheStoreFails_thenItIsToldOnceAndNothingIsTakenUntilItIsOpenedAnew() {
        state.open(log);
        takes("1");
        stores.get(0).breakWith(failure());

        refuses("2", Reason.STORE_FAILED);
        stores.get(0).mend();
        refuses("3", Reason.STORE_FAILED);

        assertThat(log.told).containsExactly("failed: STORE_FAILED");
        assertThat(state.problem()).map(GridException::reason).contains(Reason.STORE_FAILED);

        places.add(() -> stores.get(0));
        alarm.ring();

        assertThat(log.told).containsExactly("failed: STORE_FAILED", "works", "reopened");
        assertThat(state.problem()).isEmpty();
        assertThat(stores.get(0).isClosed()).isTrue();
        assertThat(waiting()).containsExactly("1");
        assertThat(takes("2")).isEqualTo(Received.NEW);
        assertThat(alarm.waits()).isEqualTo(seconds(1));
    }

    @Test
    void with_whenAUsersStoreThrowsWhatItShouldNot_thenItHasFailed() {
        state.open(log);
        stores.get(0).breakWith(new IllegalStateException("secret"));

        assertThatExceptionOfType(GridStorageException.class)
                .isThrownBy(() -> takes("1"))
                .withMessageContaining("IllegalStateException")
                .withMessageNotContaining("secret");

        alarm.ring();
        assertThat(log.told).containsExactly("failed: STORE_FAILED", "works", "reopened");
        assertThat(takes("1")).isEqualTo(Received.NEW);
    }

    @Test
    void with_whenTheDiskDoesNotConfirm_thenItIsOpenedAnew() {
        state.open(log);
        takes("1");
        StoredDelivery delivery = state.with(inbox -> inbox.read(0, 1)).get(0);
        stores.get(0).failSyncs();

        assertThatExceptionOfType(GridStorageException.class)
                .isThrownBy(() -> state.with(state.generation(), inbox -> inbox.ack(delivery)));

        alarm.ring();
        assertThat(log.told).containsExactly("failed: STORE_FAILED", "works", "reopened");
    }

    @Test
    void reopen_whenItFailsAgainAndAgain_thenTheWaitsGrowToAnEnd() {
        state.open(log);
        stores.get(0).breakWith(failure());
        refuses("1", Reason.STORE_FAILED);
        for (int attempt = 0; attempt < 7; attempt++) {
            places.add(() -> {
                throw failure();
            });
            alarm.ring();
        }

        assertThat(alarm.waits()).isEqualTo(seconds(1, 2, 4, 8, 16, 30, 30, 30));
        assertThat(log.told).containsExactly("failed: STORE_FAILED");

        alarm.ring();
        assertThat(log.told).containsExactly("failed: STORE_FAILED", "works", "reopened");
        assertThat(alarm.isSet()).isFalse();

        stores.get(1).breakWith(failure());
        refuses("2", Reason.STORE_FAILED);
        assertThat(alarm.waits()).endsWith(Duration.ofSeconds(1));
    }

    @Test
    void with_whenTheDiskIsFull_thenTheSameStoreGoesOnWhenThereIsRoom() {
        state.open(log);
        takes("1");
        stores.get(0).beFull(true);
        refuses("2", Reason.DISK_FULL);
        refuses("2", Reason.DISK_FULL);
        stores.get(0).beFull(false);

        assertThat(takes("2")).isEqualTo(Received.NEW);

        assertThat(log.told).containsExactly("failed: DISK_FULL", "works");
        assertThat(stores).hasSize(1);
        assertThat(stores.get(0).isClosed()).isFalse();
        assertThat(state.generation()).isEqualTo(1);
    }

    @Test
    void with_whenTheDiskIsFullAndSomethingIsOnlyRead_thenItIsStillFull() {
        state.open(log);
        takes("1");
        stores.get(0).beFull(true);
        refuses("2", Reason.DISK_FULL);

        assertThat(waiting()).containsExactly("1");
        state.with(Inbox::lag);

        assertThat(state.problem()).map(GridException::reason).contains(Reason.DISK_FULL);
        refuses("2", Reason.DISK_FULL);
        assertThat(log.told).containsExactly("failed: DISK_FULL");
    }

    @Test
    void with_whenTheDiskWasFullAndAnOutcomeIsWritten_thenItWorks() {
        state.open(log);
        takes("1");
        StoredDelivery delivery = state.with(inbox -> inbox.read(0, 1)).get(0);
        stores.get(0).beFull(true);
        refuses("2", Reason.DISK_FULL);
        stores.get(0).beFull(false);

        state.with(state.generation(), inbox -> inbox.ack(delivery));

        assertThat(state.problem()).isEmpty();
        assertThat(log.told).containsExactly("failed: DISK_FULL", "works");
    }

    @Test
    void with_whenTheDiskWasFullAndNobodyHasAnythingToWrite_thenItCountsAsWorkingAfterAWhile() {
        state.open(log);
        stores.get(0).beFull(true);
        refuses("1", Reason.DISK_FULL);
        refuses("1", Reason.DISK_FULL);

        alarm.ring();
        assertThat(state.problem()).map(GridException::reason).contains(Reason.DISK_FULL);
        alarm.ring();

        assertThat(state.problem()).isEmpty();
        assertThat(log.told).containsExactly("failed: DISK_FULL", "works");
    }

    @Test
    void with_whenAFullDiskFailsAltogether_thenThatIsToldToo() {
        state.open(log);
        stores.get(0).beFull(true);
        refuses("1", Reason.DISK_FULL);
        stores.get(0).breakWith(failure());
        refuses("1", Reason.STORE_FAILED);

        assertThat(log.told).containsExactly("failed: DISK_FULL", "failed: STORE_FAILED");
        alarm.ring();
        assertThat(log.told).endsWith("works", "reopened");
        assertThat(takes("1")).isEqualTo(Received.NEW);
    }

    @Test
    void with_whenTheOutcomeIsOfADeliveryFromBefore_thenItIsRefusedAndTheNewStateUnharmed() {
        state.open(log);
        takes("1");
        long before = state.generation();
        StoredDelivery delivery = state.with(inbox -> inbox.read(0, 1)).get(0);
        stores.get(0).breakWith(failure());
        refuses("2", Reason.STORE_FAILED);
        stores.get(0).mend();
        places.add(() -> stores.get(0));
        alarm.ring();

        assertThatExceptionOfType(GridStorageException.class)
                .isThrownBy(() -> state.with(before, inbox -> inbox.ack(delivery)));

        assertThat(waiting()).containsExactly("1");
        assertThat(state.problem()).isEmpty();
        assertThat(alarm.isSet()).isFalse();
        boolean settled = state.with(state.generation(), inbox -> inbox.ack(delivery));
        assertThat(settled).isTrue();
    }

    @Test
    void with_whenTheStateIsReplacedMeanwhile_thenItHasFailedAndTheConsumerIsNotClosed() {
        state.open(log);
        MemoryStateStore first = stores.get(0);

        assertThatExceptionOfType(GridStorageException.class)
                .isThrownBy(() -> state.with(inbox -> {
                    first.breakWith(failure());
                    refuses("1", Reason.STORE_FAILED);
                    alarm.ring();
                    return inbox.receive(item("2"));
                }))
                .extracting(GridException::reason)
                .isEqualTo(Reason.STORE_FAILED);

        assertThat(state.isClosed()).isFalse();
        assertThat(takes("2")).isEqualTo(Received.NEW);
        assertThat(log.told).containsExactly("failed: STORE_FAILED", "works", "reopened");
    }

    @Test
    void reopened_whenTheDiskIsFullThen_thenItIsToldAgainUntilItCouldBegin() {
        state.open(log);
        stores.get(0).breakWith(failure());
        refuses("1", Reason.STORE_FAILED);
        log.onReopened = () -> takes("begun");
        places.add(() -> {
            MemoryStateStore full = another();
            full.beFull(true);
            return full;
        });
        alarm.ring();
        alarm.ring();
        assertThat(log.told).endsWith("works", "reopened", "failed: DISK_FULL", "reopened");

        stores.get(1).beFull(false);
        alarm.ring();

        assertThat(log.told).endsWith("reopened", "works");
        assertThat(waiting()).containsExactly("begun");
        assertThat(log.told.stream().filter("reopened"::equals)).hasSize(3);
    }

    @Test
    void reopened_whenTheNewStoreFailsThen_thenItIsOpenedOnceMore() {
        state.open(log);
        stores.get(0).breakWith(failure());
        refuses("1", Reason.STORE_FAILED);
        log.onReopened = () -> takes("begun");
        places.add(() -> {
            MemoryStateStore bad = another();
            bad.breakWith(failure());
            return bad;
        });
        alarm.ring();
        alarm.ring();

        assertThat(log.told)
                .containsExactly(
                        "failed: STORE_FAILED", "works", "reopened", "failed: STORE_FAILED", "works", "reopened");
        assertThat(waiting()).containsExactly("begun");
        assertThat(alarm.isSet()).isFalse();
    }

    @Test
    void close_whenItIsToBeOpenedAnew_thenItIsNot() {
        state.open(log);
        stores.get(0).breakWith(failure());
        refuses("1", Reason.STORE_FAILED);

        state.close();
        alarm.ring();

        assertThat(stores).hasSize(1);
        assertThat(stores.get(0).isClosed()).isTrue();
        assertThat(log.told).containsExactly("failed: STORE_FAILED");
        assertThatExceptionOfType(GridClosedException.class).isThrownBy(() -> takes("1"));
    }

    @Test
    void close_whenItIsBeingOpenedAnew_thenNothingStaysOpenAndNobodyIsToldThatItWorks() {
        state.open(log);
        stores.get(0).breakWith(failure());
        refuses("1", Reason.STORE_FAILED);
        places.add(() -> {
            state.close();
            return another();
        });

        alarm.ring();

        assertThat(stores).hasSize(2).allMatch(MemoryStateStore::isClosed);
        assertThat(log.told).containsExactly("failed: STORE_FAILED");
        assertThat(alarm.isSet()).isFalse();
    }

    @Test
    void close_whenTheStateCanNotBeMadeSafe_thenItSaysSoAndTheStoreIsClosed() {
        state.open(log);
        takes("1");
        state.with(inbox -> {
            inbox.flush();
            return true;
        });
        stores.get(0).failSyncs();
        takes("2");

        assertThatExceptionOfType(GridStorageException.class).isThrownBy(state::close);

        assertThat(stores.get(0).isClosed()).isTrue();
        state.close();
        assertThat(log.told).isEmpty();
    }

    @Test
    void close_whenNobodyWaitedForWhatTheDiskRefused_thenItSaysSo() {
        state.open(log);
        stores.get(0).failSyncs();
        takes("1");
        await().until(() -> stores.get(0).failedSyncs() > 0);

        assertThatExceptionOfType(GridStorageException.class).isThrownBy(state::close);

        assertThat(stores.get(0).isClosed()).isTrue();
    }
}
