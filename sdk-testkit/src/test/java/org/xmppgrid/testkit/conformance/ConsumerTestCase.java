package org.xmppgrid.testkit.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Consumer;
import org.xmppgrid.sdk.ConsumerBounds;
import org.xmppgrid.sdk.ConsumerBuilder;
import org.xmppgrid.sdk.ConsumerDeadLetter;
import org.xmppgrid.sdk.ConsumerState;
import org.xmppgrid.sdk.Delivery;
import org.xmppgrid.sdk.DeliveryHandler;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StartPosition;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicDurability;
import org.xmppgrid.testkit.Direction;
import org.xmppgrid.testkit.FaultProxy;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.NetworkFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What a durable consumer promises (DESIGN §4), on each server with what that has to catch up from. */
@Timeout(120)
abstract class ConsumerTestCase extends WithScene {
    private static final String NAME = "siem";

    @TempDir
    Path states;

    private final List<Gap> gaps = new CopyOnWriteArrayList<>();

    @Test
    void open_whenItIsRestarted_thenGoesOnBehindTheLastAcknowledged(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> first = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer = live(builder(scene, topic, delivery -> {
            first.add(delivery.id());
            delivery.ack();
        }));
        publish(topic, "before", 0, 5);
        await().until(() -> first.size() == 5);
        assertThat(consumer.drain(Scene.PATIENCE)).isTrue();
        scene.leave(scene.user("consumer"));
        publish(topic, "while-away", 5, 10);

        List<String> second = new CopyOnWriteArrayList<>();
        live(builder(scene, topic, delivery -> {
            second.add(delivery.id());
            delivery.ack();
        }));
        publish(topic, "after", 10, 15);

        await().until(() -> second.size() >= 10);
        assertThat(first).isEqualTo(ids("before", 0, 5));
        assertThat(second).isEqualTo(concat(ids("while-away", 5, 10), ids("after", 10, 15)));
        assertThat(gaps).isEmpty();
    }

    @Test
    void open_whenDeliveriesHadNoOutcome_thenTheyComeAgainWithTheNextAttempt(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> first = new CopyOnWriteArrayList<>();
        live(builder(scene, topic, delivery -> {
            if (delivery.id().equals("item-1")) {
                delivery.ack();
            }
            first.add(delivery.id());
        }));
        publish(topic, "item", 0, 3);
        await().until(() -> first.size() == 3);
        scene.leave(scene.user("consumer"));

        List<Delivery<RawPayload>> second = new CopyOnWriteArrayList<>();
        live(builder(scene, topic, second::add));

        await().until(() -> second.size() == 2);
        assertThat(second).extracting(Delivery::id).containsExactly("item-0", "item-2");
        assertThat(second).extracting(Delivery::attempt).containsOnly(2);
        assertThat(second).extracting(delivery -> delivery.raw().element()).containsOnly("IODEF-Document");
    }

    @Test
    void outcome_whenPutBackThenRejected_thenADeadLetterThatCanBeTriedAgain(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> handled = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer = live(builder(scene, topic, delivery -> {
            handled.add(delivery.id() + "#" + delivery.attempt());
            if (delivery.id().equals("item-0") && handled.size() < 3) {
                if (delivery.attempt() == 1) {
                    assertThat(delivery.nack(Duration.ZERO)).isTrue();
                } else {
                    assertThat(delivery.reject("the sink does not take it")).isTrue();
                }
                assertThat(delivery.ack()).as("a second outcome").isFalse();
            } else {
                delivery.ack();
            }
        }));
        publish(topic, "item", 0, 2);
        await().until(() -> handled.size() == 3);

        assertThat(handled).containsExactly("item-0#1", "item-0#2", "item-1#1");
        List<ConsumerDeadLetter> letters = consumer.deadLetters().toList();
        assertThat(letters).hasSize(1);
        ConsumerDeadLetter letter = letters.get(0);
        assertThat(letter.itemId()).isEqualTo("item-0");
        assertThat(letter.attempts()).isEqualTo(2);
        assertThat(letter.reason()).isEqualTo("the sink does not take it");
        // Prosody writes the attributes of one item in another order each time
        SameXml.assertSame(
                letter.payload().xml(), topic.item("item-0").orElseThrow().raw().xml());

        assertThat(consumer.retry(letter)).isTrue();
        await().until(() -> handled.size() == 4);
        assertThat(handled).endsWith("item-0#1");
        assertThat(consumer.drain(Scene.PATIENCE)).isTrue();
        assertThat(consumer.deadLetters()).isEmpty();
    }

