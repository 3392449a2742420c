package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridMetrics;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.Registration;

/** Takes a session's measures, whatever the program's metrics do: the first thing that they throw is told, the rest not. */
final class Measures implements GridMetrics {
    private final GridMetrics metrics;
    private final Observers observers;
    private final MetricScope session;
    private final AtomicBoolean failed = new AtomicBoolean();

    Measures(GridMetrics metrics, Observers observers, GridAddress platform) {
        this.metrics = metrics;
        this.observers = observers;
        // without the resource, which another connection has another of
        this.session = new MetricScope(platform.bare(), Optional.empty(), Optional.empty());
    }

    /** What is about the connection. */
    MetricScope session() {
        return session;
    }

    /** What is about a topic of this program's choice; never one that others name, for there is no end to those. */
    MetricScope topic(String name) {
        return new MetricScope(session.platform(), Optional.of(name), Optional.empty());
    }

    @Override
    public void count(Metric counter, MetricScope scope, long count) {
        guarded(() -> metrics.count(counter, scope, count));
    }

    @Override
    public void time(Metric timer, MetricScope scope, Duration time) {
        guarded(() -> metrics.time(timer, scope, time));
    }

    @Override
    public Registration gauge(Metric gauge, MetricScope scope, LongSupplier value) {
        try {
            Registration registration = metrics.gauge(gauge, scope, value);
            return () -> guarded(registration::close);
        } catch (Throwable e) {
            tell(e);
            return () -> {};
        }
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            // an Error too: on the reader's thread it would end the connection
            tell(e);
        }
    }

    private void tell(Throwable thrown) {
        if (failed.compareAndSet(false, true)) {
            observers.metricsFailed(thrown);
        }
    }
}
