package org.xmppgrid.testkit.internal.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** What a consumer asks (XEP-0060 §5.6, §5.7, §6). */
final class SubscriberRequests {
    private final Settings settings;
    private final Topics topics;
    private final Notifier notifier;
    private final Supplier<String> ids;
    private boolean severalPerAddress;
    private PagingFaults pagingFault = PagingFaults.NONE;

    SubscriberRequests(Settings settings, Topics topics, Notifier notifier, Supplier<String> ids) {
        this.settings = settings;
        this.topics = topics;
        this.notifier = notifier;
        this.ids = ids;
    }

    /** Whether an address can be subscribed to a topic several times (XEP-0060 §6.1.6); else the same again is the same. */
    void severalPerAddress(boolean several) {
        severalPerAddress = several;
    }

    void pagingFault(PagingFaults fault) {
        pagingFault = fault;
    }

    /** XEP-0060 §6.1. */
    Xml subscribe(Jid from, Xml pubsub, Xml action) {
        Jid subscriber = Requests.jid(action);
        Node node = topics.get(Requests.node(action));
        if (!subscriber.bare().equals(from.bare()) || !subscriber.isBare() && !subscriber.equals(from)) {
            throw StanzaError.pubsub("bad-request", "invalid-jid").refused();
        }
        Affiliation affiliation = node.affiliation(from);
        if (affiliation == Affiliation.OUTCAST || affiliation == Affiliation.PUBLISH_ONLY) {
            throw StanzaError.of("forbidden").refused();
        }
        if (!node.config().is(ConfigField.SUBSCRIBE)) {
            throw StanzaError.unsupported("subscribe").refused();
        }
        Xml wanted = pubsub.child(Ns.PUBSUB, "options").orElse(action);
        Node.Subscription existing = node.subscription(subscriber);
        if (existing == Node.Subscription.SUBSCRIBED) {
            String again = severalPerAddress ? ids.get() : node.book().id(subscriber, action);
            SubscriptionOptions before = node.book().of(subscriber).getOrDefault(again, SubscriptionOptions.INITIAL);
            String id = again.isEmpty() ? ids.get() : again;
            node.book().put(subscriber, id, before.with(wanted));
            return subscription(node, subscriber, existing.word(), id);
        }
        if (existing == Node.Subscription.PENDING) {
            throw StanzaError.pubsub("not-authorized", "pending-subscription").refused();
        }
        SubscriptionOptions options = SubscriptionOptions.INITIAL.with(wanted);
        Node.Subscription state = admit(node, affiliation);
        node.subscriptions().put(subscriber, state);
        String id = ids.get();
        node.book().put(subscriber, id, options);
        topics.touch(subscriber, node);
        return subscription(node, subscriber, state.word(), id);
    }

    private static Node.Subscription admit(Node node, Affiliation affiliation) {
        return switch (node.config().value(ConfigField.ACCESS_MODEL)) {
            case "whitelist" -> {
                if (!affiliation.isListed()) {
                    throw StanzaError.pubsub("not-allowed", "closed-node").refused();
                }
                yield Node.Subscription.SUBSCRIBED;
            }
            // An owner would ask himself; everybody else waits, also members, as on ejabberd.
            case "authorize" ->
                affiliation == Affiliation.OWNER ? Node.Subscription.SUBSCRIBED : Node.Subscription.PENDING;
            default -> Node.Subscription.SUBSCRIBED;
        };
    }

    /** What follows a subscription, once its answer is sent: the owners are asked, or the last item is sent. */
    void subscribed(Xml action) {
        Node node = topics.get(Requests.node(action));
        Jid subscriber = Requests.jid(action);
        if (node.subscription(subscriber) == Node.Subscription.PENDING) {
            notifier.approval(node, subscriber);
        } else if (!node.config().is(ConfigField.SEND_LAST, "never")) {
            notifier.last(node, subscriber);
        }
    }

