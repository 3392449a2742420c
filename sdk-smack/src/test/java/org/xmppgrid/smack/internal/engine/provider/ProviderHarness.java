package org.xmppgrid.smack.internal.engine.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridMetrics;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.ProviderBuilder;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.smack.internal.store.MemoryStateStore;
import org.xmppgrid.smack.internal.store.SettableClock;

/** Providers of text over a broker, a store and a clock that a test has in its hands. */
final class ProviderHarness implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);
    static final String TOPIC = "MILEHost";

    final FakeUplink uplink = new FakeUplink();
    final MemoryStateStore store = new MemoryStateStore();
    final SettableClock clock = new SettableClock();
    final List<Observation.Kind> observed = new ArrayList<>();
    final Measures measures = new Measures();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Provider<String>> providers = new ArrayList<>();
    private Duration requestTimeout = LONG;

    /** A builder over the store in memory. */
    ProviderBuilder<String> builder() {
        return inMemory(TOPIC).spoolIn(() -> store);
    }

    ProviderBuilder<String> inMemory(String topic) {
        return new DurableProviderBuilder<>(
                "sensor",
                new Text(topic),
                new Setting(
                        uplink,
                        threads,
                        () -> new Direct(Executors.newSingleThreadExecutor()),
                        requestTimeout,
                        4,
                        measures,
                        new MetricScope(
                                GridAddress.of("sensor@grid.example"), Optional.of(topic), Optional.of("sensor")),
                        (kind, detail, attributes) -> {
                            synchronized (observed) {
                                observed.add(kind);
                            }
                        },
                        clock),
                new RetryDelays(Duration.ofMillis(2), Duration.ofMillis(10), new Random(1)));
    }

    Provider<String> open(ProviderBuilder<String> builder) {
        Provider<String> provider = builder.open();
        providers.add(provider);
        return provider;
    }

    Provider<String> open() {
        return open(builder());
    }

    /** As a grid that is closed: it has no threads to give. */
    void gridIsClosed() {
        threads.shutdown();
    }

    void requestTimeout(Duration time) {
        requestTimeout = time;
    }

    List<Observation.Kind> observed() {
        synchronized (observed) {
            return List.copyOf(observed);
        }
    }

    @Override
    public void close() {
        uplink.lose();
        providers.forEach(Provider::close);
        threads.shutdownNow();
    }

    private record Text(String topic) implements Carried<String> {
        @Override
        public String encode(String payload) {
            if (payload.equals("bad")) {
                throw new GridPayloadException(Reason.PAYLOAD_INVALID, "bad", null, null);
            }
            return payload;
        }

        @Override
        public void requireSendable(String itemId) {
            if (itemId.isEmpty()) {
                throw new IllegalArgumentException("empty");
            }
        }
    }

    private record Direct(ExecutorService thread) implements Setting.Worker {
        @Override
        public void execute(Runnable command) {
            thread.execute(command);
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }

    /** Remembers the sums. */
    static final class Measures implements GridMetrics {
        private final Map<Metric, Long> counts = new EnumMap<>(Metric.class);
        private final Map<Metric, LongSupplier> gauges = new EnumMap<>(Metric.class);

        @Override
        public synchronized void count(Metric counter, MetricScope scope, long count) {
            counts.merge(counter, count, Long::sum);
        }

        @Override
        public synchronized Registration gauge(Metric gauge, MetricScope scope, LongSupplier value) {
            gauges.put(gauge, value);
            return () -> gauges.remove(gauge);
        }

        @Override
        public void time(Metric timer, MetricScope scope, Duration time) {
            throw new AssertionError("a provider has no timers");
        }

        synchronized long count(Metric counter) {
            return counts.getOrDefault(counter, 0L);
        }

        synchronized Map<Metric, LongSupplier> gauges() {
            return Map.copyOf(gauges);
        }
    }
}
