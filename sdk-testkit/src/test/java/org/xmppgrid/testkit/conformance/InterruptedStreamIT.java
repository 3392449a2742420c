package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.Criterion;
import org.xmppgrid.sdk.FilterCriteria;
import org.xmppgrid.sdk.FilteredTopic;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.ItemIterator;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.FaultProxy;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridRequest;
import org.xmppgrid.testkit.GridServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What those who ask for items, or filter them, see of a connection that is lost and got back as a new session. */
class InterruptedStreamIT extends WithScene {
    private static final ConnectionPolicy QUICK = ConnectionPolicy.standard()
            .withDelays(Duration.ofMillis(20), Duration.ofMillis(300))
            .withoutResumption();
    private static final TopicFilter ALL = TopicFilter.of("kind", "all");

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final CountDownLatch back = new CountDownLatch(1);
    private FaultProxy proxy;
    private Grid consumer;

    @BeforeEach
    void stand(GridServer server) {
        proxy = FaultProxy.before(server);
    }

    @AfterEach
    void leave() {
        proxy.close();
    }

    @Test
    void next_whenTheConnectionWasGotBack_thenTheGapIsToldBeforeTheNextItem(Scene scene) throws InterruptedException {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> told = new ArrayList<>();
        try (ItemIterator<RawPayload> items = scene.at(consumer(scene), topic).items()) {
            items.onGap(gap -> told.add("gap " + gap.cause()));
            topic.publish("before", Documents.incident(1));
            told.add(items.next(Scene.PATIENCE).orElseThrow().id());

            cutAndAwait(scene, topic);
            topic.publish("after", Documents.incident(2));

            told.add(items.next(Scene.PATIENCE).orElseThrow().id());
        }
        assertThat(told).containsExactly("before", "gap RECONNECTED", "after");
        assertThat(metrics.count(Metric.RECONNECTS)).isEqualTo(1);
    }

    @Test
    void onNext_whenTheConnectionWasGotBack_thenGoesOnBehindTheGap(Scene scene) throws InterruptedException {
        Topic<RawPayload> topic = scene.openTopic();
        Story story = new Story();
        scene.at(consumer(scene), topic)
                .publisher()
                .onGap(gap -> story.told.add("gap " + gap.cause()))
                .subscribe(story);
        topic.publish("before", Documents.incident(1));
        story.before.await(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS);

        cutAndAwait(scene, topic);
        topic.publish("after", Documents.incident(2));
        topic.delete();

        assertThat(story.end.await(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(story.told).containsExactly("before", "gap RECONNECTED", "after", "complete");
    }

    @Test
    void onGap_whenAFilteredSubscriptionIsInterrupted_thenItsListenerHearsTheSame(Scene scene)
            throws InterruptedException {
        FilterCriteria<RawPayload> criteria = FilterCriteria.of(new Criterion<>("kind", payload -> List.of("all")));
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(criteria);
        topic.allow(ALL);
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(consumer(scene), topic.topic()).filteredBy(criteria).subscribe(ALL, inbox);
        topic.publish("before", Documents.incident(1));
        inbox.awaitIds(1);

        cutAndAwait(scene, topic.topic());
        topic.publish("after", Documents.incident(2));

        inbox.awaitIds(2);
        assertThat(inbox.story())
                .containsExactly("ACTIVE", "before", "INTERRUPTED", "gap RECONNECTED", "ACTIVE", "resumed", "after");
        topic.cleanUp();
    }

    @Test
    void filtered_whenTheConnectionIsLostOnTheWayToTheTopic_thenItGoesOnThere(Scene scene, GridBroker broker) {
        FilterCriteria<RawPayload> criteria = FilterCriteria.of(new Criterion<>("kind", payload -> List.of("all")));
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(criteria);
        topic.allow(ALL);
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(consumer(scene), topic.topic()).filteredBy(criteria).subscribe(ALL, inbox);
        topic.publish("before", Documents.incident(1));
        inbox.awaitIds(1);
        Fault silent = broker.silence(
                GridRequest.times(1, GridRequest.asks("subscribe", topic.topic().name())));

        topic.subTopic(ALL).delete();
        await().atMost(Scene.PATIENCE).until(() -> silent.hits() == 1);
        proxy.cutAll();
        topic.topic().publish("after", Documents.incident(2));

        assertThat(inbox.awaitIds(2)).containsExactly("before", "after");
    }

    private Grid consumer(Scene scene) {
        consumer = scene.connect(scene.as(scene.user("consumer"))
                .endpoint(proxy.host(), proxy.port())
                .connection(QUICK)
                .metrics(metrics));
        consumer.onConnection(event -> {
            if (event.state() == ConnectionState.CONNECTED) {
                back.countDown();
            }
        });
        return consumer;
    }

    /** Until the new session stands, and the server knows that the platform is present: then nothing is stored for it. */
    private void cutAndAwait(Scene scene, Topic<RawPayload> topic) throws InterruptedException {
        proxy.cutAll();
        assertThat(back.await(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        scene.at(consumer, topic).info();
    }

    /** Requests all there is. */
    private static final class Story implements Flow.Subscriber<Item<RawPayload>> {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final CountDownLatch before = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public void onSubscribe(Flow.Subscription granted) {
            granted.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Item<RawPayload> item) {
            told.add(item.id());
            before.countDown();
        }

        @Override
        public void onError(Throwable failure) {
            told.add(failure.toString());
            end.countDown();
        }

        @Override
        public void onComplete() {
            told.add("complete");
            end.countDown();
        }
    }
}
