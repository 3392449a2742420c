package org.xmppgrid.sdk.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.xmppgrid.sdk.GridMetrics;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.Registration;

/**
 * Brings a grid's measures to a Micrometer registry, under the names of {@link Metric#id()}. Thread-safe; one can serve
 * several grids.
 *
 * <p>Each meter has the tags {@code platform}, {@code topic} and {@code name}, with {@value #NONE} for what it is not
 * about. They are the accounts, topics, consumers and providers that this program itself uses: nothing that arrives from
 * the network makes a meter, so there are as many as the program wants. The gauges of several subscriptions to one topic
 * are one meter with their sum, which is removed from the registry with the last of them. Counters and timers stay.
 */
public final class MicrometerMetrics implements GridMetrics {
    /** What a tag says if the measure is not about such. */
    public static final String NONE = "none";

    private record Key(Metric metric, MetricScope scope) {}

    /** A meter, and what it is the sum of. */
    private record Sum(Gauge meter, List<LongSupplier> values) {}

    private final MeterRegistry registry;
    private final Map<Key, Sum> gauges = new HashMap<>();

    /**
     * A binding.
     *
     * @param registry where the meters go; it stays the program's to close
     */
    public MicrometerMetrics(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    @Override
    public void count(Metric counter, MetricScope scope, long count) {
        registry.counter(counter.id(), tags(scope)).increment(count);
    }

    @Override
    public void time(Metric timer, MetricScope scope, Duration time) {
        registry.timer(timer.id(), tags(scope)).record(time);
    }

    @Override
    public Registration gauge(Metric gauge, MetricScope scope, LongSupplier value) {
        Key key = new Key(gauge, scope);
        synchronized (gauges) {
            gauges.computeIfAbsent(key, this::begin).values().add(value);
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                remove(key, value);
            }
        };
    }

    private Sum begin(Key key) {
        List<LongSupplier> values = new CopyOnWriteArrayList<>();
        Gauge meter = Gauge.builder(
                        key.metric().id(),
                        () -> values.stream().mapToLong(LongSupplier::getAsLong).sum())
                .tags(tags(key.scope()))
                .register(registry);
        return new Sum(meter, values);
    }

    private void remove(Key key, LongSupplier value) {
        synchronized (gauges) {
            Sum sum = gauges.get(key);
            if (sum != null && sum.values().remove(value) && sum.values().isEmpty()) {
                gauges.remove(key);
                registry.remove(sum.meter());
            }
        }
    }

    private static Tags tags(MetricScope scope) {
        return Tags.of(
                "platform",
                scope.platform().toString(),
                "topic",
                scope.topic().orElse(NONE),
                "name",
                scope.name().orElse(NONE));
    }
}
