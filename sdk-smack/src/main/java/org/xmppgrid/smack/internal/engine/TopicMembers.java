package org.xmppgrid.smack.internal.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.xmppgrid.sdk.Affiliation;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Member;
import org.xmppgrid.sdk.Members;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Subscriber;
import org.xmppgrid.sdk.SubscriptionState;

/**
 * An owner's view of who may do what at a topic.
 *
 * <p>What takes access away is done in the one order that is safe with today's brokers, none of which stops the events of
 * an account that loses its affiliation: subscriptions first.
 */
record TopicMembers(GridSession session, String topic) implements Members {

    @Override
    public List<Member> list() {
        return List.copyOf(session.tracked(session.xmpp().owner().members(session.brokerAddress(), topic))
                .await());
    }

    @Override
    public Affiliation of(GridAddress account) {
        return affiliations().getOrDefault(account.bare(), Affiliation.NONE);
    }

    @Override
    public void set(Map<GridAddress, Affiliation> wanted) {
        Map<GridAddress, Affiliation> changes = byAccount(wanted);
        if (changes.isEmpty()) {
            return;
        }
        if (changes.values().stream().anyMatch(affiliation -> affiliation != Affiliation.OWNER)) {
            requireOwnerLeft(affiliations(), changes);
        }
        Set<GridAddress> outcasts = changes.entrySet().stream()
                .filter(change -> change.getValue() == Affiliation.OUTCAST)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        endSubscriptions(outcasts);
        apply(changes);
    }

    @Override
    public void remove(GridAddress account) {
        GridAddress bare = account.bare();
        Map<GridAddress, Affiliation> before = affiliations();
        Map<GridAddress, Affiliation> changes = Map.of(bare, Affiliation.NONE);
        requireOwnerLeft(before, changes);
        revoke(before, Set.of(bare), changes);
    }

    @Override
    public Set<GridAddress> whitelist() {
        Set<GridAddress> listed = new LinkedHashSet<>();
        affiliations().forEach((account, affiliation) -> {
            if (affiliation.isOnWhitelist()) {
                listed.add(account);
            }
        });
        return Collections.unmodifiableSet(listed);
    }

    @Override
    public void whitelist(Set<GridAddress> accounts) {
        Map<GridAddress, Affiliation> before = affiliations();
        Map<GridAddress, Affiliation> changes = new LinkedHashMap<>();
        Set<GridAddress> wanted =
                accounts.stream().map(GridAddress::bare).collect(Collectors.toCollection(LinkedHashSet::new));
        for (GridAddress account : wanted) {
            Affiliation now = before.getOrDefault(account, Affiliation.NONE);
            if (!now.isOnWhitelist()) {
                changes.put(account, now == Affiliation.PUBLISH_ONLY ? Affiliation.PUBLISHER : Affiliation.MEMBER);
            }
        }
        Set<GridAddress> removed = new LinkedHashSet<>();
        before.forEach((account, affiliation) -> {
            if (affiliation == Affiliation.MEMBER && !wanted.contains(account)) {
                removed.add(account);
                changes.put(account, Affiliation.NONE);
            }
        });
        revoke(before, removed, changes);
    }

    @Override
    public List<Subscriber> subscribers() {
        return List.copyOf(session.tracked(session.xmpp().owner().subscribers(session.brokerAddress(), topic))
                .await());
    }

    @Override
    public void subscribe(GridAddress subscriber) {
        change(List.of(new Subscriber(subscriber, SubscriptionState.ACTIVE, Optional.empty())));
    }

    @Override
    public void unsubscribe(GridAddress subscriber) {
        endSubscriptions(Set.of(subscriber));
    }

    /** The topic. */
    @Override
    public String toString() {
        return "Members[" + topic + "]";
    }

    private Map<GridAddress, Affiliation> affiliations() {
        Map<GridAddress, Affiliation> affiliations = new LinkedHashMap<>();
        list().forEach(member -> affiliations.put(member.address().bare(), member.affiliation()));
        return affiliations;
    }

    private static Map<GridAddress, Affiliation> byAccount(Map<GridAddress, Affiliation> wanted) {
        Map<GridAddress, Affiliation> changes = new LinkedHashMap<>();
        wanted.forEach((address, affiliation) -> {
            Affiliation other = changes.put(address.bare(), Objects.requireNonNull(affiliation, "affiliation"));
            if (other != null && other != affiliation) {
                throw new IllegalArgumentException(
                        "The account " + address.bare() + " can't become " + other + " and " + affiliation);
            }
        });
        return changes;
    }

