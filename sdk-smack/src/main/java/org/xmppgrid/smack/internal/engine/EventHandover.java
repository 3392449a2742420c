package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.TopicListener;
import org.xmppgrid.smack.internal.xmpp.TopicEvent;

/** Tells a listener what happened in its topic, whatever it throws, and counts that. Used by one worker. */
final class EventHandover<T> {
    private final GridSession session;
    private final GridTopic<T> topic;
    private final GridAddress broker;
    private final TopicListener<? super T> listener;
    private final Clock clock;
    private final MetricScope scope;
    private final AtomicLong delivered = new AtomicLong();

    EventHandover(
            GridSession session,
            GridTopic<T> topic,
            GridAddress broker,
            TopicListener<? super T> listener,
            Clock clock) {
        this.session = session;
        this.topic = topic;
        this.broker = broker;
        this.listener = listener;
        this.clock = clock;
        this.scope = session.measures().topic(topic.name());
    }

    /** How many events the listener has handled. */
    long delivered() {
        return delivered.get();
    }

    void event(TopicEvent event) {
        if (event instanceof TopicEvent.Published published) {
            item(ReceivedItem.read(session.codec(), topic.type(), topic.name(), broker, published.item()));
        } else if (event instanceof TopicEvent.Retracted retracted) {
            guarded(() -> listener.onRetracted(retracted.itemId()));
        } else if (event instanceof TopicEvent.Purged) {
            guarded(listener::onPurged);
        } else if (event instanceof TopicEvent.Configured configured) {
            guarded(() -> listener.onConfigured(configured.fields()));
        } else if (event instanceof TopicEvent.Deleted deleted) {
            guarded(() -> listener.onDeleted(deleted.redirect()));
        } else {
            // a change of state, which its listener hears of by onState
            return;
        }
        delivered.incrementAndGet();
    }

    void state(SubscriptionState state) {
        guarded(() -> listener.onState(state));
    }

    void gap(Gap gap) {
        guarded(() -> listener.onGap(gap));
    }

    /** Tells of a run of events that the queue had no room for. */
    void dropped(long count) {
        String detail = count + " events were dropped: the queue of a listener that is slow or paused was full";
        session.observers().tell(Observation.Kind.EVENTS_DISCARDED, topic.name(), detail);
        gap(new Gap(Gap.Cause.OVERFLOW, Optional.empty(), clock.instant(), OptionalLong.of(count), detail));
    }

    void resumed() {
        guarded(listener::onResumed);
    }

    private void item(ReceivedItem<T> item) {
        Optional<GridPayloadException> problem = item.problem();
        if (problem.isPresent()) {
            session.observers()
                    .tell(
                            Observation.Kind.ITEM_UNREADABLE,
                            topic.name(),
                            "item " + item.id() + " " + problem.get().reason() + ": {"
                                    + item.raw().namespace() + "}" + item.raw().element());
            if (guarded(() -> listener.onUnreadable(item, problem.get()))) {
                session.measures().count(Metric.HANDLED, scope, 1);
            }
        } else if (guarded(() -> listener.onItem(item))) {
            session.measures().count(Metric.HANDLED, scope, 1);
            guarded(() -> topic.type().time(item.payload()).ifPresent(this::latency));
        }
    }

    /** Clocks differ: an item that comes from the future tells nothing of its way. */
    private void latency(Instant since) {
        Duration way = Duration.between(since, clock.instant());
        if (!way.isNegative()) {
            session.measures().time(Metric.LATENCY, scope, way);
        }
    }

    /** Whether the call returned. */
    private boolean guarded(Runnable call) {
        try {
            call.run();
            return true;
        } catch (Throwable e) {
            // An Error too: whatever a listener does, its subscription goes on and somebody is told.
            session.observers().handlerFailed(topic.name(), "listener", e);
            return false;
        }
    }
}
