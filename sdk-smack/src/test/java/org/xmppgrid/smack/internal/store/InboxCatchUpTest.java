package org.xmppgrid.smack.internal.store;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.SyncPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xmppgrid.smack.internal.store.StateStoreContract.key;

/** What is missed goes before what arrives meanwhile, whenever the process ends. */
class InboxCatchUpTest {
    private final MemoryStateStore store = new MemoryStateStore();
    private final SettableClock clock = new SettableClock();
    private Inbox inbox = open();

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void read_whenItemsArriveDuringACatchUp_thenBehindWhatWasMissedAndNotBeforeItsEnd() {
        arrives("1");
        inbox.catchUp();
        arrives("4");
        missed("2");
        assertThat(ids()).containsExactly("1", "2");
        arrives("5");
        missed("3");
        inbox.caughtUp();
        arrives("6");

        assertThat(ids()).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(inbox.isCatchingUp()).isFalse();
    }

    @Test
    void read_whenTheCatchUpEndsMeanwhile_thenNothingThatWasMissedIsPassedBy() {
        inbox.catchUp();
        arrives("3");
        missed("1");
        Thread ending = new Thread(() -> {
            missed("2");
            inbox.caughtUp();
        });
        store.onRead(() -> {
            ending.start();
            await().until(() -> !ending.isAlive() || ending.getState() == Thread.State.WAITING);
        });

        List<StoredDelivery> read = inbox.read(0, 1000);
        await().until(() -> !ending.isAlive());
        List<StoredDelivery> rest = inbox.read(read.get(read.size() - 1).sequence(), 1000);

        assertThat(Stream.concat(read.stream(), rest.stream())
                        .map(delivery -> delivery.item().itemId()))
                .containsExactly("1", "2", "3");
    }

    @Test
    void catchUp_whenTheProcessEndsInItsMidst_thenTheNextGoesOnInOrder() {
        inbox.catchUp();
        missed("1");
        arrives("3");
        reopen();
        assertThat(inbox.isCatchingUp()).isTrue();
        assertThat(ids()).containsExactly("1");
        inbox.catchUp();
        arrives("5");
        missed("2");
        missed("3");
        missed("4");
        missed("5");
        inbox.caughtUp();

        assertThat(ids()).containsExactly("1", "2", "3", "4", "5");
        reopen();
        arrives("6");
        assertThat(ids()).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void receiveMissed_whenItHasArrivedAlready_thenItTakesItsPlaceAndIsCountedOnce() {
        inbox.catchUp();
        arrives("2");
        assertThat(inbox.fill()).isEqualTo(new Fill(0, 0, 1, 1));

        assertThat(inbox.receiveMissed(item("2"))).isEqualTo(Received.WAITING);

        assertThat(inbox.fill()).isEqualTo(new Fill(1, 1, 0, 0));
        assertThat(ids()).containsExactly("2");
        reopen();
        assertThat(inbox.fill()).isEqualTo(new Fill(1, 1, 0, 0));
        assertThat(ids()).containsExactly("2");
    }

    @Test
    void checkpoint_whenSettledDuringACatchUp_thenItStandsBehindThemAndNoPlaceIsUsedTwice() {
        inbox.catchUp();
        missed("1");
        arrives("3");
        assertThat(inbox.ack(inbox.read(0, 1).get(0))).isTrue();
        assertThat(inbox.checkpoint()).map(Checkpoint::itemId).contains("1");
        reopen();
        missed("2");
        inbox.caughtUp();

        assertThat(ids()).containsExactly("2", "3");
        inbox.read(0, 10).forEach(inbox::ack);
        assertThat(inbox.checkpoint()).map(Checkpoint::itemId).contains("3");
        assertThat(inbox.fill()).isEqualTo(new Fill(0, 0, 0, 0));
    }

    @Test
    void knows_whenItWaitsBehindACatchUp_thenNotYet() {
        inbox.catchUp();
        arrives("2");
        missed("1");

        assertThat(inbox.knows(item("1"))).isTrue();
        assertThat(inbox.knows(item("2"))).isFalse();
        assertThat(inbox.knows("broker", "topic", "2")).isTrue();
        assertThat(inbox.knows("broker", "topic", "3")).isFalse();
    }

    @Test
    void startBehind_whenItComesLater_thenItIsKnown() {
        assertThat(inbox.isNew()).isTrue();
        inbox.startBehind(List.of(item("1").withoutPayload()));
        reopen();

        assertThat(inbox.isNew()).isFalse();
        assertThat(inbox.receive(item("1"))).isEqualTo(Received.SETTLED);
    }

    @Test
    void startBehind_whenItHasArrived_thenItIsDelivered() {
        arrives("1");
        inbox.startBehind(List.of(item("1")));

        assertThat(inbox.ack(inbox.read(0, 1).get(0))).isTrue();
        assertThat(inbox.lag().remembered()).isEqualTo(1);
    }

    @Test
    void isNew_whenOnlyWhatArrivesDuringTheFirstCatchUpIsThere_thenStill() {
        inbox.catchUp();
        arrives("2");
        assertThat(inbox.isNew()).isTrue();
        missed("1");
        assertThat(inbox.isNew()).isFalse();
    }

    @Test
    void receive_whenTheItemIsKnownWithOtherContent_thenAnUpdateAlsoAfterReopening() {
        arrives("1");
        inbox.receive(new Arrival("broker", "topic", "1", null, key("other")));
        reopen();

        assertThat(inbox.read(0, 10)).extracting(StoredDelivery::update).containsExactly(false, true);
    }

    private void arrives(String id) {
        assertThat(inbox.receive(item(id))).isEqualTo(Received.NEW);
    }

    private void missed(String id) {
        inbox.receiveMissed(item(id));
    }

    private static Arrival item(String id) {
        return new Arrival("broker", "topic", id, null, key(id));
    }

    private List<String> ids() {
        return inbox.read(0, 1000).stream()
                .map(delivery -> delivery.item().itemId())
                .toList();
    }

    private void reopen() {
        inbox.close();
        inbox = open();
    }

    private Inbox open() {
        return Inbox.open(store, "InboxCatchUpTest", InboxBounds.STANDARD, SyncPolicy.each(), clock);
    }
}
