package org.xmppgrid.smack.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** The listeners by {@linkplain #key the topic}; a list is never empty, and replaced rather than changed. */
    private final Map<String, List<LiveSubscription<?>>> subscriptions = new ConcurrentHashMap<>();

    private final Observers observers;
    private final int maxEvents;
    private final long maxSize;

    /** Events without a listener, the oldest first. Guarded by itself. */
    private final Deque<TopicEvent> held = new ArrayDeque<>();

    private long heldSize;
    private long discarded;

    /** How many events were discarded so far, the last one of this topic. */
    private record Discarded(String topic, long count) {}

    EventRouter(GridLimits limits, Observers observers) {
        this.maxEvents = limits.queuedEvents();
        this.maxSize = limits.queuedChars();
        this.observers = observers;
    }

    /** Takes an event on the reader's thread. */
    void route(TopicEvent event) {
        TopicEvent bare = bare(event);
        boolean taken = false;
        for (LiveSubscription<?> receiver : receivers(event)) {
            taken |= receiver.accept(bare);
        }
        if (taken) {
            return;
        }
        // nobody listens, or whoever did has stopped before he could take it
        List<LiveSubscription<?>> others;
        Optional<Discarded> discarded = Optional.empty();
        synchronized (held) {
            others = receivers(event);
            if (others.isEmpty()) {
                discarded = hold(event);
            }
        }
        others.forEach(receiver -> receiver.accept(bare));
        discarded.ifPresent(this::tell);
    }

    /**
     * Attaches a subscription, and gives it what was held for it. It is one more listener if the topic has others, who
     * have had what came before.
     */
    void attach(LiveSubscription<?> subscription) {
        synchronized (held) {
            for (Iterator<TopicEvent> all = held.iterator(); all.hasNext(); ) {
                TopicEvent event = all.next();
                if (key(event).equals(key(subscription))) {
                    all.remove();
                    heldSize -= event.size();
                    subscription.acceptHeld(bare(event));
                }
            }
            // last, so that the reader can't bring a new event before these
            subscriptions.merge(key(subscription), List.of(subscription), EventRouter::joined);
        }
    }

    /** Takes back a subscription that the broker did not grant, and holds again what its listener has not had. */
    void giveBack(LiveSubscription<?> subscription) {
        Optional<Discarded> discarded;
        synchronized (held) {
            detach(subscription);
            List<TopicEvent> events = subscription.giveBack();
            if (!at(key(subscription)).isEmpty()) {
                // the other listeners of the topic have them
                return;
            }
            for (int i = events.size() - 1; i >= 0; i--) {
                held.addFirst(events.get(i));
                heldSize += events.get(i).size();
            }
            discarded = discardOldest();
        }
        discarded.ifPresent(this::tell);
    }

    /** Detaches a subscription, if it is attached. */
    void detach(LiveSubscription<?> subscription) {
        subscriptions.computeIfPresent(key(subscription), (key, all) -> {
            List<LiveSubscription<?>> others =
                    all.stream().filter(one -> one != subscription).toList();
            return others.isEmpty() ? null : others;
        });
    }

    /** The subscriptions to a topic that have not ended. */
    List<LiveSubscription<?>> of(String topic) {
        return at(key(topic)).stream().filter(one -> !one.state().isEnded()).toList();
    }

    /** Drops what is held for a topic that nobody is subscribed to any more. */
    void forget(String topic) {
        synchronized (held) {
            held.removeIf(event -> {
                boolean gone = key(event).equals(key(topic));
                heldSize -= gone ? event.size() : 0;
                return gone;
            });
        }
    }

    Collection<LiveSubscription<?>> all() {
        return subscriptions.values().stream()
                .<LiveSubscription<?>>flatMap(List::stream)
                .toList();
    }

    /** Who gets an event: all listeners of its topic, or those whose subscription at the broker it is for. */
    private List<LiveSubscription<?>> receivers(TopicEvent event) {
        List<LiveSubscription<?>> all = at(key(event));
        if (event instanceof TopicEvent.Addressed addressed) {
            return all.stream()
                    .filter(one ->
                            one.id().map(addressed.subscriptionIds()::contains).orElse(true))
                    .toList();
        }
        return all;
    }

    private List<LiveSubscription<?>> at(String key) {
        return subscriptions.getOrDefault(key, List.of());
    }

    /** What a topic's listeners are found by. */
    private static String key(String topic) {
        return topic;
    }

    private static String key(TopicEvent event) {
        return key(event.topic());
    }

    private static String key(LiveSubscription<?> subscription) {
        return key(subscription.topic());
    }

    private static TopicEvent bare(TopicEvent event) {
        return event instanceof TopicEvent.Addressed addressed ? addressed.event() : event;
    }

    private static List<LiveSubscription<?>> joined(List<LiveSubscription<?>> some, List<LiveSubscription<?>> others) {
        // one that has ended makes room: its owner could bring it back to life beside its successor
        List<LiveSubscription<?>> all = new ArrayList<>(
                some.stream().filter(one -> !one.state().isEnded()).toList());
        all.addAll(others);
        return List.copyOf(all);
    }

    private Optional<Discarded> hold(TopicEvent event) {
        held.add(event);
        heldSize += event.size();
        return discardOldest();
    }

    /** What is to be told of it once the lock is free: observers are the program's code. */
    private Optional<Discarded> discardOldest() {
        Optional<Discarded> news = Optional.empty();
        while (held.size() > maxEvents || heldSize > maxSize) {
            TopicEvent oldest = held.remove();
            heldSize -= oldest.size();
            discarded++;
            // The first, then at every power of two: enough to know, too few to drown a log.
            if (Long.bitCount(discarded) == 1) {
                news = Optional.of(new Discarded(oldest.topic(), discarded));
            }
        }
        return news;
    }

    private void tell(Discarded events) {
        observers.tell(
                Observation.Kind.EVENTS_DISCARDED,
                events.topic(),
                events.count() + " events for topics without a listener were more than can be held; subscribe to the"
                        + " topics of this account sooner, or unsubscribe it from those that it does not need");
    }
}
