package org.xmppgrid.smack.internal.engine.provider;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.ProviderBuilder;
import org.xmppgrid.sdk.ProviderState;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SpoolBounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.xmppgrid.smack.internal.engine.provider.ProviderHarness.LONG;

/** Taking reports, and what becomes of the spool. */
class ProviderSpoolTest {
    private final ProviderHarness harness = new ProviderHarness();
    private final FakeUplink uplink = harness.uplink;

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void send_whenReturned_thenOnDiskWithTheIdThatIsReturned() {
        uplink.become(ConnectionState.RECONNECTING);
        Provider<String> provider = harness.open(inFiles());
        String id = provider.send("one");
        assertThat(provider.backlog().waiting()).isEqualTo(1);
        assertThat(provider.backlog().bytes()).isEqualTo(3);
        provider.close();
        uplink.confirmAll();
        uplink.become(ConnectionState.CONNECTED);
        assertThat(harness.open(inFiles()).flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly(id);
    }

    @Test
    void open_whenTheGridIsClosed_thenItSaysSoAndHoldsNothing() {
        harness.gridIsClosed();
        ProviderBuilder<String> builder = inFiles();
        assertThatThrownBy(builder::open)
                .isInstanceOf(GridClosedException.class)
                .hasMessageContaining("grid is closed");
        assertThatThrownBy(builder::open).isInstanceOf(GridClosedException.class);
    }

    @Test
    void send_whenThePayloadOrTheIdIsBad_thenNothingIsSpooled() {
        Provider<String> provider = harness.open();
        assertThatThrownBy(() -> provider.send("bad")).isInstanceOf(GridPayloadException.class);
        assertThatThrownBy(() -> provider.sendAsync("bad")).isInstanceOf(GridPayloadException.class);
        assertThatThrownBy(() -> provider.send("", "good")).isInstanceOf(IllegalArgumentException.class);
        assertThat(provider.backlog().waiting()).isZero();
    }

    @Test
    void sendAsync_whenTheDiskHasConfirmed_thenItCompletesWithTheId() {
        Provider<String> provider = harness.open();
        uplink.confirmAll();
        List<CompletableFuture<String>> safe =
                List.of(provider.sendAsync("1", "one"), provider.sendAsync("2", "two"), provider.sendAsync("three"));
        assertThat(safe.get(0)).succeedsWithin(LONG).isEqualTo("1");
        assertThat(safe.get(1)).succeedsWithin(LONG).isEqualTo("2");
        String third = assertThat(safe.get(2)).succeedsWithin(LONG).actual();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2", third);
    }

    @Test
    void send_whenTheSpoolIsFull_thenRefusedAndNothingElseHappens() {
        Provider<String> provider =
                harness.open(harness.builder().bounds(SpoolBounds.standard().withReports(2)));
        provider.send("1", "one");
        provider.send("2", "two");
        assertReason(Reason.SPOOL_FULL, () -> provider.send("3", "three"));
        uplink.confirmAll();
        assertThat(provider.flush(LONG)).isTrue();
        provider.send("4", "four");
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2", "4");
    }

    @Test
    void send_whenTheSpoolIsFullAndDrops_thenTheOldestAreGoneCountedAndTold() {
        uplink.become(ConnectionState.RECONNECTING);
        Provider<String> provider = harness.open(
                harness.builder().bounds(SpoolBounds.standard().withReports(2).droppingOldest()));
        provider.send("1", "one");
        provider.send("2", "two");
        provider.send("3", "three");
        provider.send("4", "four");
        assertThat(provider.backlog().dropped()).isEqualTo(2);
        assertThat(harness.measures.count(Metric.DROPPED)).isEqualTo(2);
        assertThat(harness.observed())
                .containsExactly(Observation.Kind.REPORTS_DROPPED, Observation.Kind.REPORTS_DROPPED);
        uplink.confirmAll();
        uplink.become(ConnectionState.CONNECTED);
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("3", "4");
    }

    @Test
    void send_whenTheSpoolIsFullAndBlocks_thenItReturnsOnceTheBrokerHasConfirmedOne() {
        Provider<String> provider = harness.open(
                harness.builder().bounds(SpoolBounds.standard().withReports(1).blocking(LONG)));
        provider.send("1", "one");
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> provider.send("2", "two"));
        uplink.awaitSent(1);
        assertThat(second).isNotDone();
        uplink.confirmAll();
        assertThat(second).succeedsWithin(LONG);
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2");
    }

