package org.xmppgrid.smack.internal.engine.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.ProviderDeadLetter;
import org.xmppgrid.sdk.ProviderState;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SpoolBounds;
import org.xmppgrid.sdk.WhenRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xmppgrid.smack.internal.engine.provider.ProviderHarness.LONG;

/** What becomes of reports that the broker does not take. */
class ProviderRefusalTest {
    private final ProviderHarness harness = new ProviderHarness();
    private final FakeUplink uplink = harness.uplink;

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void send_whenTheBrokerRefusesForGood_thenADeadLetterWithTheReasonAndTheOthersGoOn() {
        List<ProviderDeadLetter> told = new CopyOnWriteArrayList<>();
        Provider<String> provider = harness.open(harness.builder().onDeadLetter(told::add));
        refuse("2", Reason.PAYLOAD_TOO_BIG);
        provider.send("1", "one");
        provider.send("2", "two");
        provider.send("3", "three");
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2", "3");
        assertThat(provider.backlog().confirmed()).isEqualTo(2);
        assertThat(provider.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.itemId()).isEqualTo("2");
            assertThat(letter.topic()).isEqualTo(ProviderHarness.TOPIC);
            assertThat(letter.reason()).isEqualTo(Reason.PAYLOAD_TOO_BIG);
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(new String(letter.payload(), StandardCharsets.UTF_8)).isEqualTo("two");
            assertThat(letter.toString()).doesNotContain("two");
        });
        await().until(() -> told.size() == 1);
        assertThat(told.get(0).itemId()).isEqualTo("2");
        assertThat(harness.observed()).containsExactly(Observation.Kind.REPORT_DEAD_LETTERED);
        assertThat(harness.measures.count(Metric.DEAD_LETTERED)).isEqualTo(1);
        assertThat(provider.state()).isEqualTo(ProviderState.PUBLISHING);
    }

    @Test
    void send_whenTheConnectionEndsForAReasonOfItsOwn_thenNoReportIsSetAside() {
        Provider<String> provider = harness.open();
        GridException ended = new GridConnectionException(Reason.CREDENTIALS_REFUSED, "no", null, null);
        uplink.answer(sent -> ended);
        provider.send("1", "one");
        uplink.awaitSent(1);
        uplink.confirmAll();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(provider.backlog().confirmed()).isEqualTo(1);
        assertThat(provider.backlog().deadLetters()).isZero();
    }

    @Test
    void retry_whenAPersonHasMendedTheCause_thenTheDeadLetterIsPublished() {
        Provider<String> provider = harness.open();
        refuse("1", Reason.FORBIDDEN);
        provider.send("1", "one");
        provider.send("2", "two");
        assertThat(provider.flush(LONG)).isTrue();
        uplink.confirmAll();
        ProviderDeadLetter letter = provider.deadLetters().findFirst().orElseThrow();
        assertThat(provider.retry(letter)).isTrue();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2", "1");
        assertThat(provider.retry(letter)).isFalse();
        assertThat(provider.deadLetters()).isEmpty();
    }

    @Test
    void forget_whenADeadLetterIsOfNoUse_thenItIsGone() {
        Provider<String> provider = harness.open();
        refuse("1", Reason.FORBIDDEN);
        provider.send("1", "one");
        assertThat(provider.flush(LONG)).isTrue();
        ProviderDeadLetter letter = provider.deadLetters().findFirst().orElseThrow();
        assertThat(provider.forget(letter)).isTrue();
        assertThat(provider.forget(letter)).isFalse();
        assertThat(provider.backlog().deadLetters()).isZero();
    }

    @Test
    void send_whenTheTopicIsGone_thenItsReportsWaitUntilItIsThereAgain() {
        Provider<String> provider = harness.open();
        uplink.forget(ProviderHarness.TOPIC);
        uplink.answer(sent -> FakeUplink.failure(Reason.FORBIDDEN));
        provider.send("1", "one");
        provider.send("2", "two");
        uplink.awaitSent(3);
        await().until(() -> provider.state() == ProviderState.WAITING);
        assertThat(provider.trouble().orElseThrow().reason()).isEqualTo(Reason.TOPIC_NOT_FOUND);
        assertThat(provider.flush(Duration.ZERO)).isFalse();
        uplink.confirmAll();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(provider.backlog().confirmed()).isEqualTo(2);
        assertThat(provider.backlog().deadLetters()).isZero();
        await().until(() -> harness.observed().size() == 2);
        assertThat(harness.observed()).containsOnly(Observation.Kind.PROVIDER_STATE);
    }

    @Test
    void resume_whenItWasToStop_thenNothingGoesBeforeAndTheReportGoesAgainAfter() {
        Provider<String> provider = harness.open(harness.builder().window(1).whenRefused(WhenRefused.STOP));
        refuse("2", Reason.FORBIDDEN);
        provider.send("1", "one");
        provider.send("2", "two");
        provider.send("3", "three");
        await().until(() -> provider.state() == ProviderState.STOPPED);
        assertThat(provider.trouble().orElseThrow().reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(provider.backlog().waiting()).isEqualTo(2);
        assertThat(uplink.ids()).containsExactly("1", "2");
        uplink.confirmAll();
        provider.resume();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2", "2", "3");
        assertThat(provider.backlog().deadLetters()).isZero();
    }

    @Test
    void skip_whenItWasToStop_thenTheReportIsADeadLetterAndTheOthersGo() {
        Provider<String> provider = harness.open(harness.builder().window(1).whenRefused(WhenRefused.STOP));
        refuse("1", Reason.FORBIDDEN);
        provider.send("1", "one");
        provider.send("2", "two");
        await().until(() -> provider.state() == ProviderState.STOPPED);
        provider.skip();
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2");
        assertThat(provider.deadLetters())
                .extracting(ProviderDeadLetter::itemId)
                .containsExactly("1");
    }

    @Test
    void resume_whenNothingHasStoppedIt_thenNothingHappens() {
        Provider<String> provider = harness.open();
        uplink.confirmAll();
        provider.resume();
        provider.skip();
        provider.send("1", "one");
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(provider.backlog().deadLetters()).isZero();
    }

    @Test
    void send_whenTheControllerEndsTheStreamOverAReport_thenThatOneIsFoundAndSetAside() {
        Provider<String> provider = harness.open();
        for (int i = 1; i <= 6; i++) {
            provider.send(String.valueOf(i), "x");
        }
        uplink.awaitSent(4);
        uplink.sent().forEach(sent -> sent.fail(FakeUplink.policyViolation()));
        uplink.answer(sent -> sent.id().equals("3") ? FakeUplink.policyViolation() : null);
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("1", "2", "3", "4", "1", "2", "3", "3", "4", "5", "6");
        assertThat(provider.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.itemId()).isEqualTo("3");
            assertThat(letter.reason()).isEqualTo(Reason.PAYLOAD_TOO_BIG);
        });
    }

    @Test
    void send_whenReportsWaitForTooLong_thenTheyAreDeadLettersAndTheYoungerGo() {
        Provider<String> provider =
                harness.open(harness.builder().bounds(SpoolBounds.standard().withAge(Duration.ofHours(1))));
        uplink.become(ConnectionState.RECONNECTING);
        provider.send("1", "one");
        provider.send("2", "two");
        harness.clock.advance(Duration.ofMinutes(50));
        provider.send("3", "three");
        harness.clock.advance(Duration.ofMinutes(20));
        provider.send("4", "four");
        await().until(() -> provider.backlog().deadLetters() == 2);
        assertThat(provider.deadLetters())
                .allMatch(letter -> letter.reason() == Reason.REPORT_EXPIRED && letter.attempts() == 0)
                .extracting(ProviderDeadLetter::itemId)
                .containsExactly("1", "2");
        uplink.confirmAll();
        uplink.become(ConnectionState.CONNECTED);
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("3", "4");
    }

    @Test
    void open_whenReportsOfAnEarlierStartAreTooOld_thenTheyAreNotPublished() {
        Provider<String> earlier = harness.open();
        uplink.become(ConnectionState.RECONNECTING);
        earlier.send("1", "one");
        earlier.close();
        uplink.become(ConnectionState.CONNECTED);
        uplink.confirmAll();
        harness.clock.advance(SpoolBounds.DEFAULT_AGE.plusSeconds(1));
        Provider<String> provider = harness.open();
        provider.send("2", "two");
        assertThat(provider.flush(LONG)).isTrue();
        assertThat(uplink.ids()).containsExactly("2");
        assertThat(provider.backlog().deadLetters()).isEqualTo(1);
    }

    private void refuse(String id, Reason reason) {
        uplink.answer(sent -> sent.id().equals(id) ? FakeUplink.failure(reason) : null);
    }
}
