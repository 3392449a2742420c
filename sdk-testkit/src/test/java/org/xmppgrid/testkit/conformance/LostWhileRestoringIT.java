package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.FaultProxy;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridRequest;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.GridState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of subscriptions if the new session is lost as well before they were restored on it. */
@Timeout(120)
class LostWhileRestoringIT extends WithScene {
    private static final ConnectionPolicy QUICK =
            ConnectionPolicy.standard().withDelays(Duration.ofMillis(20), Duration.ofMillis(300));

    /** Longer than any test may take: who waits so long for what waits for him is found out. */
    private static final Duration FOR_EVER = Duration.ofHours(1);

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    private GridBroker broker;
    private FaultProxy proxy;

    @BeforeEach
    void stand(GridServer server, GridBroker embedded) {
        broker = embedded;
        proxy = FaultProxy.before(server);
    }

    @AfterEach
    void leave() {
        proxy.close();
    }

    private Grid consumer(Scene scene, ConnectionPolicy policy) {
        return scene.connect(scene.as(scene.user("consumer"))
                .endpoint(proxy.host(), proxy.port())
                .connection(policy)
                .requestTimeout(FOR_EVER));
    }

    /** The broker forgets all subscriptions and ends the session, and the new one is lost while they are asked for. */
    private void loseTwice(int asked) {
        broker.lose(GridState.SUBSCRIPTIONS);
        broker.streams().refuseResumption(1);
        Fault silent = broker.silence(GridRequest.times(asked, GridRequest.asks("subscribe")));
        proxy.cutAll();
        await("for the subscriptions to be asked for").atMost(Scene.PATIENCE).until(() -> silent.hits() == asked);
        proxy.cutAll();
    }

    @Test
    void subscription_whenTheNewSessionIsLostBeforeItIsRestored_thenItIsAskedForOnTheNext(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(consumer(scene, QUICK), topic).subscribe(inbox);
        topic.publish("before", Documents.incident(1));
        inbox.awaitIds(1);

        loseTwice(1);
        inbox.awaitResumed(1);
        topic.publish("after", Documents.incident(2));

        assertThat(inbox.awaitIds(2)).containsExactly("before", "after");
        assertThat(inbox.story())
                .containsExactly("ACTIVE", "before", "INTERRUPTED", "gap RECONNECTED", "ACTIVE", "resumed", "after");
    }

    @Test
    void subscription_whenCallsWaitForTheConnection_thenItsRestorationDoesNot(Scene scene) {
        List<String> topics = scene.topics(20);
        Grid consumer = consumer(scene, QUICK.withWait(FOR_EVER));
        List<Inbox<RawPayload>> inboxes = new ArrayList<>();
        for (String topic : topics) {
            Inbox<RawPayload> inbox = new Inbox<>();
            scene.at(consumer, topic).subscribe(inbox);
            inboxes.add(inbox);
        }

        loseTwice(1);

        inboxes.forEach(inbox -> inbox.awaitResumed(1));
        inboxes.forEach(inbox -> inbox.awaitState(SubscriptionState.ACTIVE));
        assertThat(consumer.isConnected()).isTrue();
    }
}
