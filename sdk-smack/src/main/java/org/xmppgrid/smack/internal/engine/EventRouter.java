package org.xmppgrid.smack.internal.engine;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.smack.internal.xmpp.TopicEvent;

/**
 * Brings the broker's events to the subscriptions. What comes for a topic without a listener is held, within the bounds
 * of one subscription's queue: upon a platform's first presence the controller delivers what it stored for all of its
 * topics, and the program attaches their listeners one after the other.
 */
final class EventRouter {
    private final Map<String, LiveSubscription<?>> subscriptions = new ConcurrentHashMap<>();
    private final Observers observers;
    private final int maxEvents;
    private final long maxSize;

    /** Events without a listener, the oldest first. Guarded by itself. */
    private final Deque<TopicEvent> held = new ArrayDeque<>();

    private long heldSize;
    private long discarded;

    EventRouter(GridLimits limits, Observers observers) {
        this.maxEvents = limits.queuedEvents();
        this.maxSize = limits.queuedChars();
        this.observers = observers;
    }

    /** Takes an event on the reader's thread. */
    void route(TopicEvent event) {
        LiveSubscription<?> subscription = subscriptions.get(event.topic());
        if (subscription == null) {
            synchronized (held) {
                subscription = subscriptions.get(event.topic());
                if (subscription == null) {
                    hold(event);
                    return;
                }
            }
        }
        subscription.accept(event);
    }

    /**
     * Attaches a subscription, and gives it what was held for it. It takes the place of one that has ended.
     *
     * @throws IllegalStateException if the topic has one that has not
     */
    void attach(LiveSubscription<?> subscription) {
        synchronized (held) {
            LiveSubscription<?> before = subscriptions.get(subscription.topic());
            if (before != null && !before.state().isEnded()) {
                throw new IllegalStateException("This grid is subscribed to '" + subscription.topic()
                        + "' already; close that subscription first, or do both things in its listener");
            }
            for (Iterator<TopicEvent> all = held.iterator(); all.hasNext(); ) {
                TopicEvent event = all.next();
                if (event.topic().equals(subscription.topic())) {
                    all.remove();
                    heldSize -= event.size();
                    subscription.acceptHeld(event);
                }
            }
            // last, so that the reader can't bring a new event before these
            subscriptions.put(subscription.topic(), subscription);
        }
    }

    /** Takes back a subscription that the broker did not grant, and holds again what its listener has not had. */
    void giveBack(LiveSubscription<?> subscription) {
        synchronized (held) {
            detach(subscription);
            List<TopicEvent> events = subscription.giveBack();
            for (int i = events.size() - 1; i >= 0; i--) {
                held.addFirst(events.get(i));
                heldSize += events.get(i).size();
            }
            discardOldest();
        }
    }

    /** Detaches a subscription, if another has not taken its place. */
    void detach(LiveSubscription<?> subscription) {
        subscriptions.remove(subscription.topic(), subscription);
    }

    /** Drops what is held for a topic that nobody is subscribed to any more. */
    void forget(String topic) {
        synchronized (held) {
            held.removeIf(event -> {
                boolean gone = event.topic().equals(topic);
                heldSize -= gone ? event.size() : 0;
                return gone;
            });
        }
    }

    Collection<LiveSubscription<?>> all() {
        return List.copyOf(subscriptions.values());
    }

    private void hold(TopicEvent event) {
        held.add(event);
        heldSize += event.size();
        discardOldest();
    }

    private void discardOldest() {
        while (held.size() > maxEvents || heldSize > maxSize) {
            TopicEvent oldest = held.remove();
            heldSize -= oldest.size();
            discarded++;
            // The first, then at every power of two: enough to know, too few to drown a log.
            if (Long.bitCount(discarded) == 1) {
                observers.tell(
                        Observation.Kind.EVENTS_DISCARDED,
                        oldest.topic(),
                        discarded + " events for topics without a listener were more than can be held; subscribe to the"
                                + " topics of this account sooner, or unsubscribe it from those that it does not need");
            }
        }
    }
}
