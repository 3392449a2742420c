package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.Registration;

/** Counts what a durable consumer does. */
final class ConsumerMeasures {
    private final Measures metrics;
    private final MetricScope scope;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private List<Registration> gauges = List.of();

    ConsumerMeasures(GridTopic<?> topic, String consumer) {
        this.metrics = topic.session().measures();
        this.scope =
                new MetricScope(topic.session().address().bare(), Optional.of(topic.name()), Optional.of(consumer));
    }

    void open(LongSupplier items, LongSupplier bytes) {
        gauges = List.of(metrics.gauge(Metric.LAG, scope, items), metrics.gauge(Metric.QUEUE_BYTES, scope, bytes));
    }

    void received(boolean known) {
        if (known) {
            duplicates.incrementAndGet();
        } else {
            received.incrementAndGet();
            metrics.count(Metric.RECEIVED, scope, 1);
        }
    }

    void handled() {
        metrics.count(Metric.HANDLED, scope, 1);
    }

    void deadLettered() {
        metrics.count(Metric.DEAD_LETTERED, scope, 1);
    }

    long received() {
        return received.get();
    }

    long duplicates() {
        return duplicates.get();
    }

    void close() {
        gauges.forEach(Registration::close);
    }
}
