package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.smack.internal.xmpp.EventCodec.BrokerMessage;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.Published;

import static org.assertj.core.api.Assertions.assertThat;

class EventCodecTest {
    private static final String EVENT = "<event xmlns='http://jabber.org/protocol/pubsub#event'>";

    @Test
    void read_whenItemsAndRetractionsAreMixed_thenAllInOrder() throws Exception {
        BrokerMessage message = read(EVENT + "<items node='T'><item id='1' publisher='a@b/c'><x xmlns='urn:x'/></item>"
                + "<retract id='2'/><item id='3'/></items></event>");

        assertThat(message.events()).hasSize(3);
        assertThat(message.events().get(0)).isInstanceOfSatisfying(Published.class, published -> {
            assertThat(published.topic()).isEqualTo("T");
            assertThat(published.item().publisher()).contains(GridAddress.of("a@b/c"));
            assertThat(published.item().payload().xml()).isEqualTo("<x xmlns='urn:x'/>");
        });
        assertThat(message.events().get(1)).isEqualTo(new TopicEvent.Retracted("T", "2"));
        assertThat(message.events().get(2)).isInstanceOfSatisfying(Published.class, published -> assertThat(
                        published.item().payload().element())
                .isEmpty());
    }

    @Test
    void read_whenThereIsADelay_thenEveryItemHasIt() throws Exception {
        BrokerMessage message = read(EVENT + "<items node='T'><item id='1'/></items></event>"
                + "<delay xmlns='urn:xmpp:delay' from='grid.example' stamp='2026-11-21T05:13:41.500Z'>Offline</delay>");

        assertThat(message.events().get(0)).isInstanceOfSatisfying(Published.class, published -> assertThat(
                        published.item().delayedSince())
                .contains(Instant.parse("2026-11-21T05:13:41.500Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<delay xmlns='urn:xmpp:delay' stamp='yesterday'/>",
                "<delay xmlns='urn:xmpp:delay'/>",
                "<delay xmlns='urn:xmpp:delay' stamp='2026-11-21T05:13:41Z'><b/></delay>",
                "<delay xmlns='urn:other' stamp='2026-11-21T05:13:41Z'/>"
            })
    void read_whenTheDelayCantBeRead_thenTheItemIsNotLost(String delay) throws Exception {
        BrokerMessage message = read(delay + EVENT + "<items node='T'><item id='1'/></items></event>");

        assertThat(message.events()).hasSize(1);
    }

    @Test
    void read_whenTheTopicChanges_thenSaysHow() throws Exception {
        BrokerMessage message = read(EVENT + "<purge node='P'/><delete node='D'><redirect uri='xmpp:x'/></delete>"
                + "<configuration node='C'><x xmlns='jabber:x:data' type='result'><field var='pubsub#title'>"
                + "<value>t</value></field></x></configuration><subscription node='S' jid='a@b' subscription='none'"
                + " subid='7' expiry='2026-11-21T05:13:41Z'/></event>");

        assertThat(message.events())
                .containsExactly(
                        new TopicEvent.Purged("P"),
                        new TopicEvent.Deleted("D", Optional.of("xmpp:x"), false),
                        new TopicEvent.Configured("C", Map.of("pubsub#title", List.of("t"))),
                        new TopicEvent.SubscriptionChanged(
                                "S",
                                Optional.of(GridAddress.of("a@b")),
                                "none",
                                false,
                                Optional.of("7"),
                                Optional.of(Instant.parse("2026-11-21T05:13:41Z"))));
    }

    @Test
    void read_whenSubscriptionsAreNamed_thenTheEventIsForThem() throws Exception {
        BrokerMessage message = read(EVENT + "<items node='T'><retract id='2'/></items></event>"
                + "<headers xmlns='http://jabber.org/protocol/shim'><header name='SubID'>123-abc</header>"
                + "<header name='Keywords'>k</header><header name='SubID'> 004-yyy </header></headers>");

        assertThat(message.events())
                .containsExactly(
                        new TopicEvent.Addressed(new TopicEvent.Retracted("T", "2"), Set.of("123-abc", "004-yyy")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                EVENT + "</event>",
                EVENT + "<items/></event>",
                EVENT + "<collection node='x'><associate node='y'/></collection></event>",
                "<event xmlns='urn:not-pubsub'><items node='T'><item id='1'/></items></event>",
                "<body>hello</body>",
                "<x xmlns='jabber:x:data' type='form'><field/><field var='a'><value><b/></value></field></x>"
            })
    void read_whenItIsNoEvent_thenNothingComesOutAndNothingIsThrown(String content) throws Exception {
        BrokerMessage message = read(content);

        assertThat(message.events()).isEmpty();
        assertThat(message.request()).isEmpty();
    }

    @Test
    void read_whenAPublisherIsNoAddress_thenTheItemIsNotLost() throws Exception {
        BrokerMessage message = read(EVENT + "<items node='T'><item id='1' publisher='@@'/></items></event>");

        assertThat(message.events()).hasSize(1);
    }

    @Test
    void read_whenAnOwnerIsAsked_thenSaysWhoWantsWhat() throws Exception {
        BrokerMessage message = read("<x xmlns='jabber:x:data' type='form'><title>t</title>"
                + "<field var='FORM_TYPE' type='hidden'><value>"
                + "http://jabber.org/protocol/pubsub#subscribe_authorization</value></field>"
                + "<field var='pubsub#subid' type='hidden'><value>123-abc</value></field>"
                + "<field var='pubsub#node' type='text-single' label='Node ID:'><value>MILEHost</value></field>"
                + "<field var='pubsub#subscriber_jid' type='jid-single'><value>horatio@denmark.lit</value></field>"
                + "<field var='pubsub#allow' type='boolean'><value>false</value></field></x>");

        assertThat(message.request())
                .contains(new SubscriptionRequest(
                        "MILEHost", GridAddress.of("horatio@denmark.lit"), Optional.of("123-abc")));
    }

    @Test
    void read_whenThePayloadUsesNamesOfItsSurroundings_thenTheyAreDeclaredInIt() throws Exception {
        BrokerMessage message = readMessage("<message xmlns:m='urn:of-the-message' xml:lang='it'>" + EVENT
                + "<items node='T' xmlns:i='urn:of-items'><item id='1'>"
                + "<i:a xml:lang='en' m:b='1' type='m:q'><s:c/><plain/><d xmlns=''>t</d></i:a>"
                + "</item></items></event></message>");

        assertThat(message.events().get(0)).isInstanceOfSatisfying(Published.class, published -> assertThat(
                        published.item().payload().xml())
                .isEqualTo("<i:a xmlns:i='urn:of-items' xmlns:m='urn:of-the-message' xml:lang='en' m:b='1'"
                        + " type='m:q'><s:c xmlns:s='urn:of-the-stream'/>"
                        + "<plain xmlns='http://jabber.org/protocol/pubsub#event'/><d xmlns=''>t</d></i:a>"));
    }

    @Test
    void read_whenThePayloadHasAttributesThatOthersLose_thenAllAreKept() throws Exception {
        String payload = "<IODEF-Document xmlns='urn:ietf:params:xml:ns:iodef-2.0'"
                + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' version='2.00' xml:lang='en'"
                + " xsi:schemaLocation='a&#10;b &lt;&amp;&apos;'>1 &lt; 2 &amp; 3<Incident purpose='reporting'/>"
                + "</IODEF-Document>";
        BrokerMessage message = read(EVENT + "<items node='T'><item id='1'>" + payload + "</item></items></event>");

        assertThat(message.events().get(0)).isInstanceOfSatisfying(Published.class, published -> assertThat(
                        published.item().payload().xml())
                .isEqualTo(payload));
    }

    @Test
    void topicOf_whenAnEventIsForged_thenTheTopicIsKnown() throws Exception {
        XmlPullParser parser =
                Parsers.stanza("<message><body/>" + EVENT + "<items node='T'><item/></items></event></message>");

        assertThat(EventCodec.topicOf(parser)).isEqualTo("T");
    }

    private static BrokerMessage read(String content) throws XmlPullParserException, IOException {
        return readMessage("<message from='broker.grid.example'>" + content + "</message>");
    }

    private static BrokerMessage readMessage(String message) throws XmlPullParserException, IOException {
        XmlPullParser parser = Parsers.stanza(message);
        BrokerMessage read = new BrokerMessage();
        EventCodec.read(parser, read);
        assertThat(parser.getEventType()).isEqualTo(XmlPullParser.Event.END_ELEMENT);
        assertThat(parser.getName()).isEqualTo("message");
        return read;
    }
}
