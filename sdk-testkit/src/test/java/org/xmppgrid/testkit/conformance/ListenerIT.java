package org.xmppgrid.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.GridExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Listeners that throw, that are slow, and that call the SDK. */
class ListenerIT extends WithScene {
    private static final int QUEUE = 16;
    private static final int MANY = 5_000;
    /** What comes on top of the queue: the event that the reader holds, and a word on the state. */
    private static final int IN_HAND = 2;

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void onItem_whenItThrows_thenTheNextEventGoesOnAndTheObserverIsTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>() {
            @Override
            public void onItem(Item<? extends RawPayload> item) {
                super.onItem(item);
                if (item.id().equals("exception")) {
                    throw new IllegalStateException("secret of the payload");
                }
                if (item.id().equals("error")) {
                    throw new StackOverflowError();
                }
            }
        };
        scene.at(scene.consumer(), topic).subscribe(inbox);

        for (String id : List.of("exception", "error", "fine")) {
            topic.publish(id, Documents.incident(1));
        }

        assertThat(inbox.awaitIds(3)).containsExactly("exception", "error", "fine");
        assertThat(scene.observations())
                .filteredOn(told -> told.kind() == Observation.Kind.HANDLER_FAILED)
                .hasSize(2)
                .allSatisfy(told -> assertThat(told.topic()).contains(topic.name()))
                .first()
                .satisfies(told -> assertThat(told.detail())
                        .contains("IllegalStateException")
                        .doesNotContain("secret"));
    }

    @Test
    void onItem_whenItCallsTheSdkWithAFullQueue_thenTheAnswersArrive(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> results = scene.openTopic();
        int events = QUEUE * 4;
        Grid consumer = scene.connect(scene.as("provider").limits(GridLimits.DEFAULT.withQueue(QUEUE, 1_000_000)));
        CountDownLatch queueIsFull = new CountDownLatch(1);
        AtomicInteger largest = new AtomicInteger();
        CompletableFuture<Subscription> subscription = new CompletableFuture<>();
        Inbox<RawPayload> inbox = new Inbox<>() {
            @Override
            public void onItem(Item<? extends RawPayload> item) {
                waitFor(queueIsFull);
                largest.accumulateAndGet(subscription.join().queued(), Math::max);
                assertThat(scene.at(consumer, topic).info().name()).isEqualTo(topic.name());
                scene.at(consumer, results).publish(item.id(), Documents.incident(1));
                super.onItem(item);
            }
        };
        subscription.complete(scene.at(consumer, topic).subscribe(inbox));

        List<String> ids = publish(topic, events);
        await("for the queue to be full")
                .atMost(Scene.PATIENCE)
                .until(() -> subscription.join().queued() >= QUEUE);
        queueIsFull.countDown();

        assertThat(inbox.awaitIds(events)).isEqualTo(ids);
        assertThat(results.latest(events)).extracting(Item::id).isEqualTo(ids);
        assertThat(largest).hasValueGreaterThanOrEqualTo(QUEUE);
        assertThat(scene.observations()).noneMatch(told -> told.kind() == Observation.Kind.HANDLER_FAILED);
    }

    @Test
    void onItem_whenItIsSlow_thenTheQueueIsBoundedAndNothingIsLost(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer =
                scene.connect(scene.as(scene.user("consumer")).limits(GridLimits.DEFAULT.withQueue(QUEUE, 1_000_000)));
        CountDownLatch allPublished = new CountDownLatch(1);
        AtomicInteger largest = new AtomicInteger();
        CompletableFuture<Subscription> subscription = new CompletableFuture<>();
        Inbox<RawPayload> inbox = new Inbox<>() {
            private final List<String> arrived = new ArrayList<>();

            @Override
            public void onItem(Item<? extends RawPayload> item) {
                waitFor(allPublished);
                largest.accumulateAndGet(subscription.join().queued(), Math::max);
                arrived.add(item.id());
                if (arrived.size() == MANY) {
                    super.onItem(item);
                }
            }

            @Override
            List<String> ids() {
                return arrived;
            }
        };
        subscription.complete(scene.at(consumer, topic).subscribe(inbox));

        List<String> ids = publish(topic, MANY);
        await("for the queue to be full")
                .atMost(Scene.PATIENCE)
                .until(() -> subscription.join().queued() >= QUEUE);
        allPublished.countDown();

        inbox.awaitItems(1);
        assertThat(inbox.ids()).isEqualTo(ids);
        assertThat(largest.get()).isBetween(QUEUE - 1, QUEUE + IN_HAND);
        await("for the count")
                .atMost(Scene.PATIENCE)
                .untilAsserted(() -> assertThat(subscription.join().delivered()).isEqualTo(MANY));
        assertThat(scene.observations()).noneMatch(told -> told.kind() == Observation.Kind.EVENTS_DISCARDED);
    }

    @Test
    void subscribe_whenOneListenerIsStuck_thenAnotherTopicGoesOn(Scene scene) {
        Topic<RawPayload> stuck = scene.openTopic();
        Topic<RawPayload> free = scene.openTopic();
        CountDownLatch release = new CountDownLatch(1);
        Inbox<RawPayload> slow = new Inbox<>() {
            @Override
            public void onItem(Item<? extends RawPayload> item) {
                waitFor(release);
                super.onItem(item);
            }
        };
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), stuck).subscribe(slow);
        scene.at(scene.consumer(), free).subscribe(inbox);

        stuck.publish("stuck", Documents.incident(1));
        free.publish("free", Documents.incident(2));

        assertThat(inbox.awaitItem().id()).isEqualTo("free");
        assertThat(slow.items()).isEmpty();
        release.countDown();
        assertThat(slow.awaitItem().id()).isEqualTo("stuck");
    }

    private static List<String> publish(Topic<RawPayload> topic, int count) {
        List<String> ids =
                IntStream.range(0, count).mapToObj(number -> "item-" + number).toList();
        List<CompletableFuture<String>> sent = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            sent.add(topic.publishAsync(ids.get(number), Documents.incident(number)));
        }
        sent.forEach(CompletableFuture::join);
        return ids;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The test did not go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
