package org.xmppgrid.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;
import org.xmppgrid.testkit.RawXmppClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** RFC 8600 §4, steps d to f, and §6: topics are subscribed to, incidents published, distributed and kept. */
abstract class PublishSubscribe extends Creating {
    /** Enough to be pipelined, and to go wrong. */
    private static final int PIPELINED = 300;

    @Test
    @Clause(value = "RFC 8600 §6 subscribe", title = "if access is granted, the broker responds with success")
    void subscribe_whenAccessIsGranted_thenActive(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();

        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(new Inbox<>());

        assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
    }

    @Test
    @Clause(value = "XEP-0060 §6.1.3 unknown topic", title = "a topic that does not exist can't be subscribed to")
    void subscribe_whenTopicDoesNotExist_thenNotFound(Scene scene) {
        Topic<RawPayload> missing = scene.at(scene.consumer(), scene.topicName());

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> missing.subscribe(new Inbox<>()));

        assertThat(refusal.reason()).isEqualTo(Reason.TOPIC_NOT_FOUND);
    }

    @Test
    @Clause(value = "RFC 8600 §6 distribution", title = "the broker delivers to all consumers who are subscribed")
    void publish_whenTwoAreSubscribed_thenBothReceive(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> one = new Inbox<>();
        Inbox<RawPayload> two = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(one);
        scene.at(scene.connected(scene.user("other")), topic).subscribe(two);

        String id = topic.publish(Documents.payload(Documents.EXAMPLE));

        assertThat(one.awaitItem().id()).isEqualTo(id);
        assertThat(two.awaitItem().id()).isEqualTo(id);
        assertThat(one.awaitItem().topic()).isEqualTo(topic.name());
        assertThat(one.awaitItem().broker()).hasToString(scene.server().broker());
        assertThat(one.awaitItem().delayedSince()).isEmpty();
    }

    @Test
    @Clause(value = "RFC 8600 §4 e topics", title = "a provider publishes to several topics")
    void publish_whenToTwoTopics_thenEachHasItsOwn(Scene scene) {
        Topic<RawPayload> first = scene.openTopic();
        Topic<RawPayload> second = scene.openTopic();
        Inbox<RawPayload> ofFirst = new Inbox<>();
        Inbox<RawPayload> ofSecond = new Inbox<>();
        scene.at(scene.consumer(), first).subscribe(ofFirst);
        scene.at(scene.consumer(), second).subscribe(ofSecond);

        first.publish("in-first", Documents.incident(1));
        second.publish("in-second", Documents.incident(2));

        assertThat(ofFirst.awaitItem().id()).isEqualTo("in-first");
        assertThat(ofSecond.awaitItem().id()).isEqualTo("in-second");
    }

    @Test
    @Clause(
            value = "RFC 8600 §6 reports",
            title = "the incident reports of RFC 7970 and RFC 8274 are delivered as published")
    void publish_whenPayloadIsAReportOfTheRfcs_thenDeliveredUnchanged(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);

        Documents.ALL.forEach(name -> topic.publish(name, Documents.payload(name)));

        for (Item<? extends RawPayload> item : inbox.awaitItems(Documents.ALL.size())) {
            SameXml.assertSame(
                    item.payload().xml(), Documents.payload(item.id()).xml());
        }
        assertThat(inbox.ids()).isEqualTo(Documents.ALL);
    }

    @Test
    @Clause(
            value = "RFC 8600 §6 payload",
            title = "namespaces, languages and attributes of a payload are delivered as published")
    void publish_whenPayloadIsDelicate_thenDeliveredAndKeptUnchanged(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);

        topic.publish("delicate", RawPayload.of(Documents.DELICATE));

        SameXml.assertSame(inbox.awaitItem().payload().xml(), Documents.DELICATE);
        SameXml.assertSame(topic.latest(1).get(0).payload().xml(), Documents.DELICATE);
    }

    @Test
    @Clause(
            value = "RFC 6120 §4.8.5 prefixes",
            title = "prefixes and declarations of a payload are delivered as published")
    void publish_whenContentNamesAPrefix_thenItsDeclarationArrives(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);

        topic.publish(RawPayload.of(Documents.QNAME_IN_CONTENT));

        String arrived = inbox.awaitItem().payload().xml();
        if (scene.isKnownFor(Deviation.PREFIXES_RENAMED)) {
            assertThat(arrived).doesNotContain("xmlns:xs=");
            scene.deviates(Deviation.PREFIXES_RENAMED, "a prefix that only content names is not declared any more");
        } else {
            SameXml.assertSame(arrived, Documents.QNAME_IN_CONTENT);
            assertThat(arrived)
                    .containsPattern("xmlns:xs=['\"]http://www.w3.org/2001/XMLSchema['\"]")
                    .containsPattern("xsi:type=['\"]xs:string['\"]");
        }
    }

    @Test
    @Clause(value = "XEP-0060 §7.1.2.3 publisher", title = "items name their publisher")
    void publish_whenDelivered_thenTellsThePublisher(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);

        topic.publish(Documents.incident(1));

        if (scene.isKnownFor(Deviation.PUBLISHER_NOT_TOLD)) {
            assertThat(inbox.awaitItem().publisher()).isEmpty();
            scene.deviates(Deviation.PUBLISHER_NOT_TOLD, "the item of the event has no publisher");
        } else {
            assertThat(inbox.awaitItem().publisher().orElseThrow().bare()).hasToString(scene.address("provider"));
        }
    }

    @Test
    @Clause(value = "RFC 8600 §6 item id", title = "the item id that the provider chose is kept")
    void publish_whenIdIsChosen_thenItemHasIt(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();

        String id = topic.publish("8bh1g27skbga47fh9wk7", Documents.incident(1));

        assertThat(id).isEqualTo("8bh1g27skbga47fh9wk7");
        assertThat(topic.item(id))
                .hasValueSatisfying(item -> SameXml.assertSame(
                        item.payload().xml(), Documents.incident(1).xml()));
    }

    @Test
    @Clause(value = "XEP-0060 §7.1.2 replacement", title = "an item that is published again under its id is replaced")
    void publish_whenIdIsThereAlready_thenReplaced(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();

        topic.publish("same", Documents.incident(1));
        topic.publish("same", Documents.incident(2));

        assertThat(topic.latest(10))
                .singleElement()
                .satisfies(item -> SameXml.assertSame(
                        item.payload().xml(), Documents.incident(2).xml()));
    }

    @Test
    @Clause(value = "RFC 8600 §6 b persistence", title = "persistent items are retrieved, the oldest first")
    void latest_whenItemsAreKept_thenTheNewestInOrder(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        IntStream.rangeClosed(1, 5).forEach(number -> topic.publish("item-" + number, Documents.incident(number)));

        List<Item<RawPayload>> items = scene.at(scene.consumer(), topic).latest(3);

        assertThat(items).extracting(Item::id).containsExactly("item-3", "item-4", "item-5");
        SameXml.assertSame(items.get(0).payload().xml(), Documents.incident(3).xml());
    }

    @Test
    @Clause(value = "RFC 8600 §4 d query", title = "one item is retrieved by its id")
    void item_whenBrokerHasItOrNot_thenFoundOrEmpty(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        topic.publish("one", Documents.incident(1));
        topic.publish("two", Documents.incident(2));

        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);

        assertThat(seen.item("one"))
                .hasValueSatisfying(item -> assertThat(item.id()).isEqualTo("one"));
        assertThat(seen.item("three")).isEmpty();
    }

    @Test
    @Clause(value = "RFC 8600 §6 c nothing old", title = "the most recent item is not delivered upon subscription")
    void subscribe_whenItemsAreOld_thenOnlyNewOnesArrive(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        topic.publish("old", Documents.incident(1));
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);

        topic.publish("new", Documents.incident(2));

        assertThat(inbox.awaitItem().id()).isEqualTo("new");
    }

    @Test
    @Clause(value = "RFC 8600 §4 f order", title = "consumers receive a continual stream of updates")
    void publish_whenPipelined_thenAllArriveInOrder(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);

        List<CompletableFuture<String>> sent = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < PIPELINED; number++) {
            ids.add("item-" + number);
            sent.add(topic.publishAsync("item-" + number, Documents.incident(number)));
        }

        assertThat(sent).extracting(CompletableFuture::join).isEqualTo(ids);
        assertThat(inbox.awaitIds(PIPELINED)).isEqualTo(ids);
    }

    @Test
    @Clause(
            value = "RFC 8600 §6 offline delivery",
            title = "a consumer that is not online gets the messages later (RFC 6121, XEP-0160, XEP-0203)")
    void publish_whenConsumerIsAway_thenDeliveredLaterInOrderWithDelay(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        String consumer = scene.user("consumer");
        scene.at(scene.connected(consumer), topic).subscribe(new Inbox<>());
        scene.leave(consumer);
        List<String> ids = List.of("a", "b", "c", "d");
        for (int number = 0; number < ids.size(); number++) {
            topic.publish(ids.get(number), Documents.incident(number));
        }

        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.connected(consumer), topic).subscribe(inbox);

        assertThat(inbox.awaitIds(4)).isEqualTo(ids);
        assertThat(inbox.items())
                .allSatisfy(item -> assertThat(item.delayedSince()).isPresent());
    }

    @Test
    @Clause(value = "XEP-0060 §8.4.2 deletion", title = "subscribers are told that a topic was deleted")
    void delete_whenSubscribed_thenSubscribersAreTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(inbox);

        topic.delete();

        inbox.awaitState(SubscriptionState.TOPIC_DELETED);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.TOPIC_DELETED);
        GridRequestException gone = catchThrowableOfType(GridRequestException.class, topic::info);
        assertThat(gone.reason()).isEqualTo(Reason.TOPIC_NOT_FOUND);
    }

    @Test
    @Clause(value = "XEP-0060 §7.2.2.1 retraction", title = "subscribers are told that an item was withdrawn")
    void retract_whenNotificationIsAskedFor_thenSubscribersAreTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);
        topic.publish("wrong", Documents.incident(1));

        topic.retract("wrong");

        inbox.awaitRetracted("wrong");
        assertThat(topic.item("wrong")).isEmpty();
    }

    @Test
    @Clause(
            value = "XEP-0060 §7.2.3 errors",
            title = "who may not withdraw an item is refused, and so is one that is not there")
    void retract_whenNotAllowedOrNotThere_thenTypedError(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        topic.publish("kept", Documents.incident(1));

        assertThatExceptionOfType(GridRequestException.class)
                .isThrownBy(() -> scene.at(scene.consumer(), topic).retract("kept"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN));
        assertThatExceptionOfType(GridRequestException.class)
                .isThrownBy(() -> topic.retract("never published"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.ITEM_NOT_FOUND));

        assertThat(topic.item("kept")).isPresent();
    }

    @Test
    @Clause(value = "XEP-0060 §7.2.2.1 notify_retract", title = "a topic can be configured to tell of every withdrawal")
    void retract_whenTopicIsConfiguredTo_thenSubscribersAreTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        RawXmppClient consumer = scene.raw(scene.user("watcher"));
        subscribe(scene, consumer, topic);
        scene.at(scene.consumer(), topic).subscribe(inbox);
        topic.publish("wrong", Documents.incident(1));
        RawXmppClient provider = scene.raw("provider");

        provider.request(scene.server().broker(), "set", retraction(topic, "wrong"));
        topic.publish("after", Documents.incident(2));

        consumer.awaitWith("after");
        if (scene.isKnownFor(Deviation.RETRACT_NOT_NOTIFIED)) {
            assertThat(consumer.stanzas()).noneMatch(stanza -> stanza.contains("<retract"));
            scene.deviates(Deviation.RETRACT_NOT_NOTIFIED, "the next event came, and none of the withdrawal");
        } else {
            assertThat(consumer.stanzas()).anyMatch(stanza -> stanza.contains("<retract"));
            inbox.awaitRetracted("wrong");
        }
    }

    @Test
    @Clause(value = "XEP-0060 §8.5.2 purge", title = "subscribers are told that all items were removed")
    void purge_whenSubscribed_thenSubscribersAreTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);
        topic.publish(Documents.incident(1));

        scene.asOwner("<purge node='" + topic.name() + "'/>");

        inbox.awaitPurge();
        assertThat(topic.latest(10)).isEmpty();
    }

    @Test
    @Clause(value = "XEP-0060 §6.2 unsubscribe", title = "no events after the end of a subscription")
    void unsubscribe_whenSubscribed_thenNoMoreEvents(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> after = scene.openTopic();
        String user = scene.user("consumer");
        Subscription subscription = scene.at(scene.connected(user), topic).subscribe(new Inbox<>());
        RawXmppClient wire = scene.raw(user);
        subscribe(scene, wire, after);
        topic.publish("before", Documents.incident(1));
        wire.awaitWith("before");

        subscription.unsubscribe();
        topic.publish("too-late", Documents.incident(2));
        after.publish("after", Documents.incident(3));

        wire.awaitWith("after");
        assertThat(wire.stanzas()).noneMatch(stanza -> stanza.contains("too-late"));
        assertThat(subscription.state()).isEqualTo(SubscriptionState.CLOSED);
    }

    private static void subscribe(Scene scene, RawXmppClient client, Topic<?> topic) {
        String bare = client.jid().substring(0, client.jid().indexOf('/'));
        String answer = client.request(
                scene.server().broker(),
                "set",
                "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='" + topic.name() + "' jid='" + bare
                        + "'/></pubsub>");
        assertThat(answer).contains("subscribed");
    }

    private static String retraction(Topic<?> topic, String item) {
        return "<pubsub xmlns='http://jabber.org/protocol/pubsub'><retract node='" + topic.name() + "'><item id='"
                + item + "'/></retract></pubsub>";
    }
}
