package org.xmppgrid.testkit.internal.embedded;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a provider asks (XEP-0060 §7). */
final class PublisherRequests {
    private final Topics topics;
    private final Notifier notifier;
    private final Supplier<String> ids;
    private final Clock clock;
    private long sequence;

    PublisherRequests(Topics topics, Notifier notifier, Supplier<String> ids, Clock clock) {
        this.topics = topics;
        this.notifier = notifier;
        this.ids = ids;
        this.clock = clock;
    }

    /** One item of a request, its payload made ready outside of the broker's lock. */
    record Draft(String id, List<String> payloads) {}

    /** XEP-0060 §7.1; the payload keeps what the elements around it declared. */
    static List<Draft> drafts(Xml iq, Xml pubsub, Xml publish) {
        List<Draft> drafts = new ArrayList<>();
        for (Xml item : publish.children(Ns.PUBSUB, "item")) {
            List<String> payloads = item.children().stream()
                    .map(payload -> payload.standalone(List.of(iq, pubsub, publish, item)))
                    .toList();
            drafts.add(new Draft(item.attribute("id", ""), payloads));
        }
        return drafts;
    }

    Xml publish(Jid from, Xml pubsub, Xml action, List<Draft> drafts) {
        Node node = topics.get(Requests.node(action));
        if (!mayPublish(node, from)) {
            throw StanzaError.of("forbidden").refused();
        }
        checkOptions(node, pubsub);
        NodeConfig config = node.config();
        check(config, drafts);
        checkRoom(node, drafts);
        List<Item> items = new ArrayList<>(drafts.size());
        List<String> dropped = new ArrayList<>();
        Xml.Builder result = Xml.element(Ns.PUBSUB, "publish").attribute("node", node.name());
        for (Draft draft : drafts) {
            String id = draft.id().isEmpty() ? ids.get() : draft.id();
            String payload = draft.payloads().isEmpty() ? "" : draft.payloads().get(0);
            Item item = new Item(++sequence, id, from.bare(), payload, clock.instant());
            items.add(item);
            node.archive(item, config.archiveLimit());
            result.child(Xml.element(Ns.PUBSUB, "item").attribute("id", id));
            if (config.is(ConfigField.PERSIST_ITEMS)) {
                dropped.addAll(node.items().put(item, config.maxItems()));
            }
        }
        notifier.published(node, items);
        if (!dropped.isEmpty() && config.is(ConfigField.PUBLISH_NODE_FULL, "retract-oldest")) {
            notifier.retracted(node, dropped);
        }
        return result.build();
    }

    private static boolean mayPublish(Node node, Jid from) {
        Affiliation affiliation = node.affiliation(from);
        return switch (node.config().value(ConfigField.PUBLISH_MODEL)) {
            case "open" -> affiliation != Affiliation.OUTCAST;
            case "subscribers" ->
                affiliation != Affiliation.OUTCAST && (affiliation.mayPublish() || node.isSubscribed(from));
            default -> affiliation.mayPublish();
        };
    }

    private static void checkOptions(Node node, Xml pubsub) {
        Map<String, List<String>> preconditions = pubsub.child(Ns.PUBSUB, "publish-options")
                .flatMap(DataForm::in)
                .map(DataForm::fields)
                .orElse(Map.of());
        if (!node.config().meets(preconditions)) {
            throw StanzaError.pubsub("conflict", "precondition-not-met").refused();
        }
    }

    /** XEP-0060 §7.1.3: a topic that keeps as many as it may can refuse what would drop one. */
    private static void checkRoom(Node node, List<Draft> drafts) {
        NodeConfig config = node.config();
        if (!config.is(ConfigField.PERSIST_ITEMS) || !config.is(ConfigField.PUBLISH_NODE_FULL, "reject")) {
            return;
        }
        long news = drafts.stream()
                .filter(draft -> node.items().get(draft.id()).isEmpty())
                .count();
        if (news > 0 && node.items().all().size() + news > config.maxItems()) {
            throw StanzaError.pubsub("conflict", "node-full").refused();
        }
    }

    /** XEP-0060 §7.1.3.5 and §7.1.3.6. */
    private static void check(NodeConfig config, List<Draft> drafts) {
        boolean persistent = config.is(ConfigField.PERSIST_ITEMS);
        boolean payloads = config.is(ConfigField.DELIVER_PAYLOADS);
        if (drafts.isEmpty() && (persistent || payloads)) {
            throw StanzaError.pubsub("bad-request", "item-required").refused();
        }
        if (!drafts.isEmpty() && !persistent && !payloads) {
            throw StanzaError.pubsub("bad-request", "item-forbidden").refused();
        }
        for (Draft draft : drafts) {
            if (draft.payloads().size() > 1) {
                throw StanzaError.pubsub("bad-request", "invalid-payload").refused();
            }
            if (draft.payloads().isEmpty() && payloads) {
                throw StanzaError.pubsub("bad-request", "payload-required").refused();
            }
            for (String payload : draft.payloads()) {
                if (payload.length() > config.maxPayloadSize()
                        || payload.getBytes(StandardCharsets.UTF_8).length > config.maxPayloadSize()) {
                    throw StanzaError.pubsub("not-acceptable", "payload-too-big")
                            .refused();
                }
            }
        }
    }

    /** XEP-0060 §7.2: an owner removes any item, a publisher his own. */
    void retract(Jid from, Xml action) {
        Node node = topics.get(Requests.node(action));
        Requests.requirePersistent(node);
        List<String> unwanted = action.children(Ns.PUBSUB, "item").stream()
                .map(item -> item.attribute("id", ""))
                .toList();
        if (unwanted.isEmpty() || unwanted.contains("")) {
            throw StanzaError.pubsub("bad-request", "item-required").refused();
        }
        Affiliation affiliation = node.affiliation(from);
        for (String id : unwanted) {
            if (affiliation == Affiliation.NONE
                    || affiliation == Affiliation.MEMBER
                    || affiliation == Affiliation.OUTCAST) {
                throw StanzaError.of("forbidden").refused();
            }
            Item item = node.items().get(id).orElseThrow(() -> StanzaError.of("item-not-found")
                    .refused());
            if (affiliation != Affiliation.OWNER && !item.publisher().equals(from.bare())) {
                throw StanzaError.of("forbidden").refused();
            }
        }
        unwanted.forEach(node.items()::remove);
        boolean asked = DataForm.bool(action.attribute("notify", "0")).orElse(false);
        if (asked || node.config().is(ConfigField.NOTIFY_RETRACT)) {
            notifier.retracted(node, unwanted);
        }
    }
}
