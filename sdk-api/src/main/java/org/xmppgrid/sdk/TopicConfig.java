package org.xmppgrid.sdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration that a topic is created with ({@code node_config}, XEP-0060 §16.4.4). It asks for what it states and
 * leaves the rest to the broker. Immutable: each method returns a changed copy.
 *
 * <p>Start from {@link #secure()}; {@link #brokerDefault()} is for those who know their broker's defaults.
 */
public final class TopicConfig {
    /** When a broker sends the last published item by itself (XEP-0060 §6.1.7). */
    public enum SendLast {
        /** Never. */
        NEVER("never"),
        /** To each new subscriber. */
        ON_SUBSCRIPTION("on_sub"),
        /** To each new subscriber, and whenever a subscriber comes online. */
        ON_SUBSCRIPTION_AND_PRESENCE("on_sub_and_presence");

        private final String value;

        SendLast(String value) {
            this.value = value;
        }
    }

    private static final TopicConfig EMPTY = new TopicConfig(List.of(), false, Map.of());

    private final List<AccessModel> accessModels;
    private final boolean typeOfTopic;
    private final Map<String, List<String>> fields;

    private TopicConfig(List<AccessModel> accessModels, boolean typeOfTopic, Map<String, List<String>> fields) {
        this.accessModels = List.copyOf(accessModels);
        this.typeOfTopic = typeOfTopic;
        this.fields = Collections.unmodifiableMap(fields);
    }

    /**
     * What a topic for security incidents should be: subscriptions are approved by the owner ({@code authorize}), or
     * limited to a list where the broker does not know that ({@code whitelist}, RFC 8600 §8.3.4); the payload type is
     * announced; items are kept, as many as the broker allows, for consumers that were away; nothing is replayed
     * unasked; events are stored for absent consumers ({@code notification_type} normal: headlines never are); and
     * subscribers are told when the topic is deleted, reconfigured or an item is withdrawn.
     *
     * @return the configuration
     */
    public static TopicConfig secure() {
        return EMPTY.accessModel(AccessModel.AUTHORIZE, AccessModel.WHITELIST)
                .announcingPayloadType()
                .persistItems(true)
                .field("pubsub#max_items", "max")
                .sendLastPublishedItem(SendLast.NEVER)
                .field("pubsub#notification_type", "normal")
                .field("pubsub#notify_delete", "1")
                .field("pubsub#notify_config", "1")
                .field("pubsub#notify_retract", "1");
    }

    /**
     * Nothing at all: the topic is created with whatever the broker's defaults are, which on today's servers is access
     * for everybody.
     *
     * @return the empty configuration, to add to
     */
    public static TopicConfig brokerDefault() {
        return EMPTY;
    }

    /**
     * Who may subscribe.
     *
     * @param model the model to ask for
     * @param fallbacks the models to ask for next, in this order, if the broker refuses one
     * @return the changed configuration
     */
    public TopicConfig accessModel(AccessModel model, AccessModel... fallbacks) {
        List<AccessModel> models = new ArrayList<>(List.of(model));
        models.addAll(List.of(fallbacks));
        return new TopicConfig(models, typeOfTopic, fields);
    }

    /**
     * Announces the namespace of the topic's payload type in {@code pubsub#type}, by which consumers find it.
     *
     * @return the changed configuration
     */
    public TopicConfig announcingPayloadType() {
        return new TopicConfig(accessModels, true, fields);
    }

    /**
     * A title for people.
     *
     * @param title the title
     * @return the changed configuration
     */
    public TopicConfig title(String title) {
        return field("pubsub#title", title);
    }

    /**
     * A description for people.
     *
     * @param description the description
     * @return the changed configuration
     */
    public TopicConfig description(String description) {
        return field("pubsub#description", description);
    }

    /**
     * Whether items are kept for retrieval.
     *
     * @param persist true to keep them
     * @return the changed configuration
     */
    public TopicConfig persistItems(boolean persist) {
        return field("pubsub#persist_items", persist ? "1" : "0");
    }

    /**
     * How many items are kept.
     *
     * @param count the number of items; a broker refuses more than it allows
     * @return the changed configuration
     * @throws IllegalArgumentException if the number is not positive
     */
    public TopicConfig maxItems(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException(
                    "A topic keeps at least one item, not " + count + "; to keep none, say persistItems(false)");
        }
        return field("pubsub#max_items", Integer.toString(count));
    }

    /**
     * When the broker sends the last published item by itself.
     *
     * @param when when
     * @return the changed configuration
     */
    public TopicConfig sendLastPublishedItem(SendLast when) {
        return field("pubsub#send_last_published_item", when.value);
    }

    /**
     * Any field, by its name in XEP-0060 or in the broker's own documentation.
     *
     * @param name the field's name, for example {@code pubsub#item_expire}
     * @param values its values; none takes the field out
     * @return the changed configuration
     * @throws IllegalArgumentException for the access model and the form's type, which have their own place
     */
    public TopicConfig field(String name, String... values) {
        if (name.equals("pubsub#access_model") || name.equals("FORM_TYPE")) {
            throw new IllegalArgumentException(
                    "The field " + name + " is not set by name; use accessModel(..) for the access model");
        }
        XmlText.require("field's name", name);
        for (String value : values) {
            XmlText.require("value of " + name, value);
        }
        Map<String, List<String>> changed = new LinkedHashMap<>(fields);
        if (values.length == 0) {
            changed.remove(name);
        } else {
            changed.put(name, List.of(values));
        }
        return new TopicConfig(accessModels, typeOfTopic, changed);
    }

    /**
     * The access models to ask for, the most wanted first.
     *
     * @return the models; empty if it is left to the broker
     */
    public List<AccessModel> accessModels() {
        return accessModels;
    }

    /**
     * Whether the namespace of the topic's payload type is announced.
     *
     * @return true if it is
     */
    public boolean announcesPayloadType() {
        return typeOfTopic;
    }

    /**
     * All other fields, in the order in which they were set.
     *
     * @return the values by the field's name
     */
    public Map<String, List<String>> fields() {
        return fields;
    }

    /**
     * One field's first value.
     *
     * @param name the field's name
     * @return the value, or empty if the configuration leaves it to the broker
     */
    public Optional<String> value(String name) {
        return Optional.ofNullable(fields.get(name)).map(values -> values.get(0));
    }

    /** The configuration in words of XEP-0060. */
    @Override
    public String toString() {
        return "TopicConfig[access_model=" + accessModels + ", type announced=" + typeOfTopic + ", " + fields + "]";
    }
}
