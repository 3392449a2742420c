package org.xmppgrid.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Sessions that outlive their connection, and what goes wrong with them on purpose; the rest is in ResumingStreams. */
class GridBrokerResumptionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ASK = "<r xmlns='urn:xmpp:sm:3'/>";
    private static final Pattern ITEM = Pattern.compile("<item id='([^']*)'");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    private final List<AutoCloseable> open = new ArrayList<>();
    private GridBroker grid;
    private GridStreams streams;
    private RawXmppClient provider;
    private RawXmppClient consumer;

    @BeforeEach
    void start() {
        start(GridBroker.builder());
    }

    private void start(GridBrokerBuilder builder) {
        grid = keep(builder.clock(NOON).start());
        streams = grid.streams();
        grid.createTopic("t", Map.of("pubsub#access_model", "open"));
        provider = keep(RawXmppClient.login(grid, "provider"));
        consumer = bound("consumer", "siem");
        consumer.enableResumption();
        present(consumer);
        assertThat(EmbeddedGridTestCase.subscribe(consumer, "t")).contains("type='result'");
        consumer.acknowledge();
        ping(consumer);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T keep(T opened) {
        open.add(opened);
        return opened;
    }

    private RawXmppClient bound(String user, String resource) {
        return keep(RawXmppClient.login(grid, grid.account(user), resource, ""));
    }

    private static void present(RawXmppClient client) {
        client.send("<presence/>");
        client.awaitWith("<presence");
    }

    private void ping(RawXmppClient client) {
        client.request(grid.domain(), "get", "<ping xmlns='urn:xmpp:ping'/>");
    }

    private void publish(String... ids) {
        for (String id : ids) {
            assertThat(EmbeddedGridTestCase.publish(provider, "t", id)).contains("type='result'");
        }
    }

    private static List<String> items(RawXmppClient client) {
        return client.stanzas().stream()
                .filter(stanza -> stanza.startsWith("<message"))
                .flatMap(stanza -> ITEM.matcher(stanza).results())
                .map(item -> item.group(1))
                .toList();
    }

    /** The consumer's connection is gone, and the grid knows. */
    private void lose() {
        consumer.close();
        await("for the loss to be seen").atMost(PATIENCE).until(() -> streams.interrupted()
                .equals(List.of(consumer.jid())));
    }

    private String refused() {
        RawXmppClient client = keep(RawXmppClient.authenticated(grid, grid.account("consumer")));
        client.send("<resume xmlns='urn:xmpp:sm:3' previd='" + consumer.resumption() + "' h='" + consumer.handled()
                + "'/>");
        return client.awaitWith("<failed");
    }

    private RawXmppClient resumed() {
        return keep(RawXmppClient.resume(consumer));
    }

    private List<String> itemsOfTheNextLogin() {
        RawXmppClient next = bound("consumer", "next");
        present(next);
        ping(next);
        return items(next);
    }

    @Test
    void resume_whenEventsWaited_thenStampedWithTheGridsClock() {
        lose();
        publish("a");

        assertThat(resumed().awaitWith("<item id='a'"))
                .contains("<delay xmlns='urn:xmpp:delay' from='grid.example' stamp='2026-11-21T12:00:00Z'/>");
        assertThat(streams.interrupted()).isEmpty();
    }

    @Test
    void disconnect_whenStreamsAreManaged_thenTheSessionWaitsAndGoesOn() {
        assertThat(grid.disconnect("consumer@grid.example")).isEqualTo(1);
        consumer.awaitEnd(PATIENCE);
        publish("a");

        assertThat(grid.sessions()).contains(consumer.jid());
        assertThat(resumed().awaitWith("<item id='a'")).contains("<event");
    }

    @Test
    void refuseResumption_whenOnce_thenEventsWaitForTheNextLogin() {
        Fault fault = streams.refuseResumption(1);
        lose();
        publish("a", "b");

        assertThat(refused()).contains("item-not-found").doesNotContain(" h=");
        assertThat(fault.hits()).isEqualTo(1);
        assertThat(itemsOfTheNextLogin()).containsExactly("a", "b");
    }

    @Test
    void refuseResumption_whenOnce_thenTheNextSessionIsResumed() {
        streams.refuseResumption(1);
        lose();
        refused();
        consumer = bound("consumer", "again");
        consumer.enableResumption();
        present(consumer);
        lose();
        publish("a");

        assertThat(resumed().awaitWith("<item id='a'")).contains("<event");
    }

    @Test
    void loseQueueAndRefuse_whenEventsWaited_thenTheyNeverCome() {
        Fault fault = streams.loseQueueAndRefuse(GridStreams.ALWAYS);
        lose();
        publish("a");

        assertThat(refused()).contains("item-not-found");
        assertThat(fault.hits()).isEqualTo(1);
        assertThat(itemsOfTheNextLogin()).isEmpty();
    }

    @Test
    void loseQueueAndResume_whenEventsWaited_thenTheyNeverComeAndLaterOnesDo() {
        Fault fault = streams.loseQueueAndResume(1);
        lose();
        publish("a", "b");

        RawXmppClient next = resumed();
        publish("c");
        next.awaitWith("<item id='c'");
        assertThat(items(next)).containsExactly("c");
        assertThat(fault.hits()).isEqualTo(1);

        next.acknowledge();
        ping(next);
        assertThat(next.stanzas()).noneMatch(stanza -> stanza.contains("stream:error"));
    }

    @Test
    void silence_whenAsked_thenNoAnswerUntilItIsLifted() {
        Fault fault = streams.silence();
        consumer.send(ASK);
        ping(consumer);
        assertThat(consumer.stanzas()).noneMatch(stanza -> stanza.startsWith("<a "));
        assertThat(fault.hits()).isEqualTo(1);

        fault.close();
        consumer.send(ASK);

        // Presence, the subscription and two pings.
        assertThat(consumer.awaitWith("<a ")).contains("h='4'");
    }

    @Test
    void miscount_whenAsked_thenTheCountIsWrongAlsoAtResumption() {
        Fault fault = streams.miscount(-2);
        consumer.send(ASK);
        assertThat(consumer.awaitWith("<a ")).contains("h='1'");
        lose();

        RawXmppClient next = resumed();

        assertThat(next.stanzas()).anyMatch(stanza -> stanza.startsWith("<resumed") && stanza.contains("h='1'"));
        assertThat(fault.hits()).isEqualTo(2);
    }

    @Test
    void expire_whenTheSessionWaits_thenItemNotFoundWithTheCountOnce() {
        lose();
        publish("a");

        assertThat(streams.expire("consumer@grid.example")).isEqualTo(1);

        assertThat(grid.sessions()).doesNotContain(consumer.jid());
        assertThat(refused()).contains("item-not-found").contains("h='3'");
        assertThat(refused()).contains("item-not-found").doesNotContain(" h=");
        assertThat(itemsOfTheNextLogin()).containsExactly("a");
    }

    @Test
    void expire_whenConnected_thenNothing() {
        assertThat(streams.expire(consumer.jid())).isZero();
        ping(consumer);
    }

    @Test
    void expire_whenAnotherResourceIsThere_thenWhatWaitedIsLost() {
        lose();
        publish("lost");
        RawXmppClient other = bound("consumer", "other");
        present(other);

        streams.expire(consumer.jid());
        publish("b");

        other.awaitWith("<item id='b'");
        assertThat(items(other)).containsExactly("b");
        assertThat(other.stanzas())
                .anyMatch(stanza -> stanza.startsWith("<presence") && stanza.contains("type='unavailable'"));
    }

    @Test
    void expire_whenHeadlines_thenTheyAreLost() {
        lose();
        for (String type : List.of("headline", "normal")) {
            provider.send(
                    "<message to='consumer@grid.example' type='" + type + "'><body>" + type + "</body></message>");
        }
        ping(provider);

        streams.expire(consumer.jid());

        RawXmppClient next = bound("consumer", "next");
        present(next);
        assertThat(next.awaitWith("<body>")).contains("<body>normal</body>");
        ping(next);
        assertThat(next.stanzas()).noneMatch(stanza -> stanza.contains("headline"));
    }

    @Test
    void stop_whenEventsAreUnacknowledged_thenTheyComeAfterTheStartAndTheCountIsTold() {
        publish("a");
        consumer.awaitWith("<item id='a'");

        grid.restart();

        assertThat(refused()).contains("item-not-found").contains("h='3'");
        assertThat(itemsOfTheNextLogin()).containsExactly("a");
    }

    @Test
    void kill_whenEventsAreUnacknowledged_thenTheyAreLost() {
        publish("a");
        consumer.awaitWith("<item id='a'");

        grid.crash();

        assertThat(refused()).contains("item-not-found").doesNotContain(" h=");
        assertThat(itemsOfTheNextLogin()).isEmpty();
    }

    @Test
    void disconnectAt_whenCarriedOut_thenTheAnswerComesToTheResumedSession() {
        grid.disconnectAt(GridRequest.asks("publish"), true);
        grid.affiliate("t", "consumer", "publisher");
        consumer.send("<iq type='set' id='cut' to='broker.grid.example'><pubsub xmlns='" + EmbeddedGridTestCase.PUBSUB
                + "'><publish node='t'><item id='a'>" + EmbeddedGridTestCase.PAYLOAD
                + "</item></publish></pubsub></iq>");
        assertThat(consumer.awaitEnd(PATIENCE)).isTrue();

        RawXmppClient next = resumed();

        assertThat(next.await(stanza -> stanza.startsWith("<iq") && stanza.contains("id='cut'"), PATIENCE))
                .contains("type='result'");
        // Presence, the subscription, a ping and what was carried out.
        assertThat(next.stanzas()).anyMatch(stanza -> stanza.startsWith("<resumed") && stanza.contains("h='4'"));
    }

    @Test
    void resume_whenAStanzaIsStillBeingCarriedOut_thenItComesBeforeWhatIsSentNext() {
        grid.affiliate("t", "consumer", "publisher");
        Fault slow = grid.delay(GridRequest.times(1, GridRequest.asks("publish")), Duration.ofMillis(300));
        consumer.send("<iq type='set' id='slow' to='broker.grid.example'><pubsub xmlns='" + EmbeddedGridTestCase.PUBSUB
                + "'><publish node='t'><item id='a'>" + EmbeddedGridTestCase.PAYLOAD
                + "</item></publish></pubsub></iq>");
        await("for it to be carried out").atMost(PATIENCE).until(() -> slow.hits() == 1);

        RawXmppClient next = resumed();
        assertThat(EmbeddedGridTestCase.publish(next, "t", "b")).contains("type='result'");

        assertThat(items(next)).containsExactly("a", "b");
    }

    @Test
    void disconnectAt_whenNotCarriedOut_thenItIsNotCounted() {
        grid.disconnectAt(GridRequest.asks("publish"), false);
        consumer.send("<iq type='set' id='cut' to='broker.grid.example'><pubsub xmlns='" + EmbeddedGridTestCase.PUBSUB
                + "'><publish node='t'><item id='a'/></publish></pubsub></iq>");
        assertThat(consumer.awaitEnd(PATIENCE)).isTrue();

        assertThat(resumed().stanzas()).anyMatch(stanza -> stanza.startsWith("<resumed") && stanza.contains("h='3'"));
    }

    @Test
    void inject_whenStanzasAndOthers_thenTheStanzasCount() {
        grid.inject(consumer.jid(), "<message from='x@y'/><odd xmlns='urn:example'/><presence from='x@y'/>");
        consumer.awaitWith("<presence from='x@y'");

        consumer.acknowledge();
        ping(consumer);

        assertThat(consumer.stanzas()).noneMatch(stanza -> stanza.contains("stream:error"));
    }

    @Test
    void unacknowledgedLimit_whenExceeded_thenTheSessionCannotBeResumed() {
        start(GridBroker.builder().unacknowledgedLimit(2));
        lose();
        publish("a", "b", "c");

        assertThat(refused()).contains("resource-constraint");
    }

    @Test
    void resumeTimeout_whenItPasses_thenTheSessionEndsAndItsRequestsAreRefused() {
        start(GridBroker.builder().resumeTimeout(Duration.ofMillis(50)));
        consumer.close();

        await("for the time to pass").atMost(PATIENCE).until(() -> !grid.sessions()
                .contains(consumer.jid()));
        assertThat(refused()).contains("item-not-found").contains("h='3'");
    }

    @Test
    void withoutStreamManagement_thenNotOfferedAndADropEndsTheSession() {
        GridBroker plain = keep(GridBroker.builder().withoutStreamManagement().start());
        RawXmppClient client = keep(RawXmppClient.authenticated(plain, plain.account("consumer")));
        assertThat(client.stanzas().get(0)).doesNotContain("urn:xmpp:sm:");
        RawXmppClient other = keep(RawXmppClient.login(plain, "consumer"));

        other.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");

        assertThat(other.awaitWith("stream:error")).contains("unsupported-stanza-type");
        assertThat(other.awaitEnd(PATIENCE)).isTrue();
        await("for the session to end").atMost(PATIENCE).until(() -> plain.sessions()
                .isEmpty());
    }

    @Test
    void reset_whenFaultsAndSessionsAreLeft_thenNeitherIs() {
        Fault fault = streams.refuseResumption(GridStreams.ALWAYS);
        lose();

        grid.reset();

        assertThat(streams.interrupted()).isEmpty();
        assertThat(refused()).contains("item-not-found").doesNotContain(" h=");
        assertThat(fault.hits()).isZero();
    }

    @Test
    void during_whenAPlanRefusesResumption_thenItStrikes() throws Exception {
        FaultPlan plan = FaultPlan.seeded(4711)
                .every(1, 1)
                .with("refuse resumption", () -> streams.refuseResumption(1))
                .build();
        lose();

        plan.during(() -> plan.passed(1));

        assertThat(refused()).contains("item-not-found");
        assertThat(plan.struck()).extracting(FaultPlan.Step::fault).containsExactly("refuse resumption");
    }

    @Test
    void builder_whenOutOfBounds_thenRefused() {
        assertThatThrownBy(() -> GridBroker.builder().resumeTimeout(Duration.ZERO))
                .hasMessage("time: more than zero, not PT0S");
        assertThatThrownBy(() -> GridBroker.builder().unacknowledgedLimit(0)).hasMessage("stanzas: at least 1, not 0");
        assertThatThrownBy(() -> streams.refuseResumption(0)).hasMessage("times: at least 1, not 0");
        assertThatThrownBy(() -> ProsodyServer.builder().resumeTimeout(Duration.ofMillis(1_500)))
                .hasMessage("value: whole seconds, at least one, not PT1.5S");
    }
}
