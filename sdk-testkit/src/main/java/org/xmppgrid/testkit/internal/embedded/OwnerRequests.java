package org.xmppgrid.testkit.internal.embedded;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the owner of a topic asks (XEP-0060 §8). */
final class OwnerRequests {
    private final Settings settings;
    private final Topics topics;
    private final Notifier notifier;
    private final Supplier<String> ids;
    private final Clock clock;

    OwnerRequests(Settings settings, Topics topics, Notifier notifier, Supplier<String> ids) {
        this.settings = settings;
        this.topics = topics;
        this.notifier = notifier;
        this.ids = ids;
        this.clock = settings.clock();
    }

    /** XEP-0060 §8.1; the name is told only to those who couldn't know it. */
    Optional<Xml> create(Jid from, Xml pubsub, Xml action) {
        if (!settings.mayCreate().contains(from.local())) {
            throw StanzaError.of("forbidden").refused();
        }
        String wanted = action.attribute("node", "");
        Xml configure = pubsub.child(Ns.PUBSUB, "configure").orElse(null);
        if (configure != null && configure.attribute("node") != null) {
            throw StanzaError.of("bad-request").refused();
        }
        if (topics.exists(wanted)) {
            throw StanzaError.of("conflict").refused();
        }
        NodeConfig config = configure == null
                ? NodeConfig.initial(settings)
                : submitted(configure, NodeConfig.initial(settings)).orElseGet(() -> NodeConfig.initial(settings));
        String name = wanted.isEmpty() ? ids.get() : wanted;
        topics.add(new Node(name, from.bare(), clock.instant(), config));
        return wanted.isEmpty()
                ? Optional.of(
                        Xml.element(Ns.PUBSUB, "create").attribute("node", name).build())
                : Optional.empty();
    }

    /** A form that was submitted; empty if it was cancelled (XEP-0060 §8.2.4) or is not there. */
    private static Optional<NodeConfig> submitted(Xml configure, NodeConfig before) {
        Optional<DataForm> form = DataForm.in(configure);
        if (form.isEmpty() || form.get().type().equals("cancel")) {
            return Optional.empty();
        }
        if (!form.get().isA(Ns.NODE_CONFIG)) {
            throw StanzaError.of("bad-request").refused();
        }
        return Optional.of(before.with(form.get().fields()));
    }

    private Node owned(Jid from, Xml action) {
        Node node = topics.get(Requests.node(action));
        Requests.requireOwner(node, from);
        return node;
    }

    /** XEP-0060 §8.3. */
    Xml defaults() {
        return Xml.element(Ns.PUBSUB_OWNER, "default")
                .child(NodeConfig.initial(settings).form("form"))
                .build();
    }

    /** XEP-0060 §8.2.1. */
    Xml configuration(Jid from, Xml action) {
        Node node = owned(from, action);
        return Xml.element(Ns.PUBSUB_OWNER, "configure")
                .attribute("node", node.name())
                .child(node.config().form("form"))
                .build();
    }

    /** XEP-0060 §8.2.5; fields that are not submitted stay as they are. */
    void configure(Jid from, Xml action) {
        Node node = owned(from, action);
        submitted(action, node.config()).ifPresent(config -> {
            node.configure(config);
            if (config.is(ConfigField.NOTIFY_CONFIG)) {
                notifier.configured(node);
            }
        });
    }

    /** XEP-0060 §8.4. */
    void delete(Jid from, Xml action) {
        Node node = owned(from, action);
        topics.remove(node);
        if (node.config().is(ConfigField.NOTIFY_DELETE)) {
            notifier.deleted(
                    node,
                    action.child(Ns.PUBSUB_OWNER, "redirect")
                            .map(redirect -> redirect.attribute("uri"))
                            .orElse(null));
        }
    }

    /** XEP-0060 §8.5. */
    void purge(Jid from, Xml action) {
        Node node = owned(from, action);
        Requests.requirePersistent(node);
        node.items().clear();
        notifier.purged(node);
    }