    @Test
    void handle_whenItThrowsEachTime_thenADeadLetterAndTheNextGoesOn(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> handled = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer = live(builder(scene, topic, delivery -> {
                    handled.add(delivery.id());
                    if (delivery.id().equals("item-0")) {
                        throw new IOException("the sink is down");
                    }
                    delivery.ack();
                })
                .maxAttempts(3)
                .retryAfter(Duration.ofMillis(5), Duration.ofMillis(10)));
        publish(topic, "item", 0, 2);

        await().until(() -> handled.size() == 4);
        assertThat(handled).containsExactly("item-0", "item-0", "item-0", "item-1");
        assertThat(consumer.drain(Scene.PATIENCE)).isTrue();
        assertThat(consumer.deadLetters()).singleElement().satisfies(letter -> assertThat(letter.reason())
                .contains("3 attempts", "java.io.IOException"));
    }

    @Test
    void publish_whenAgainWithTheSameOrOtherContent_thenOnceAndAnUpdate(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<Delivery<RawPayload>> handled = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer = live(builder(scene, topic, handled::add).autoAck());
        topic.publish("one", Documents.incident(1));
        await().until(() -> handled.size() == 1);
        topic.publish("one", Documents.incident(1));
        topic.publish("one", Documents.incident(2));
        topic.publish("last", Documents.incident(3));

        await().until(() -> handled.size() == 3);
        assertThat(handled).extracting(Delivery::id).containsExactly("one", "one", "last");
        assertThat(handled).extracting(Delivery::isUpdate).containsExactly(false, true, false);
        assertThat(consumer.lag().duplicates()).isPositive();
    }

    @Test
    void retract_whenTheItemWaits_thenItIsMarkedAndTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> retracted = new CopyOnWriteArrayList<>();
        List<Delivery<RawPayload>> handled = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer =
                live(builder(scene, topic, handled::add).autoAck().onRetracted(retracted::add));
        consumer.pause();
        topic.publish("one", Documents.incident(1));
        await().until(() -> consumer.lag().waiting() == 1);
        topic.retract("one");
        await().until(() -> retracted.contains("one"));
        consumer.resume();

