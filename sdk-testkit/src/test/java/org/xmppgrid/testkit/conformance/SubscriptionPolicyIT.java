package org.xmppgrid.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Criterion;
import org.xmppgrid.sdk.FilterCriteria;
import org.xmppgrid.sdk.FilteredSubscription;
import org.xmppgrid.sdk.FilteredTopic;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionPolicy;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.testkit.GridExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Queues that are full, and what their policy makes of it. */
class SubscriptionPolicyIT extends WithScene {
    private static final int QUEUE = 16;
    private static final SubscribeOptions PLAIN = SubscribeOptions.defaults();
    private static final TopicFilter ALL = TopicFilter.of("kind", "all");

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void onItem_whenItsQueueIsFull_thenOtherSubscriptionsAndRepliesDoNotWait(Scene scene) {
        Topic<RawPayload> slowTopic = scene.openTopic();
        Topic<RawPayload> freeTopic = scene.openTopic();
        Grid consumer =
                scene.connect(scene.as(scene.user("consumer")).limits(GridLimits.DEFAULT.withQueue(QUEUE, 1_000_000)));
        SlowListener slow = new SlowListener();
        Inbox<RawPayload> free = new Inbox<>();
        Subscription full = scene.at(consumer, slowTopic).subscribe(slow);
        scene.at(consumer, freeTopic).subscribe(free);

        List<String> ids = publish(slowTopic, QUEUE * 4);
        slow.awaitBusy();
        freeTopic.publish("free", Documents.incident(1));

        assertThat(free.awaitItem().id()).isEqualTo("free");
        assertThat(full.queued()).as("beyond the bound").isGreaterThan(QUEUE);
        assertThat(scene.at(consumer, freeTopic).info().name()).isEqualTo(freeTopic.name());
        assertThat(slow.items()).isEmpty();
        slow.release();
        assertThat(slow.awaitIds(ids.size())).isEqualTo(ids);
    }

    @Test
    void onGap_whenTheOldestAreDropped_thenToldOnceInTheirPlaceWithTheirCount(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        RecordedMetrics metrics = new RecordedMetrics();
        Grid consumer = scene.connect(scene.as(scene.user("consumer")).metrics(metrics));
        SlowListener slow = new SlowListener();
        Subscription subscription = scene.at(consumer, topic)
                .subscribe(PLAIN, SubscriptionPolicy.defaults().dropOldest().queue(3, 1_000_000), slow);
        subscription.awaitDecision(Scene.PATIENCE);
        topic.publish("first", Documents.incident(0));
        slow.awaitBusy();

        publish(topic, 20);
        await("for the last event")
                .atMost(Scene.PATIENCE)
                .until(() -> subscription.dropped() == 17 && subscription.queued() == 3);
        slow.release();

        assertThat(slow.awaitTold(5)).containsExactly("first", "gap of 17", "item-17", "item-18", "item-19");
        assertThat(slow.gaps()).singleElement().satisfies(gap -> assertThat(gap.cause())
                .isEqualTo(Gap.Cause.OVERFLOW));
        assertThat(metrics.count(Metric.DROPPED, topic.name())).isEqualTo(17);
        assertThat(scene.observations())
                .filteredOn(told -> told.kind() == Observation.Kind.EVENTS_DISCARDED)
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.topic()).contains(topic.name());
                    assertThat(told.detail()).startsWith("17 events");
                });
    }

    @Test
    void pause_whenEventsCome_thenTheyWaitForResumeInOrder(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(inbox);
        topic.publish("before", Documents.incident(0));
        inbox.awaitItem();

        subscription.pause();
        List<String> ids = publish(topic, 5);
        await("for what waits").atMost(Scene.PATIENCE).until(() -> subscription.queued() == 5);

        assertThat(inbox.ids()).containsExactly("before");
        assertThat(subscription.queuedBytes()).isGreaterThan(5L * 256);
        subscription.resume();
        assertThat(inbox.awaitIds(6).subList(1, 6)).isEqualTo(ids);
        await("for an empty queue").atMost(Scene.PATIENCE).until(() -> subscription.queuedBytes() == 0);
    }

    @Test
    void close_whenPaused_thenWhatWaitsIsDroppedAndTheEndIsTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        Grid consumer = scene.consumer();
        Subscription subscription = scene.at(consumer, topic)
                .subscribe(PLAIN, SubscriptionPolicy.defaults().startPaused(), inbox);
        topic.publish("unheard", Documents.incident(1));
        await("for what waits").atMost(Scene.PATIENCE).until(() -> subscription.queued() == 1);

        consumer.close();

        inbox.awaitState(SubscriptionState.CLOSED);
        assertThat(inbox.states()).containsExactly(SubscriptionState.ACTIVE, SubscriptionState.CLOSED);
        assertThat(inbox.items()).isEmpty();
    }

    @Test
    void pause_whenTheSubTopicIsDeletedMeanwhile_thenNothingComesBeforeResumeAndNothingIsLost(Scene scene) {
        FilterCriteria<RawPayload> criteria = FilterCriteria.of(new Criterion<>("kind", payload -> List.of("all")));
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(criteria);
        Topic<RawPayload> subTopic = topic.allow(ALL);
        Inbox<RawPayload> inbox = new Inbox<>();
        FilteredSubscription subscription =
                scene.at(scene.consumer(), topic.topic()).filteredBy(criteria).subscribe(ALL, inbox);
        topic.publish("before", Documents.incident(0));
        inbox.awaitItem();

        subscription.pause();
        subTopic.delete();
        await("for the switch")
                .atMost(Scene.PATIENCE)
                .until(() -> subscription.topic().equals(topic.topic().name()));
        List<String> ids = publish(topic.topic(), 3);
        await("for what waits").atMost(Scene.PATIENCE).until(() -> subscription.queued() >= 3);
        assertThat(inbox.ids()).containsExactly("before");
        subscription.resume();

        assertThat(inbox.awaitIds(4).subList(1, 4)).isEqualTo(ids);
        assertThat(subscription.dropped()).isZero();
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
}
