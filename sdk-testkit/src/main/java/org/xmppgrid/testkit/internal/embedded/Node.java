package org.xmppgrid.testkit.internal.embedded;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One topic: who may do what, who is subscribed, and what it keeps. Guarded by the broker's lock. */
final class Node {

    /** The state of a subscription that exists (XEP-0060 §4.2). */
    enum Subscription {
        PENDING("pending"),
        SUBSCRIBED("subscribed");

        private final String word;

        Subscription(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final String name;
    private final Jid creator;
    private final Instant created;
    private final Map<Jid, Affiliation> affiliations = new LinkedHashMap<>();
    private final Map<Jid, Subscription> subscriptions = new LinkedHashMap<>();
    private final SubscriptionBook book = new SubscriptionBook();
    private final Items items = new Items();
    private final Deque<Item> archive = new ArrayDeque<>();
    private NodeConfig config;

    Node(String name, Jid creator, Instant created, NodeConfig config) {
        this.name = name;
        this.creator = creator;
        this.created = created;
        this.config = config;
        affiliations.put(creator, Affiliation.OWNER);
    }

    String name() {
        return name;
    }

    Jid creator() {
        return creator;
    }

    Instant created() {
        return created;
    }

    NodeConfig config() {
        return config;
    }

    void configure(NodeConfig changed) {
        config = changed;
        items.trim(changed.is(ConfigField.PERSIST_ITEMS) ? changed.maxItems() : 0);
    }

    /** Drops what has been kept for as long as the configuration says. */
    void expire(Instant now) {
        String seconds = config.value(ConfigField.ITEM_EXPIRE);
        if (!seconds.equals("max")) {
            items.dropBefore(now.minusSeconds(Long.parseLong(seconds)));
        }
    }

    void loseItems() {
        items.clear();
        archive.clear();
    }

    Items items() {
        return items;
    }

    Affiliation affiliation(Jid jid) {
        return affiliations.getOrDefault(jid.bare(), Affiliation.NONE);
    }

    Map<Jid, Affiliation> affiliations() {
        return affiliations;
    }

    List<Jid> with(Affiliation affiliation) {
        return affiliations.entrySet().stream()
                .filter(entry -> entry.getValue() == affiliation)
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean isOwner(Jid jid) {
        return affiliation(jid) == Affiliation.OWNER;
    }

    /** Subscriptions by the exact address that subscribed, bare or full. */
    Map<Jid, Subscription> subscriptions() {
        return subscriptions;
    }

    /** The ids and options of the subscriptions there are. */
    SubscriptionBook book() {
        book.keepOnly(subscriptions.keySet());
        return book;
    }

    /** What was published, oldest first. */
    Deque<Item> archive() {
        return archive;
    }

    /** Keeps what was published, as much of it as there is room for. */
    void archive(Item item, int limit) {
        archive.add(item);
        if (archive.size() > limit) {
            archive.remove();
        }
    }

    @Nullable
    Subscription subscription(Jid exact) {
        return subscriptions.get(exact);
    }

    /** Whether somebody is subscribed with the bare or the full address. */
    boolean isSubscribed(Jid full) {
        return subscriptions.get(full) == Subscription.SUBSCRIBED
                || subscriptions.get(full.bare()) == Subscription.SUBSCRIBED;
    }

    long subscribers() {
        return subscriptions.values().stream()
                .filter(state -> state == Subscription.SUBSCRIBED)
                .count();
    }
}
