package org.xmppgrid.testkit.internal.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A field of a topic's configuration (XEP-0060 §16.4.4). This broker obeys them, but for those that it only keeps: the
 * transformations, which are for clients; the roster's groups, since it has no access model of that name; and what ends
 * with a presence or tells owners of subscribers, which it does not do.
 *
 * @param name its name in the form
 * @param type its type in the form
 * @param label what it means
 * @param initial its value in a topic for which nothing else was asked
 * @param options what it may be, for those with a fixed list
 */
record ConfigField(String name, String type, String label, List<String> initial, List<String> options) {
    static final String ACCESS_MODEL = "pubsub#access_model";
    static final String PUBLISH_MODEL = "pubsub#publish_model";
    static final String TITLE = "pubsub#title";
    static final String DESCRIPTION = "pubsub#description";
    static final String TYPE = "pubsub#type";
    static final String CONTACT = "pubsub#contact";
    static final String LANGUAGE = "pubsub#language";
    static final String PERSIST_ITEMS = "pubsub#persist_items";
    static final String MAX_ITEMS = "pubsub#max_items";
    static final String MAX_PAYLOAD_SIZE = "pubsub#max_payload_size";
    static final String SEND_LAST = "pubsub#send_last_published_item";
    static final String NOTIFICATION_TYPE = "pubsub#notification_type";
    static final String DELIVER_PAYLOADS = "pubsub#deliver_payloads";
    static final String DELIVER_NOTIFICATIONS = "pubsub#deliver_notifications";
    static final String NOTIFY_CONFIG = "pubsub#notify_config";
    static final String NOTIFY_DELETE = "pubsub#notify_delete";
    static final String NOTIFY_RETRACT = "pubsub#notify_retract";
    static final String PRESENCE_BASED = "pubsub#presence_based_delivery";
    static final String SUBSCRIBE = "pubsub#subscribe";
    static final String ITEM_EXPIRE = "pubsub#item_expire";
    static final String PUBLISH_NODE_FULL = "pubsub#publish_node_full";
    static final String NOTIFY_SUB = "pubsub#notify_sub";
    static final String TEMPSUB = "pubsub#tempsub";
    static final String PURGE_OFFLINE = "pubsub#purge_offline";
    static final String ROSTER_GROUPS = "pubsub#roster_groups_allowed";
    static final String BODY_XSLT = "pubsub#body_xslt";
    static final String DATAFORM_XSLT = "pubsub#dataform_xslt";
    static final String ITEM_REPLY = "pubsub#itemreply";
    static final String NODE_TYPE = "pubsub#node_type";

