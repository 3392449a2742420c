package org.xmppgrid.testkit.conformance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridRequest;
import org.xmppgrid.testkit.JournalEntry;
import org.xmppgrid.testkit.PagingFault;
import org.xmppgrid.testkit.RawXmppClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.xmppgrid.testkit.GridRequest.asks;

/** A broker that ignores paging, repeats a page, cuts the list, or changes it while it is read. */
class BrokenPagesIT extends WithScene {
    private static final int ITEMS = 25;
    private static final int PAGE = 10;

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @AfterEach
    void mend(GridBroker broker) {
        broker.itemPages(PagingFault.NONE);
        broker.dropRsm(false);
    }

    @Test
    void history_whenReadInPages_thenOneRequestAPageAndEachWhenItIsReached(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = filled(scene);
        broker.clearJournal();

        Iterator<Item<RawPayload>> history = topic.history().pageSize(PAGE).iterator();

        assertThat(asked(broker)).as("nothing before the first item").isZero();
        for (int number = 0; number < PAGE; number++) {
            history.next();
        }
        assertThat(asked(broker)).isEqualTo(1);
        history.next();
        assertThat(asked(broker)).isEqualTo(2);
        assertThat(topic.history().newestFirst().pageSize(PAGE).limit(3)).hasSize(3);
        assertThat(asked(broker)).as("a limit within a page is one request").isEqualTo(3);
    }

    @Test
    void history_whenPagingIsIgnored_thenEverythingAtOnceInEitherOrder(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = filled(scene);
        broker.dropRsm(true);

        assertThat(topic.history().pageSize(PAGE)).extracting(Item::id).isEqualTo(ids());
        assertThat(topic.history().newestFirst().pageSize(PAGE).limit(2))
                .extracting(Item::id)
                .containsExactly("item-24", "item-23");
    }

    @Test
    void history_whenAPageIsRepeated_thenProtocolViolation(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = filled(scene);
        broker.itemPages(PagingFault.REPEATED);

        assertRefused(topic, false, "sends the same page of the items again");
        assertRefused(topic, true, "sends the same page of the items again");
    }

    @Test
    void history_whenTheBrokerStopsHalfway_thenProtocolViolation(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = filled(scene);
        broker.itemPages(PagingFault.TRUNCATED);

        assertRefused(topic, false, "25 items and stops after 10");
    }

    @Test
    void history_whenThePageIsCutWithoutAWord_thenTheRestIsAskedFor(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = filled(scene);
        broker.itemPages(PagingFault.UNMARKED);

        assertThat(topic.history().pageSize(PAGE)).extracting(Item::id).isEqualTo(ids());
    }

    @Test
    void history_whenTheLastItemReadIsWithdrawn_thenSaysThatTheListChanged(Scene scene) {
        Topic<RawPayload> topic = filled(scene);
        Iterator<Item<RawPayload>> history = topic.history().pageSize(PAGE).iterator();
        for (int number = 0; number < PAGE; number++) {
            history.next();
        }
        RawXmppClient provider = scene.raw("provider");
        provider.request(
                scene.server().broker(),
                "set",
                "<pubsub xmlns='http://jabber.org/protocol/pubsub'><retract node='" + topic.name()
                        + "'><item id='item-9'/></retract></pubsub>");

        GridRequestException changed = catchThrowableOfType(GridRequestException.class, history::hasNext);

        assertThat(changed.reason()).isEqualTo(Reason.LISTING_CHANGED);
        assertThat(changed.retryable()).isTrue();
        assertThat(changed).hasMessageContainingAll(topic.name(), "after 10", "read again");
    }

    @Test
    void history_whenItemsHaveTimesAndThereIsNoArchive_thenReadByTime(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = filled(scene);
        try (Fault noArchive = broker.answer(
                        request -> request.namespace().endsWith("disco#info"), BrokenPagesIT::withoutFeatures);
                Fault stamped = broker.answer(asks("items", topic.name()), BrokenPagesIT::stampedItems)) {
            Topic<RawPayload> seen = scene.at(scene.consumer(), topic);

            List<Item<RawPayload>> items = seen.history().since(Instant.parse("2026-11-21T10:00:00Z")).stream()
                    .toList();

            assertThat(items).extracting(Item::id).containsExactly("b", "c");
            assertThat(items.get(0).publishedAt()).contains(Instant.parse("2026-11-21T10:00:00Z"));
            assertThat(noArchive.hits()).isOne();
            assertThat(stamped.hits()).isOne();
        }
    }

