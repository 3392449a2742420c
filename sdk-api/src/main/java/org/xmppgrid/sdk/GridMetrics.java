package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Takes measures, for a metrics system: {@link GridBuilder#metrics}. Called on the threads that do the work, also on the
 * network's: it must be fast, must not block and must not throw.
 */
public interface GridMetrics {

    /**
     * Something happened.
     *
     * @param counter a metric of the type {@link Metric.Type#COUNTER}
     * @param scope what it is about
     * @param count how often
     */
    void count(Metric counter, MetricScope scope, long count);

    /**
     * There is something to be asked for its value.
     *
     * @param gauge a metric of the type {@link Metric.Type#GAUGE}
     * @param scope what it is about
     * @param value gives the value; fast, from any thread, until the registration is closed
     * @return closed when it is over
     */
    Registration gauge(Metric gauge, MetricScope scope, LongSupplier value);

    /**
     * Something took a while.
     *
     * @param timer a metric of the type {@link Metric.Type#TIMER}
     * @param scope what it is about
     * @param time how long
     */
    void time(Metric timer, MetricScope scope, Duration time);

    /**
     * Takes no measures.
     *
     * @return the default
     */
    static GridMetrics none() {
        return NoMetrics.NONE;
    }
}
