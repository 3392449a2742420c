package org.xmppgrid.smack.internal.xmpp;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.RawPayload;

/** One thing that the broker says happened to a topic (XEP-0060 §7.1.2 and others). */
public sealed interface TopicEvent {
    /** What an event costs in a queue beside its texts, in characters. */
    int OVERHEAD = 256;

    /** The topic's name. */
    String topic();

    /** The event's share of a queue's bound, in characters. */
    default int size() {
        return OVERHEAD + topic().length();
    }

    /** Whether it was stored for this platform and tells of the past (XEP-0203). */
    default boolean isLate() {
        return false;
    }

    /** This event as one that was stored. */
    default TopicEvent late(Instant since) {
        return this;
    }

    /** An item was published, or is delivered late. */
    record Published(String topic, StoredItem item) implements TopicEvent {
        @Override
        public int size() {
            return OVERHEAD
                    + topic.length()
                    + item.id().length()
                    + item.payload().xml().length();
        }

        @Override
        public boolean isLate() {
            return item.delayedSince().isPresent();
        }

        @Override
        public TopicEvent late(Instant since) {
            return new Published(
                    topic, new StoredItem(item.id(), item.publisher(), Optional.of(since), item.payload()));
        }
    }

    /**
     * An item as a broker keeps it. One without a payload has an empty element name; one whose payload was beyond a limit
     * has an element name and no XML.
     */
    record StoredItem(String id, Optional<GridAddress> publisher, Optional<Instant> delayedSince, RawPayload payload) {}

    /** An item was withdrawn, or dropped to make room. */
    record Retracted(String topic, String itemId) implements TopicEvent {
        @Override
        public int size() {
            return OVERHEAD + topic.length() + itemId.length();
        }
    }

    /** All items were removed. */
    record Purged(String topic) implements TopicEvent {}

    /** The topic was deleted; the redirect is what its owner wrote. */
    record Deleted(String topic, Optional<String> redirect, boolean isLate) implements TopicEvent {
        @Override
        public TopicEvent late(Instant since) {
            return new Deleted(topic, redirect, true);
        }
    }

    /** The topic's configuration changed; empty if the broker does not say to what. */
    record Configured(String topic, Map<String, List<String>> fields) implements TopicEvent {
        @Override
        public int size() {
            int size = OVERHEAD + topic.length();
            for (Map.Entry<String, List<String>> field : fields.entrySet()) {
                size += field.getKey().length();
                for (String value : field.getValue()) {
                    size += value.length();
                }
            }
            return size;
        }
    }

    /** An event of which the broker says for which subscriptions it is (XEP-0060 §7.1.2.4). */
    record Addressed(TopicEvent event, Set<String> subscriptionIds) implements TopicEvent {
        @Override
        public String topic() {
            return event.topic();
        }

        @Override
        public int size() {
            return event.size();
        }

        @Override
        public boolean isLate() {
            return event.isLate();
        }
    }

    /** A subscription's state changed: {@code subscribed}, {@code pending} or {@code none}. */
    record SubscriptionChanged(
            String topic,
            Optional<GridAddress> subscriber,
            String state,
            boolean isLate,
            Optional<String> subscriptionId,
            Optional<Instant> expiry)
            implements TopicEvent {
        SubscriptionChanged(String topic, Optional<GridAddress> subscriber, String state, boolean isLate) {
            this(topic, subscriber, state, isLate, Optional.empty(), Optional.empty());
        }

        @Override
        public TopicEvent late(Instant since) {
            return new SubscriptionChanged(topic, subscriber, state, true, subscriptionId, expiry);
        }
    }
}
