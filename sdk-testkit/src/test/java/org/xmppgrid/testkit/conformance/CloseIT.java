package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.xmppgrid.testkit.GridRequest.asks;

/** A grid is closed in order, from wherever, and leaves nothing behind. */
class CloseIT extends WithScene {
    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void close_whenPlatformWasAtWork_thenNoThreadOfItRemains(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        scene.at(scene.consumer(), topic).info();
        Set<Thread> before = threads();

        Grid platform = scene.connect(scene.as(scene.user("other")));
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(platform, topic).subscribe(inbox);
        topic.publish(Documents.incident(1));
        inbox.awaitItem();
        platform.close();

        await("for the threads of the platform to end").atMost(Scene.PATIENCE).untilAsserted(() -> {
            Set<Thread> left = threads();
            left.removeAll(before);
            assertThat(left).as("threads that the platform left").isEmpty();
        });
    }

    @Test
    void connect_whenRefused_thenNoThreadRemains(Scene scene) {
        scene.consumer();
        Set<Thread> before = threads();

        catchThrowableOfType(
                RuntimeException.class, () -> scene.connect(scene.as("consumer").password("not-the-password")));

        await("for the threads of the attempt to end").atMost(Scene.PATIENCE).untilAsserted(() -> {
            Set<Thread> left = threads();
            left.removeAll(before);
            assertThat(left).as("threads that the attempt left").isEmpty();
        });
    }

    @Test
    void close_whenCalledTwice_thenOnce(Scene scene, GridBroker broker) {
        Grid platform = scene.connect(scene.as(scene.user("other")));
        String address = platform.address().toString();

        platform.close();
        platform.close();

        assertThat(platform.isConnected()).isFalse();
        await("for the session to end").atMost(Scene.PATIENCE).until(() -> !broker.sessions()
                .contains(address));
        assertThat(scene.observations())
                .filteredOn(told -> told.kind() == Observation.Kind.CLOSED)
                .hasSize(1);
        assertThat(scene.observations()).noneMatch(told -> told.kind() == Observation.Kind.CONNECTION_LOST);
    }

    @Test
    void close_whenInsideAHandler_thenDoesNotWaitForIt(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = scene.connect(scene.as(scene.user("other")));
        CountDownLatch closed = new CountDownLatch(1);
        Inbox<RawPayload> inbox = new Inbox<>() {
            @Override
            public void onItem(Item<? extends RawPayload> item) {
                platform.close();
                super.onItem(item);
                closed.countDown();
            }
        };
        Subscription subscription = scene.at(platform, topic).subscribe(inbox);

        topic.publish("last", Documents.incident(1));

        await("for the handler").atMost(Scene.PATIENCE).until(() -> closed.getCount() == 0);
        assertThat(inbox.ids()).containsExactly("last");
        assertThat(platform.isConnected()).isFalse();
        assertThat(subscription.state()).isEqualTo(SubscriptionState.CLOSED);
        assertThat(scene.observations()).noneMatch(told -> told.kind() == Observation.Kind.HANDLER_FAILED);
    }

    @Test
    void close_whenEventsWait_thenTheyAreHandledFirst(Scene scene) throws Exception {
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = scene.connect(scene.as(scene.user("other")));
        CountDownLatch release = new CountDownLatch(1);
        Inbox<RawPayload> inbox = new Inbox<>() {
            @Override
            public void onItem(Item<? extends RawPayload> item) {
                awaitQuietly(release);
                super.onItem(item);
            }
        };
        Subscription subscription = scene.at(platform, topic).subscribe(inbox);
        for (String id : List.of("a", "b", "c")) {
            topic.publish(id, Documents.incident(1));
        }
        await("for the events to wait").atMost(Scene.PATIENCE).until(() -> subscription.queued() == 2);

        CompletableFuture<Void> closing = CompletableFuture.runAsync(platform::close);
        release.countDown();
        closing.get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(inbox.ids()).containsExactly("a", "b", "c");
    }