    /** What an unset topic is like: RFC 8600 §6's example, and nothing of a report lost that could be kept. */
    static final Map<String, ConfigField> ALL = all(
            text(TITLE, "The name of the topic", ""),
            text(DESCRIPTION, "What the topic is about", ""),
            text(TYPE, "The namespace of the payload", ""),
            text(LANGUAGE, "The language of the topic", ""),
            new ConfigField(CONTACT, "jid-multi", "Whom to ask", List.of(), List.of()),
            list(ACCESS_MODEL, "Who may subscribe and retrieve items", "authorize", "open", "whitelist"),
            list(PUBLISH_MODEL, "Who may publish", "publishers", "subscribers", "open"),
            bool(PERSIST_ITEMS, "Whether items are kept", "1"),
            text(MAX_ITEMS, "How many items are kept, or max", "1000"),
            text(MAX_PAYLOAD_SIZE, "The largest payload in bytes", "250000"),
            list(SEND_LAST, "When to send the last item", "never", "on_sub", "on_sub_and_presence"),
            list(NOTIFICATION_TYPE, "The type of event messages", "normal", "headline"),
            bool(DELIVER_PAYLOADS, "Whether events carry payloads", "1"),
            bool(DELIVER_NOTIFICATIONS, "Whether there are events", "1"),
            bool(NOTIFY_CONFIG, "Whether subscribers learn of a new configuration", "0"),
            bool(NOTIFY_DELETE, "Whether subscribers learn of the topic's end", "1"),
            bool(NOTIFY_RETRACT, "Whether subscribers learn of removed items", "1"),
            bool(PRESENCE_BASED, "Whether only those get events who are available", "0"),
            bool(SUBSCRIBE, "Whether one may subscribe", "1"),
            list(ITEM_REPLY, "Whom items name: their publisher, or nobody", "publisher", "owner", "none"),
            list(NODE_TYPE, "The type of the node", "leaf"),
            text(ITEM_EXPIRE, "For how many seconds items are kept, or max", "max"),
            list(
                    PUBLISH_NODE_FULL,
                    "What happens when a full topic gets an item",
                    "discard-oldest",
                    "retract-oldest",
                    "reject"),
            bool(NOTIFY_SUB, "Whether owners learn of new subscribers (kept only)", "0"),
            bool(TEMPSUB, "Whether subscriptions end with a presence (kept only)", "0"),
            bool(PURGE_OFFLINE, "Whether items end with their publisher's presence (kept only)", "0"),
            new ConfigField(
                    ROSTER_GROUPS, "list-multi", "The groups that may subscribe (kept only)", List.of(), List.of()),
            text(BODY_XSLT, "A transformation into a body (kept only)", ""),
            text(DATAFORM_XSLT, "A transformation into a form (kept only)", ""));

    private static ConfigField text(String name, String label, String initial) {
        return new ConfigField(name, "text-single", label, initial.isEmpty() ? List.of() : List.of(initial), List.of());
    }

    private static ConfigField bool(String name, String label, String initial) {
        return new ConfigField(name, "boolean", label, List.of(initial), List.of());
    }

    private static ConfigField list(String name, String label, String initial, String... others) {
        List<String> options = new ArrayList<>(List.of(others));
        options.add(0, initial);
        return new ConfigField(name, "list-single", label, List.of(initial), List.copyOf(options));
    }

    private static Map<String, ConfigField> all(ConfigField... fields) {
        Map<String, ConfigField> all = new LinkedHashMap<>();
        for (ConfigField field : fields) {
            all.put(field.name(), field);
        }
        return all;
    }

    /** The values in their canonical form; a value that can't be is refused. */
    List<String> check(List<String> values, Settings settings) {
        if (type.equals("jid-multi") || type.equals("list-multi")) {
            return List.copyOf(values);
        }
        if (values.size() != 1) {
            if (values.isEmpty() && type.equals("text-single")) {
                return initial;
            }
            throw bad(values);
        }
        String value = values.get(0);
        if (type.equals("boolean")) {
            return List.of(DataForm.bool(value).orElseThrow(() -> bad(values)) ? "1" : "0");
        }
        if (!options.isEmpty() && !options.contains(value)) {
            // XEP-0060 §8.1.2
            throw name.equals(ACCESS_MODEL)
                    ? StanzaError.pubsub("not-acceptable", "unsupported-access-model")
                            .refused()
                    : bad(values);
        }
        return switch (name) {
            case ITEM_EXPIRE -> value.equals("max") ? List.of(value) : number(value, Integer.MAX_VALUE);
            case MAX_ITEMS -> value.equals("max") ? List.of(value) : number(value, settings.itemLimit());
            case MAX_PAYLOAD_SIZE -> number(value, settings.stanzaLimit());
            default -> List.of(value);
        };
    }

    private List<String> number(String value, long most) {
        if (!value.matches("\\d{1,9}") || Long.parseLong(value) > most) {
            throw bad(List.of(value));
        }
        return List.of(value);
    }

    private StanzaError.Refused bad(List<String> values) {
        return StanzaError.of("not-acceptable")
                .withText(name + " can't be " + values)
                .refused();
    }
}
