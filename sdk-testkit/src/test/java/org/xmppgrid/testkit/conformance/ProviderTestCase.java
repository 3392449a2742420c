package org.xmppgrid.testkit.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.ProviderDeadLetter;
import org.xmppgrid.sdk.ProviderState;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SpoolBounds;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Deviation;
import org.xmppgrid.testkit.FaultPlan;
import org.xmppgrid.testkit.FaultProxy;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.NetworkFault;
import org.xmppgrid.testkit.RestartableServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** A durable provider at each server: what it was given arrives, in order, whatever happens in between. */
abstract class ProviderTestCase extends WithScene {
    private static final ConnectionPolicy QUICK =
            ConnectionPolicy.standard().withDelays(Duration.ofMillis(20), Duration.ofMillis(300));
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path spool;

    private FaultProxy proxy;

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

    private Provider<RawPayload> sensor(Scene scene, Topic<?> topic) {
        return sensor(scene.at(scene.connect(through(scene, "provider")), topic));
    }

    private Provider<RawPayload> sensor(Topic<RawPayload> topic) {
        return topic.provider("sensor").spoolIn(spool).open();
    }

    @Test
    void open_whenAnEarlierStartLeftReports_thenTheyArriveInOrder(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);
        Grid first = scene.connect(through(scene, "provider"));
        try (Provider<RawPayload> sensor = sensor(scene.at(first, topic))) {
            sensor.send("0", Documents.incident(0));
            assertThat(sensor.flush(PATIENCE)).isTrue();
            proxy.refuseConnections();
            proxy.cutAll();
            await().until(() -> sensor.state() == ProviderState.WAITING);
            send(sensor, 1, 20);
        }
        first.close();
        proxy.heal();

        try (Provider<RawPayload> sensor = sensor(scene, topic)) {
            sensor.send("21", Documents.incident(21));
            assertThat(sensor.flush(PATIENCE)).isTrue();
        }

