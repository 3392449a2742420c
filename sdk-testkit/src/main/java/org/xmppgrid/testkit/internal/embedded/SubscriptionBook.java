package org.xmppgrid.testkit.internal.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ids and options of a topic's subscriptions, by the exact address that subscribed. Guarded by the broker's lock. */
final class SubscriptionBook {
    private final Map<Jid, Map<String, SubscriptionOptions>> entries = new LinkedHashMap<>();

    /** Forgets those whose subscription is gone. */
    void keepOnly(Set<Jid> subscribers) {
        entries.keySet().retainAll(subscribers);
    }

    void put(Jid subscriber, String id, SubscriptionOptions options) {
        entries.computeIfAbsent(subscriber, key -> new LinkedHashMap<>()).put(id, options);
    }

    /** The subscriptions of an address; an owner's doing leaves it with none. */
    Map<String, SubscriptionOptions> of(Jid subscriber) {
        return entries.getOrDefault(subscriber, Map.of());
    }

    Map<Jid, Map<String, SubscriptionOptions>> all() {
        return entries;
    }

    /**
     * The id of the subscription that a request is about.
     *
     * @return the id; empty if the broker gave none
     */
    String id(Jid subscriber, Xml action) {
        Set<String> ids = of(subscriber).keySet();
        String asked = action.attribute("subid", "");
        if (!asked.isEmpty() && !ids.contains(asked)) {
            throw StanzaError.pubsub("not-acceptable", "invalid-subid").refused();
        }
        if (asked.isEmpty() && ids.size() > 1) {
            throw StanzaError.pubsub("bad-request", "subid-required").refused();
        }
        return asked.isEmpty() ? ids.stream().findFirst().orElse("") : asked;
    }

    /** Removes one subscription; whether the address has no other. */
    boolean remove(Jid subscriber, String id) {
        Map<String, SubscriptionOptions> own = entries.get(subscriber);
        if (own == null) {
            return true;
        }
        own.remove(id);
        if (own.isEmpty()) {
            entries.remove(subscriber);
        }
        return own.isEmpty();
    }

    /** The subscriptions of an address that want events; all is one without a name if the broker gave no id. */
    List<String> delivering(Jid subscriber) {
        Map<String, SubscriptionOptions> own = of(subscriber);
        return own.isEmpty()
                ? List.of("")
                : own.entrySet().stream()
                        .filter(entry -> entry.getValue().deliver())
                        .map(Map.Entry::getKey)
                        .toList();
    }
}
