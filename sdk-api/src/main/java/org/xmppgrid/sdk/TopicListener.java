package org.xmppgrid.sdk;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Receives what happens in a topic that this platform is subscribed to.
 *
 * <p>Called on the subscription's own worker, one call at a time, in the order in which the broker sent it. It may
 * block, and it may call the SDK. While it runs, events queue up to {@link GridLimits#queuedEvents()}, or up to eight times
 * that where others would have to wait; then the SDK stops reading from the network until there is room, so nothing is
 * dropped and memory is bounded, unless its {@link SubscriptionPolicy} says otherwise. What a listener
 * throws is reported to the {@link GridObserver} and does not stop the next event.
 *
 * @param <T> the Java type of the payloads
 */
@FunctionalInterface
public interface TopicListener<T> {

    /**
     * An item with a payload of the topic's type.
     *
     * @param item the item
     */
    void onItem(Item<? extends T> item);

    /**
     * An item whose payload is of another type or can't be read: {@link Item#raw()} has it as it came. Does nothing
     * unless overridden; the observers are told in any case.
     *
     * @param item the item
     * @param problem what is wrong with it
     */
    default void onUnreadable(Item<? extends T> item, GridPayloadException problem) {}

    /**
     * An item was withdrawn (XEP-0060 §7.2), or dropped by the broker to make room. Does nothing unless overridden.
     *
     * @param itemId the item's id
     */
    default void onRetracted(String itemId) {}

    /** All items were removed (XEP-0060 §8.5). Does nothing unless overridden. */
    default void onPurged() {}

    /**
     * The topic's owner changed its configuration (XEP-0060 §8.2.5.3). Does nothing unless overridden.
     *
     * @param fields the new configuration by the names of its fields; empty if the broker only tells that it changed
     */
    default void onConfigured(Map<String, List<String>> fields) {}

    /**
     * The topic was deleted (XEP-0060 §8.4); {@link SubscriptionState#TOPIC_DELETED} is told by {@link #onState} as well.
     * Does nothing unless overridden.
     *
     * @param redirect the address of the topic that takes its place, as its owner wrote it, for example
     *     {@code xmpp:broker.grid.example?;node=MILEHost2}; empty if there is none. It was not checked by anybody
     */
    default void onDeleted(Optional<String> redirect) {}

    /**
     * The subscription's state changed: approved, denied, removed, the topic deleted, or the connection lost. Does
     * nothing unless overridden; {@link Subscription#state()} tells it at any time.
     *
     * @param state the new state
     */
    default void onState(SubscriptionState state) {}

    /**
     * Events were or may have been missed. Told before the first event after them. Does nothing unless overridden.
     *
     * @param gap what is known of it
     */
    default void onGap(Gap gap) {}

    /**
     * Events arrive again after the connection was lost. If any may be missing, {@link #onGap} was called before. Does
     * nothing unless overridden.
     */
    default void onResumed() {}
}
