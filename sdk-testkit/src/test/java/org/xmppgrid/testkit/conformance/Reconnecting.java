package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.ConnectionEvent;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Deviation;
import org.xmppgrid.testkit.Direction;
import org.xmppgrid.testkit.FaultProxy;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.NetworkFault;
import org.xmppgrid.testkit.RestartableServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** What a platform sees when its connection is lost and got back, on each server. */
abstract class Reconnecting extends WithScene {
    private static final ConnectionPolicy QUICK =
            ConnectionPolicy.standard().withDelays(Duration.ofMillis(20), Duration.ofMillis(300));

    private FaultProxy proxy;
    private final List<ConnectionEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void stand(GridServer server) {
        proxy = FaultProxy.before(server);
    }

    @AfterEach
    void leave() {
        proxy.close();
    }

    private GridBuilder through(Scene scene, String user) {
        return scene.as(user).endpoint(proxy.host(), proxy.port()).connection(QUICK);
    }

    private Grid watched(Scene scene, GridBuilder builder) {
        Grid grid = scene.connect(builder);
        grid.onConnection(events::add);
        return grid;
    }

    private void awaitEvent(ConnectionState state) {
        await("for " + state).atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(events)
                .extracting(ConnectionEvent::state)
                .contains(state));
    }

    @Test
    void subscription_whenANewSessionTakesOver_thenToldOfTheGapAndEventsFlow(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        GridBuilder builder = through(scene, scene.user("consumer")).connection(QUICK.withoutResumption());
        Grid platform = watched(scene, builder);
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(platform, topic).subscribe(inbox);
        topic.publish("before", Documents.incident(1));
        inbox.awaitIds(1);
        Instant known = Instant.now();

        proxy.cutAll();
        inbox.awaitResumed(1);
        topic.publish("after", Documents.incident(2));

        assertThat(inbox.awaitIds(2)).containsExactly("before", "after");
        assertThat(inbox.story())
                .containsExactly("ACTIVE", "before", "INTERRUPTED", "gap RECONNECTED", "ACTIVE", "resumed", "after");
        Gap gap = inbox.gaps().get(0);
        assertThat(gap.since().orElseThrow()).isBefore(known.plusSeconds(1));
        assertThat(gap.until()).isAfter(gap.since().orElseThrow());
        assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(events)
                .extracting(ConnectionEvent::state)
                .startsWith(ConnectionState.INTERRUPTED, ConnectionState.RECONNECTING)
                .endsWith(ConnectionState.CONNECTED);
        assertThat(events.get(0).cause()).isPresent();
        assertThat(events.get(events.size() - 1).sameStream()).isFalse();
        assertThat(scene.awaitObservation(Observation.Kind.RECONNECTED).attributes())
                .containsEntry("resumed", "false");
    }

    @Test
    void subscription_whenTheStreamIsResumed_thenNothingIsLostAndNoGapTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = watched(scene, through(scene, scene.user("consumer")));
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(platform, topic).subscribe(inbox);
        topic.publish("before", Documents.incident(1));
        inbox.awaitIds(1);
        proxy.refuseConnections();
        proxy.cutAll();
        inbox.awaitState(SubscriptionState.INTERRUPTED);

        topic.publish("meanwhile", Documents.incident(2));
        proxy.heal();
        inbox.awaitResumed(1);
        topic.publish("after", Documents.incident(3));

        assertThat(inbox.awaitIds(3)).containsExactly("before", "meanwhile", "after");
        assertThat(inbox.gaps()).isEmpty();
        assertThat(events.get(events.size() - 1).sameStream()).isTrue();
        assertThat(scene.awaitObservation(Observation.Kind.RECONNECTED).attributes())
                .containsEntry("resumed", "true");
    }

    @Test
    void publish_whenTheStreamIsResumedBeforeTheAnswer_thenConfirmed(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> published = scene.at(watched(scene, through(scene, "provider")), topic);
        published.publish("first", Documents.incident(1));
        proxy.strikeOpen(NetworkFault.swallow(Direction.SERVER_TO_CLIENT));

        CompletableFuture<String> waiting = published.publishAsync("second", Documents.incident(2));
        await("for the item to be kept").atMost(Scene.PATIENCE).until(() -> topic.item("second")
                .isPresent());
        proxy.resetAll();

        assertThat(waiting).succeedsWithin(Scene.PATIENCE).isEqualTo("second");
        awaitEvent(ConnectionState.CONNECTED);
        assertThat(events.get(events.size() - 1).sameStream()).isTrue();
    }

    @Test
    void connection_whenHalfOpen_thenFoundAndGotBack(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        ConnectionPolicy watchful = QUICK.withProbe(Duration.ofMillis(300), Duration.ofMillis(300));
        Grid platform = watched(scene, through(scene, scene.user("consumer")).connection(watchful));
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(platform, topic).subscribe(inbox);
        topic.publish("before", Documents.incident(1));
        inbox.awaitIds(1);

        proxy.strikeOpen(NetworkFault.swallow());
        topic.publish("swallowed", Documents.incident(2));

        assertThat(inbox.awaitIds(2)).containsExactly("before", "swallowed");
        assertThat(events).extracting(ConnectionEvent::state).contains(ConnectionState.INTERRUPTED);
    }

    @Test
    void publish_whenTheConnectionIsBack_thenGoesOnWithTheSameTopic(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> published = scene.at(watched(scene, through(scene, "provider")), topic);
        published.publish("first", Documents.incident(1));

        proxy.cutAll();
        awaitEvent(ConnectionState.CONNECTED);
        published.publish("second", Documents.incident(2));

        assertThat(topic.item("second")).isPresent();
    }

    @Test
    void info_whenInterrupted_thenFailsAtOnceOrWaitsAsWanted(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid hasty = watched(scene, through(scene, scene.user("hasty")));
        Grid patient = watched(scene, through(scene, scene.user("patient")).connection(QUICK.withWait(Scene.PATIENCE)));
        hasty.broker();
        patient.broker();
        proxy.refuseConnections();

        proxy.cutAll();
        await("for the loss to be seen")
                .atMost(Scene.PATIENCE)
                .until(() -> !hasty.isConnected() && !patient.isConnected());
        GridConnectionException e = catchThrowableOfType(
                GridConnectionException.class, () -> scene.at(hasty, topic).info());
        assertThat(e.reason()).isEqualTo(Reason.CONNECTION_LOST);
        assertThat(e.retryable()).isTrue();
        proxy.heal();

        assertThat(scene.at(patient, topic).info().name()).isEqualTo(topic.name());
    }

    @Test
    void subscription_whenTheServerRestarts_thenEventsFlowAgain(Scene scene, GridServer server) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = watched(scene, through(scene, scene.user("consumer")));
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(platform, topic).subscribe(inbox);

        ((RestartableServer) server).restart();
        inbox.awaitResumed(1);
        scene.leave("provider");
        scene.at(scene.provider(), topic).publish("after", Documents.incident(2));

        assertThat(inbox.awaitIds(1)).containsExactly("after");
        assertThat(inbox.gaps()).extracting(Gap::cause).containsExactly(Gap.Cause.RECONNECTED);
    }

    @Test
    void subscription_whenTheTopicWasDeletedMeanwhile_thenTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = watched(scene, through(scene, scene.user("consumer")));
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(platform, topic).subscribe(inbox);
        proxy.refuseConnections();
        proxy.cutAll();
        inbox.awaitState(SubscriptionState.INTERRUPTED);

        topic.delete();
        proxy.heal();

        inbox.awaitState(SubscriptionState.TOPIC_DELETED);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.TOPIC_DELETED);
        awaitEvent(ConnectionState.CONNECTED);
    }

    @Test
    void subscription_whenTheTopicWasRecreatedMeanwhile_thenSubscribedAgain(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = watched(scene, through(scene, scene.user("consumer")).connection(QUICK.withoutResumption()));
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(platform, topic).subscribe(inbox);
        proxy.refuseConnections();
        proxy.cutAll();
        inbox.awaitState(SubscriptionState.INTERRUPTED);

        topic.delete();
        topic.create(Scene.open());
        proxy.heal();
        inbox.awaitResumed(1);
        topic.publish("in the new topic", Documents.incident(1));

        assertThat(inbox.awaitIds(1)).containsExactly("in the new topic");
        assertThat(inbox.gaps()).hasSize(1);
    }

    @Test
    void subscription_whenTheOwnerTookItAwayMeanwhile_thenToldAndNothingArrives(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
        String user = scene.user("consumer");
        topic.members().whitelist(Set.of(GridAddress.of(scene.address(user))));
        Grid platform = watched(scene, through(scene, user).connection(QUICK.withoutResumption()));
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(platform, topic).subscribe(inbox);
        proxy.refuseConnections();
        proxy.cutAll();
        inbox.awaitState(SubscriptionState.INTERRUPTED);

        topic.members().remove(GridAddress.of(scene.address(user)));
        proxy.heal();

        inbox.awaitState(SubscriptionState.CANCELLED);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.CANCELLED);
        assertThat(scene.awaitObservation(Observation.Kind.SUBSCRIPTION_LOST).topic())
                .contains(topic.name());
    }

    @Test
    void subscription_whenTheApprovalWasWithdrawnMeanwhile_thenPendingAgain(Scene scene) {
        assumeFalse(scene.isKnownFor(Deviation.NO_AUTHORIZE), "the broker knows no approval");
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        Registration approving = topic.approvals().decide(request -> Decision.APPROVE);
        Grid platform = watched(scene, through(scene, scene.user("consumer")).connection(QUICK.withoutResumption()));
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(platform, topic).subscribe(inbox);
        inbox.awaitState(SubscriptionState.ACTIVE);
        approving.close();
        proxy.refuseConnections();
        proxy.cutAll();
        inbox.awaitState(SubscriptionState.INTERRUPTED);

        topic.members().unsubscribe(platform.address().bare());
        proxy.heal();
        awaitEvent(ConnectionState.CONNECTED);

        await("for the new state").atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(inbox.states())
                .endsWith(SubscriptionState.INTERRUPTED, SubscriptionState.PENDING));
        topic.approvals().decide(request -> Decision.APPROVE);
        await("for the approval").atMost(Scene.PATIENCE).until(() -> subscription.state() == SubscriptionState.ACTIVE);
        topic.publish("approved again", Documents.incident(1));
        assertThat(inbox.awaitIds(1)).containsExactly("approved again");
    }

    @Test
    void connection_whenThePasswordIsRotatedMeanwhile_thenTheNewOneIsAskedFor(Scene scene) {
        String user = scene.user("rotating");
        String rotated = "rotated " + user;
        List<String> passwords = new CopyOnWriteArrayList<>(List.of(passwordOf(scene, user)));
        GridBuilder builder = Grid.as(scene.address(user))
                .credentials(account ->
                        Credentials.password(passwords.get(passwords.size() - 1).toCharArray()))
                .endpoint(proxy.host(), proxy.port())
                .trust(scene.server().authorityPem())
                .broker(scene.server().broker())
                .connection(QUICK.withoutResumption());
        Grid platform = watched(scene, builder);
        platform.changePassword(rotated.toCharArray());
        passwords.add(rotated);

        proxy.cutAll();

        awaitEvent(ConnectionState.CONNECTED);
        assertThat(platform.isConnected()).isTrue();
    }

    @Test
    void connection_whenThePasswordIsWrongNow_thenStopsAndSaysWhy(Scene scene) {
        String user = scene.user("outdated");
        Topic<RawPayload> topic = scene.openTopic();
        Grid platform = watched(scene, through(scene, user).connection(QUICK.withoutResumption()));
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(platform, topic).subscribe(inbox);
        platform.changePassword(("changed " + user).toCharArray());

        proxy.cutAll();

        awaitEvent(ConnectionState.FAILED);
        ConnectionEvent last = events.get(events.size() - 1);
        assertThat(last.cause().orElseThrow().reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
        assertThat(platform.connectionState()).isEqualTo(ConnectionState.FAILED);
        inbox.awaitState(SubscriptionState.DISCONNECTED);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.DISCONNECTED);
        assertThat(scene.awaitObservation(Observation.Kind.GIVEN_UP).attributes())
                .containsEntry("reason", "CREDENTIALS_REFUSED");
    }

    @Test
    void close_whenInterrupted_thenReturnsAndTellsTheEnd(Scene scene) {
        Grid platform = watched(scene, through(scene, scene.user("consumer")));
        proxy.refuseConnections();
        proxy.cutAll();
        awaitEvent(ConnectionState.INTERRUPTED);

        platform.close();

        assertThat(platform.connectionState()).isEqualTo(ConnectionState.CLOSED);
        awaitEvent(ConnectionState.CLOSED);
        assertThat(events.get(events.size() - 1).state()).isEqualTo(ConnectionState.CLOSED);
    }

    private static String passwordOf(Scene scene, String user) {
        return scene.server().account(user).password();
    }
}
