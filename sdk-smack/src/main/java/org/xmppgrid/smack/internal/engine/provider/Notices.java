package org.xmppgrid.smack.internal.engine.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridMetrics;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.ProviderDeadLetter;
import org.xmppgrid.sdk.ProviderState;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.smack.internal.store.SpoolDeadLetter;

/** Counts what a provider does, and tells the metrics, the observers and the provider's listeners. Thread-safe. */
final class Notices implements AutoCloseable {
    private final String provider;
    private final GridMetrics metrics;
    private final MetricScope scope;
    private final Told observers;
    private final Setting.@Nullable Worker worker;
    private final @Nullable Consumer<? super String> onConfirmed;
    private final @Nullable Consumer<? super ProviderDeadLetter> onDeadLetter;

    private final AtomicLong confirmed = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    /** The state that the observers believe in; of the sender's thread. */
    private ProviderState told = ProviderState.PUBLISHING;

    Notices(
            String provider,
            Setting setting,
            @Nullable Consumer<? super String> onConfirmed,
            @Nullable Consumer<? super ProviderDeadLetter> onDeadLetter) {
        this.provider = provider;
        this.metrics = setting.metrics();
        this.scope = setting.scope();
        this.observers = setting.observers();
        this.onConfirmed = onConfirmed;
        this.onDeadLetter = onDeadLetter;
        this.worker = onConfirmed == null && onDeadLetter == null
                ? null
                : setting.listeners().get();
    }

    /** Begins with what was dropped before this start. */
    List<Registration> measure(Spool spool) {
        dropped.set(spool.dropped());
        return List.of(
                metrics.gauge(Metric.LAG, scope, () -> spool.backlog().items()),
                metrics.gauge(Metric.QUEUE_BYTES, scope, () -> spool.backlog().bytes()));
    }

    long confirmations() {
        return confirmed.get();
    }

    long retried() {
        return retried.get();
    }

    /** @param attempt for the how manieth time */
    void published(int attempt) {
        metrics.count(Metric.PUBLISHED, scope, 1);
        if (attempt > 1) {
            retried.incrementAndGet();
            metrics.count(Metric.RETRIED, scope, 1);
        }
    }

    /** Counts a confirmation; before the report leaves the spool, so that who has waited for that finds it counted. */
    void confirmed() {
        confirmed.incrementAndGet();
        metrics.count(Metric.CONFIRMED, scope, 1);
    }

    /** A report was confirmed, and left the spool. */
    void left(String itemId) {
        Consumer<? super String> listener = onConfirmed;
        if (listener != null && worker != null) {
            worker.execute(() -> listener.accept(itemId));
        }
    }

    void deadLettered(SpoolDeadLetter letter) {
        metrics.count(Metric.DEAD_LETTERED, scope, 1);
        Map<String, String> attributes = attributes();
        attributes.put("item", letter.item().itemId());
        attributes.put("reason", letter.reason().name());
        observers.tell(
                Observation.Kind.REPORT_DEAD_LETTERED,
                "a report was set aside after " + letter.attempts() + " attempts: " + letter.why(),
                attributes);
        Consumer<? super ProviderDeadLetter> listener = onDeadLetter;
        if (listener != null && worker != null) {
            ProviderDeadLetter shown = DeadLetters.shown(letter);
            worker.execute(() -> listener.accept(shown));
        }
    }

    /** Tells of what was dropped since the last time that this was called. */
    void dropped(long now) {
        long count = now - dropped.getAndAccumulate(now, Math::max);
        if (count > 0) {
            metrics.count(Metric.DROPPED, scope, count);
            Map<String, String> attributes = attributes();
            attributes.put("count", Long.toString(count));
            observers.tell(
                    Observation.Kind.REPORTS_DROPPED,
                    "the spool is full: " + count + " of its oldest reports were dropped, " + now + " in all",
                    attributes);
        }
    }

    /**
     * Tells a state that the observers don't know of the connection already.
     *
     * @param cause why, where something failed
     */
    void state(ProviderState state, Optional<GridException> cause) {
        if (state == told) {
            return;
        }
        boolean ofConnection = state == ProviderState.DISCONNECTED
                || state == ProviderState.WAITING
                        && cause.filter(why -> Verdict.of(why) == Verdict.LATER).isEmpty();
        if (ofConnection) {
            return;
        }
        told = state;
        Map<String, String> attributes = attributes();
        attributes.put("state", state.name());
        cause.ifPresent(why -> attributes.put("reason", why.reason().name()));
        observers.tell(
                Observation.Kind.PROVIDER_STATE,
                cause.map(Throwable::getMessage).orElse("reports go to the broker again"),
                attributes);
    }

    /** The sender met what it should not have; it goes on. */
    void unexpected(Throwable thrown) {
        observers.tell(
                Observation.Kind.HANDLER_FAILED,
                "the sender of the provider " + provider + " threw "
                        + thrown.getClass().getName() + "; it tries again",
                attributes());
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("provider", provider);
        return attributes;
    }
}
