package org.xmppgrid.testkit.internal.embedded;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells subscribers and owners what happened (XEP-0060 §7.1.2, §8, §12.11). Works under the broker's lock, so in order. */
final class Notifier {
    private final String broker;
    private final Router router;
    private final Supplier<String> ids;
    private final EventFaults faults = new EventFaults();
    private boolean subscriptionsNamed;

    Notifier(String broker, Router router, Supplier<String> ids) {
        this.broker = broker;
        this.router = router;
        this.ids = ids;
    }

    EventFaults faults() {
        return faults;
    }

    /** Sends what was held back. */
    void send(List<EventFaults.Event> due) {
        due.forEach(event -> router.message(event.to(), event.type(), event.xml()));
    }

    /** Whether subscribers are told for which of their subscriptions an event is (XEP-0060 §7.1.2.4). */
    void nameSubscriptions(boolean named) {
        subscriptionsNamed = named;
    }

    void published(Node node, List<Item> items) {
        if (node.config().is(ConfigField.DELIVER_NOTIFICATIONS)) {
            broadcast(node, "items", items(node, items));
        }
    }

    static String items(Node node, List<Item> items) {
        Xml.Builder list = Xml.element(Ns.PUBSUB_EVENT, "items").attribute("node", node.name());
        for (Item item : items) {
            list.child(item(Ns.PUBSUB_EVENT, node, item, node.config().is(ConfigField.DELIVER_PAYLOADS)));
        }
        return event(list);
    }

    /** An item as subscribers see it; the publisher is named by the broker, never by the publisher (XEP-0060 §7.1.2.3). */
    static Xml item(String namespace, Node node, Item item, boolean withPayload) {
        Xml.Builder element = Xml.element(namespace, "item").attribute("id", item.id());
        if (node.config().is(ConfigField.ITEM_REPLY, "publisher")) {
            element.attribute("publisher", item.publisher());
        }
        if (withPayload && !item.payload().isEmpty()) {
            element.raw(item.payload());
        }
        return element.build();
    }

    void retracted(Node node, List<String> itemIds) {
        Xml.Builder list = Xml.element(Ns.PUBSUB_EVENT, "items").attribute("node", node.name());
        itemIds.forEach(id -> list.child(Xml.element(Ns.PUBSUB_EVENT, "retract").attribute("id", id)));
        broadcast(node, "retract", event(list));
    }

    void purged(Node node) {
        broadcast(node, "purge", event(Xml.element(Ns.PUBSUB_EVENT, "purge").attribute("node", node.name())));
    }

    /** XEP-0060 §8.4.2: those who wait for approval learn of it too. */
    void deleted(Node node, Optional<String> redirectUri) {
        Xml.Builder delete = Xml.element(Ns.PUBSUB_EVENT, "delete").attribute("node", node.name());
        redirectUri.ifPresent(
                uri -> delete.child(Xml.element(Ns.PUBSUB_EVENT, "redirect").attribute("uri", uri)));
        String event = event(delete);
        List.copyOf(node.subscriptions().keySet()).forEach(subscriber -> send(node, "delete", subscriber, event));
    }

    void configured(Node node) {
        Xml.Builder configuration =
                Xml.element(Ns.PUBSUB_EVENT, "configuration").attribute("node", node.name());
        if (node.config().is(ConfigField.DELIVER_PAYLOADS)) {
            configuration.child(node.config().form("result"));
        }
        broadcast(node, "configuration", event(configuration));
    }

    /** XEP-0060 §12.11: sent to the address that subscribed. */
    void subscription(Node node, Jid subscriber, String state) {
        send(
                node,
                "subscription",
                subscriber,
                event(Xml.element(Ns.PUBSUB_EVENT, "subscription")
                        .attribute("node", node.name())
                        .attribute("jid", subscriber)
                        .attribute("subscription", state)
                        .attribute("subid", named(node, subscriber))));
    }

    /** The id of a subscription that has just become one, where such matter. */
    private @Nullable String named(Node node, Jid subscriber) {
        return subscriptionsNamed
                ? node.book().of(subscriber).keySet().stream().findFirst().orElse(null)
                : null;
    }

