package org.xmppgrid.sdk.micrometer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.Registration;

import static org.assertj.core.api.Assertions.assertThat;

class MicrometerMetricsTest {
    private static final GridAddress SIEM = GridAddress.of("siem@grid.example");
    private static final MetricScope TOPIC = new MetricScope(SIEM, Optional.of("MILEHost"), Optional.empty());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMetrics metrics = new MicrometerMetrics(registry);

    @Test
    void count_whenCounted_thenTheRegistryHasTheSumWithTheTags() {
        metrics.count(Metric.RECEIVED, TOPIC, 2);
        metrics.count(Metric.RECEIVED, TOPIC, 3);
        metrics.count(Metric.RECEIVED, new MetricScope(SIEM, Optional.of("other"), Optional.empty()), 7);

        assertThat(registry.get("xmppgrid.received")
                        .tags("platform", "siem@grid.example", "topic", "MILEHost", "name", "none")
                        .counter()
                        .count())
                .isEqualTo(5);
    }

    @Test
    void count_whenItIsAboutAConsumer_thenItsNameIsATag() {
        metrics.count(Metric.DEAD_LETTERED, new MetricScope(SIEM, Optional.of("MILEHost"), Optional.of("splunk")), 1);

        assertThat(registry.get("xmppgrid.dead.lettered")
                        .tags("name", "splunk")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void time_whenTimed_thenTheRegistryHasIt() {
        metrics.time(Metric.LATENCY, TOPIC, Duration.ofMillis(250));

        assertThat(registry.get("xmppgrid.latency").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(250);
    }

    @Test
    void gauge_whenTwoAreAboutTheSame_thenTheMeterIsTheirSumUntilTheLastIsClosed() {
        Registration one = metrics.gauge(Metric.QUEUE_BYTES, TOPIC, () -> 10);
        Registration two = metrics.gauge(Metric.QUEUE_BYTES, TOPIC, () -> 32);
        assertThat(registry.get("xmppgrid.queue.bytes").gauge().value()).isEqualTo(42);

        one.close();
        one.close();
        assertThat(registry.get("xmppgrid.queue.bytes").gauge().value()).isEqualTo(32);

        two.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void gauge_whenTheLastWasClosed_thenAnotherCanBegin() {
        metrics.gauge(Metric.QUEUE_BYTES, TOPIC, () -> 10).close();

        metrics.gauge(Metric.QUEUE_BYTES, TOPIC, () -> 5);

        assertThat(registry.get("xmppgrid.queue.bytes").gauge().value()).isEqualTo(5);
    }
}