    @Test
    void flush_whenTheTimeIsOver_thenFalseAndTrueOnceAllIsConfirmed() {
        Provider<String> provider = harness.open();
        assertThat(provider.flush(Duration.ZERO)).isTrue();
        provider.send("1", "one");
        assertThat(provider.flush(Duration.ofMillis(1))).isFalse();
        CompletableFuture<Boolean> flushed = CompletableFuture.supplyAsync(() -> provider.flush(LONG));
        uplink.awaitSent(1);
        uplink.sent().get(0).confirm();
        assertThat(flushed).succeedsWithin(LONG).isEqualTo(true);
    }

    @Test
    void flush_whenOthersAreGivenMeanwhile_thenItDoesNotWaitForThem() {
        Provider<String> provider = harness.open(harness.builder().window(1));
        provider.send("1", "one");
        uplink.awaitSent(1);
        CompletableFuture<Boolean> flushed = CompletableFuture.supplyAsync(() -> provider.flush(LONG));
        uplink.sent().get(0).confirm();
        assertThat(flushed).succeedsWithin(LONG).isEqualTo(true);
        provider.send("2", "two");
        assertThat(provider.flush(Duration.ZERO)).isFalse();
    }

    @Test
    void close_whenAnswersAreAwaited_thenTheyAreWaitedForAndTheRestStays() {
        Provider<String> provider = harness.open(harness.builder().window(1));
        provider.send("1", "one");
        provider.send("2", "two");
        uplink.awaitSent(1);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(provider::close);
        await().until(() -> provider.state() == ProviderState.CLOSED);
        uplink.sent().get(0).confirm();
        assertThat(closed).succeedsWithin(LONG);
        assertThat(uplink.watchers()).isZero();
        assertThat(harness.measures.gauges()).isEmpty();
        assertThatThrownBy(() -> provider.send("3", "three")).isInstanceOf(GridClosedException.class);
        assertThatThrownBy(() -> provider.flush(LONG)).isInstanceOf(GridClosedException.class);
        uplink.confirmAll();
        assertThat(harness.open().flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2");
    }

    @Test
    void close_whenNoAnswerComes_thenItReturnsAllTheSameAndTheReportStays() {
        harness.requestTimeout(Duration.ofMillis(50));
        Provider<String> provider = harness.open();
        provider.send("1", "one");
        uplink.awaitSent(1);
        assertThat(CompletableFuture.runAsync(provider::close)).succeedsWithin(LONG);
        Provider<String> next = harness.open();
        assertThat(next.backlog().waiting()).isEqualTo(1);
    }

    @Test
    void send_whenTheDiskFails_thenToldAndTheSpoolIsOpenedAgainWithAllThatWasSafe() {
        uplink.become(ConnectionState.RECONNECTING);
        Provider<String> provider = harness.open();
        provider.send("1", "one");
        harness.store.failSyncs();
        assertReason(Reason.STORE_FAILED, () -> provider.send("2", "two"));
        await().until(() ->
                provider.state() == ProviderState.SPOOL_FAILED || provider.state() == ProviderState.WAITING);
        harness.store.syncAgain();
        await().ignoreExceptions().until(() -> provider.send("3", "three").equals("3"));
        uplink.confirmAll();
        uplink.become(ConnectionState.CONNECTED);
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).startsWith("1").endsWith("3");
        await().until(() -> harness.observed().contains(Observation.Kind.PROVIDER_STATE));
    }

