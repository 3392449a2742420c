package org.xmppgrid.testkit.internal.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Options of subscriptions and the end of those that last for a time only (XEP-0060 §6.3, §12.18). */
final class SubscriptionRequests {
    private final Settings settings;
    private final Topics topics;
    private final Notifier notifier;

    SubscriptionRequests(Settings settings, Topics topics, Notifier notifier) {
        this.settings = settings;
        this.topics = topics;
        this.notifier = notifier;
    }

    /** XEP-0060 §6.3.2. */
    Xml options(Jid from, Xml action) {
        Node node = topics.get(Requests.node(action));
        Jid subscriber = subscriber(from, node, action);
        String id = node.book().id(subscriber, action);
        return Xml.element(Ns.PUBSUB, "options")
                .attribute("node", node.name())
                .attribute("jid", subscriber)
                .attribute("subid", id.isEmpty() ? null : id)
                .child(node.book()
                        .of(subscriber)
                        .getOrDefault(id, SubscriptionOptions.INITIAL)
                        .form())
                .build();
    }

    /** XEP-0060 §6.3.5. */
    void configure(Jid from, Xml action) {
        Node node = topics.get(Requests.node(action));
        Jid subscriber = subscriber(from, node, action);
        String id = node.book().id(subscriber, action);
        SubscriptionOptions before = node.book().of(subscriber).getOrDefault(id, SubscriptionOptions.INITIAL);
        node.book().put(subscriber, id, before.with(action));
    }

    private static Jid subscriber(Jid from, Node node, Xml action) {
        if (action.attribute("jid") == null) {
            throw StanzaError.pubsub("bad-request", "jid-required").refused();
        }
        Jid subscriber = Requests.jid(action);
        if (!subscriber.bare().equals(from.bare())) {
            throw StanzaError.of("forbidden").refused();
        }
        if (node.subscription(subscriber) == null) {
            throw StanzaError.pubsub("unexpected-request", "not-subscribed").refused();
        }
        return subscriber;
    }

    /** Ends what is over, whenever somebody has to do with a topic: nobody can tell the difference. */
    void endLeases(String topic) {
        if (topic.isEmpty() || !topics.exists(topic)) {
            return;
        }
        Node node = topics.get(topic);
        Instant now = settings.clock().instant();
        List<Runnable> ends = new ArrayList<>();
        for (Map.Entry<Jid, Map<String, SubscriptionOptions>> subscriber :
                node.book().all().entrySet()) {
            subscriber.getValue().forEach((id, options) -> {
                if (options.isOver(now)) {
                    ends.add(() -> end(node, subscriber.getKey(), id, options));
                }
            });
        }
        ends.forEach(Runnable::run);
    }

    private void end(Node node, Jid subscriber, String id, SubscriptionOptions options) {
        if (node.book().remove(subscriber, id)) {
            node.subscriptions().remove(subscriber);
        }
        notifier.expired(node, subscriber, id, options.expire().orElseThrow());
    }
}
