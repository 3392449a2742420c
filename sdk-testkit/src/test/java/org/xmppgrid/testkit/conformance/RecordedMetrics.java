package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.xmppgrid.sdk.GridMetrics;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.Registration;

/** Keeps the measures of a grid. */
final class RecordedMetrics implements GridMetrics {
    private record Key(Metric metric, Optional<String> topic) {}

    private final Map<Key, Long> counts = new ConcurrentHashMap<>();
    private final Map<Key, List<LongSupplier>> gauges = new ConcurrentHashMap<>();
    private final List<Duration> times = new CopyOnWriteArrayList<>();
    private final List<MetricScope> scopes = new CopyOnWriteArrayList<>();

    @Override
    public void count(Metric counter, MetricScope scope, long count) {
        scopes.add(scope);
        counts.merge(new Key(counter, scope.topic()), count, Long::sum);
    }

    @Override
    public Registration gauge(Metric gauge, MetricScope scope, LongSupplier value) {
        List<LongSupplier> present =
                gauges.computeIfAbsent(new Key(gauge, scope.topic()), key -> new CopyOnWriteArrayList<>());
        present.add(value);
        return () -> present.remove(value);
    }

    @Override
    public void time(Metric timer, MetricScope scope, Duration time) {
        times.add(time);
    }

    long count(Metric counter, String topic) {
        return counts.getOrDefault(new Key(counter, Optional.of(topic)), 0L);
    }

    /** Of what is about no topic. */
    long count(Metric counter) {
        return counts.getOrDefault(new Key(counter, Optional.empty()), 0L);
    }

    /** What the open gauges of a topic tell. */
    List<Long> gauges(Metric gauge, String topic) {
        return gauges.getOrDefault(new Key(gauge, Optional.of(topic)), List.of()).stream()
                .map(LongSupplier::getAsLong)
                .toList();
    }

    List<Duration> times() {
        return times;
    }

    List<MetricScope> scopes() {
        return scopes;
    }
}
