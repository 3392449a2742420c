package org.xmppgrid.testkit.conformance;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.NoPayload;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.Payloads;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** RFC 8600 §1: a grid carries any structured data, and what a consumer can't read costs it that item only. */
abstract class AnyPayload extends Ending {
    private static final String JSON = "{ \"name\": \"caf\u00e9 \ud83d\udd12\", \"list\": [1.50, null, \"<&>\"] }";

    @Test
    @Clause(value = "XEP-0335 §3 JSON", title = "a JSON text arrives as it was published, and can be asked for again")
    void publish_whenPayloadIsJson_thenTheSameTextArrives(Scene scene) {
        Topic<String> topic = topic(scene, Payloads.json(), Scene.open());
        Inbox<String> inbox = new Inbox<>();
        seen(scene, topic).subscribe(inbox);

        topic.publish("json", JSON);

        assertThat(inbox.awaitItem().payload()).isEqualTo(JSON);
        assertThat(seen(scene, topic).item("json"))
                .hasValueSatisfying(item -> assertThat(item.payload()).isEqualTo(JSON));
        assertThat(topic.info().carries(Payloads.json())).isTrue();
    }

    @Test
    @Clause(value = "RFC 8600 §1 own type", title = "a vendor's own payload arrives equal to the one published")
    void publish_whenPayloadIsAVendorsOwn_thenAnEqualOneArrives(Scene scene) {
        Topic<Sighting> topic = topic(scene, Sighting.TYPE, Scene.open());
        Inbox<Sighting> inbox = new Inbox<>();
        seen(scene, topic).subscribe(inbox);
        Sighting sighting = new Sighting(3, "seen at\nthe <gate> & beyond");

        topic.publish(sighting);

        assertThat(inbox.awaitItem().payload()).isEqualTo(sighting);
        assertThat(topic.latest(1)).singleElement().satisfies(item -> assertThat(item.payload())
                .isEqualTo(sighting));
    }

    @Test
    @Clause(value = "XEP-0060 §4.3 notification only", title = "a topic may tell of its items without their payloads")
    void publish_whenPayloadsAreNotDelivered_thenTheItemArrivesWithoutOne(Scene scene) {
        Topic<String> topic = topic(scene, Payloads.json(), withoutPayloads());
        Inbox<NoPayload> inbox = new Inbox<>();
        scene.consumer().topic(topic.name(), Payloads.none()).subscribe(inbox);

        topic.publish("it-happened", JSON);

        Item<? extends NoPayload> item = inbox.awaitItem();
        assertThat(item.id()).isEqualTo("it-happened");
        assertThat(item.payload()).isEqualTo(NoPayload.NOTHING);
        assertThat(item.raw().xml()).isEmpty();
        assertThat(seen(scene, topic).item("it-happened"))
                .hasValueSatisfying(kept -> assertThat(kept.payload()).isEqualTo(JSON));
    }

    @Test
    @Clause(value = "XEP-0060 §4.3 no payload", title = "an item may be published without a payload")
    void publish_whenThereIsNoPayload_thenTheItemArrivesWithoutOne(Scene scene) {
        Topic<NoPayload> topic = topic(scene, Payloads.none(), withoutPayloads());
        Inbox<NoPayload> inbox = new Inbox<>();
        seen(scene, topic).subscribe(inbox);

        if (scene.isKnownFor(Deviation.PAYLOAD_REQUIRED)) {
            GridException refusal =
                    catchThrowableOfType(GridException.class, () -> topic.publish("nothing", NoPayload.NOTHING));
            assertThat(refusal.condition())
                    .hasValueSatisfying(condition -> assertThat(condition).startsWith("bad-request"));
            scene.deviates(
                    Deviation.PAYLOAD_REQUIRED,
                    "refused with " + refusal.condition().orElseThrow());
        } else {
            topic.publish("nothing", NoPayload.NOTHING);

            assertThat(inbox.awaitItem().id()).isEqualTo("nothing");
            assertThat(inbox.awaitItem().payload()).isEqualTo(NoPayload.NOTHING);
        }
    }

    private static TopicConfig withoutPayloads() {
        return Scene.open().field("pubsub#deliver_payloads", "false");
    }

