package org.xmppgrid.testkit;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Stanzas between clients, and those that wait for one (RFC 6121 §8, XEP-0160, XEP-0203). */
class GridBrokerRoutingTest extends EmbeddedGridTestCase {
    private static final String FORGED = "<event xmlns='" + PUBSUB + "#event'><items node='MILEHost'/></event>";

    @Test
    void message_whenForgedByMallory_thenDeliveredInHerName() {
        RawXmppClient consumer = login("consumer");
        RawXmppClient mallory = login("mallory");
        mallory.send("<message from='broker.grid.example' to='" + consumer.jid() + "'>" + FORGED + "</message>");
        assertThat(consumer.awaitWith("#event"))
                .contains("from='" + mallory.jid() + "'")
                .doesNotContain("from='broker.grid.example'");
    }

    @Test
    void iq_whenSentToAFullAddress_thenDeliveredAndAnswered() {
        RawXmppClient consumer = login("consumer");
        RawXmppClient mallory = login("mallory");
        mallory.send("<iq type='get' to='" + consumer.jid() + "' id='v1'><query xmlns='jabber:iq:version'/></iq>");
        assertThat(consumer.awaitWith("jabber:iq:version")).contains("from='" + mallory.jid() + "'");
        consumer.send("<iq type='result' to='" + mallory.jid() + "' id='v1'/>");
        assertThat(mallory.awaitWith("id='v1'")).contains("from='" + consumer.jid() + "'");
    }

    @Test
    void iq_whenSentToABareAddressOrToNobody_thenServiceUnavailable() {
        RawXmppClient mallory = login("mallory");
        assertThat(mallory.request("consumer@grid.example", "get", "<query xmlns='" + DISCO_INFO + "'/>"))
                .contains("<service-unavailable");
        assertThat(mallory.request("consumer@grid.example/gone", "get", "<query xmlns='" + DISCO_INFO + "'/>"))
                .contains("<service-unavailable");
        assertThat(mallory.request("somebody@elsewhere.example", "get", "<query xmlns='" + DISCO_INFO + "'/>"))
                .contains("<remote-server-not-found");
    }

    @Test
    void message_whenNobodyIsThere_thenDeliveredWithDelayAtFirstPresence() {
        RawXmppClient mallory = login("mallory");
        mallory.send("<message to='consumer@grid.example'><body>later</body></message>");
        mallory.request("grid.example", "get", "<ping xmlns='urn:xmpp:ping'/>");
        RawXmppClient consumer = bind("consumer", "siem");
        consumer.send("<presence/>");
        assertThat(consumer.awaitWith("<body>later</body>"))
                .containsPattern("<delay xmlns='urn:xmpp:delay' from='grid.example' stamp='[0-9T:.-]+Z'/></message>$");
    }

    @Test
    void message_whenPriorityIsNegative_thenKeptUntilItIsNot() {
        RawXmppClient consumer = bind("consumer", "siem");
        consumer.send("<presence><priority>-1</priority></presence>");
        consumer.awaitWith("<priority>-1");
        RawXmppClient mallory = login("mallory");
        mallory.send("<message to='consumer@grid.example'><body>later</body></message>");
        mallory.request("grid.example", "get", "<ping xmlns='urn:xmpp:ping'/>");
        assertThat(consumer.stanzas()).noneMatch(stanza -> stanza.contains("later"));
        consumer.send("<presence/>");
        assertThat(consumer.awaitWith("later")).contains("urn:xmpp:delay");
    }

    @Test
    void message_whenHeadlineAndNobodyIsThere_thenLost() {
        RawXmppClient mallory = login("mallory");
        mallory.send("<message type='headline' to='consumer@grid.example'><body>news</body></message>");
        mallory.send("<message to='consumer@grid.example'><body>later</body></message>");
        mallory.request("grid.example", "get", "<ping xmlns='urn:xmpp:ping'/>");
        RawXmppClient consumer = login("consumer");
        consumer.awaitWith("later");
        assertThat(consumer.stanzas()).noneMatch(stanza -> stanza.contains("news"));
    }

    @Test
    void message_whenTwoResources_thenTheHigherPriorityGetsIt() {
        RawXmppClient high = bind("consumer", "high");
        high.send("<presence><priority>5</priority></presence>");
        high.awaitWith("<presence");
        RawXmppClient low = bind("consumer", "low");
        low.send("<presence><priority>1</priority></presence>");
        low.awaitWith("from='consumer@grid.example/low'");
        RawXmppClient mallory = login("mallory");
        mallory.send("<message to='consumer@grid.example'><body>one</body></message>"
                + "<message type='headline' to='consumer@grid.example'><body>all</body></message>");
        high.awaitWith("one");
        low.awaitWith("all");
        assertThat(low.stanzas()).noneMatch(stanza -> stanza.contains("one"));
    }

    @Test
    void message_whenTheAccountDoesNotExist_thenBounced() {
        RawXmppClient mallory = login("mallory");
        mallory.send("<message id='m1' to='nobody@grid.example'><body>hello</body></message>");
        assertThat(mallory.awaitWith("id='m1'")).contains("type='error'").contains("<service-unavailable");
    }

    @Test
    void event_whenTheConsumerIsAway_thenItWaitsWithADelay() {
        open("MILEHost");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "MILEHost");
        consumer.send("</stream:stream>");
        consumer.awaitWith("</stream:stream>");
        publish(login("provider"), "MILEHost", "1");
        assertThat(login("consumer").awaitWith("<item id='1'"))
                .contains("<message from='broker.grid.example' to='consumer@grid.example'")
                .contains("urn:xmpp:delay");
    }

    @Test
    void event_whenHeadlineAndTheConsumerIsAway_thenLost() {
        GRID.createTopic("news", Map.of("pubsub#access_model", "open", "pubsub#notification_type", "headline"));
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "news");
        RawXmppClient provider = login("provider");
        publish(provider, "news", "0");
        assertThat(consumer.awaitWith("<item id='0'")).contains("type='headline'");
        consumer.send("</stream:stream>");
        consumer.awaitWith("</stream:stream>");
        publish(provider, "news", "1");
        RawXmppClient again = login("consumer");
        publish(provider, "news", "2");
        again.awaitWith("<item id='2'");
        assertThat(again.stanzas()).noneMatch(stanza -> stanza.contains("<item id='1'"));
    }

    @Test
    void event_whenSubscribedWithAFullAddress_thenOnlyThatResourceGetsIt() {
        open("MILEHost");
        RawXmppClient consumer = login("consumer");
        RawXmppClient other = login("consumer");
        set(consumer, "<subscribe node='MILEHost' jid='" + consumer.jid() + "'/>");
        RawXmppClient provider = login("provider");
        publish(provider, "MILEHost", "1");
        consumer.awaitWith("to='" + consumer.jid() + "'");
        other.request("grid.example", "get", "<ping xmlns='urn:xmpp:ping'/>");
        assertThat(other.stanzas()).noneMatch(stanza -> stanza.contains("#event"));
    }
}
