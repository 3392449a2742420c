package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.ItemIterator;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscriber;
import org.xmppgrid.sdk.SubscriptionPolicy;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Items for those who ask for them: the iterator and the publisher. */
class ItemStreamIT extends WithScene {
    private static final int MANY = 300;

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void next_whenMoreComesThanIsAskedFor_thenAllInOrder(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        try (ItemIterator<RawPayload> items = scene.at(scene.consumer(), topic).items()) {
            List<String> ids = publish(topic, 200);

            List<String> got = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                got.add(items.next(Scene.PATIENCE).orElseThrow().id());
            }

            assertThat(got).isEqualTo(ids);
            assertThat(items.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void hasNext_whenTheTopicIsDeleted_thenGivesWhatCameBeforeAndEnds(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        try (ItemIterator<RawPayload> items = scene.at(scene.consumer(), topic).items()) {
            topic.publish("last", Documents.incident(1));
            topic.delete();

            assertThat(items.hasNext()).isTrue();
            assertThat(items.next().id()).isEqualTo("last");
            assertThat(items.hasNext()).isFalse();
            assertThatThrownBy(items::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void hasNext_whenTheGridIsClosedMeanwhile_thenEnds(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer = scene.consumer();
        ItemIterator<RawPayload> items = scene.at(consumer, topic).items();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(items::hasNext);

        consumer.close();

        assertThat(waiting).succeedsWithin(Scene.PATIENCE).isEqualTo(false);
    }

    @Test
    void hasNext_whenTheConnectionIsLostForGood_thenThrows(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer = scene.connect(scene.as(scene.user("consumer")).connection(ConnectionPolicy.once()));
        ItemIterator<RawPayload> items = scene.at(consumer, topic).items();

        broker.disconnect(consumer.address().toString());

        GridConnectionException lost = catchThrowableOfType(GridConnectionException.class, items::hasNext);
        assertThat(lost.reason()).isEqualTo(Reason.CONNECTION_LOST);
        assertThat(lost).hasMessageContaining(topic.name());
    }

    @Test
    void onGap_whenEventsWereDropped_thenToldToTheIteratingThreadInTheirPlace(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        AtomicLong next = new AtomicLong();
        AtomicLong missed = new AtomicLong();
        List<Thread> tellers = new ArrayList<>();
        try (ItemIterator<RawPayload> items = scene.at(scene.consumer(), topic)
                .items(
                        SubscribeOptions.defaults(),
                        SubscriptionPolicy.defaults().dropOldest().queue(4, 1_000_000))) {
            items.onGap(gap -> {
                tellers.add(Thread.currentThread());
                missed.addAndGet(gap.count().orElseThrow());
                next.addAndGet(gap.count().orElseThrow());
            });
            publish(topic, MANY);

            while (next.get() < MANY) {
                String id = items.next(Scene.PATIENCE).orElseThrow().id();
                assertThat(id).isEqualTo("item-" + next.getAndIncrement());
            }

            assertThat(missed).hasPositiveValue().hasValue(items.subscription().dropped());
            assertThat(tellers).containsOnly(Thread.currentThread());
        }
    }

    @Test
    void subscribe_whenItemsAreRequested_thenSoManyAreHandedOver(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Collected subscriber = new Collected();
        scene.at(scene.consumer(), topic).publisher().subscribe(subscriber);
        List<String> ids = publish(topic, 10);

        subscriber.subscription.join().request(3);
        subscriber.awaitItems(3);
        subscriber.subscription.join().request(2);
        subscriber.awaitItems(5);
        assertThat(subscriber.ids).isEqualTo(ids.subList(0, 5));
        subscriber.subscription.join().request(Long.MAX_VALUE);
        topic.delete();

        assertThat(subscriber.end).succeedsWithin(Scene.PATIENCE).isEqualTo("complete");
        assertThat(subscriber.ids).isEqualTo(ids);
    }

    @Test
    void subscribe_whenTheTopicIsNotThere_thenOnError(Scene scene) {
        Collected subscriber = new Collected();

        scene.at(scene.consumer(), "NoSuchTopic").publisher().subscribe(subscriber);

        assertThat(subscriber.subscription).isCompleted();
        assertThat(subscriber.failure()).isInstanceOf(GridRequestException.class);
    }

    @Test
    void onError_whenTheOwnerEndsTheSubscription_thenSaysSo(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Collected subscriber = new Collected();
        scene.at(scene.consumer(), topic).publisher().subscribe(subscriber);

        topic.members().unsubscribe(scene.consumer().address().bare());

        assertThat(subscriber.failure()).isInstanceOfSatisfying(GridException.class, e -> assertThat(e.reason())
                .isEqualTo(Reason.NOT_SUBSCRIBED));
    }

    @Test
    void cancel_whenItemsComeAfterIt_thenNothingIsToldAndTheBrokersSubscriptionStays(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Collected subscriber = new Collected();
        scene.at(scene.consumer(), topic).publisher().subscribe(subscriber);
        subscriber.subscription.join().request(Long.MAX_VALUE);

        subscriber.subscription.join().cancel();
        Inbox<RawPayload> other = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(other);
        topic.publish("unheard", Documents.incident(1));

        assertThat(other.awaitItem().id()).isEqualTo("unheard");
        assertThat(subscriber.ids).isEmpty();
        assertThat(subscriber.end).isNotDone();
        assertThat(topic.members().subscribers())
                .extracting(Subscriber::address)
                .contains(scene.consumer().address().bare());
    }

    @Test
    void onGap_whenASubscriberIsTooSlow_thenItsHandlerIsTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<Gap> gaps = new CopyOnWriteArrayList<>();
        Collected subscriber = new Collected();
        scene.at(scene.consumer(), topic)
                .publisher()
                .withPolicy(SubscriptionPolicy.defaults().dropOldest().queue(2, 1_000_000))
                .onGap(gaps::add)
                .subscribe(subscriber);
        Inbox<RawPayload> other = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(other);
        publish(topic, 9);
        topic.publish("end", Documents.incident(1));
        other.awaitIds(10);

        subscriber.subscription.join().request(Long.MAX_VALUE);

        subscriber.awaitItems(2);
        assertThat(subscriber.ids).containsExactly("item-8", "end");
        assertThat(gaps).singleElement().satisfies(gap -> assertThat(gap.count())
                .hasValue(8));
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

    /** A subscriber that requests nothing by itself. */
    private static final class Collected implements Flow.Subscriber<Item<RawPayload>> {
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final List<String> ids = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Object> end = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription granted) {
            subscription.complete(granted);
        }

        @Override
        public void onNext(Item<RawPayload> item) {
            ids.add(item.id());
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(failure);
        }

        @Override
        public void onComplete() {
            end.complete("complete");
        }

        void awaitItems(int count) {
            await("for " + count + " items").atMost(Scene.PATIENCE).until(() -> ids.size() >= count);
        }

        Throwable failure() {
            return end.orTimeout(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS).join() instanceof Throwable failure
                    ? failure
                    : new AssertionError("It was completed");
        }
    }
}
