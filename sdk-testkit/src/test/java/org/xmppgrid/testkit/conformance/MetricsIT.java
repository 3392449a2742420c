package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridMetrics;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionPolicy;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.GridExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** What a grid measures, and what becomes of a binding that throws. */
class MetricsIT extends WithScene {
    private static final long ONE_HOUR = 3600;

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void metrics_whenItemsArePublishedAndHandled_thenCountedByTopic(Scene scene) {
        RecordedMetrics provided = new RecordedMetrics();
        RecordedMetrics consumed = new RecordedMetrics();
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> out = scene.at(scene.connect(scene.as("provider").metrics(provided)), topic);
        Grid consumer = scene.connect(scene.as(scene.user("consumer")).metrics(consumed));
        Inbox<RawPayload> inbox = new Inbox<>() {
            @Override
            public void onItem(Item<? extends RawPayload> item) {
                super.onItem(item);
                if (item.id().equals("throws")) {
                    throw new IllegalStateException();
                }
            }
        };
        scene.at(consumer, topic).subscribe(inbox);

        out.publish("one", Documents.incident(1));
        out.publish("throws", Documents.incident(2));
        out.publish("two", Documents.incident(3));

        await("for the counts").atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(
                        consumed.count(Metric.HANDLED, topic.name()))
                .isEqualTo(2));
        assertThat(consumed.count(Metric.RECEIVED, topic.name())).isEqualTo(3);
        assertThat(provided.count(Metric.PUBLISHED, topic.name())).isEqualTo(3);
        assertThat(provided.count(Metric.CONFIRMED, topic.name())).isEqualTo(3);
        assertThat(consumed.scopes())
                .extracting(MetricScope::platform)
                .containsOnly(consumer.address().bare());
    }

    @Test
    void metrics_whenAPublishIsRefused_thenItIsNotConfirmed(Scene scene) {
        RecordedMetrics metrics = new RecordedMetrics();
        Grid provider = scene.connect(scene.as(scene.user("consumer")).metrics(metrics));
        Topic<RawPayload> topic = scene.at(provider, "NoSuchTopic");

        Throwable refusal = catchThrowable(() -> topic.publish(Documents.incident(1)));

        assertThat(refusal).isNotNull();
        assertThat(metrics.count(Metric.PUBLISHED, topic.name())).isEqualTo(1);
        assertThat(metrics.count(Metric.CONFIRMED, topic.name())).isZero();
    }

    @Test
    void metrics_whenEventsWait_thenTheGaugeTellsTheirBytesUntilTheSubscriptionIsClosed(Scene scene) {
        RecordedMetrics metrics = new RecordedMetrics();
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer = scene.connect(scene.as(scene.user("consumer")).metrics(metrics));
        Subscription subscription = scene.at(consumer, topic)
                .subscribe(
                        SubscribeOptions.defaults(),
                        SubscriptionPolicy.defaults().startPaused(),
                        new Inbox<>());
        topic.publish("one", Documents.incident(1));

        await("for what waits").atMost(Scene.PATIENCE).until(() -> subscription.queued() == 1);
        assertThat(metrics.gauges(Metric.QUEUE_BYTES, topic.name())).containsExactly(subscription.queuedBytes());

        subscription.close();
        assertThat(metrics.gauges(Metric.QUEUE_BYTES, topic.name())).isEmpty();
    }

    @Test
    void metrics_whenAnEventIsForged_thenCountedWithoutTheNameThatItBrings(Scene scene) {
        RecordedMetrics metrics = new RecordedMetrics();
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer = scene.connect(scene.as(scene.user("consumer")).metrics(metrics));
        scene.at(consumer, topic).subscribe(new Inbox<>());

        scene.raw("mallory")
                .send("<message to='" + consumer.address() + "' id='forged'>"
                        + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='" + topic.name() + "'>"
                        + "<item id='forged'/></items></event></message>");
        scene.awaitObservation(Observation.Kind.FORGED_EVENT_DROPPED);

        assertThat(metrics.count(Metric.FORGED)).isEqualTo(1);
        assertThat(metrics.count(Metric.RECEIVED, topic.name())).isZero();
    }

    @Test
    void metrics_whenThePayloadTellsItsTime_thenTheLatencyIsTimed(Scene scene) {
        RecordedMetrics metrics = new RecordedMetrics();
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer = scene.connect(scene.as(scene.user("consumer")).metrics(metrics));
        consumer.topic(topic.name(), new HourOld()).subscribe(new Inbox<>());

        topic.publish("one", Documents.incident(1));

        await("for the time").atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(metrics.times())
                .singleElement()
                .satisfies(time -> assertThat(time).isGreaterThanOrEqualTo(Duration.ofSeconds(ONE_HOUR))));
    }

    @Test
    void metrics_whenTheBindingThrows_thenToldOnceAndTheGridWorks(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer = scene.connect(scene.as(scene.user("consumer")).metrics(new Broken()));
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(consumer, topic).subscribe(inbox);

        topic.publish("one", Documents.incident(1));
        topic.publish("two", Documents.incident(2));

        assertThat(inbox.awaitIds(2)).containsExactly("one", "two");
        subscription.close();
        assertThat(consumer.isConnected()).isTrue();
        assertThat(scene.observations())
                .filteredOn(told -> told.kind() == Observation.Kind.HANDLER_FAILED)
                .singleElement()
                .satisfies(told -> assertThat(told.detail()).startsWith("the metrics binding threw"));
    }

    /** A binding that can't do anything. */
    private static final class Broken implements GridMetrics {

        @Override
        public void count(Metric counter, MetricScope scope, long count) {
            throw new StackOverflowError();
        }

        @Override
        public Registration gauge(Metric gauge, MetricScope scope, LongSupplier value) {
            throw new IllegalStateException();
        }

        @Override
        public void time(Metric timer, MetricScope scope, Duration time) {
            throw new IllegalStateException();
        }
    }

    /** Says of each payload that it was reported an hour ago. */
    private static final class HourOld implements PayloadType<RawPayload> {

        @Override
        public String namespace() {
            return Documents.TYPE.namespace();
        }

        @Override
        public String element() {
            return Documents.TYPE.element();
        }

        @Override
        public Class<RawPayload> javaType() {
            return RawPayload.class;
        }

        @Override
        public Optional<Instant> time(RawPayload payload) {
            return Optional.of(Instant.now().minusSeconds(ONE_HOUR));
        }

        @Override
        public RawPayload read(XMLStreamReader reader) throws XMLStreamException {
            return Documents.TYPE.read(reader);
        }

        @Override
        public void write(RawPayload payload, XMLStreamWriter writer) throws XMLStreamException {
            Documents.TYPE.write(payload, writer);
        }
    }
}
