package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Direction;
import org.xmppgrid.testkit.FaultProxy;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.NetworkFault;
import org.xmppgrid.testkit.RestartableServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** What a platform sees of a network that fails and of a server that goes down, on each server. */
abstract class FaultyNetwork extends WithScene {
    private FaultProxy proxy;

    @BeforeEach
    void stand(GridServer server) {
        proxy = FaultProxy.before(server);
    }

    @AfterEach
    void leave() {
        proxy.close();
    }

    /** Waits until a server that is killed will still know an item; all but one know it once they confirm it. */
    void awaitOnDisk(GridServer server, String itemId) {
        // Nothing to wait for.
    }

    private GridBuilder through(Scene scene, String user) {
        return scene.as(user).endpoint(proxy.host(), proxy.port()).connection(ConnectionPolicy.once());
    }

    private static GridException failure(CompletableFuture<?> future) {
        ExecutionException e = catchThrowableOfType(
                ExecutionException.class, () -> future.get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertThat(e).as("the failure").isNotNull();
        assertThat(e.getCause()).isInstanceOf(GridException.class);
        return (GridException) e.getCause();
    }

    @Test
    void cut_whenSubscribed_thenTheSubscriptionIsDisconnected(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = scene.connect(through(scene, scene.user("consumer")));
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(platform, topic).subscribe(inbox);
        topic.publish("before", Documents.incident(1));
        inbox.awaitIds(1);

        assertThat(proxy.cutAll()).isEqualTo(1);

        inbox.awaitState(SubscriptionState.DISCONNECTED);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.DISCONNECTED);
        assertThat(inbox.ids()).containsExactly("before");
    }

    @Test
    void reset_whenTheAnswerToAPublishIsOnItsWay_thenItsOutcomeIsUnknownAndItTookEffect(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = scene.connect(through(scene, "provider"));
        Topic<RawPayload> published = scene.at(platform, topic);
        published.publish("before", Documents.incident(1));
        proxy.strikeOpen(NetworkFault.swallow(Direction.SERVER_TO_CLIENT));

        CompletableFuture<String> waiting = published.publishAsync("unknown", Documents.incident(2));
        await("for the item to be kept").atMost(Scene.PATIENCE).until(() -> topic.item("unknown")
                .isPresent());
        assertThat(waiting).isNotDone();
        assertThat(proxy.resetAll()).isEqualTo(1);

        GridException failure = failure(waiting);
        assertThat(failure.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
        assertThat(failure).hasMessageContaining("item id 'unknown'");
        await("for the connection to be seen as lost").atMost(Scene.PATIENCE).until(() -> !platform.isConnected());
    }

    @Test
    void swallow_whenHalfOpen_thenRequestsTimeOut(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = scene.connect(through(scene, "provider").requestTimeout(Duration.ofMillis(700)));
        Topic<RawPayload> silent = scene.at(platform, topic);
        silent.info();
        proxy.strikeOpen(NetworkFault.swallow());

        GridException read = catchThrowableOfType(GridException.class, silent::info);
        GridException write =
                catchThrowableOfType(GridException.class, () -> silent.publish("lost", Documents.incident(1)));

        assertThat(read.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(write.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
        assertThat(topic.item("lost")).isEmpty();
    }

    @Test
    void connect_whenSlowAndInPieces_thenAllWorks(Scene scene, GridServer server) {
        Topic<RawPayload> topic = scene.openTopic();
        try (FaultProxy direct = FaultProxy.beforeDirectTls(server)) {
            direct.strike(NetworkFault.split(100));
            direct.strike(NetworkFault.delay(Duration.ofMillis(2)));
            Grid platform =
                    scene.connect(scene.as("provider").endpoints(Endpoint.directTls(direct.host(), direct.port())));

            scene.at(platform, topic).publish("in-pieces", Documents.payload(Documents.EXAMPLE));

            assertThat(topic.item("in-pieces")).isPresent();
            assertThat(direct.bytes(Direction.CLIENT_TO_SERVER)).isGreaterThan(1_000);
        }
    }

    @Test
    void restart_whenItemsAreStored_thenTheyAreThereAndSoIsTheSubscription(Scene scene, GridServer server) {
        RestartableServer restarted = (RestartableServer) server;
        Topic<RawPayload> topic = scene.openTopic();
        String user = scene.user("consumer");
        Grid first = scene.connect(through(scene, user));
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(first, topic).subscribe(inbox);
        topic.publish("kept-1", Documents.incident(1));
        topic.publish("kept-2", Documents.incident(2));
        inbox.awaitIds(2);

        restarted.restart();

        inbox.awaitState(SubscriptionState.DISCONNECTED);
        scene.leave("provider");
        Topic<RawPayload> again = scene.at(scene.provider(), topic);
        assertThat(again.latest(10)).extracting(Item::id).containsExactly("kept-1", "kept-2");
        Grid second = scene.connect(through(scene, user));
        Inbox<RawPayload> resumed = new Inbox<>();
        scene.at(second, topic).subscribe(resumed);
        again.publish("new", Documents.incident(3));
        assertThat(resumed.awaitIds(1)).containsExactly("new");
    }

    @Test
    void crash_whenItemsAreStored_thenTheyAreThere(Scene scene, GridServer server) {
        Topic<RawPayload> topic = scene.openTopic();
        topic.publish("kept-by-" + topic.name(), Documents.incident(1));
        awaitOnDisk(server, "kept-by-" + topic.name());

        ((RestartableServer) server).crash();

        scene.leave("provider");
        assertThat(scene.at(scene.provider(), topic).item("kept-by-" + topic.name()))
                .isPresent();
    }
}
