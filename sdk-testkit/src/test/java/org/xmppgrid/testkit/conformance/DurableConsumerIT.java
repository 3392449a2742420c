package org.xmppgrid.testkit.conformance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.Consumer;
import org.xmppgrid.sdk.ConsumerBounds;
import org.xmppgrid.sdk.ConsumerBuilder;
import org.xmppgrid.sdk.ConsumerState;
import org.xmppgrid.sdk.Delivery;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.JournalEntry;
import org.xmppgrid.testkit.SaslFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** What a durable consumer does when its disk, its handlers or the topic are in trouble. */
@Timeout(120)
class DurableConsumerIT extends WithScene {
    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @TempDir
    Path states;

    private final ShakyStore disk = new ShakyStore();
    private final List<Gap> gaps = new CopyOnWriteArrayList<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();

    @Test
    void receive_whenTheDiskIsFullForAWhile_thenToldAndNothingIsLost(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Consumer<RawPayload> consumer = onShakyDisk(scene, topic);
        publish(topic, 0, 5);
        await().until(() -> handled.size() == 5);
        disk.beFull(true);
        publish(topic, 5, 10);
        await().until(() -> consumer.state() == ConsumerState.STORE_FAILED);
        assertThat(consumer.problem())
                .hasValueSatisfying(e -> assertThat(e.reason()).isEqualTo(Reason.DISK_FULL));
        assertThat(scene.awaitObservation(Observation.Kind.CONSUMER_STATE).attributes())
                .containsEntry("reason", "DISK_FULL");
        disk.beFull(false);

        await().atMost(Scene.PATIENCE).until(() -> handled.size() == 10);
        assertThat(handled).isEqualTo(ids(0, 10));
        assertThat(consumer.state()).isEqualTo(ConsumerState.LIVE);
        assertThat(consumer.problem()).isEmpty();
        assertThat(disk.opened()).isEqualTo(1);
    }

    @Test
    void receive_whenTheStoreFails_thenItIsOpenedAnewAndNothingIsLostOrComesTwice(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Consumer<RawPayload> consumer = onShakyDisk(scene, topic);
        publish(topic, 0, 5);
        assertThat(consumer.drain(Scene.PATIENCE)).isTrue();
        await().until(() -> handled.size() == 5);
        disk.fail();
        publish(topic, 5, 10);

        await().atMost(Scene.PATIENCE).until(() -> handled.size() >= 10);
        assertThat(consumer.awaitLive(Scene.PATIENCE)).isTrue();
        publish(topic, 10, 11);
        await().atMost(Scene.PATIENCE).until(() -> handled.contains("item-10"));
        assertThat(handled).isEqualTo(ids(0, 11));
        assertThat(disk.opened()).isEqualTo(2);
        assertThat(gaps).isEmpty();
    }

    @Test
    void ack_whenTheStateWasOpenedAnew_thenRefusedAndDeliveredAgain(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<Delivery<RawPayload>> out = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer = open(
                scene.at(scene.consumer(), topic).consumer("shaky").store(disk).onItem(out::add));
        publish(topic, 0, 1);
        await().until(() -> out.size() == 1);
        disk.fail();
        publish(topic, 1, 2);
        await().atMost(Scene.PATIENCE).until(() -> out.size() >= 2 && consumer.awaitLive(Scene.PATIENCE));

        assertThat(catchThrowableOfType(
                                GridStorageException.class, () -> out.get(0).ack())
                        .reason())
                .isEqualTo(Reason.STORE_FAILED);
        await().until(() -> out.size() == 3);
        assertThat(out).extracting(Delivery::id).containsExactly("item-0", "item-0", "item-1");
        out.subList(1, 3).forEach(Delivery::ack);
        assertThat(consumer.drain(Scene.PATIENCE)).isTrue();
    }

    @Test
    void ack_whenTheHandlerReturnsWhileAnotherThreadWritesTheOutcome_thenBothGoOn(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayWrite = new CountDownLatch(1);
        CompletableFuture<Boolean> settled = new CompletableFuture<>();
        CompletableFuture<Thread> returns = new CompletableFuture<>();
        Consumer<RawPayload> consumer = open(
                scene.at(scene.consumer(), topic).consumer("shaky").store(disk).onItem(delivery -> {
                    handled.add(delivery.id());
                    if (handled.size() > 1) {
                        delivery.ack();
                        return;
                    }
                    disk.onApply(() -> {
                        writing.countDown();
                        reached(mayWrite);
                    });
                    settled.completeAsync(delivery::ack);
                    reached(writing);
                    returns.complete(Thread.currentThread());
                }));
        publish(topic, 0, 1);
        // either the handler's thread has no more to do, or it waits for the outcome
        await().until(() -> returns.isDone() && returns.join().getState() != Thread.State.RUNNABLE);
        mayWrite.countDown();

        assertThat(settled).succeedsWithin(Scene.PATIENCE).isEqualTo(true);
        publish(topic, 1, 2);
        await().atMost(Scene.PATIENCE).until(() -> handled.equals(ids(0, 2)));
        assertThat(consumer.drain(Scene.PATIENCE)).isTrue();
    }

