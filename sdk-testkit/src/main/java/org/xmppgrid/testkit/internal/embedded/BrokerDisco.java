package org.xmppgrid.testkit.internal.embedded;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** What the broker says about itself and its topics (XEP-0030, XEP-0060 §5). */
final class BrokerDisco {
    private static final List<String> FEATURES = List.of(
            "access-authorize",
            "access-open",
            "access-whitelist",
            "config-node",
            "config-node-max",
            "create-and-configure",
            "create-nodes",
            "delete-items",
            "delete-nodes",
            "get-pending",
            "instant-nodes",
            "item-ids",
            "last-published",
            "manage-subscriptions",
            "member-affiliation",
            "meta-data",
            "modify-affiliations",
            "multi-items",
            "outcast-affiliation",
            "persistent-items",
            "publish",
            "publish-only-affiliation",
            "publish-options",
            "publisher-affiliation",
            "purge-nodes",
            "retract-items",
            "retrieve-affiliations",
            "retrieve-default",
            "retrieve-items",
            "retrieve-subscriptions",
            "rsm",
            "leased-subscription",
            "subscribe",
            "subscription-notifications",
            "subscription-options");

    private final Settings settings;
    private final Topics topics;
    private boolean severalPerAddress;

    BrokerDisco(Settings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    void multiSubscribe(boolean several) {
        severalPerAddress = several;
    }

    Xml info(Xml query) {
        String name = query.attribute("node");
        if (name == null) {
            return service();
        }
        Node node = topics.get(name);
        return Xml.element(Ns.DISCO_INFO, "query")
                .attribute("node", name)
                .child(identity("leaf", node.config().value(ConfigField.TITLE)))
                .child(feature(Ns.PUBSUB))
                .child(metaData(node))
                .build();
    }

    private Xml service() {
        Xml.Builder query = Xml.element(Ns.DISCO_INFO, "query").child(identity("service", "Broker"));
        for (String feature : List.of(Ns.DISCO_INFO, Ns.DISCO_ITEMS, Ns.RSM, Ns.COMMANDS, Ns.PUBSUB, Ns.ARCHIVE)) {
            query.child(feature(feature));
        }
        FEATURES.forEach(feature -> query.child(feature(Ns.PUBSUB + "#" + feature)));
        if (severalPerAddress) {
            query.child(feature(Ns.PUBSUB + "#multi-subscribe")).child(feature(Ns.SHIM));
        }
        return query.build();
    }

    private static Xml.Builder identity(String type, String name) {
        return Xml.element(Ns.DISCO_INFO, "identity")
                .attribute("category", "pubsub")
                .attribute("type", type)
                .attribute("name", name.isEmpty() ? null : name);
    }

    private static Xml.Builder feature(String name) {
        return Xml.element(Ns.DISCO_INFO, "feature").attribute("var", name);
    }

    /** RFC 8600 §5: the form with {@code pubsub#type} is what makes a topic findable. */
    private static Xml.Builder metaData(Node node) {
        NodeConfig config = node.config();
        Xml.Builder form = DataForm.form("result", Ns.META_DATA);
        for (String name : List.of(
                ConfigField.TYPE,
                ConfigField.TITLE,
                ConfigField.DESCRIPTION,
                ConfigField.LANGUAGE,
                ConfigField.CONTACT,
                ConfigField.ACCESS_MODEL,
                ConfigField.PUBLISH_MODEL,
                ConfigField.MAX_ITEMS)) {
            ConfigField field = ConfigField.ALL.get(name);
            if (field != null && (!config.values(name).isEmpty() || name.equals(ConfigField.TYPE))) {
                form.child(DataForm.field(name, field.type(), field.label(), config.values(name)));
            }
        }
        return form.child(people("pubsub#owner", "Owners", node.with(Affiliation.OWNER)))
                .child(people("pubsub#publisher", "Publishers", node.with(Affiliation.PUBLISHER)))
                .child(DataForm.field(
                        "pubsub#creator",
                        "jid-single",
                        "Creator",
                        List.of(node.creator().toString())))
                .child(DataForm.field(
                        "pubsub#creation_date",
                        "text-single",
                        "Creation date",
                        List.of(node.created().toString())))
                .child(DataForm.field(
                        "pubsub#num_subscribers",
                        "text-single",
                        "Number of subscribers",
                        List.of(Long.toString(node.subscribers()))));
    }

    private static Xml.Builder people(String name, String label, List<Jid> people) {
        return DataForm.field(
                name, "jid-multi", label, people.stream().map(Jid::toString).toList());
    }

    /**
     * The topics in the order of their names (RFC 8600 §5), or the items of one in the order of publication.
     *
     * @param rsm whether result sets are understood; else the whole list is sent, as most real brokers do
     */
    Xml items(Jid from, Xml query, boolean rsm) {
        String name = query.attribute("node");
        if (name == null) {
            List<Node> all = topics.all();
            return list(query, rsm, all, Node::name, cursor -> search(all, cursor), this::topic);
        }
        if (name.equals(Ns.COMMANDS)) {
            return PendingCommand.listed(settings);
        }
        Node node = topics.get(name);
        Requests.requireReader(node, from);
        List<Item> all = node.items().all();
        return list(query, rsm, all, Item::id, node.items()::position, item -> entry().attribute("name", item.id())
                .build());
    }

    private <T> Xml list(
            Xml query,
            boolean rsm,
            List<T> all,
            Function<T, String> cursor,
            ToIntFunction<String> position,
            Function<T, Xml> shown) {
        ResultPage<T> page = rsm
                ? ResultPage.of(all, query, new ResultPage.Rules<>(settings.pageLimit(), cursor, position), true)
                : new ResultPage<>(all, Optional.empty());
        Xml.Builder result = Xml.element(Ns.DISCO_ITEMS, "query")
                .attribute("node", query.attribute("node"))
                .children(page.entries().stream().map(shown).toList());
        page.set().ifPresent(result::child);
        return result.build();
    }

    private static int search(List<Node> sorted, String name) {
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = sorted.get(middle).name().compareTo(name);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order > 0 ? middle - 1 : high;
        }
        return -1;
    }

    private Xml topic(Node node) {
        String title = node.config().value(ConfigField.TITLE);
        return entry().attribute("node", node.name())
                .attribute("name", title.isEmpty() ? null : title)
                .build();
    }

    private Xml.Builder entry() {
        return Xml.element(Ns.DISCO_ITEMS, "item").attribute("jid", settings.broker());
    }
}