        await().until(() -> handled.size() == 1);
        assertThat(handled.get(0).isRetracted()).isTrue();
    }

    @Test
    void open_whenManyAreStoredAndOthersComeMeanwhile_thenAllInOrderAndOnce(Scene scene) {
        int stored = scene.server().name().startsWith("prosody") ? 200 : 800;
        Topic<RawPayload> topic = scene.openTopic();
        publish(topic, "item", 0, stored);
        List<String> handled = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> publishing =
                CompletableFuture.runAsync(() -> publish(topic, "item", stored, stored + 50));
        Consumer<RawPayload> consumer = builder(scene, topic, delivery -> {
                    handled.add(delivery.id());
                    delivery.ack();
                })
                .open();
        publishing.join();

        await().atMost(Duration.ofSeconds(60)).until(() -> handled.size() >= stored + 50);
        assertThat(consumer.awaitLive(Scene.PATIENCE)).isTrue();
        assertThat(handled).isEqualTo(ids("item", 0, stored + 50));
        assertThat(gaps).isEmpty();
    }

    @Test
    void open_whenTheBrokerDroppedWhatWasMissed_thenAGap(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.open().maxItems(5).field("pubsub#notification_type", "headline"));
        List<String> handled = new CopyOnWriteArrayList<>();
        live(builder(scene, topic, delivery -> {
            handled.add(delivery.id());
            delivery.ack();
        }));
        publish(topic, "item", 0, 3);
        await().until(() -> handled.size() == 3);
        scene.leave(scene.user("consumer"));
        publish(topic, "item", 3, 20);

        live(builder(scene, topic, delivery -> {
            handled.add(delivery.id());
            delivery.ack();
        }));
        await().until(() -> handled.size() >= 8);

        assertThat(handled).isEqualTo(concat(ids("item", 0, 3), ids("item", 15, 20)));
        assertThat(gaps).extracting(Gap::cause).containsExactly(Gap.Cause.ROLLED_OVER);
    }

    @Test
    void open_whenTheControllerStoredWhatTheBrokerDropped_thenThatComesBehindWhatTheBrokerKeeps(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.open().maxItems(5));
        List<String> handled = new CopyOnWriteArrayList<>();
        live(builder(scene, topic, delivery -> handled.add(delivery.id())).autoAck());
        publish(topic, "item", 0, 3);
        await().until(() -> handled.size() == 3);
        scene.leave(scene.user("consumer"));
        publish(topic, "item", 3, 20);

        live(builder(scene, topic, delivery -> handled.add(delivery.id())).autoAck());

        await().until(() -> handled.size() >= 20);
        List<String> expected = new ArrayList<>(ids("item", 0, 3));
        expected.addAll(ids("item", 15, 20));
        expected.addAll(ids("item", 3, 15));
        assertThat(handled).isEqualTo(expected);
    }

    @Test
    void open_whenTheTopicKeepsNothing_thenAGapAndWhatComesIsDelivered(Scene scene) {
        Topic<RawPayload> topic =
                scene.topic(Scene.open().persistItems(false).field("pubsub#notification_type", "headline"));
        List<String> handled = new CopyOnWriteArrayList<>();
        live(builder(scene, topic, delivery -> {
            handled.add(delivery.id());
            delivery.ack();
        }));
        publish(topic, "item", 0, 3);
        await().until(() -> handled.size() == 3);
        scene.leave(scene.user("consumer"));
        gaps.clear();
        publish(topic, "item", 3, 6);

        live(builder(scene, topic, delivery -> {
            handled.add(delivery.id());
            delivery.ack();
        }));
        publish(topic, "item", 6, 8);

        await().until(() -> handled.contains("item-7"));
        assertThat(handled).containsSubsequence("item-0", "item-1", "item-2", "item-6", "item-7");
        assertThat(gaps).isNotEmpty();
        assertThat(scene.awaitObservation(Observation.Kind.ITEMS_MISSED).attributes())
                .containsEntry("consumer", NAME);
    }

    @Test
    void startAt_whenLatestOrLast_thenOlderItemsAreNeverDelivered(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        publish(topic, "old", 0, 10);
        List<String> latest = new CopyOnWriteArrayList<>();
        List<String> last = new CopyOnWriteArrayList<>();
        live(builder(scene, topic, delivery -> latest.add(delivery.id()))
                .autoAck()
                .startAt(StartPosition.latest()));
        live(topicOf(scene, topic)
                .consumer("last")
                .stateIn(states)
                .onItem(delivery -> last.add(delivery.id()))
                .autoAck()
                .startAt(StartPosition.last(2)));
        publish(topic, "new", 10, 12);
        await().until(() -> latest.size() >= 2 && last.size() >= 4);
        scene.leave(scene.user("consumer"));
        publish(topic, "new", 12, 13);
        live(builder(scene, topic, delivery -> latest.add(delivery.id())).autoAck());
        live(topicOf(scene, topic)
                .consumer("last")
                .stateIn(states)
                .onItem(delivery -> last.add(delivery.id()))
                .autoAck());

        await().until(() -> latest.size() >= 3 && last.size() >= 5);
        assertThat(latest).isEqualTo(ids("new", 10, 13));
        assertThat(last).isEqualTo(concat(ids("old", 8, 10), ids("new", 10, 13)));
    }

    @Test
    void handle_whenItCallsTheBrokerWithEverythingFull_thenItIsAnswered(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> handled = new CopyOnWriteArrayList<>();
        Grid grid = scene.connect(scene.as(scene.user("other")).limits(GridLimits.DEFAULT.withQueue(2, 10_000)));
        Topic<RawPayload> mine = scene.at(grid, topic);
        live(mine.consumer(NAME)
                .stateIn(states)
                .bounds(ConsumerBounds.standard().withWaiting(2, 1_000_000))
                .onItem(delivery -> {
                    assertThat(mine.item(delivery.id())).isPresent();
                    handled.add(delivery.id());
                    delivery.ack();
                }));
        publish(topic, "item", 0, 20);

        await().atMost(Duration.ofSeconds(60)).until(() -> handled.size() >= 20);
        assertThat(handled).isEqualTo(ids("item", 0, 20));
    }

    @Test
    void parallel_whenKeyed_thenEachKeyKeepsItsOrder(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> handled = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer = live(builder(scene, topic, delivery -> {
                    if (delivery.id().equals("item-0") && delivery.attempt() == 1) {
                        delivery.nack(Duration.ofMillis(50));
                        return;
                    }
                    handled.add(delivery.id());
                    delivery.ack();
                })
                .parallel(4, item -> Integer.toString(number(item.id()) % 4)));
        publish(topic, "item", 0, 40);

        assertThat(eventually(() -> handled.size() == 40)).isTrue();
        for (int key = 0; key < 4; key++) {
            int wanted = key;
            assertThat(handled.stream().filter(id -> number(id) % 4 == wanted))
                    .extracting(ConsumerTestCase::number)
                    .isSorted();
        }
        assertThat(consumer.drain(Scene.PATIENCE)).isTrue();
    }

    @Test
    void open_whenTheStateIsInUse_thenItSaysSo(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        live(builder(scene, topic, Delivery::ack));

        assertThatExceptionOfType(GridStorageException.class)
                .isThrownBy(() -> builder(scene, topic, Delivery::ack).open())
                .extracting(GridStorageException::reason)
                .isEqualTo(Reason.STORE_IN_USE);
    }

    @Test
    void open_whenSeveralConsumersShareATopic_thenEachGetsAll(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> first = new CopyOnWriteArrayList<>();
        List<String> second = new CopyOnWriteArrayList<>();
        live(builder(scene, topic, delivery -> first.add(delivery.id())).autoAck());
        Consumer<RawPayload> other = live(topicOf(scene, topic)
                .consumer("archive")
                .stateIn(states)
                .onItem(delivery -> second.add(delivery.id()))
                .autoAck());
        publish(topic, "item", 0, 10);
        await().until(() -> first.size() == 10 && second.size() == 10);
        other.unsubscribe();
        topic.publish("for-the-first", Documents.incident(1));

        await().until(() -> first.contains("for-the-first"));
        assertThat(second).isEqualTo(ids("item", 0, 10));
    }

    @Test
    void durability_whenTheTopicIsSecureOrKeepsNothing_thenItSaysSo(Scene scene) {
        TopicDurability sound = scene.openTopic().durability();
        TopicDurability bad = scene.topic(
                        Scene.open().persistItems(false).field("pubsub#notification_type", "headline"))
                .durability();

        assertThat(sound.advice()).isEmpty();
        assertThat(sound.persists()).contains(true);
        assertThat(bad.persists()).contains(false);
        assertThat(bad.isSound()).isFalse();
        assertThat(bad.advice()).anyMatch(text -> text.contains("persist_items"));
    }

    @Test
    void connection_whenNewSessionsTakeOverWhileItemsCome_thenAllInOrderAndOnce(Scene scene, GridServer server) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> handled = new CopyOnWriteArrayList<>();
        try (FaultProxy proxy = FaultProxy.before(server)) {
            Consumer<RawPayload> consumer = live(through(scene, proxy, topic, delivery -> {
                handled.add(delivery.id());
                delivery.ack();
            }));
            for (int round = 0; round < 3; round++) {
                int from = round * 30;
                publish(topic, "item", from, from + 10);
                proxy.refuseConnections();
                proxy.cutAll();
                await().until(() -> consumer.state() == ConsumerState.INTERRUPTED);
                publish(topic, "item", from + 10, from + 20);
                proxy.heal();
                publish(topic, "item", from + 20, from + 30);
            }

            await().atMost(Scene.PATIENCE).until(() -> handled.size() >= 90);
            assertThat(consumer.awaitLive(Scene.PATIENCE)).isTrue();
            publish(topic, "item", 90, 91);
            await().atMost(Scene.PATIENCE).until(() -> handled.contains("item-90"));
            assertThat(handled).isEqualTo(ids("item", 0, 91));
            assertThat(gaps).isEmpty();
        }
    }

    @Test
    void catchUp_whenTheNetworkDiesInItsMidst_thenItGoesOnWithTheNextSession(Scene scene, GridServer server) {
        Topic<RawPayload> topic = scene.openTopic();
        publish(topic, "item", 0, 150);
        List<String> handled = new CopyOnWriteArrayList<>();
        try (FaultProxy proxy = FaultProxy.before(server)) {
            Topic<RawPayload> mine = behind(scene, proxy, topic);
            proxy.strikeOpen(NetworkFault.reset().after(60_000, Direction.SERVER_TO_CLIENT));
            Consumer<RawPayload> consumer = mine.consumer(NAME)
                    .stateIn(states)
                    .onGap(gaps::add)
                    .onItem(delivery -> {
                        handled.add(delivery.id());
                        delivery.ack();
                    })
                    .open();
            publish(topic, "item", 150, 160);

            await().atMost(Duration.ofSeconds(60)).until(() -> handled.size() >= 160);
            assertThat(consumer.awaitLive(Scene.PATIENCE)).isTrue();
            assertThat(handled).isEqualTo(ids("item", 0, 160));
            assertThat(gaps).isEmpty();
        }
    }

    @Test
    void open_whenThePayloadIsOfAnotherType_thenADeadLetterWithItsBytesOrTheOwnHandler(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> any = scene.provider().topic(topic.name(), RawPayload.ANY);
        List<String> handled = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer = live(
                builder(scene, topic, delivery -> handled.add(delivery.id())).autoAck());
        List<String> unreadable = new CopyOnWriteArrayList<>();
        live(topicOf(scene, topic)
                .consumer("with-own-handler")
                .stateIn(states)
                .onItem(delivery -> {})
                .onUnreadable(delivery -> unreadable.add(delivery.raw().element()))
                .autoAck());
        any.publish("foreign", RawPayload.of("<alarm xmlns='urn:example'/>"));
        topic.publish("last", Documents.incident(1));

        await().until(() -> handled.contains("last") && unreadable.contains("alarm"));
        assertThat(handled).containsExactly("last");
        assertThat(consumer.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.itemId()).isEqualTo("foreign");
            assertThat(letter.payload().element()).isEqualTo("alarm");
            assertThat(letter.reason()).startsWith("PAYLOAD_UNKNOWN");
        });
    }

    @Test
    void delete_whenItemsWait_thenTheyAreDeliveredAndTheStateIsEnded(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> handled = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer = live(
                builder(scene, topic, delivery -> handled.add(delivery.id())).autoAck());
        consumer.pause();
        publish(topic, "item", 0, 3);
        await().until(() -> consumer.lag().waiting() == 3);
        topic.delete();
        await().until(() -> consumer.state() == ConsumerState.ENDED);
        consumer.resume();

        await().until(() -> handled.size() == 3);
        assertThat(handled).isEqualTo(ids("item", 0, 3));
    }

    private ConsumerBuilder<RawPayload> through(
            Scene scene, FaultProxy proxy, Topic<RawPayload> topic, DeliveryHandler<RawPayload> handler) {
        return behind(scene, proxy, topic)
                .consumer(NAME)
                .stateIn(states)
                .onItem(handler)
                .onGap(gaps::add);
    }

    private static Topic<RawPayload> behind(Scene scene, FaultProxy proxy, Topic<RawPayload> topic) {
        ConnectionPolicy quick = ConnectionPolicy.standard()
                .withDelays(Duration.ofMillis(20), Duration.ofMillis(300))
                .withoutResumption();
        return scene.at(
                scene.connect(scene.as(scene.user("consumer"))
                        .endpoint(proxy.host(), proxy.port())
                        .connection(quick)),
                topic);
    }

    private ConsumerBuilder<RawPayload> builder(
            Scene scene, Topic<RawPayload> topic, DeliveryHandler<RawPayload> handler) {
        return topicOf(scene, topic)
                .consumer(NAME)
                .stateIn(states)
                .onItem(handler)
                .onGap(gaps::add);
    }

    private static Topic<RawPayload> topicOf(Scene scene, Topic<RawPayload> topic) {
        return scene.at(scene.consumer(), topic);
    }

    private static Consumer<RawPayload> live(ConsumerBuilder<RawPayload> builder) {
        Consumer<RawPayload> consumer = builder.open();
        assertThat(consumer.awaitLive(Scene.PATIENCE))
                .as("%s, %s", consumer, consumer.problem())
                .isTrue();
        return consumer;
    }

    private static boolean eventually(Callable<Boolean> so) {
        await().atMost(Scene.PATIENCE).until(so);
        return true;
    }

    private static void publish(Topic<RawPayload> topic, String prefix, int from, int to) {
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int number = from; number < to; number++) {
            all.add(topic.publishAsync(prefix + "-" + number, Documents.incident(number)));
        }
        all.forEach(CompletableFuture::join);
    }

    private static List<String> ids(String prefix, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> prefix + "-" + number)
                .toList();
    }

    private static List<String> concat(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    }
}
