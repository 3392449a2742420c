package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Affiliation;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridRequest;
import org.xmppgrid.testkit.JournalEntry;
import org.xmppgrid.testkit.RawXmppClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.xmppgrid.testkit.GridRequest.asks;

/** An owner and a subscriber at a broker that lacks something, refuses, or is gone. */
class OwnerIT extends WithScene {
    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void answer_whenTheBrokerSendsTheFormBack_thenTheSubscriptionIsChangedAsOwner(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        try (Fault noForms = broker.refuse(OwnerIT::isDecision, "feature-not-implemented")) {
            topic.approvals()
                    .decide(request ->
                            request.subscriber().toString().startsWith("good") ? Decision.APPROVE : Decision.DENY);
            Subscription good =
                    scene.at(scene.connected(scene.user("good")), topic).subscribe(new Inbox<>());
            Subscription bad =
                    scene.at(scene.connected(scene.user("bad")), topic).subscribe(new Inbox<>());

            assertThat(good.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.ACTIVE);
            assertThat(bad.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.DENIED);
            assertThat(noForms.hits()).isEqualTo(2);
        }
    }

    @Test
    void answer_whenTheBrokerTakesNeitherWay_thenTheObserverIsTold(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        try (Fault noForms = broker.refuse(OwnerIT::isDecision, "service-unavailable");
                Fault noChange = broker.refuse(isOwners("subscriptions"), "feature-not-implemented")) {
            topic.approvals().decide(request -> Decision.APPROVE);
            Subscription subscription = scene.at(scene.consumer(), topic).subscribe(new Inbox<>());

            Observation told = scene.awaitObservation(Observation.Kind.HANDLER_FAILED);

            assertThat(told.topic()).contains(topic.name());
            assertThat(told.detail()).contains("consumer-", "NOT_SUPPORTED");
            assertThat(subscription.state()).isEqualTo(SubscriptionState.PENDING);
            assertThat(noForms.hits() + noChange.hits()).isEqualTo(2);
        }
    }

    @Test
    void pending_whenTheBrokerHasNoSuchCommand_thenWhatHasArrived(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        try (Fault noCommands = broker.refuse(asks("command"), "service-unavailable")) {
            topic.approvals().decide(request -> Decision.LATER);
            scene.at(scene.consumer(), topic).subscribe(new Inbox<>());
            // the answer comes behind the request that the broker sent to its owner before
            topic.info();

            assertThat(topic.approvals().pending()).hasSize(1);
            assertThat(noCommands.hits()).isEqualTo(2);
        }
    }

    @Test
    void decide_whenTheBrokerIsBusy_thenThrowsAndCanBeTriedAgain(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        try (Fault busy = broker.refuse(asks("command"), "resource-constraint")) {
            GridRequestException refusal = catchThrowableOfType(
                    GridRequestException.class, () -> topic.approvals().decide(request -> Decision.APPROVE));

            assertThat(refusal.reason()).isEqualTo(Reason.BROKER_BUSY);
            assertThat(busy.hits()).isOne();
        }
        topic.approvals().decide(request -> Decision.APPROVE);
        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(new Inbox<>());

        assertThat(subscription.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.ACTIVE);
    }