    /** XEP-0060 §8.8.1: those who wait for approval are not listed. */
    Xml subscriptions(Jid from, Xml action) {
        Node node = owned(from, action);
        Xml.Builder list = Xml.element(Ns.PUBSUB_OWNER, "subscriptions").attribute("node", node.name());
        node.subscriptions().forEach((jid, state) -> {
            if (state == Node.Subscription.SUBSCRIBED) {
                list.child(Xml.element(Ns.PUBSUB_OWNER, "subscription")
                        .attribute("jid", jid)
                        .attribute("subscription", state.word()));
            }
        });
        return list.build();
    }

    /** XEP-0060 §8.8.2: checked as a whole first, so that a bad entry changes nothing. */
    void setSubscriptions(Jid from, Xml action) {
        Node node = owned(from, action);
        List<Xml> changes = action.children(Ns.PUBSUB_OWNER, "subscription").stream()
                .filter(change -> change.attribute("subscription") != null)
                .toList();
        for (Xml change : changes) {
            Requests.jid(change);
            if (!List.of("none", "pending", "subscribed").contains(change.attribute("subscription", ""))) {
                throw StanzaError.of("not-acceptable").refused();
            }
        }
        changes.forEach(change -> set(node, Requests.jid(change), change.attribute("subscription", "")));
    }

    private void set(Node node, Jid subscriber, String wanted) {
        Node.Subscription before = node.subscription(subscriber);
        String was = before == null ? "none" : before.word();
        if (was.equals(wanted)) {
            return;
        }
        switch (wanted) {
            case "subscribed" -> node.subscriptions().put(subscriber, Node.Subscription.SUBSCRIBED);
            case "pending" -> node.subscriptions().put(subscriber, Node.Subscription.PENDING);
            default -> node.subscriptions().remove(subscriber);
        }
        topics.touch(subscriber, node);
        notifier.subscription(node, subscriber, wanted);
    }

    /** An owner's answer to a request for approval (XEP-0060 §8.6). */
    void decide(Jid from, DataForm form) {
        Node node = topics.get(form.first("pubsub#node").orElse(""));
        Requests.requireOwner(node, from);
        Jid subscriber;
        try {
            subscriber = Jid.parse(form.first("pubsub#subscriber_jid").orElse(""));
        } catch (IllegalArgumentException notAnAddress) {
            throw StanzaError.of("bad-request").refused();
        }
        boolean allowed = form.first("pubsub#allow")
                .flatMap(DataForm::bool)
                .orElseThrow(() -> StanzaError.of("bad-request").refused());
        // Another owner may have been faster; then there is nothing left to decide.
        if (node.subscription(subscriber) == Node.Subscription.PENDING) {
            set(node, subscriber, allowed ? "subscribed" : "none");
        }
    }

    /** XEP-0060 §8.9.1. */
    Xml affiliations(Jid from, Xml action) {
        Node node = owned(from, action);
        Xml.Builder list = Xml.element(Ns.PUBSUB_OWNER, "affiliations").attribute("node", node.name());
        node.affiliations()
                .forEach((jid, affiliation) -> list.child(Xml.element(Ns.PUBSUB_OWNER, "affiliation")
                        .attribute("jid", jid)
                        .attribute("affiliation", affiliation.word())));
        return list.build();
    }

    /**
     * XEP-0060 §8.9.2. As on Prosody and ejabberd a subscription outlives the affiliation: who is to hear nothing any
     * more must be unsubscribed as well.
     */
    void setAffiliations(Jid from, Xml action) {
        Node node = owned(from, action);
        Map<Jid, Affiliation> changed = new LinkedHashMap<>(node.affiliations());
        for (Xml change : action.children(Ns.PUBSUB_OWNER, "affiliation")) {
            Jid jid = Requests.jid(change).bare();
            Affiliation affiliation = Affiliation.of(change.attribute("affiliation", ""))
                    .orElseThrow(() -> StanzaError.of("not-acceptable").refused());
            if (affiliation == Affiliation.NONE) {
                changed.remove(jid);
            } else {
                changed.put(jid, affiliation);
            }
            topics.touch(jid, node);
        }
        // XEP-0060 §4.1: a topic has at least one owner.
        if (!changed.containsValue(Affiliation.OWNER)) {
            throw StanzaError.of("not-acceptable").refused();
        }
        node.affiliations().clear();
        node.affiliations().putAll(changed);
    }
}