    @Test
    @Clause(value = "RFC 8600 §1 several types", title = "one topic carries payloads of several types, in order")
    void publish_whenTypesAreSeveral_thenEachArrivesAsWhatItIs(Scene scene) {
        PayloadType<Object> types =
                Payloads.oneOf(Object.class, Sighting.TYPE, Payloads.json(), Documents.TYPE, Payloads.xml());
        Topic<Object> topic = topic(scene, types, Scene.open());
        Inbox<Object> inbox = new Inbox<>();
        seen(scene, topic).subscribe(inbox);

        topic.publish("own", new Sighting(1, "one"));
        topic.publish("json", JSON);
        topic.publish("report", Documents.incident(1));
        topic.publish("other", RawPayload.of("<alert xmlns='urn:example:other'/>"));

        List<Item<?>> items = List.copyOf(inbox.awaitItems(4));
        assertThat(items).extracting(Item::id).containsExactly("own", "json", "report", "other");
        assertThat(items.get(0).payload()).isEqualTo(new Sighting(1, "one"));
        assertThat(items.get(1).payload()).isEqualTo(JSON);
        assertThat(items.get(2).payload())
                .isInstanceOfSatisfying(
                        RawPayload.class,
                        raw -> SameXml.assertSame(
                                raw.xml(), Documents.incident(1).xml()));
        assertThat(items.get(3).payload()).isInstanceOfSatisfying(RawPayload.class, raw -> assertThat(raw.element())
                .isEqualTo("alert"));
        assertThat(topic.info().carries(Sighting.TYPE)).isTrue();
    }

    @Test
    @Clause(
            value = "RFC 8600 §8.2.2 unreadable payloads",
            title = "payloads that break their reader in any way are handed over raw, and the next is read")
    void onUnreadable_whenReadersFailInAnyWay_thenRawWithTheReasonAndTheNextIsRead(Scene scene) {
        PayloadType<Sighting> fragile = Payloads.of(
                Sighting.NAMESPACE,
                "sighting",
                Sighting.class,
                xml -> {
                    switch (xml.getAttributeValue(null, "severity")) {
                        case "1" -> throw new StackOverflowError("s3cret");
                        case "2" -> {
                            while (true) {
                                xml.next();
                            }
                        }
                        case "3" -> throw new java.io.IOException("s3cret");
                        default -> {
                            return Sighting.TYPE.read(xml);
                        }
                    }
                },
                Sighting.TYPE::write);
        Topic<Sighting> topic = topic(scene, Sighting.TYPE, Scene.open());
        Inbox<Object> inbox = new Inbox<>();
        scene.consumer()
                .topic(topic.name(), Payloads.oneOf(Object.class, fragile, Payloads.json()))
                .subscribe(inbox);
        Topic<RawPayload> raw = scene.provider().topic(topic.name(), Payloads.xml());

        for (int severity = 1; severity <= 4; severity++) {
            topic.publish("sighting-" + severity, new Sighting(severity, "s3cret"));
        }
        raw.publish("no-json", RawPayload.of("<json xmlns='urn:xmpp:json:0'>{s3cret}</json>"));
        raw.publish("json", RawPayload.of("<json xmlns='urn:xmpp:json:0'>[1]</json>"));

        assertThat(inbox.awaitIds(2)).containsExactly("sighting-4", "json");
        assertThat(inbox.items().get(0).payload()).isEqualTo(new Sighting(4, "s3cret"));
        assertThat(inbox.items().get(1).payload()).isEqualTo("[1]");
        assertThat(inbox.awaitUnreadable(4))
                .extracting(Item::id)
                .containsExactly("sighting-1", "sighting-2", "sighting-3", "no-json");
        assertThat(inbox.awaitUnreadable(4)).allSatisfy(item -> {
            assertThat(item.isReadable()).isFalse();
            assertThat(item.raw().xml()).contains("s3cret");
        });
        assertThat(inbox.problems()).hasSize(4).allSatisfy(problem -> {
            assertThat(problem.reason()).isEqualTo(Reason.PAYLOAD_INVALID);
            assertThat(problem).hasMessageContaining("raw()").hasMessageNotContaining("s3cret");
        });
        assertThat(inbox.problems().get(0)).hasMessageContaining("StackOverflowError");
        assertThat(inbox.problems().get(2)).hasMessageContaining("java.io.IOException");
        assertThat(inbox.problems().get(3)).hasMessageContaining("not one JSON value");
    }

    private static <T> Topic<T> topic(Scene scene, PayloadType<T> type, TopicConfig config) {
        Topic<T> topic = scene.provider().topic(scene.topicName(), type);
        topic.create(config);
        return topic;
    }

    private static <T> Topic<T> seen(Scene scene, Topic<T> topic) {
        return scene.consumer().topic(topic.name(), topic.type());
    }
}