        assertThat(inbox.awaitIds(22)).isEqualTo(ids(0, 21));
    }

    @Test
    void send_whenTheConnectionIsLostAgainAndAgain_thenEachReportArrivesAndNoneOutOfOrder(Scene scene)
            throws Exception {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);
        try (Provider<RawPayload> sensor = sensor(scene, topic);
                FaultPlan plan = FaultPlan.anew()
                        .every(60, 140)
                        .with("cut", proxy::cutAll)
                        .with(
                                "reset",
                                0,
                                5_000,
                                bytes -> proxy.strikeOpen(NetworkFault.reset().after(bytes)))
                        .with("outage", Duration.ofMillis(200), proxy::refuseConnections)
                        .build()) {
            plan.during(() -> {
                for (int i = 1; i <= 1000; i++) {
                    sensor.send(String.valueOf(i), Documents.incident(i));
                    plan.passed(1);
                }
                proxy.heal();
                assertThat(sensor.flush(PATIENCE)).as("%s", sensor.trouble()).isTrue();
                await("for the last report").atMost(Scene.PATIENCE).until(() -> inbox.ids()
                        .contains("1000"));
                assertThat(inbox.ids().stream().distinct()).containsExactlyElementsOf(ids(1, 1000));
                assertThat(sensor.backlog().deadLetters()).isZero();
                assertThat(sensor.backlog().waiting()).isZero();
            });
        }
    }

    @Test
    void send_whenManyAreUnderWay_thenTheBrokerConfirmsThemInOrder(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> confirmed = new CopyOnWriteArrayList<>();
        try (Provider<RawPayload> sensor = scene.at(scene.provider(), topic)
                .provider("sensor")
                .spoolIn(spool)
                .onConfirmed(confirmed::add)
                .open()) {
            for (int i = 1; i <= 500; i++) {
                sensor.sendAsync(String.valueOf(i), Documents.incident(i));
            }
            assertThat(sensor.flush(PATIENCE)).isTrue();
            await().until(() -> confirmed.size() == 500);
            assertThat(confirmed).isEqualTo(ids(1, 500));
        }
    }

    @Test
    void onConfirmed_whenItThrows_thenTheObserversAreToldAndItIsCalledAgain(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> confirmed = new CopyOnWriteArrayList<>();
        try (Provider<RawPayload> sensor = scene.at(scene.provider(), topic)
                .provider("sensor")
                .spoolIn(spool)
                .onConfirmed(id -> {
                    confirmed.add(id);
                    throw new IllegalStateException("the listener's own fault");
                })
                .open()) {
            send(sensor, 1, 2);
            assertThat(sensor.flush(PATIENCE)).isTrue();
            await().until(() -> confirmed.equals(ids(1, 2)));
        }
        assertThat(scene.awaitObservation(Observation.Kind.HANDLER_FAILED).topic())
                .contains(topic.name());
    }

    @Test
    void send_whenTheServerRestarts_thenNothingIsMissing(Scene scene, GridServer server) {
        Topic<RawPayload> topic = scene.openTopic();
        try (Provider<RawPayload> sensor = sensor(scene, topic)) {
            send(sensor, 1, 100);
            ((RestartableServer) server).restart();
            send(sensor, 101, 200);
            assertThat(sensor.flush(PATIENCE)).as("%s", sensor.trouble()).isTrue();
            assertThat(sensor.backlog().confirmed()).isEqualTo(200);
            scene.leave("provider");
            assertThat(scene.at(scene.provider(), topic).latest(200))
                    .extracting(Item::id)
                    .containsExactlyInAnyOrderElementsOf(ids(1, 200));
        }
    }

    @Test
    void send_whenTheControllerDoesNotTakeAReportOfThatSize_thenADeadLetterAndTheOthersArrive(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        GridLimits limits = GridLimits.DEFAULT.withPayloadBytes(2_000_000);
        Topic<RawPayload> published =
                scene.at(scene.connect(through(scene, "provider").limits(limits)), topic);
        RawPayload large = RawPayload.of(
                "<IODEF-Document xmlns='" + Documents.IODEF + "'>" + "x".repeat(1_000_000) + "</IODEF-Document>");
        try (Provider<RawPayload> sensor = sensor(published)) {
            send(sensor, 1, 3);
            sensor.send("large", large);
            send(sensor, 4, 6);
            assertThat(sensor.flush(PATIENCE)).as("%s", sensor.trouble()).isTrue();
            assertThat(sensor.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.itemId()).isEqualTo("large");
                assertThat(letter.reason()).isEqualTo(Reason.PAYLOAD_TOO_BIG);
                assertThat(letter.payload()).hasSizeGreaterThan(1_000_000);
            });
        }
        scene.leave("provider");
        assertThat(scene.at(scene.provider(), topic).latest(10))
                .extracting(Item::id)
                .containsExactlyElementsOf(ids(1, 6));
    }

    @Test
    void retry_whenTheOwnerLetsThePlatformPublishAtLast_thenTheReportArrives(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> stranger = scene.at(scene.connect(through(scene, "mallory")), topic);
        try (Provider<RawPayload> sensor = sensor(stranger)) {
            sensor.send("1", Documents.incident(1));
            assertThat(sensor.flush(PATIENCE)).isTrue();
            ProviderDeadLetter letter = sensor.deadLetters().findFirst().orElseThrow();
            assertThat(letter.reason()).isEqualTo(Reason.FORBIDDEN);

            scene.affiliate(topic, scene.address("mallory"), "publisher");
            assertThat(sensor.retry(letter)).isTrue();
            assertThat(sensor.flush(PATIENCE)).isTrue();

            assertThat(sensor.backlog().deadLetters()).isZero();
            assertThat(topic.item("1")).isPresent();
        }
    }

    @Test
    void send_whenTheTopicDoesNotExistYet_thenItsReportsWaitForIt(Scene scene) {
        assumeFalse(
                scene.isKnownFor(Deviation.PUBLISH_CREATES_TOPIC), "the broker creates a topic that is published to");
        Topic<RawPayload> topic = scene.at(scene.connect(through(scene, "provider")), scene.topicName());
        try (Provider<RawPayload> sensor = sensor(topic)) {
            send(sensor, 1, 5);
            await().atMost(Scene.PATIENCE).until(() -> sensor.state() == ProviderState.WAITING);
            assertThat(sensor.trouble().orElseThrow().reason()).isEqualTo(Reason.TOPIC_NOT_FOUND);

            topic.create(Scene.open());
            assertThat(sensor.flush(PATIENCE)).isTrue();

            assertThat(topic.latest(10)).extracting(Item::id).isEqualTo(ids(1, 5));
            assertThat(sensor.backlog().deadLetters()).isZero();
        }
    }

    @Test
    void send_whenTheSpoolBlocksAndIsSmall_thenEverythingArrivesAllTheSame(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);
        try (Provider<RawPayload> sensor = scene.at(scene.provider(), topic)
                .provider("sensor")
                .spoolIn(spool)
                .bounds(SpoolBounds.standard().withReports(5).blocking(Scene.PATIENCE))
                .open()) {
            send(sensor, 1, 100);
            assertThat(sensor.flush(PATIENCE)).isTrue();
        }
        assertThat(inbox.awaitIds(100)).isEqualTo(ids(1, 100));
    }

    private static void send(Provider<RawPayload> sensor, int from, int to) {
        for (int i = from; i <= to; i++) {
            sensor.send(String.valueOf(i), Documents.incident(i));
        }
    }

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
    }
}
