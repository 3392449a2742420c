package org.xmppgrid.sdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A configuration of a topic ({@code node_config}, XEP-0060 §16.4.4): what it is created with, what is to be changed of
 * it, or what its broker says it is. Asked for, it states what it has and leaves the rest to the broker. Immutable: each
 * method returns a changed copy.
 *
 * <p>Each field is a {@link TopicField}: {@code config.with(TopicField.ITEM_EXPIRE, Duration.ofDays(7))}. The fields that
 * most topics need have a method of their own; those that only one broker knows are set as text by
 * {@link #field(String, String...)}.
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

        private final String protocolName;

        SendLast(String protocolName) {
            this.protocolName = protocolName;
        }

        /**
         * The choice's name in XEP-0060.
         *
         * @return for example {@code on_sub}
         */
        public String protocolName() {
            return protocolName;
        }

        /**
         * The choice of a name.
         *
         * @param protocolName for example {@code on_sub}
         * @return it, or empty for a name that XEP-0060 does not know
         */
        public static Optional<SendLast> named(String protocolName) {
            return Arrays.stream(values())
                    .filter(value -> value.protocolName.equals(protocolName))
                    .findFirst();
        }
    }

    private static final String ACCESS_MODEL = TopicField.ACCESS_MODEL.protocolName();
    private static final String FORM_TYPE = "FORM_TYPE";
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
                .with(TopicField.MAX_ITEMS, MaxItems.MAX)
                .sendLastPublishedItem(SendLast.NEVER)
                .with(TopicField.NOTIFICATION_TYPE, NotificationType.NORMAL)
                .with(TopicField.NOTIFY_DELETE, true)
                .with(TopicField.NOTIFY_CONFIG, true)
                .with(TopicField.NOTIFY_RETRACT, true);
    }

    /**
     * Nothing at all: whatever the broker's defaults are. On today's servers that is access for everybody, with which
     * {@link Topic#create} refuses to leave a topic: see there.
     *
     * @return the empty configuration, to add to
     */
    public static TopicConfig brokerDefault() {
        return EMPTY;
    }

    /**
     * A configuration as a broker tells it, by the names of its fields.
     *
     * @param fields the texts of each field; the form's type is left out
     * @return the configuration. An access model that XEP-0060 does not know is among its {@link #fields()}
     */
    public static TopicConfig of(Map<String, List<String>> fields) {
        Map<String, List<String>> others = new LinkedHashMap<>();
        fields.forEach((name, values) -> others.put(name, List.copyOf(values)));
        others.remove(FORM_TYPE);
        Optional<AccessModel> access = TopicField.ACCESS_MODEL.read(others.getOrDefault(ACCESS_MODEL, List.of()));
        if (access.isPresent()) {
            others.remove(ACCESS_MODEL);
        }
        return new TopicConfig(access.map(List::of).orElse(List.of()), false, others);
    }

    /**
     * Any field of XEP-0060.
     *
     * @param field the field
     * @param value its value
     * @param <T> the type of the value
     * @return the changed configuration
     * @throws IllegalArgumentException if there is no way to write the value
     */
    public <T> TopicConfig with(TopicField<T> field, T value) {
        if (field == TopicField.ACCESS_MODEL) {
            return accessModel((AccessModel) value);
        }
        Map<String, List<String>> changed = new LinkedHashMap<>(fields);
        changed.put(field.protocolName(), field.write(value));
        return new TopicConfig(accessModels, typeOfTopic, changed);
    }

    /**
     * Leaves a field to the broker.
     *
     * @param field the field
     * @return the changed configuration
     */
    public TopicConfig without(TopicField<?> field) {
        Map<String, List<String>> changed = new LinkedHashMap<>(fields);
        changed.remove(field.protocolName());
        return new TopicConfig(
                field == TopicField.ACCESS_MODEL ? List.of() : accessModels,
                typeOfTopic && field != TopicField.TYPE,
                changed);
    }

    /**
     * A field's value.
     *
     * @param field the field
     * @param <T> the type of the value
     * @return the value, for the access model the most wanted one; empty if the configuration does not state it, or has
     *     a text that the type can't say, which {@link #value(String)} then tells
     */
    public <T> Optional<T> get(TopicField<T> field) {
        return field.read(values(field.protocolName()));
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
        Map<String, List<String>> others = new LinkedHashMap<>(fields);
        others.remove(ACCESS_MODEL);
        return new TopicConfig(models, typeOfTopic, others);
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
        return with(TopicField.TITLE, title);
    }

    /**
     * A description for people.
     *
     * @param description the description
     * @return the changed configuration
     */
    public TopicConfig description(String description) {
        return with(TopicField.DESCRIPTION, description);
    }

    /**
     * Whether items are kept for retrieval.
     *
     * @param persist true to keep them
     * @return the changed configuration
     */
    public TopicConfig persistItems(boolean persist) {
        return with(TopicField.PERSIST_ITEMS, persist);
    }

    /**
     * How many items are kept; {@code with(TopicField.MAX_ITEMS, MaxItems.MAX)} for as many as the broker allows.
     *
     * @param count the number of items; a broker refuses more than it allows
     * @return the changed configuration
     * @throws IllegalArgumentException if the number is not positive
     */
    public TopicConfig maxItems(int count) {
        return with(TopicField.MAX_ITEMS, MaxItems.of(count));
    }

    /**
     * When the broker sends the last published item by itself.
     *
     * @param when when
     * @return the changed configuration
     */
    public TopicConfig sendLastPublishedItem(SendLast when) {
        return with(TopicField.SEND_LAST_PUBLISHED_ITEM, when);
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
        if (name.equals(ACCESS_MODEL) || name.equals(FORM_TYPE)) {
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
     * All other fields, in the order in which they were set or told. Also an access model that a broker told and XEP-0060
     * does not know.
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
     * @return the value, for the access model the most wanted one; empty if the configuration leaves it to the broker
     */
    public Optional<String> value(String name) {
        return values(name).stream().findFirst();
    }

    private List<String> values(String name) {
        return name.equals(ACCESS_MODEL) && !accessModels.isEmpty()
                ? List.of(accessModels.get(0).protocolName())
                : fields.getOrDefault(name, List.of());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicConfig that
                && accessModels.equals(that.accessModels)
                && typeOfTopic == that.typeOfTopic
                && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(accessModels, typeOfTopic, fields);
    }

    /** The configuration in words of XEP-0060. */
    @Override
    public String toString() {
        return Printable.of(
                "TopicConfig[access_model=" + accessModels + ", type announced=" + typeOfTopic + ", " + fields + "]");
    }
}
