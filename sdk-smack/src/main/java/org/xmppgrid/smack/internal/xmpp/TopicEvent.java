package org.xmppgrid.smack.internal.xmpp;

import java.time.Instant;
import java.util.Optional;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.RawPayload;

/** One thing that the broker says happened to a topic (XEP-0060 §7.1.2 and others). */
public sealed interface TopicEvent {
    /** What an event costs in a queue beside its payload, in characters. */
    int OVERHEAD = 256;

    /** The topic's name. */
    String topic();

    /** The event's share of a queue's bound, in characters. */
    default int size() {
        return OVERHEAD;
    }

    /** An item was published, or is delivered late. */
    record Published(String topic, StoredItem item) implements TopicEvent {
        @Override
        public int size() {
            return OVERHEAD + item.payload().xml().length();
        }
    }

    /** An item as a broker keeps it; one without a payload has an empty element name. */
    record StoredItem(String id, Optional<GridAddress> publisher, Optional<Instant> delayedSince, RawPayload payload) {}

    /** An item was withdrawn, or dropped to make room. */
    record Retracted(String topic, String itemId) implements TopicEvent {}

    /** All items were removed. */
    record Purged(String topic) implements TopicEvent {}

    /** The topic was deleted. */
    record Deleted(String topic) implements TopicEvent {}

    /** A subscription's state changed: {@code subscribed}, {@code pending} or {@code none}. */
    record SubscriptionChanged(String topic, Optional<GridAddress> subscriber, String state) implements TopicEvent {}
}