    /** XEP-0060 §6.2. */
    Xml unsubscribe(Jid from, Xml action) {
        Jid subscriber = Requests.jid(action);
        Node node = topics.get(Requests.node(action));
        if (!subscriber.bare().equals(from.bare())) {
            throw StanzaError.of("forbidden").refused();
        }
        if (node.subscription(subscriber) == null) {
            throw StanzaError.pubsub("unexpected-request", "not-subscribed").refused();
        }
        String id = node.book().id(subscriber, action);
        if (node.book().remove(subscriber, id)) {
            node.subscriptions().remove(subscriber);
        }
        return subscription(node, subscriber, "none", id);
    }

    /** As ejabberd does, a subscription that is pending has no id yet. */
    private static Xml subscription(Node node, Jid subscriber, String state, String id) {
        return Xml.element(Ns.PUBSUB, "subscription")
                .attribute("node", node.name())
                .attribute("jid", subscriber)
                .attribute("subscription", state)
                .attribute("subid", id.isEmpty() || state.equals("pending") ? null : id)
                .attribute(
                        "expiry",
                        node.book()
                                .of(subscriber)
                                .getOrDefault(id, SubscriptionOptions.INITIAL)
                                .expire()
                                .orElse(null))
                .build();
    }

    /** XEP-0060 §5.6: all of an account, whichever resource asks. */
    Xml subscriptions(Jid from, Xml action) {
        Xml.Builder list = Xml.element(Ns.PUBSUB, "subscriptions").attribute("node", action.attribute("node"));
        for (Node node : about(from, action)) {
            node.subscriptions().forEach((jid, state) -> {
                if (jid.bare().equals(from.bare())) {
                    List<String> own = List.copyOf(node.book().of(jid).keySet());
                    (own.isEmpty() ? List.of("") : own)
                            .forEach(id -> list.child(subscription(node, jid, state.word(), id)));
                }
            });
        }
        return list.build();
    }

    /** XEP-0060 §5.7. */
    Xml affiliations(Jid from, Xml action) {
        Xml.Builder list = Xml.element(Ns.PUBSUB, "affiliations").attribute("node", action.attribute("node"));
        for (Node node : about(from, action)) {
            Affiliation affiliation = node.affiliation(from);
            if (affiliation != Affiliation.NONE) {
                list.child(Xml.element(Ns.PUBSUB, "affiliation")
                        .attribute("node", node.name())
                        .attribute("affiliation", affiliation.word()));
            }
        }
        return list.build();
    }

    private Iterable<Node> about(Jid from, Xml action) {
        String name = action.attribute("node");
        return name == null ? topics.of(from) : List.of(topics.get(name));
    }

    /**
     * XEP-0060 §6.5: by id, the newest, or all, oldest first; a page of them if one was asked for. Without a page all
     * are sent, as Prosody and ejabberd do.
     */
    List<Xml> items(Jid from, Xml pubsub, Xml action, boolean rsm) {
        Node node = topics.get(Requests.node(action));
        Requests.requireReader(node, from);
        Requests.requirePersistent(node);
        List<Item> chosen = chosen(node, action);
        List<String> wanted = chosen.stream().map(Item::id).toList();
        ResultPage<Item> page = rsm
                ? pagingFault.apply(
                        chosen, pubsub, new ResultPage.Rules<>(settings.pageLimit(), Item::id, wanted::indexOf))
                : new ResultPage<>(chosen, Optional.empty());
        List<Xml> result = new ArrayList<>();
        result.add(Xml.element(Ns.PUBSUB, "items")
                .attribute("node", node.name())
                .children(page.entries().stream()
                        .map(item -> Notifier.item(Ns.PUBSUB, node, item, true))
                        .toList())
                .build());
        page.set().ifPresent(result::add);
        return result;
    }

    private static List<Item> chosen(Node node, Xml action) {
        List<String> ids = action.children(Ns.PUBSUB, "item").stream()
                .map(item -> item.attribute("id"))
                .filter(Objects::nonNull)
                .toList();
        if (!ids.isEmpty()) {
            return ids.stream().map(node.items()::get).flatMap(Optional::stream).toList();
        }
        String max = action.attribute("max_items");
        if (max == null) {
            return node.items().all();
        }
        if (!max.matches("\\d{1,9}")) {
            throw StanzaError.of("bad-request").refused();
        }
        return node.items().newest(Integer.parseInt(max));
    }
}