    @Test
    void history_whenTheArchiveSendsMoreThanAPageMayHold_thenLimitExceededAndTheStreamLives(Scene scene) {
        Topic<RawPayload> topic = filled(scene);
        Topic<RawPayload> seen = scene.at(
                scene.connect(scene.as(scene.user("small")).limits(GridLimits.DEFAULT.withQueue(16, 2_000))), topic);

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> seen.history().since(Instant.EPOCH).stream()
                        .toList());

        assertThat(refusal.reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
        assertThat(refusal).hasMessageContainingAll(topic.name(), "queuedChars", "smaller pages");
        assertThat(seen.history().since(Instant.EPOCH).pageSize(1).limit(3)).hasSize(3);
    }

    @Test
    void history_whenAnItemOfTheArchiveIsBeyondALimit_thenItIsToldOfAndTheNextIsThere(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        topic.publish("before", Documents.incident(1));
        int depth = 40;
        topic.publish(
                "deep",
                RawPayload.of("<IODEF-Document xmlns='" + Documents.IODEF + "'>" + "<y>".repeat(depth)
                        + "</y>".repeat(depth) + "</IODEF-Document>"));
        topic.publish("after", Documents.incident(2));
        Topic<RawPayload> seen = scene.at(
                scene.connect(scene.as(scene.user("shallow")).limits(GridLimits.DEFAULT.withDepth(depth))), topic);

        List<Item<RawPayload>> items =
                seen.history().since(Instant.EPOCH).stream().toList();

        assertThat(items).extracting(Item::id).containsExactly("before", "deep", "after");
        assertThat(items).extracting(Item::isReadable).containsExactly(true, false, true);
        assertThat(items.get(1).publishedAt()).isPresent();
    }

    @Test
    void archive_whenAResultWasNotAskedFor_thenDropped(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = filled(scene);
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        seen.history().since(Instant.EPOCH).limit(1).stream().toList();

        broker.inject(
                scene.consumer().address().toString(),
                "<message from='" + broker.broker() + "'><result xmlns='urn:xmpp:mam:2' queryid='guessed' id='1'>"
                        + "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'>"
                        + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='" + topic.name()
                        + "'><item id='forged'/></items></event></message></forwarded></result></message>");

        assertThat(scene.awaitObservation(Observation.Kind.UNEXPECTED_STANZA_DROPPED)
                        .detail())
                .contains("neither an event nor a request");
    }

    private static void assertRefused(Topic<RawPayload> topic, boolean newestFirst, String why) {
        GridRequestException refusal = catchThrowableOfType(
                GridRequestException.class, () -> (newestFirst ? topic.history().newestFirst() : topic.history())
                        .pageSize(PAGE).stream().toList());

        assertThat(refusal.reason()).isEqualTo(Reason.PROTOCOL_VIOLATION);
        assertThat(refusal).hasMessageContainingAll(topic.name(), why, "report it");
    }

    private static String withoutFeatures(GridRequest request) {
        return "<iq type='result' from='" + request.to() + "' to='" + request.from() + "' id='" + request.id()
                + "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>";
    }

    private static String stampedItems(GridRequest request) {
        StringBuilder items = new StringBuilder();
        List<String> stamps = List.of("2026-11-21T09:59:59Z", "2026-11-21T10:00:00Z", "2026-11-21T10:00:01Z");
        for (int number = 0; number < stamps.size(); number++) {
            items.append("<item id='")
                    .append((char) ('a' + number))
                    .append("'><x xmlns='urn:x'/><delay xmlns='urn:xmpp:delay' stamp='")
                    .append(stamps.get(number))
                    .append("'/></item>");
        }
        return "<iq type='result' from='" + request.to() + "' to='" + request.from() + "' id='" + request.id()
                + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + request.topic() + "'>" + items
                + "</items></pubsub></iq>";
    }

    private static long asked(GridBroker broker) {
        return broker.journal().stream()
                .filter(entry -> entry.direction() == JournalEntry.Direction.RECEIVED)
                .filter(entry -> entry.xml().contains("<items "))
                .count();
    }

    private static List<String> ids() {
        return IntStream.range(0, ITEMS).mapToObj(number -> "item-" + number).toList();
    }

    private static Topic<RawPayload> filled(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> published = new ArrayList<>();
        for (String id : ids()) {
            published.add(topic.publish(id, Documents.incident(published.size())));
        }
        return topic;
    }
}