    /** XEP-0060 §4.1: a topic has at least one owner. ejabberd would leave it with none, and nobody could change that. */
    private void requireOwnerLeft(Map<GridAddress, Affiliation> before, Map<GridAddress, Affiliation> changes) {
        Map<GridAddress, Affiliation> after = new LinkedHashMap<>(before);
        after.putAll(changes);
        if (before.containsValue(Affiliation.OWNER) && !after.containsValue(Affiliation.OWNER)) {
            throw new GridRequestException(
                    Reason.LAST_OWNER,
                    "The topic '" + topic + "' would have no owner any more; make another account its owner first, or"
                            + " delete the topic. Nothing was sent",
                    null,
                    null);
        }
    }

    /** Ends subscriptions, then changes affiliations, then looks whether somebody subscribed in between. */
    private void revoke(
            Map<GridAddress, Affiliation> before, Set<GridAddress> removed, Map<GridAddress, Affiliation> changes) {
        endSubscriptions(removed);
        Map<GridAddress, Affiliation> needed = new LinkedHashMap<>(changes);
        needed.entrySet()
                .removeIf(change -> change.getValue() == before.getOrDefault(change.getKey(), Affiliation.NONE));
        if (needed.isEmpty()) {
            return;
        }
        apply(needed);
        // an owner who removes himself has no say any more
        if (!removed.isEmpty() && !removed.contains(session.address().bare())) {
            end(subscribers().stream().filter(isOneOf(removed)).toList());
        }
    }

    private void endSubscriptions(Collection<GridAddress> subscribers) {
        if (subscribers.isEmpty()) {
            return;
        }
        List<Subscriber> listed =
                subscribers().stream().filter(isOneOf(subscribers)).toList();
        end(listed);
        for (GridAddress subscriber : subscribers) {
            if (listed.stream().noneMatch(one -> one.address().equals(subscriber))) {
                // It may be pending, which ejabberd does not list. One request each: an error for one stops the others.
                end(List.of(new Subscriber(subscriber, SubscriptionState.CANCELLED, Optional.empty())));
            }
        }
    }

    /** A bare address means all of the account's subscriptions, a full one exactly its own. */
    private static Predicate<Subscriber> isOneOf(Collection<GridAddress> subscribers) {
        return one -> subscribers.contains(one.address())
                || subscribers.contains(one.address().bare());
    }

    private void end(List<Subscriber> subscriptions) {
        if (subscriptions.isEmpty()) {
            return;
        }
        try {
            change(subscriptions.stream()
                    .map(one -> new Subscriber(one.address(), SubscriptionState.CANCELLED, one.subscriptionId()))
                    .toList());
        } catch (GridRequestException e) {
            // there is none any more: what was wanted
            if (subscriptions.size() == 1 && isNotSubscribed(e)) {
                return;
            }
            if (!isNotSubscribed(e)) {
                throw e;
            }
            // one of them had ended meanwhile, and whether the broker ended the others it does not say
            subscriptions.forEach(one -> end(List.of(one)));
        }
    }

    /** {@code not-subscribed} beside bad-request (ejabberd) or unexpected-request (Prosody). */
    private static boolean isNotSubscribed(GridException e) {
        String condition = e.condition().orElse("");
        return condition.endsWith(" not-subscribed") || condition.startsWith("unexpected-request");
    }

    private void change(List<Subscriber> changes) {
        session.tracked(session.xmpp().owner().setSubscribers(session.brokerAddress(), topic, changes))
                .await();
    }

    /**
     * Changes affiliations. Prosody answers forbidden when it takes the access of a subscriber away, does that, and leaves
     * out the rest of the request: so what it says is held against what it did, as long as that gets on.
     */
    private void apply(Map<GridAddress, Affiliation> changes) {
        Map<GridAddress, Affiliation> left = new LinkedHashMap<>(changes);
        while (!left.isEmpty()) {
            try {
                session.tracked(session.xmpp().owner().setMembers(session.brokerAddress(), topic, left))
                        .await();
                return;
            } catch (GridRequestException e) {
                if (e.reason() != Reason.FORBIDDEN || !dropApplied(left, e)) {
                    throw e;
                }
            }
        }
    }

    /** Whether a refused request has changed something all the same; if so, that is left out from now on. */
    private boolean dropApplied(Map<GridAddress, Affiliation> left, GridRequestException refusal) {
        Map<GridAddress, Affiliation> now;
        try {
            now = affiliations();
        } catch (GridException e) {
            refusal.addSuppressed(e);
            return false;
        }
        return left.entrySet()
                .removeIf(change -> change.getValue() == now.getOrDefault(change.getKey(), Affiliation.NONE));
    }
}