    @Test
    void close_whenPublishIsNeverAnswered_thenItsOutcomeIsUnknown(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = scene.connect(scene.as("provider").requestTimeout(Duration.ofMillis(500)));
        try (Fault silence = broker.silence(asks("publish", topic.name()))) {
            CompletableFuture<String> waiting = scene.at(platform, topic).publishAsync("id", Documents.incident(1));
            await("for the request to arrive").atMost(Scene.PATIENCE).until(() -> silence.hits() == 1);

            platform.close();

            ExecutionException e = catchThrowableOfType(
                    ExecutionException.class, () -> waiting.get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThat(e).isNotNull();
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(GridException.class, failure -> assertThat(failure.reason())
                            .isEqualTo(Reason.OUTCOME_UNKNOWN))
                    .hasMessageContaining("item id 'id'");
        }
    }

    @Test
    void close_whenAQuestionIsUnderWay_thenItFailsAsClosed(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = scene.connect(scene.as("provider"));
        try (Fault silence = broker.silence(asks("query", topic.name()))) {
            CompletableFuture<TopicInfo> waiting = CompletableFuture.supplyAsync(
                    () -> scene.at(platform, topic).info());
            await("for the request to arrive").atMost(Scene.PATIENCE).until(() -> silence.hits() == 1);

            platform.close();

            ExecutionException e = catchThrowableOfType(
                    ExecutionException.class, () -> waiting.get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThat(e).isNotNull();
            assertThat(e.getCause()).isInstanceOf(GridClosedException.class);
        }
    }

    @Test
    void calls_whenGridIsClosed_thenSayThatItIs(Scene scene) {
        Topic<RawPayload> created = scene.openTopic();
        Grid platform = scene.connect(scene.as("provider"));
        Topic<RawPayload> topic = scene.at(platform, created);
        Subscription subscription = topic.subscribe(new Inbox<>());
        platform.close();

        assertClosed(topic::info);
        assertClosed(() -> topic.create(Scene.open()));
        assertClosed(topic::delete);
        assertClosed(() -> topic.publish(Documents.incident(1)));
        assertClosed(() -> topic.latest(1));
        assertClosed(() -> topic.item("x"));
        assertClosed(() -> topic.subscribe(new Inbox<>()));
        assertClosed(() -> platform.topics().iterator().hasNext());
        assertClosed(() -> platform.topics().pages().iterator().next());
        assertClosed(subscription::unsubscribe);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.CLOSED);
        subscription.close();
    }

    @Test
    void publishAsync_whenGridIsClosed_thenFailsInsteadOfNeverCompleting(Scene scene) {
        Topic<RawPayload> created = scene.openTopic();
        Grid platform = scene.connect(scene.as("provider"));
        platform.close();

        assertClosed(() -> {
            try {
                scene.at(platform, created)
                        .publishAsync(Documents.incident(1))
                        .get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | CompletionException e) {
                throw e.getCause();
            }
        });
    }

    @Test
    void close_whenSubscriptionIsClosed_thenTheListenerStopsAndTheBrokerKeepsIt(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> first = new Inbox<>();
        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(first);
        topic.publish("one", Documents.incident(1));
        first.awaitItem();

        subscription.close();
        subscription.close();
        topic.publish("two", Documents.incident(2));
        Inbox<RawPayload> second = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(second);

        assertThat(second.awaitItem().id()).isEqualTo("two");
        assertThat(first.ids()).containsExactly("one");
        assertThat(subscription.state()).isEqualTo(SubscriptionState.CLOSED);
    }

    private static void assertClosed(ThrowingCallable call) {
        GridClosedException e = catchThrowableOfType(GridClosedException.class, call);
        assertThat(e).as("what was thrown").isNotNull();
        assertThat(e.reason()).isEqualTo(Reason.CLOSED);
        assertThat(e).hasMessageContaining("connect again");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All threads but those of the embedded grid, of the JVM, and of the pool that all of Smack's connections share. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("grid-broker-"))
                .filter(thread -> thread.getThreadGroup() != null
                        && !thread.getThreadGroup().getName().equals("system")
                        && !thread.getThreadGroup().getName().equals("InnocuousThreadGroup"))
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
                .filter(thread -> !thread.getName().startsWith("awaitility"))
                .filter(thread -> !thread.getName().equals("Smack Cached Executor"))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