    /** The end of a subscription that was for a time only. */
    void expired(Node node, Jid subscriber, String id, Instant expiry) {
        send(
                node,
                "subscription",
                subscriber,
                event(Xml.element(Ns.PUBSUB_EVENT, "subscription")
                        .attribute("node", node.name())
                        .attribute("jid", subscriber)
                        .attribute("subscription", "none")
                        .attribute("subid", id.isEmpty() ? null : id)
                        .attribute("expiry", expiry)));
    }

    /** The last item, marked as an old one (XEP-0060 §6.1.7). */
    void last(Node node, Jid subscriber) {
        node.items().last().ifPresent(item -> {
            String delay = Xml.element(Ns.DELAY, "delay")
                    .attribute("from", broker)
                    .attribute("stamp", item.published().truncatedTo(ChronoUnit.MILLIS))
                    .build()
                    .toString();
            send(node, "items", subscriber, items(node, List.of(item)) + delay);
        });
    }

    /** Asks the owners for approval (XEP-0060 §8.6). No type, so that it waits for an owner who isn't there. */
    void approval(Node node, Jid subscriber) {
        String form = DataForm.form("form", Ns.SUBSCRIBE_AUTHORIZATION)
                .child(Xml.element(Ns.DATA, "title").text("PubSub subscriber request"))
                .child(Xml.element(Ns.DATA, "instructions")
                        .text("Choose whether to approve this entity's subscription request."))
                .child(DataForm.field("pubsub#node", "text-single", "Node ID", List.of(node.name())))
                .child(DataForm.field(
                        "pubsub#subscriber_jid", "jid-single", "Subscriber Address", List.of(subscriber.toString())))
                .child(DataForm.field(
                        "pubsub#allow",
                        "boolean",
                        "Allow this JID to subscribe to this pubsub node?",
                        List.of("false")))
                .build()
                .toString();
        for (Jid owner : node.with(Affiliation.OWNER)) {
            router.message(owner, "normal", message(owner, "normal", form));
        }
    }

    private static String event(Xml.Builder child) {
        return Xml.element(Ns.PUBSUB_EVENT, "event").child(child).build().toString();
    }

    private void broadcast(Node node, String kind, String event) {
        List<Jid> subscribers = new ArrayList<>();
        for (Map.Entry<Jid, Node.Subscription> entry : node.subscriptions().entrySet()) {
            if (entry.getValue() == Node.Subscription.SUBSCRIBED) {
                subscribers.add(entry.getKey());
            }
        }
        SubscriptionBook book = node.book();
        for (Jid subscriber : subscribers) {
            List<String> delivering = book.delivering(subscriber);
            if (!delivering.isEmpty()) {
                send(node, kind, subscriber, event + headers(delivering));
            }
        }
    }

    private String headers(List<String> subscriptionIds) {
        if (!subscriptionsNamed || subscriptionIds.contains("")) {
            return "";
        }
        Xml.Builder headers = Xml.element(Ns.SHIM, "headers");
        subscriptionIds.forEach(id -> headers.child(
                Xml.element(Ns.SHIM, "header").attribute("name", "SubID").text(id)));
        return headers.build().toString();
    }

    private void send(Node node, String kind, Jid to, String body) {
        if (node.config().is(ConfigField.PRESENCE_BASED) && !router.isAvailable(to)) {
            return;
        }
        String type = node.config().value(ConfigField.NOTIFICATION_TYPE);
        send(faults.next(new EventFaults.Event(to, node.name(), kind, type, message(to, type, body))));
    }

    private String message(Jid to, String type, String body) {
        // RFC 6121 §5.2.2: no type means normal, and that is how RFC 8600 §6 shows it.
        return "<message from='" + broker + "' to='" + XmlText.escape(to.toString()) + "' id='" + ids.get() + "'"
                + (type.equals("normal") ? "" : " type='" + type + "'") + ">" + body + "</message>";
    }
}
