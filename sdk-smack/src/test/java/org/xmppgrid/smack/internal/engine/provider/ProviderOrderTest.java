package org.xmppgrid.smack.internal.engine.provider;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.ProviderState;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xmppgrid.smack.internal.engine.provider.ProviderHarness.LONG;

/** In which order reports go out, whatever fails. */
class ProviderOrderTest {
    private final ProviderHarness harness = new ProviderHarness();
    private final FakeUplink uplink = harness.uplink;

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void send_whenManyAreGiven_thenNoMoreThanTheWindowAreUnderWay() {
        Provider<String> provider = harness.open(harness.builder().window(3));
        send(provider, 1, 5);
        assertThat(uplink.awaitSent(3)).containsExactly("1", "2", "3");
        uplink.sent().get(1).confirm();
        assertThat(uplink.awaitSent(4)).containsExactly("1", "2", "3", "4");
        await().until(() -> provider.backlog().confirmed() == 1);
        assertThat(uplink.sent()).hasSize(4);
        assertThat(provider.backlog().waiting()).isEqualTo(4);
        uplink.confirmAll();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2", "3", "4", "5");
        assertThat(provider.backlog().waiting()).isZero();
    }

    @Test
    void send_whenTheConnectionIsLost_thenTheUnconfirmedGoAgainInOrder() {
        Provider<String> provider = harness.open();
        send(provider, 1, 6);
        uplink.awaitSent(4);
        uplink.sent().get(0).confirm();
        assertThat(uplink.awaitSent(5)).containsExactly("1", "2", "3", "4", "5");
        uplink.lose();
        await().until(() -> provider.state() == ProviderState.WAITING);
        send(provider, 7, 7);
        assertThat(uplink.sent()).hasSize(5);
        uplink.become(ConnectionState.CONNECTED);
        uplink.awaitSent(9);
        uplink.confirmAll();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2", "3", "4", "5", "2", "3", "4", "5", "6", "7");
        assertThat(provider.backlog().retried()).isEqualTo(4);
        await().until(() -> provider.state() == ProviderState.PUBLISHING);
        assertThat(provider.trouble()).isEmpty();
    }

    /** Published again, they would stand at the end of the broker's list. */
    @Test
    void send_whenTheBrokerHadTakenTheFirstOfTheUnconfirmed_thenOnlyTheRestGoesAgain() {
        Provider<String> provider = harness.open();
        send(provider, 1, 4);
        uplink.awaitSent(4);
        uplink.sent().stream().limit(2).forEach(sent -> uplink.keep(sent.id(), sent.xml()));
        uplink.keep("3", "an older content");
        uplink.lose();
        await().until(() -> provider.state() == ProviderState.WAITING);
        uplink.become(ConnectionState.CONNECTED);
        assertThat(uplink.awaitSent(6)).containsExactly("1", "2", "3", "4", "3", "4");
        assertThat(provider.backlog().confirmed()).isEqualTo(2);
        uplink.confirmAll();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(provider.backlog().confirmed()).isEqualTo(4);
    }

    @Test
    void send_whenOneInTheMiddleIsNotAnswered_thenNothingNewGoesBeforeTheWindowIsSettled() {
        Provider<String> provider = harness.open(harness.builder().window(3));
        send(provider, 1, 5);
        uplink.awaitSent(3);
        uplink.sent().get(1).fail(Reason.OUTCOME_UNKNOWN);
        await().until(() -> provider.trouble().isPresent());
        uplink.sent().get(0).confirm();
        await().until(() -> provider.backlog().confirmed() == 1);
        assertThat(uplink.ids()).containsExactly("1", "2", "3");
        uplink.confirmAll();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2", "3", "2", "4", "5");
    }

    @Test
    void send_whenAnItemIsUpdated_thenTheUpdateWaitsForTheItemAndWhatIsBehindForBoth() {
        Provider<String> provider = harness.open();
        provider.send("a", "old");
        provider.send("b", "x");
        provider.send("a", "new");
        provider.send("c", "x");
        uplink.awaitSent(2);
        uplink.sent().get(1).confirm();
        await().until(() -> provider.backlog().confirmed() == 1);
        uplink.sent().get(0).fail(Reason.OUTCOME_UNKNOWN);
        assertThat(uplink.awaitSent(3)).containsExactly("a", "b", "a");
        assertThat(uplink.sent().get(2).xml()).isEqualTo("old");
        uplink.confirmAll();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("a", "b", "a", "a", "c");
        assertThat(uplink.sent().get(3).xml()).isEqualTo("new");
    }

    @Test
    void send_whenTheBrokerIsBusy_thenItIsAskedWithOneUntilItTakesThat() {
        Provider<String> provider = harness.open();
        send(provider, 1, 8);
        uplink.awaitSent(4);
        uplink.sent().forEach(sent -> sent.fail(Reason.BROKER_BUSY));
        uplink.awaitSent(5);
        uplink.sent().get(4).fail(Reason.BROKER_BUSY);
        assertThat(uplink.awaitSent(6)).endsWith("4", "1", "1");
        await().until(() -> provider.state() == ProviderState.WAITING);
        assertThat(provider.trouble().orElseThrow().reason()).isEqualTo(Reason.BROKER_BUSY);
        uplink.confirmAll();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).endsWith("1", "1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(provider.backlog().deadLetters()).isZero();
    }

    @Test
    void open_whenReportsWaitOfAnEarlierStart_thenTheyGoFirstAndToTheirOwnTopic() {
        Provider<String> earlier = harness.open();
        uplink.become(ConnectionState.RECONNECTING);
        send(earlier, 1, 3);
        earlier.close();
        Provider<String> provider = harness.open(harness.inMemory("Other").spoolIn(() -> harness.store));
        send(provider, 4, 4);
        uplink.confirmAll();
        uplink.become(ConnectionState.CONNECTED);
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.sent())
                .extracting(sent -> sent.topic() + sent.id())
                .containsExactly("MILEHost1", "MILEHost2", "MILEHost3", "Other4");
    }

    @Test
    void send_whenThousandsGoWhileTheConnectionComesAndGoes_thenTheFirstsAreInOrderAndNoneIsMissing() {
        Provider<String> provider = harness.open(harness.builder().window(16));
        uplink.answer(sent -> null);
        for (int i = 1; i <= 2000; i++) {
            provider.send(String.valueOf(i), "x");
            if (i % 97 == 0) {
                uplink.lose();
                uplink.become(ConnectionState.CONNECTED);
            }
        }
        assertThat(provider.flush(LONG)).isTrue();
        List<String> all =
                IntStream.rangeClosed(1, 2000).mapToObj(String::valueOf).toList();
        assertThat(uplink.ids().stream().distinct()).containsExactlyElementsOf(all);
    }

    private static void send(Provider<String> provider, int from, int to) {
        for (int i = from; i <= to; i++) {
            provider.send(String.valueOf(i), "x" + i);
        }
    }
}
