package org.xmppgrid.smack.internal.xmpp;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.junit.jupiter.api.Test;
import org.xmlunit.assertj3.XmlAssert;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.smack.internal.wire.WireException;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is asked of a broker and its archive by who subscribes and retrieves, and how the answers are read. */
class ConsumerCodecsTest {
    private static final GridAddress BROKER = GridAddress.of("broker.grid.example");
    private static final GridAddress CONSUMER = GridAddress.of("consumer@grid.example");

    @Test
    void subscribe_whenWithOptions_thenInOneRequest() {
        XmlAssert.assertThat(OptionsCodec.subscribe("T", CONSUMER, Map.of("pubsub#deliver", List.of("0"))))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='T'"
                        + " jid='consumer@grid.example'/><options><x xmlns='jabber:x:data' type='submit'>"
                        + "<field var='FORM_TYPE' type='hidden'>"
                        + "<value>http://jabber.org/protocol/pubsub#subscribe_options</value></field>"
                        + "<field var='pubsub#deliver'><value>0</value></field></x></options></pubsub>")
                .areIdentical();
    }

    @Test
    void options_whenTheSubscriptionHasAnId_thenItIsNamed() {
        XmlAssert.assertThat(OptionsCodec.request("T", CONSUMER, Optional.of("7<")))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub'><options node='T'"
                        + " jid='consumer@grid.example' subid='7&lt;'/></pubsub>")
                .areIdentical();
    }

    @Test
    void page_whenForwards_thenAfterTheLast() {
        XmlAssert.assertThat(HistoryCodec.page("T", Optional.empty(), new PageRequest(10, false, Optional.of("a<b"))))
                .and(
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='T'/>"
                                + "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max><after>a&lt;b</after></set></pubsub>")
                .areIdentical();
    }

    @Test
    void page_whenBackwards_thenBeforeTheFirstOrTheEnd() {
        XmlAssert.assertThat(HistoryCodec.page("T", Optional.of("7"), new PageRequest(10, true, Optional.empty())))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='T' subid='7'/>"
                        + "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max><before/></set></pubsub>")
                .areIdentical();
        XmlAssert.assertThat(HistoryCodec.page("T", Optional.empty(), new PageRequest(10, true, Optional.of("x"))))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='T'/>"
                        + "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max><before>x</before></set></pubsub>")
                .areIdentical();
    }

    @Test
    void byId_whenSeveral_thenInOneRequest() {
        XmlAssert.assertThat(HistoryCodec.byId("T", Optional.empty(), List.of("a", "b")))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='T'><item id='a'/><item id='b'/>"
                        + "</items></pubsub>")
                .areIdentical();
    }

    @Test
    void read_whenPaged_thenSaysWhereToGoOnInEitherDirection() throws Exception {
        StoredPage page = HistoryCodec.read(
                Parsers.stanza("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='T'><item id='1'/>"
                        + "<item id='2'><x xmlns='urn:x'/><delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z'/>"
                        + "</item></items><set xmlns='http://jabber.org/protocol/rsm'><first index='3'>f</first>"
                        + "<last>l</last><count>7</count></set></pubsub>"),
                true);

        assertThat(page.first()).contains("f");
        assertThat(page.last()).contains("l");
        assertThat(page.total()).hasValue(7);
        assertThat(page.paged()).isTrue();
        assertThat(page.items()).extracting(StoredItem::id).containsExactly("1", "2");
        assertThat(page.items().get(1).delayedSince()).contains(Instant.parse("2026-11-21T10:00:00Z"));
        assertThat(page.items().get(1).payload().xml()).isEqualTo("<x xmlns='urn:x'/>");
    }

    @Test
    void query_whenSinceATime_thenTheArchiveOfTheTopicIsAsked() {
        XmlAssert.assertThat(ArchiveCodec.query(
                        "T",
                        "q",
                        Instant.parse("2026-11-21T10:00:00.500Z"),
                        new PageRequest(10, false, Optional.empty())))
                .and("<query xmlns='urn:xmpp:mam:2' queryid='q' node='T'><x xmlns='jabber:x:data' type='submit'>"
                        + "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>"
                        + "<field var='start'><value>2026-11-21T10:00:00.500Z</value></field></x>"
                        + "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max></set></query>")
                .areIdentical();
    }

    @Test
    void take_whenAResultWasAskedFor_thenKeptWithItsTime() throws Exception {
        ArchiveResults results = new ArchiveResults();
        ArchiveResults.Page page = results.open(BROKER, 1, 10_000);

        assertThat(results.take(Optional.of(BROKER), result(page.queryId()), Prefixes.NONE))
                .isTrue();
        page.requireBounded();
        assertThat(page.items()).singleElement().satisfies(item -> {
            assertThat(item.id()).isEqualTo("1");
            assertThat(item.delayedSince()).contains(Instant.parse("2026-11-21T10:00:00Z"));
        });
        results.take(Optional.of(BROKER), result(page.queryId()), Prefixes.NONE);
        WireException refusal = catchThrowableOfType(WireException.class, page::requireBounded);
        assertThat(refusal.kind()).isEqualTo(WireException.Kind.TOO_BIG);
        assertThat(page.items()).hasSize(1);
    }

    @Test
    void take_whenNobodyAsked_thenRefused() throws Exception {
        ArchiveResults results = new ArchiveResults();
        ArchiveResults.Page page = results.open(BROKER, 1, 10_000);

        assertThat(results.take(Optional.of(CONSUMER), result(page.queryId()), Prefixes.NONE))
                .isFalse();
        assertThat(results.take(Optional.of(BROKER), result("other"), Prefixes.NONE))
                .isFalse();
        results.close(page);
        assertThat(results.take(Optional.of(BROKER), result(page.queryId()), Prefixes.NONE))
                .isFalse();
        assertThat(page.items()).isEmpty();
    }

    private static XmlPullParser result(String queryId) throws Exception {
        return Parsers.stanza("<result xmlns='urn:xmpp:mam:2' queryid='" + queryId + "' id='a'>"
                + "<forwarded xmlns='urn:xmpp:forward:0'>"
                + "<delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z'/><message xmlns='jabber:client'>"
                + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='T'><item id='1'/></items>"
                + "</event></message></forwarded></result>");
    }
}
