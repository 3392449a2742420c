package org.xmppgrid.testkit;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The journal, and what goes wrong on order. */
class GridBrokerFaultTest extends EmbeddedGridTestCase {
    private static final Duration SOON = Duration.ofSeconds(5);

    private static void publishUnawaited(RawXmppClient client, String id) {
        client.send("<iq type='set' to='broker.grid.example' id='" + id + "'><pubsub xmlns='" + PUBSUB
                + "'><publish node='t'><item id='" + id + "'>" + PAYLOAD + "</item></publish></pubsub></iq>");
    }

    private static void settle(RawXmppClient client) {
        client.request("grid.example", "get", "<ping xmlns='urn:xmpp:ping'/>");
    }

    @Test
    void silence_whenAMatchingRequest_thenNeitherDoneNorAnswered() {
        open("t");
        RawXmppClient provider = login("provider");
        Fault fault = GRID.silence(GridRequest.times(1, GridRequest.asks("publish", "t")));
        publishUnawaited(provider, "lost");
        assertThat(publish(provider, "t", "kept")).contains("type='result'");
        assertThat(fault.hits()).isEqualTo(1);
        assertThat(provider.stanzas()).noneMatch(stanza -> stanza.contains("id='lost'"));
        assertThat(get(provider, "<items node='t'/>")).doesNotContain("lost");
    }

    @Test
    void loseAnswer_whenAMatchingRequest_thenDoneButNotAnswered() {
        open("t");
        RawXmppClient provider = login("provider");
        try (Fault fault = GRID.loseAnswer(GridRequest.asks("publish"))) {
            publishUnawaited(provider, "done");
            settle(provider);
            assertThat(fault.hits()).isEqualTo(1);
        }
        assertThat(provider.stanzas()).noneMatch(stanza -> stanza.contains("id='done'"));
        assertThat(get(provider, "<items node='t'/>")).contains("<item id='done'");
    }

    @Test
    void disconnectAt_whenCarriedOut_thenTheItemIsThereAndTheConnectionIsNot() {
        open("t");
        RawXmppClient provider = login("provider");
        GRID.disconnectAt(GridRequest.times(1, GridRequest.asks("publish")), true);
        publishUnawaited(provider, "done");
        assertThat(provider.awaitEnd(SOON)).isTrue();
        assertThat(get(login("provider"), "<items node='t'/>")).contains("<item id='done'");
    }

    @Test
    void refuse_whenAMatchingRequest_thenThatError() {
        open("t");
        GRID.refuse(GridRequest.asks("publish"), "wait", "resource-constraint", "too-many-items");
        assertThat(publish(login("provider"), "t", "1"))
                .contains("<error type='wait'><resource-constraint")
                .contains("<too-many-items xmlns='" + PUBSUB + "#errors'/>");
    }

    @Test
    void answer_whenAMatchingRequest_thenThatXml() {
        open("t");
        GRID.answer(
                GridRequest.asks("publish"),
                request -> "<iq type='error' id='" + request.id() + "' from='" + request.to() + "'/>");
        assertThat(publish(login("provider"), "t", "1"))
                .contains("type='error'")
                .endsWith("/>");
    }

    @Test
    void delay_whenAMatchingRequest_thenWhatFollowsWaitsToo() {
        open("t");
        RawXmppClient provider = login("provider");
        GRID.delay(GridRequest.asks("publish"), Duration.ofMillis(50));
        publishUnawaited(provider, "slow");
        settle(provider);
        assertThat(provider.stanzas()).anyMatch(stanza -> stanza.contains("id='slow'"));
    }

    @Test
    void duplicate_whenPublishing_thenTwoEventsAndOneAnswer() {
        open("t");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "t");
        RawXmppClient provider = login("provider");
        GRID.duplicate(GridRequest.asks("publish"));
        publish(provider, "t", "1");
        consumer.awaitWith("<item id='1'");
        consumer.awaitWith("<item id='1'");
        settle(provider);
        assertThat(provider.stanzas().stream().filter(stanza -> stanza.contains("<publish")))
                .hasSize(1);
    }

    @Test
    void inject_whenForged_thenTheClientSeesItAsItIs() {
        RawXmppClient consumer = login("consumer");
        GRID.inject(consumer.jid(), "<message from='broker.grid.example'  type='odd'><x/></message>");
        consumer.awaitWith("<message from='broker.grid.example'  type='odd'><x/></message>");
        assertThatThrownBy(() -> GRID.inject("consumer@grid.example/gone", "<x/>"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void disconnect_whenLoggedIn_thenABareEnd() {
        RawXmppClient consumer = login("consumer");
        assertThat(GRID.disconnect("consumer@grid.example")).isEqualTo(1);
        assertThat(consumer.awaitEnd(SOON)).isTrue();
        assertThat(consumer.stanzas()).noneMatch(stanza -> stanza.contains("stream:"));
    }

    @Test
    void journal_whenStanzasWent_thenBothDirections() {
        RawXmppClient consumer = login("consumer");
        settle(consumer);
        assertThat(GRID.journal(consumer.jid()))
                .anyMatch(entry -> entry.direction() == JournalEntry.Direction.RECEIVED
                        && entry.xml().contains("urn:xmpp:ping"))
                .anyMatch(entry -> entry.direction() == JournalEntry.Direction.SENT
                        && entry.xml().contains("type='result'"));
        GRID.journaling(false);
        GRID.clearJournal();
        settle(consumer);
        assertThat(GRID.journal()).isEmpty();
        GRID.journaling(true);
    }

    @Test
    void write_whenAClientNeverReads_thenItsConnectionIsCut() {
        try (GridBroker small = GridBroker.builder().writeLimit(2_000_000).start()) {
            RawXmppClient provider = keep(RawXmppClient.login(small, "provider"));
            RawXmppClient stuck = keep(RawXmppClient.login(small, "consumer"));
            stuck.pause();
            String big = "<message to='consumer@grid.example'><body>" + "x".repeat(200_000) + "</body></message>";
            for (int i = 0; i < 200 && small.sessions().contains(stuck.jid()); i++) {
                provider.send(big);
                provider.request("grid.example", "get", "<ping xmlns='urn:xmpp:ping'/>");
            }
            assertThat(small.sessions()).containsExactly(provider.jid());
        }
    }
}