    @Test
    void watch_whenDecidedAlready_thenRefused(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        topic.approvals().decide(request -> Decision.LATER).close();
        topic.approvals().decide(request -> Decision.LATER);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> topic.approvals().watch(request -> {}))
                .withMessageContaining(topic.name());
    }

    @Test
    void decide_whenTheTopicIsSomebodyElsesOrMissing_thenToldAtOnce(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        Topic<RawPayload> theirs = scene.at(scene.consumer(), topic);
        Topic<RawPayload> missing = scene.at(scene.provider(), "misspelt");

        assertThatThrownBy(() -> theirs.approvals().decide(request -> Decision.APPROVE))
                .hasFieldOrPropertyWithValue("reason", Reason.FORBIDDEN)
                .hasMessageContainingAll("Can't decide", topic.name(), "owners");
        assertThatThrownBy(() -> theirs.approvals().pending()).hasFieldOrPropertyWithValue("reason", Reason.FORBIDDEN);
        assertThatThrownBy(() -> missing.approvals().pending())
                .hasFieldOrPropertyWithValue("reason", Reason.TOPIC_NOT_FOUND);
    }

    @Test
    void pending_whenAStrangerForgesARequest_thenNotBelieved(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        assertThat(topic.approvals().pending()).isEmpty();
        RawXmppClient mallory = scene.raw("mallory");
        mallory.send("<message to='" + scene.provider().address() + "'><x xmlns='jabber:x:data' type='form'>"
                + "<field var='FORM_TYPE' type='hidden'>"
                + "<value>http://jabber.org/protocol/pubsub#subscribe_authorization</value></field>"
                + "<field var='pubsub#node'><value>" + topic.name() + "</value></field>"
                + "<field var='pubsub#subscriber_jid'><value>" + mallory.jid() + "</value></field></x></message>");

        scene.awaitObservation(Observation.Kind.UNEXPECTED_STANZA_DROPPED);

        assertThat(topic.approvals().pending()).isEmpty();
    }

    @Test
    void remove_whenSubscribed_thenSubscriptionsEndBeforeTheAffiliation(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
        Grid consumer = scene.consumer();
        topic.members().set(consumer.address(), Affiliation.MEMBER);
        scene.at(consumer, topic).subscribe(new Inbox<>());
        broker.clearJournal();

        topic.members().remove(consumer.address());

        List<String> changes = broker.journal().stream()
                .filter(entry -> entry.direction() == JournalEntry.Direction.RECEIVED)
                .map(JournalEntry::xml)
                .filter(xml -> xml.contains("'none'") || xml.contains("\"none\""))
                .toList();
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0)).contains("<subscriptions");
        assertThat(changes.get(1)).contains("<affiliations");
    }

    @Test
    void set_whenTheLastOwnerWouldLeave_thenNothingIsChanged(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        GridAddress owner = scene.provider().address();
        try (Fault never = broker.silence(
                isOwners("affiliations").and(request -> request.type().equals("set")))) {
            GridRequestException refusal = catchThrowableOfType(GridRequestException.class, () -> topic.members()
                    .set(Map.of(owner, Affiliation.NONE, GridAddress.of("siem@grid.example"), Affiliation.MEMBER)));

            assertThat(refusal.reason()).isEqualTo(Reason.LAST_OWNER);
            assertThat(refusal).hasMessageContaining(topic.name());
            assertThat(never.hits()).isZero();
        }
    }

    @Test
    void set_whenForbiddenAndNotDone_thenThrows(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        try (Fault forbidden = broker.refuse(
                isOwners("affiliations").and(request -> request.type().equals("set")), "forbidden")) {
            GridRequestException refusal = catchThrowableOfType(GridRequestException.class, () -> topic.members()
                    .set(GridAddress.of("siem@grid.example"), Affiliation.MEMBER));

            assertThat(refusal.reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(forbidden.hits()).isOne();
        }
    }

    @Test
    void set_whenOneAccountIsGivenTwoAffiliations_thenRefused(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Map<GridAddress, Affiliation> contradiction = Map.of(
                GridAddress.of("siem@grid.example/a"), Affiliation.MEMBER,
                GridAddress.of("siem@grid.example/b"), Affiliation.OUTCAST);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> topic.members().set(contradiction))
                .withMessageContaining("siem@grid.example");
    }

    @Test
    void subscriptions_whenMoreThanTheLimit_thenLimitExceeded(Scene scene) {
        Grid consumer = scene.connect(scene.as(scene.user("consumer")).limits(GridLimits.DEFAULT.withTopics(1)));
        for (int i = 0; i < 2; i++) {
            scene.at(consumer, scene.openTopic()).subscribe(new Inbox<>());
        }

        GridRequestException refusal = catchThrowableOfType(
                GridRequestException.class, () -> consumer.broker().subscriptions());

        assertThat(refusal.reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
        assertThat(refusal).hasMessageContaining("GridLimits.topics()");
    }

    @Test
    void decision_whenTheUserBlocksInIt_thenOthersGoOn(Scene scene) throws Exception {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        Topic<RawPayload> other = scene.openTopic();
        CountDownLatch released = new CountDownLatch(1);
        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(new Inbox<>());
        CompletableFuture<Boolean> blocked = subscription.decision().thenApply(state -> {
            try {
                return released.await(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        });
        topic.approvals().decide(request -> Decision.APPROVE);

        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), other).subscribe(inbox);
        other.publish("meanwhile", Documents.incident(1));
        inbox.awaitItem();
        released.countDown();

        assertThat(blocked.get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void decision_whenItEndsWithoutOne_thenSaysHow(Scene scene, GridBroker broker) {
        Topic<RawPayload> kept = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        Topic<RawPayload> deleted = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        Grid first = scene.connected(scene.user("first"));
        Grid second = scene.connect(scene.as(scene.user("second")).connection(ConnectionPolicy.once()));
        Subscription closed = scene.at(first, kept).subscribe(new Inbox<>());
        Subscription gone = scene.at(first, deleted).subscribe(new Inbox<>());
        Subscription lost = scene.at(second, kept).subscribe(new Inbox<>());
        assertThat(closed.decision()).isNotDone();

        closed.close();
        deleted.delete();
        broker.disconnect(second.address().bare().toString());

        Duration patience = Scene.PATIENCE;
        assertThat(closed.decision()).succeedsWithin(patience).isEqualTo(SubscriptionState.CLOSED);
        assertThat(gone.decision()).succeedsWithin(patience).isEqualTo(SubscriptionState.TOPIC_DELETED);
        assertThat(lost.decision()).succeedsWithin(patience).isEqualTo(SubscriptionState.DISCONNECTED);
    }

    private static boolean isDecision(GridRequest request) {
        return request.kind().equals("message") && request.xml().contains("#subscribe_authorization");
    }

    private static Predicate<GridRequest> isOwners(String list) {
        return asks(list).and(request -> request.namespace().endsWith("#owner"));
    }
}
