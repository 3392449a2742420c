package org.xmppgrid.testkit.internal.embedded;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All topics, found by name, and by the accounts that have to do with them. Guarded by the broker's lock. */
final class Topics {
    private final Map<String, Node> byName = new TreeMap<>();
    private final Map<Jid, Set<String>> byAccount = new HashMap<>();
    private final Clock clock;
    private @Nullable List<Node> snapshot;

    Topics(Clock clock) {
        this.clock = clock;
    }

    /** The topic of that name; {@code item-not-found} if there is none. */
    Node get(String name) {
        Node node = byName.get(name);
        if (node == null) {
            throw StanzaError.of("item-not-found").refused();
        }
        node.expire(clock.instant());
        return node;
    }

    boolean exists(String name) {
        return byName.containsKey(name);
    }

    void add(Node node) {
        byName.put(node.name(), node);
        touch(node.creator(), node);
        snapshot = null;
    }

    void remove(Node node) {
        byName.remove(node.name());
        byAccount.values().forEach(names -> names.remove(node.name()));
        snapshot = null;
    }

    void clear() {
        byName.clear();
        byAccount.clear();
        snapshot = null;
    }

    /** Notes that an account has, or had, to do with a topic. */
    void touch(Jid account, Node node) {
        byAccount.computeIfAbsent(account.bare(), key -> new TreeSet<>()).add(node.name());
    }

    /** The topics that an account has or had to do with, by name. */
    Collection<Node> of(Jid account) {
        return byAccount.getOrDefault(account.bare(), Set.of()).stream()
                .map(this::get)
                .toList();
    }

    /** All topics by name; made once and kept until one comes or goes. */
    List<Node> all() {
        List<Node> all = snapshot;
        if (all == null) {
            all = List.copyOf(byName.values());
            snapshot = all;
        }
        return all;
    }
}