    @Test
    void send_whenTheDiskIsFull_thenNotTakenAndTheRestGoesOn() {
        Provider<String> provider = harness.open();
        provider.send("1", "one");
        harness.store.beFull(true);
        assertReason(Reason.DISK_FULL, () -> provider.send("2", "two"));
        uplink.confirmAll();
        assertThat(provider.flush(LONG)).isTrue();
        harness.store.beFull(false);
        provider.send("3", "three");
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "3");
        assertThat(harness.observed()).isEmpty();
    }

    @Test
    void send_whenARefusedReportCantBeSetAsideOnAFullDisk_thenItStaysUntilItCan() {
        Provider<String> provider = harness.open();
        provider.send("1", "one");
        provider.send("2", "two");
        harness.store.beFull(true);
        uplink.awaitSent(2);
        uplink.sent().get(0).fail(Reason.FORBIDDEN);
        uplink.sent().get(1).confirm();
        uplink.answer(sent -> FakeUplink.failure(Reason.FORBIDDEN));
        uplink.awaitSent(4);
        await().until(() -> provider.trouble().isPresent());
        assertThat(provider.backlog().deadLetters()).isZero();
        assertThat(provider.backlog().waiting()).isEqualTo(1);
        harness.store.beFull(false);
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(provider.backlog().deadLetters()).isEqualTo(1);
        assertThat(harness.observed()).doesNotContain(Observation.Kind.HANDLER_FAILED);
    }

    @Test
    void close_whenASenderWaitsForRoom_thenThatIsToldThatItIsClosed() {
        Provider<String> provider = harness.open(
                harness.builder().bounds(SpoolBounds.standard().withReports(1).blocking(LONG)));
        uplink.become(ConnectionState.RECONNECTING);
        provider.send("1", "one");
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> provider.send("2", "two"));
        CompletableFuture<Boolean> flushed = CompletableFuture.supplyAsync(() -> provider.flush(LONG));
        provider.close();
        assertThat(second).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(GridClosedException.class);
        assertThat(flushed.handle((done, closed) -> closed != null || !done))
                .succeedsWithin(LONG)
                .isEqualTo(true);
        assertThat(provider.backlog().waiting()).isEqualTo(1);
    }

    @Test
    void open_whenAnotherHasTheSpool_thenTheErrorSaysWho() {
        harness.open(inFiles());
        assertReason(Reason.STORE_IN_USE, () -> inFiles().open())
                .hasMessageContaining("process " + ProcessHandle.current().pid());
    }

    @Test
    void open_whenThereIsNoPlaceForReports_thenSaid() {
        assertThatThrownBy(() -> harness.inMemory(ProviderHarness.TOPIC).open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("spoolIn");
    }

    @Test
    void send_whenTheGridIsLostForGood_thenItIsKeptForAnotherGrid() {
        Provider<String> provider = harness.open();
        uplink.become(ConnectionState.FAILED);
        await().until(() -> provider.state() == ProviderState.DISCONNECTED);
        provider.send("1", "one");
        assertThat(provider.backlog().waiting()).isEqualTo(1);
        assertThat(uplink.sent()).isEmpty();
    }

    @Test
    void metrics_whenReportsGo_thenCountedAndGauged() {
        List<String> told = new CopyOnWriteArrayList<>();
        Provider<String> provider = harness.open(harness.builder().onConfirmed(told::add));
        provider.send("1", "one");
        provider.send("2", "three");
        uplink.awaitSent(2);
        assertThat(harness.measures.gauges().get(Metric.LAG).getAsLong()).isEqualTo(2);
        assertThat(harness.measures.gauges().get(Metric.QUEUE_BYTES).getAsLong())
                .isEqualTo(8);
        uplink.lose();
        uplink.become(ConnectionState.CONNECTED);
        uplink.awaitSent(4);
        uplink.confirmAll();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(harness.measures.count(Metric.PUBLISHED)).isEqualTo(4);
        assertThat(harness.measures.count(Metric.RETRIED)).isEqualTo(2);
        await().until(() -> told.equals(List.of("1", "2")));
        assertThat(harness.measures.count(Metric.CONFIRMED)).isEqualTo(2);
    }

    private ProviderBuilder<String> inFiles() {
        return harness.inMemory(ProviderHarness.TOPIC).spoolIn(directory);
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertReason(
            Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(GridException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }
}
