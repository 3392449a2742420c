package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Takes no measures. */
enum NoMetrics implements GridMetrics {
    NONE;

    @Override
    public void count(Metric counter, MetricScope scope, long count) {
        // nobody wants to know
    }

    @Override
    public Registration gauge(Metric gauge, MetricScope scope, LongSupplier value) {
        return () -> {};
    }

    @Override
    public void time(Metric timer, MetricScope scope, Duration time) {
        // nobody wants to know
    }
}
