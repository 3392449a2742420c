package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridTimeoutException;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.xmppgrid.testkit.GridRequest.asks;

/** A broker that does not answer, answers oddly, or is gone. */
class BrokenBrokerIT extends WithScene {
    private static final Duration SHORT = Duration.ofMillis(500);
    /** Longer than any test waits: what fails in time failed for another reason. */
    private static final Duration LONG = Duration.ofMinutes(10);

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void info_whenNeverAnswered_thenTimesOut(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.connect(scene.as("consumer").requestTimeout(SHORT)), topic);
        try (Fault silence = broker.silence(request -> request.topic().equals(topic.name()))) {
            GridTimeoutException e = catchThrowableOfType(GridTimeoutException.class, seen::info);

            assertThat(e.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(e.retryable()).isTrue();
            assertThat(e).hasMessageContainingAll(topic.name(), broker.broker(), "try again", "requestTimeout");
            assertThat(silence.hits()).isOne();
        }

        assertThat(seen.info().name()).isEqualTo(topic.name());
    }

    @Test
    void publish_whenNeverAnswered_thenOutcomeIsUnknownAndSaysUnderWhichIdToRepeat(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> sent = scene.at(scene.connect(scene.as("provider").requestTimeout(SHORT)), topic);
        try (Fault lost = broker.loseAnswer(asks("publish", topic.name()))) {
            GridTimeoutException e =
                    catchThrowableOfType(GridTimeoutException.class, () -> sent.publish("id-7", Documents.incident(1)));

            assertThat(e.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
            assertThat(e.retryable()).isTrue();
            assertThat(e).hasMessageContainingAll(topic.name(), broker.broker(), "same item id 'id-7'");
            assertThat(lost.hits()).isOne();
        }
        sent.publish("id-7", Documents.incident(2));

        assertThat(topic.latest(10))
                .singleElement()
                .satisfies(item -> SameXml.assertSame(
                        item.payload().xml(), Documents.incident(2).xml()));
    }

    @Test
    void publishAsync_whenNeverAnswered_thenCompletesWithOutcomeUnknown(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> sent = scene.at(scene.connect(scene.as("provider").requestTimeout(SHORT)), topic);
        try (Fault silence = broker.silence(asks("publish", topic.name()))) {
            CompletableFuture<String> outcome = sent.publishAsync("id-8", Documents.incident(1));

            CompletionException e = catchThrowableOfType(CompletionException.class, outcome::join);

            assertThat(e.getCause()).isInstanceOf(GridTimeoutException.class);
            assertThat(((GridException) e.getCause()).reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
            assertThat(e.getCause()).hasMessageContaining("id-8");
            assertThat(silence.hits()).isOne();
        }
    }

    @Test
    void create_whenNeverAnswered_thenSaysToLookFirst(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic =
                scene.at(scene.connect(scene.as("provider").requestTimeout(SHORT)), scene.topicName());
        try (Fault silence = broker.silence(asks("create", topic.name()))) {
            GridTimeoutException e = catchThrowableOfType(GridTimeoutException.class, () -> topic.create(Scene.open()));

            assertThat(e.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
            assertThat(e).hasMessageContainingAll(topic.name(), "look whether it took effect");
            assertThat(silence.hits()).isOne();
        }
    }

    @Test
    void info_whenConnectionIsCut_thenFailsAtOnce(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(
                scene.connect(
                        scene.as(scene.user("consumer")).requestTimeout(LONG).connection(ConnectionPolicy.once())),
                topic);
        seen.info();
        try (Fault cut = broker.disconnectAt(request -> request.topic().equals(topic.name()), false)) {
            GridConnectionException e = catchThrowableOfType(GridConnectionException.class, seen::info);

            assertThat(e.reason()).isEqualTo(Reason.CONNECTION_LOST);
            assertThat(e).hasMessageContainingAll(topic.name(), "connected again");
            assertThat(cut.hits()).isOne();
        }
    }

    @Test
    void publish_whenConnectionIsCutInsteadOfAnAnswer_thenOutcomeIsUnknown(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> sent = scene.at(
                scene.connect(scene.as("provider")
                        .requestTimeout(LONG)
                        .connection(ConnectionPolicy.standard().withoutResumption())),
                topic);
        try (Fault cut = broker.disconnectAt(asks("publish", topic.name()), true)) {
            GridConnectionException e = catchThrowableOfType(
                    GridConnectionException.class, () -> sent.publish("id-9", Documents.incident(1)));

            assertThat(e.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
            assertThat(e).hasMessageContainingAll(topic.name(), "id-9");
            assertThat(cut.hits()).isOne();
        }
        assertThat(topic.item("id-9")).as("the broker did carry it out").isPresent();
    }

    @Test
    void subscription_whenConnectionIsCut_thenDisconnectedAndEverybodyIsTold(Scene scene, GridBroker broker)
            throws Exception {
        Topic<RawPayload> topic = scene.openTopic();
        String user = scene.user("consumer");
        Grid consumer = scene.connect(scene.as(user).requestTimeout(LONG).connection(ConnectionPolicy.once()));
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(consumer, topic).subscribe(inbox);
        CompletableFuture<String> waiting;
        try (Fault silence = broker.silence(asks("publish", topic.name()))) {
            waiting = scene.at(consumer, topic).publishAsync("waiting", Documents.incident(1));
            await("for the request to arrive").atMost(Scene.PATIENCE).until(() -> silence.hits() == 1);

            assertThat(broker.disconnect(scene.address(user))).isOne();
        }

        inbox.awaitState(SubscriptionState.DISCONNECTED);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.DISCONNECTED);
        Observation told = scene.awaitObservation(Observation.Kind.CONNECTION_LOST);
        assertThat(told.platform()).isEqualTo(consumer.address());
        assertThat(told.detail()).contains("connect again");
        assertThat(consumer.isConnected()).isFalse();
        ExecutionException e = catchThrowableOfType(
                ExecutionException.class, () -> waiting.get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertThat(e.getCause()).isInstanceOf(GridConnectionException.class);
        assertThat(((GridException) e.getCause()).reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
        GridConnectionException later = catchThrowableOfType(
                GridConnectionException.class, () -> scene.at(consumer, topic).info());
        assertThat(later.reason()).isEqualTo(Reason.CONNECTION_LOST);
    }

    @Test
    void broker_whenThereIsNone_thenSaysWhomToAsk(Scene scene, GridBroker broker) {
        Grid lost = scene.connect(Grid.as(scene.address("consumer"))
                .password(broker.account("consumer").password())
                .endpoint(broker.host(), broker.port())
                .trust(broker.authorityPem()));
        try (Fault empty = broker.answer(
                request -> request.to().equals(broker.domain())
                        && request.namespace().endsWith("disco#items"),
                request -> "<iq type='result' from='" + broker.domain() + "' to='" + request.from() + "' id='"
                        + request.id() + "'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>")) {
            GridRequestException e = catchThrowableOfType(GridRequestException.class, lost::broker);

            assertThat(e.reason()).isEqualTo(Reason.BROKER_NOT_FOUND);
            assertThat(e).hasMessageContainingAll(broker.domain(), "ask its administrator", "broker(..)");
            assertThat(empty.hits()).isOne();
        }
        assertThat(lost.broker()).as("the next call looks again").hasToString(broker.broker());
    }

    @Test
    void info_whenAnswerIsOdd_thenProtocolViolationAndTheNextGoesOn(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        try (Fault odd = broker.answer(
                GridRequest.times(1, request -> request.topic().equals(topic.name())),
                request -> "<iq type='result' from='" + broker.broker() + "' to='" + request.from() + "' id='"
                        + request.id() + "'/>")) {
            GridRequestException e = catchThrowableOfType(GridRequestException.class, seen::info);

            assertThat(e.reason()).isEqualTo(Reason.PROTOCOL_VIOLATION);
            assertThat(e).hasMessageContainingAll(topic.name(), "report it");
            assertThat(odd.hits()).isOne();
        }
        assertThat(seen.info().name()).isEqualTo(topic.name());
    }

    @Test
    void subscription_whenControllerShutsDown_thenDisconnectedAndCloseWorks() {
        Inbox<RawPayload> inbox = new Inbox<>();
        Grid consumer;
        try (GridBroker own = GridBroker.start()) {
            own.createTopic("t", Map.of("pubsub#access_model", "open"));
            consumer = Grid.as(own.account("consumer").address())
                    .password(own.account("consumer").password())
                    .endpoint(own.host(), own.port())
                    .trust(own.authorityPem())
                    .broker(own.broker())
                    .connection(ConnectionPolicy.once())
                    .connect();
            consumer.topic("t", Documents.TYPE).subscribe(inbox);
        }

        inbox.awaitState(SubscriptionState.DISCONNECTED);
        consumer.close();
        assertThat(consumer.isConnected()).isFalse();
    }
}