    private static void reached(CountDownLatch latch) {
        try {
            assertThat(latch.await(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void catchUp_whenThereIsLittleRoomAndItemsComeMeanwhile_thenBoundedAndInOrder(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        publish(topic, 0, 2000);
        AtomicLong most = new AtomicLong();
        List<Consumer<RawPayload>> self = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> publish(topic, 2000, 3000));
        Consumer<RawPayload> consumer = scene.at(scene.consumer(), topic)
                .consumer("small")
                .stateIn(states)
                .bounds(ConsumerBounds.standard().withWaiting(100, 10_000_000))
                .onGap(gaps::add)
                .onItem(delivery -> {
                    handled.add(delivery.id());
                    self.forEach(one -> most.accumulateAndGet(one.lag().waiting(), Math::max));
                })
                .autoAck()
                .open();
        self.add(consumer);
        publishing.join();

        await().atMost(Duration.ofSeconds(90)).until(() -> handled.size() >= 3000);
        assertThat(handled).isEqualTo(ids(0, 3000));
        assertThat(gaps).isEmpty();
        assertThat(most).hasValueLessThan(100 * 8 + 200);
    }

    @Test
    void parallel_whenKeysDiffer_thenHandlersRunAtOnce(Scene scene) throws Exception {
        Topic<RawPayload> topic = scene.openTopic();
        CountDownLatch together = new CountDownLatch(3);
        open(scene.at(scene.consumer(), topic)
                .consumer("parallel")
                .stateIn(states)
                .parallel(3, item -> item.id())
                .onItem(delivery -> {
                    together.countDown();
                    assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
                    handled.add(delivery.id());
                })
                .autoAck());
        publish(topic, 0, 3);

        assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
        await().until(() -> handled.size() == 3);
    }

    @Test
    void unacknowledged_whenAsManyAreOut_thenNoMoreUntilOneHasItsOutcome(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<Delivery<RawPayload>> out = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer = open(scene.at(scene.consumer(), topic)
                .consumer("batches")
                .stateIn(states)
                .unacknowledged(2)
                .onItem(out::add));
        publish(topic, 0, 4);
        await().until(() -> consumer.lag().waiting() == 4 && out.size() == 2);
        assertThat(out).extracting(Delivery::id).containsExactly("item-0", "item-1");

        CompletableFuture.runAsync(() -> out.get(1).ack()).join();
        await().until(() -> out.size() == 3);
        assertThat(out.get(0).nack(Duration.ZERO)).isTrue();
        await().until(() -> out.size() == 4);

        assertThat(out).extracting(Delivery::id).containsExactly("item-0", "item-1", "item-2", "item-0");
        assertThat(out.get(3).attempt()).isEqualTo(2);
    }

    @Test
    void ackAsync_whenASinkTakesABatch_thenItWaitsOnceAndNoneComesAgain(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<Delivery<RawPayload>> batch = new CopyOnWriteArrayList<>();
        try (Consumer<RawPayload> consumer = open(scene.at(scene.consumer(), topic)
                .consumer("batches")
                .stateIn(states)
                .unacknowledged(50)
                .onItem(batch::add))) {
            publish(topic, 0, 60);
            await().until(() -> batch.size() == 50);
            CompletableFuture.allOf(batch.stream().map(Delivery::ackAsync).toArray(CompletableFuture[]::new))
                    .join();
            assertThat(batch.get(0).ackAsync()).isCompletedWithValue(false);
            await().until(() -> batch.size() == 60);
            assertThat(consumer.lag().settled()).isEqualTo(50);
        }
        List<String> again = new CopyOnWriteArrayList<>();
        open(scene.at(scene.consumer(), topic)
                .consumer("batches")
                .stateIn(states)
                .onItem(delivery -> again.add(delivery.id())));

        await().until(() -> again.size() == 10);
        assertThat(batch).extracting(Delivery::id).isEqualTo(ids(0, 60));
        assertThat(again).isEqualTo(ids(50, 60));
    }

    @Test
    void unacknowledged_whenASinkWaitsForABatchOfLargeItems_thenItGetsAllOfThem(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        String large = "x".repeat(200_000);
        for (int number = 0; number < 60; number++) {
            topic.publish(
                    "item-" + number,
                    RawPayload.of(
                            "<IODEF-Document xmlns='urn:ietf:params:xml:ns:iodef-2.0'>" + large + "</IODEF-Document>"));
        }
        List<Delivery<RawPayload>> batch = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer = open(scene.at(scene.consumer(), topic)
                .consumer("large")
                .stateIn(states)
                .unacknowledged(60)
                .onItem(batch::add));

        await().atMost(Scene.PATIENCE).until(() -> batch.size() == 60);
        batch.forEach(Delivery::ack);
        assertThat(consumer.drain(Scene.PATIENCE)).isTrue();
    }

    @Test
    void parallel_whenTheOutcomeComesBeforeTheHandlerReturns_thenTheNextOfItsKeyWaitsForThat(Scene scene)
            throws Exception {
        Topic<RawPayload> topic = scene.openTopic();
        CountDownLatch end = new CountDownLatch(1);
        open(scene.at(scene.consumer(), topic)
                .consumer("keyed")
                .stateIn(states)
                .parallel(2, item -> item.id().equals("item-2") ? "other" : "same")
                .onItem(delivery -> {
                    handled.add(delivery.id());
                    delivery.ack();
                    if (delivery.id().equals("item-0")) {
                        assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
                        handled.add("end of item-0");
                    }
                }));
        publish(topic, 0, 3);

        await().until(() -> handled.contains("item-2"));
        end.countDown();
        await().until(() -> handled.size() == 4);
        assertThat(handled).containsExactly("item-0", "item-2", "end of item-0", "item-1");
    }

    @Test
    void close_whenTheHandlerCallsIt_thenItDoesNotWaitForThatHandler(Scene scene) throws Exception {
        Topic<RawPayload> topic = scene.openTopic();
        CompletableFuture<Consumer<RawPayload>> self = new CompletableFuture<>();
        CountDownLatch closed = new CountDownLatch(1);
        Consumer<RawPayload> consumer = open(scene.at(scene.consumer(), topic)
                .consumer("self-closing")
                .stateIn(states)
                .onItem(delivery -> {
                    delivery.ack();
                    self.join().close();
                    closed.countDown();
                }));
        self.complete(consumer);
        publish(topic, 0, 1);

        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(consumer.state()).isEqualTo(ConsumerState.CLOSED);
    }

    @Test
    void open_whenTheStateIsOfAnotherTopic_thenRefusedAndTheStateStaysWhole(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> other = scene.openTopic();
        publish(topic, 0, 2);
        Consumer<RawPayload> consumer = open(scene.at(scene.consumer(), topic)
                .consumer("moved")
                .stateIn(states)
                .onItem(delivery -> {}));
        await().until(() -> consumer.lag().waiting() == 2);
        consumer.close();

        ConsumerBuilder<RawPayload> elsewhere = scene.at(scene.consumer(), other)
                .consumer("moved")
                .stateIn(states)
                .onItem(delivery -> handled.add(delivery.id()));
        assertThatIllegalStateException()
                .isThrownBy(elsewhere::open)
                .withMessageContaining(topic.name())
                .withMessageContaining(other.name());
        assertThat(open(scene.at(scene.consumer(), topic)
                                .consumer("moved")
                                .stateIn(states)
                                .onItem(delivery -> handled.add(delivery.id()))
                                .autoAck())
                        .drain(Scene.PATIENCE))
                .isTrue();
        assertThat(handled).isEqualTo(ids(0, 2));
    }

    @Test
    void receive_whenTheStoreThrowsWhatNoStoreMayThrow_thenItIsOpenedAnewAndNothingIsLost(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Consumer<RawPayload> consumer = onShakyDisk(scene, topic);
        publish(topic, 0, 5);
        await().until(() -> handled.size() == 5);
        assertThat(consumer.drain(Scene.PATIENCE)).isTrue();
        disk.throwAnything();
        publish(topic, 5, 10);

        await().atMost(Scene.PATIENCE).until(() -> handled.size() >= 10);
        assertThat(handled).isEqualTo(ids(0, 10));
        assertThat(disk.opened()).isEqualTo(2);
    }

    @Test
    void delete_whenTheConsumerIsOpen_thenItSaysWhyItEnded(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Consumer<RawPayload> consumer = open(scene.at(scene.consumer(), topic)
                .consumer("ended")
                .stateIn(states)
                .onItem(Delivery::ack));
        topic.delete();

        assertThat(scene.awaitObservation(Observation.Kind.CONSUMER_STATE).attributes())
                .containsEntry("consumer", "ended")
                .containsEntry("reason", "TOPIC_NOT_FOUND");
        assertThat(consumer.state()).isEqualTo(ConsumerState.ENDED);
        assertThat(consumer.problem())
                .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo(Reason.TOPIC_NOT_FOUND));
    }

    @Test
    void nack_whenForLongerThanAnyClockGoes_thenItWaits(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<Delivery<RawPayload>> out = new CopyOnWriteArrayList<>();
        Consumer<RawPayload> consumer = open(scene.at(scene.consumer(), topic)
                .consumer("for-ever")
                .stateIn(states)
                .onItem(out::add));
        publish(topic, 0, 1);
        await().until(() -> out.size() == 1);

        assertThat(out.get(0).nack(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        assertThat(consumer.problem()).isEmpty();
        assertThat(consumer.lag().waiting()).isEqualTo(1);
    }

    @Test
    void catchUp_whenTheBrokerDoesNotPageALongList_thenOnlyItsEndIsReadUnlessMoreWasMissed(
            Scene scene, GridBroker broker) {
        broker.dropRsm(true);
        try {
            Topic<RawPayload> topic = scene.openTopic();
            publish(topic, 0, 2000);
            try (Consumer<RawPayload> consumer = onceMore(scene, topic)) {
                assertThat(consumer.drain(Scene.PATIENCE)).isTrue();
                assertThat(read(broker, "item-0")).as("at first all is read").isTrue();

                loseSession(scene, broker, () -> publish(topic, 2000, 2020));
                await().until(() -> handled.size() == 2020);
                assertThat(consumer.awaitLive(Scene.PATIENCE)).isTrue();
                assertThat(read(broker, "item-2019")).isTrue();
                assertThat(read(broker, "item-0"))
                        .as("the old is not read again")
                        .isFalse();

                loseSession(scene, broker, () -> publish(topic, 2020, 3500));
                await().until(() -> handled.size() == 3500);
                assertThat(consumer.awaitLive(Scene.PATIENCE)).isTrue();
            }
            assertThat(handled).isEqualTo(ids(0, 3500));
            assertThat(gaps).isEmpty();
        } finally {
            broker.dropRsm(false);
        }
    }

    private Consumer<RawPayload> onceMore(Scene scene, Topic<RawPayload> topic) {
        return open(scene.at(scene.consumer(), topic)
                .consumer("unpaged")
                .stateIn(states)
                .onGap(gaps::add)
                .onItem(delivery -> handled.add(delivery.id()))
                .autoAck());
    }

    /** The consumer's connection is gone, with all that was sent meanwhile, and comes back. */
    private static void loseSession(Scene scene, GridBroker broker, Runnable meanwhile) {
        broker.clearJournal();
        String consumer = scene.address(scene.user("consumer"));
        Fault lost = broker.streams().loseQueueAndRefuse(1);
        Fault absent = broker.sasl(SaslFault.refuse(scene.user("consumer"), "temporary-auth-failure"));
        assertThat(broker.disconnect(consumer)).isPositive();
        meanwhile.run();
        absent.close();
        await().until(() -> lost.hits() == 1);
    }

    private static boolean read(GridBroker broker, String item) {
        return broker.journal().stream()
                .filter(entry -> entry.direction() == JournalEntry.Direction.SENT)
                .anyMatch(entry -> entry.xml().startsWith("<iq") && entry.xml().contains("<item id='" + item + "'"));
    }

    @Test
    void purge_whileItCatchesUp_thenAGapAndWhatComesIsDelivered(Scene scene) throws Exception {
        Topic<RawPayload> topic = scene.openTopic();
        publish(topic, 0, 1000);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        Consumer<RawPayload> consumer = scene.at(scene.consumer(), topic)
                .consumer("late")
                .stateIn(states)
                .bounds(ConsumerBounds.standard().withWaiting(20, 10_000_000))
                .onGap(gaps::add)
                .onItem(delivery -> {
                    begun.countDown();
                    assertThat(goesOn.await(60, TimeUnit.SECONDS)).isTrue();
                    handled.add(delivery.id());
                })
                .autoAck()
                .open();
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        topic.purge();
        publish(topic, 1000, 1005);
        goesOn.countDown();

        assertThat(consumer.awaitLive(Scene.PATIENCE)).isTrue();
        await().atMost(Scene.PATIENCE).until(() -> handled.contains("item-1004"));
        assertThat(gaps).extracting(Gap::cause).contains(Gap.Cause.PURGED);
        List<String> before = handled.subList(0, handled.size() - 5);
        assertThat(before).isEqualTo(ids(0, before.size()));
        assertThat(handled).endsWith("item-1000", "item-1001", "item-1002", "item-1003", "item-1004");
    }

    @Test
    void open_whenTheStateIsDamaged_thenRefusedOrRecoveredWithAGapAndNothingIsLost(Scene scene) throws IOException {
        Topic<RawPayload> topic = scene.openTopic();
        Consumer<RawPayload> consumer = open(damaged(scene, topic));
        publish(topic, 0, 20);
        await().until(() -> handled.size() == 20);
        consumer.close();
        publish(topic, 20, 25);
        Path data;
        try (Stream<Path> files = Files.list(states)) {
            data = files.filter(file -> file.toString().endsWith(".mv"))
                    .findFirst()
                    .orElseThrow();
        }
        try (FileChannel file = FileChannel.open(data, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(8192), 0);
        }

        assertThat(catchThrowableOfType(GridStorageException.class, () -> damaged(scene, topic)
                                .open())
                        .reason())
                .isEqualTo(Reason.STORE_DAMAGED);
        open(damaged(scene, topic).recoverDamaged());

        await().until(() -> handled.size() >= 25);
        assertThat(gaps).extracting(Gap::cause).containsExactly(Gap.Cause.STATE_LOST);
        assertThat(gaps.get(0).detail()).contains("damaged");
        assertThat(handled).startsWith(ids(0, 20).toArray(String[]::new)).containsAll(ids(20, 25));
    }

    private ConsumerBuilder<RawPayload> damaged(Scene scene, Topic<RawPayload> topic) {
        return scene.at(scene.consumer(), topic)
                .consumer("damaged")
                .stateIn(states)
                .onGap(gaps::add)
                .onItem(delivery -> {
                    handled.add(delivery.id());
                    delivery.ack();
                });
    }

    @Test
    void purge_whenItWasAwayMeanwhile_thenAGapOnce(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        for (int run = 0; run < 3; run++) {
            Consumer<RawPayload> consumer = open(scene.at(scene.consumer(), topic)
                    .consumer("purged")
                    .stateIn(states)
                    .onGap(gaps::add)
                    .onItem(delivery -> handled.add(delivery.id()))
                    .autoAck());
            if (run == 0) {
                publish(topic, 0, 3);
                await().until(() -> handled.size() == 3);
            }
            assertThat(consumer.drain(Scene.PATIENCE)).isTrue();
            scene.leave(scene.user("consumer"));
            topic.purge();
        }

        assertThat(gaps).extracting(Gap::cause).containsOnly(Gap.Cause.PURGED);
        assertThat(handled).isEqualTo(ids(0, 3));
    }

    @Test
    void metrics_whenItemsAreHandledAndGivenUp_thenCountedUnderTheConsumersNameUntilItIsClosed(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        RecordedMetrics metrics = new RecordedMetrics();
        Topic<RawPayload> mine =
                scene.at(scene.connect(scene.as(scene.user("measured")).metrics(metrics)), topic);
        Consumer<RawPayload> consumer =
                open(mine.consumer("measured").stateIn(states).onItem(delivery -> {
                    handled.add(delivery.id());
                    if (delivery.id().equals("item-0")) {
                        delivery.reject("not wanted");
                    } else if (delivery.id().equals("item-1")) {
                        delivery.ack();
                    }
                }));
        publish(topic, 0, 3);
        await().until(() -> handled.size() == 3);

        assertThat(metrics.gauges(Metric.LAG, topic.name())).containsExactly(1L);
        assertThat(metrics.count(Metric.DEAD_LETTERED, topic.name())).isEqualTo(1);
        assertThat(metrics.scopes()).anyMatch(scoped -> scoped.name().equals(Optional.of("measured")));
        consumer.close();
        assertThat(metrics.gauges(Metric.LAG, topic.name())).isEmpty();
    }

    private Consumer<RawPayload> onShakyDisk(Scene scene, Topic<RawPayload> topic) {
        return open(scene.at(scene.consumer(), topic)
                .consumer("shaky")
                .store(disk)
                .onGap(gaps::add)
                .onItem(delivery -> {
                    handled.add(delivery.id());
                    delivery.ack();
                }));
    }

    private static Consumer<RawPayload> open(ConsumerBuilder<RawPayload> builder) {
        Consumer<RawPayload> consumer = builder.open();
        assertThat(consumer.awaitLive(Scene.PATIENCE)).isTrue();
        return consumer;
    }

    private static void publish(Topic<RawPayload> topic, int from, int to) {
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int number = from; number < to; number++) {
            all.add(topic.publishAsync("item-" + number, Documents.incident(number)));
        }
        all.forEach(CompletableFuture::join);
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "item-" + number).toList();
    }
}
