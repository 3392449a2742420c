package org.xmppgrid.sdk;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A field of a topic's configuration, with the Java type of its value: all of XEP-0060 §16.4.4, and those that XEP-0248
 * adds for collections. Which of them a broker knows, it tells by {@link Topic#config()}.
 *
 * @param <T> the type of the value
 */
public final class TopicField<T> {
    /** Who may subscribe and retrieve items. */
    public static final TopicField<AccessModel> ACCESS_MODEL =
            choice("access_model", AccessModel::protocolName, AccessModel::named);

    /** Who may publish. */
    public static final TopicField<PublishModel> PUBLISH_MODEL =
            choice("publish_model", PublishModel::protocolName, PublishModel::named);

    /** A title for people. */
    public static final TopicField<String> TITLE = text("title");

    /** A description for people. */
    public static final TopicField<String> DESCRIPTION = text("description");

    /** What the items are: the namespace of their payloads (RFC 8600 §5). */
    public static final TopicField<String> TYPE = text("type");

    /** The language of the topic, as a tag of BCP 47. */
    public static final TopicField<String> LANGUAGE = text("language");

    /** Whom to ask about the topic. */
    public static final TopicField<List<GridAddress>> CONTACT = addresses("contact");

    /** Whether items are kept for retrieval. */
    public static final TopicField<Boolean> PERSIST_ITEMS = flag("persist_items");

    /** How many items are kept. */
    public static final TopicField<MaxItems> MAX_ITEMS = choice("max_items", MaxItems::protocolName, MaxItems::named);

    /**
     * How long an item is kept, in whole seconds; {@code ChronoUnit.FOREVER.getDuration()} for as long as the broker
     * allows ({@code max}).
     */
    public static final TopicField<Duration> ITEM_EXPIRE =
            choice("item_expire", TopicField::seconds, TopicField::duration);

    /** What happens when an item is published to a topic that keeps as many as it may. */
    public static final TopicField<WhenFull> PUBLISH_NODE_FULL =
            choice("publish_node_full", WhenFull::protocolName, WhenFull::named);

    /** The largest payload, in bytes. */
    public static final TopicField<Integer> MAX_PAYLOAD_SIZE = number("max_payload_size");

    /** When the broker sends the last published item by itself. */
    public static final TopicField<TopicConfig.SendLast> SEND_LAST_PUBLISHED_ITEM =
            choice("send_last_published_item", TopicConfig.SendLast::protocolName, TopicConfig.SendLast::named);

    /** The type of the messages that carry events. */
    public static final TopicField<NotificationType> NOTIFICATION_TYPE =
            choice("notification_type", NotificationType::protocolName, NotificationType::named);

    /** Whether there are events at all. */
    public static final TopicField<Boolean> DELIVER_NOTIFICATIONS = flag("deliver_notifications");

    /** Whether events carry the payload. */
    public static final TopicField<Boolean> DELIVER_PAYLOADS = flag("deliver_payloads");

    /** Whether subscribers are told that the configuration has changed. */
    public static final TopicField<Boolean> NOTIFY_CONFIG = flag("notify_config");

    /** Whether subscribers are told that the topic was deleted. */
    public static final TopicField<Boolean> NOTIFY_DELETE = flag("notify_delete");

    /** Whether subscribers are told that an item was withdrawn. */
    public static final TopicField<Boolean> NOTIFY_RETRACT = flag("notify_retract");

    /** Whether owners are told of new subscribers and of those who leave. */
    public static final TopicField<Boolean> NOTIFY_SUB = flag("notify_sub");

    /** Whether only those who are present get events; the others' are not stored then. */
    public static final TopicField<Boolean> PRESENCE_BASED_DELIVERY = flag("presence_based_delivery");

    /** Whether all items are removed when their publisher goes offline. */
    public static final TopicField<Boolean> PURGE_OFFLINE = flag("purge_offline");

    /** Whether subscriptions end when their subscriber goes offline. */
    public static final TopicField<Boolean> TEMPSUB = flag("tempsub");

    /** Whether one may subscribe. */
    public static final TopicField<Boolean> SUBSCRIBE = flag("subscribe");

    /** The groups of the owner's contacts that {@link AccessModel#ROSTER} admits. */
    public static final TopicField<List<String>> ROSTER_GROUPS_ALLOWED = texts("roster_groups_allowed");

    /** Whom an item names for replies to it. */
    public static final TopicField<ItemReply> ITEM_REPLY =
            choice("itemreply", ItemReply::protocolName, ItemReply::named);

    /** The address of a transformation that makes a message body of a payload. */
    public static final TopicField<String> BODY_XSLT = text("body_xslt");

    /** The address of a transformation that makes a data form of a payload. */
    public static final TopicField<String> DATAFORM_XSLT = text("dataform_xslt");

    /** Whether this is a topic or a collection of topics (XEP-0248). */
    public static final TopicField<NodeType> NODE_TYPE = choice("node_type", NodeType::protocolName, NodeType::named);

    /** The collections that the topic is in (XEP-0248). */
    public static final TopicField<List<String>> COLLECTION = texts("collection");

    /** The topics and collections in this collection (XEP-0248). */
    public static final TopicField<List<String>> CHILDREN = texts("children");

    /** How many topics and collections may be in this collection (XEP-0248). */
    public static final TopicField<Integer> CHILDREN_MAX = number("children_max");

    /** Who may put topics into this collection (XEP-0248). */
    public static final TopicField<ChildrenAssociation> CHILDREN_ASSOCIATION_POLICY =
            choice("children_association_policy", ChildrenAssociation::protocolName, ChildrenAssociation::named);

    /** The list of those who may put topics into this collection (XEP-0248). */
    public static final TopicField<List<GridAddress>> CHILDREN_ASSOCIATION_WHITELIST =
            addresses("children_association_whitelist");

    private static final String PREFIX = "pubsub#";
    private static final String MAX = "max";
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private static final List<TopicField<?>> ALL = List.of(
            ACCESS_MODEL,
            PUBLISH_MODEL,
            TITLE,
            DESCRIPTION,
            TYPE,
            LANGUAGE,
            CONTACT,
            PERSIST_ITEMS,
            MAX_ITEMS,
            ITEM_EXPIRE,
            PUBLISH_NODE_FULL,
            MAX_PAYLOAD_SIZE,
            SEND_LAST_PUBLISHED_ITEM,
            NOTIFICATION_TYPE,
            DELIVER_NOTIFICATIONS,
            DELIVER_PAYLOADS,
            NOTIFY_CONFIG,
            NOTIFY_DELETE,
            NOTIFY_RETRACT,
            NOTIFY_SUB,
            PRESENCE_BASED_DELIVERY,
            PURGE_OFFLINE,
            TEMPSUB,
            SUBSCRIBE,
            ROSTER_GROUPS_ALLOWED,
            ITEM_REPLY,
            BODY_XSLT,
            DATAFORM_XSLT,
            NODE_TYPE,
            COLLECTION,
            CHILDREN,
            CHILDREN_MAX,
            CHILDREN_ASSOCIATION_POLICY,
            CHILDREN_ASSOCIATION_WHITELIST);

    private final String protocolName;
    private final Function<T, List<String>> writer;
    private final Function<List<String>, Optional<T>> reader;

    private TopicField(String name, Function<T, List<String>> writer, Function<List<String>, Optional<T>> reader) {
        this.protocolName = PREFIX + name;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * All fields that have a constant here.
     *
     * @return the fields, in the order of their declaration
     */
    public static List<TopicField<?>> all() {
        return ALL;
    }

    /**
     * The field of a name.
     *
     * @param protocolName for example {@code pubsub#item_expire}
     * @return the field, or empty if it has no constant here
     */
    public static Optional<TopicField<?>> named(String protocolName) {
        return ALL.stream()
                .filter(field -> field.protocolName.equals(protocolName))
                .findFirst();
    }

    /**
     * The field's name in XEP-0060.
     *
     * @return for example {@code pubsub#item_expire}
     */
    public String protocolName() {
        return protocolName;
    }

    /**
     * A value as XEP-0060 writes it.
     *
     * @param value the value
     * @return the texts; more than one, or none, for a list
     * @throws IllegalArgumentException if there is no way to write it
     */
    public List<String> write(T value) {
        List<String> texts = List.copyOf(writer.apply(value));
        texts.forEach(text -> XmlText.require("value of " + protocolName, text));
        return texts;
    }

    /**
     * A value as a broker wrote it.
     *
     * @param values the texts
     * @return the value; empty if there is none, or one that this type can't say
     */
    public Optional<T> read(List<String> values) {
        return reader.apply(values);
    }

    /** {@link #protocolName()}. */
    @Override
    public String toString() {
        return protocolName;
    }

    private static <T> TopicField<T> choice(
            String name, Function<T, String> writer, Function<String, Optional<T>> reader) {
        return new TopicField<>(name, value -> List.of(writer.apply(value)), values -> first(values)
                .flatMap(reader));
    }

    private static TopicField<String> text(String name) {
        return choice(name, Function.identity(), Optional::of);
    }

    /** XEP-0004 §3.3: a boolean is 0, 1, false or true. */
    private static TopicField<Boolean> flag(String name) {
        return choice(name, value -> value ? "1" : "0", text -> switch (text) {
            case "1", "true" -> Optional.of(true);
            case "0", "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    private static TopicField<Integer> number(String name) {
        return choice(
                name,
                value -> {
                    if (value < 0) {
                        throw new IllegalArgumentException("The number of " + name + " is not negative: " + value);
                    }
                    return Integer.toString(value);
                },
                text -> Numbers.whole(text, Integer.MAX_VALUE).map(Long::intValue));
    }

    private static TopicField<List<String>> texts(String name) {
        return new TopicField<>(
                name, Function.identity(), values -> Optional.of(values).filter(list -> !list.isEmpty()));
    }

    private static TopicField<List<GridAddress>> addresses(String name) {
        return new TopicField<>(
                name, list -> list.stream().map(GridAddress::toString).toList(), TopicField::addresses);
    }

    /** A list with one entry that is no address is as good as unknown: part of it would look like all of it. */
    private static Optional<List<GridAddress>> addresses(List<String> values) {
        List<GridAddress> addresses = new ArrayList<>(values.size());
        try {
            values.forEach(value -> addresses.add(GridAddress.of(value)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(addresses)).filter(list -> !list.isEmpty());
    }

    private static String seconds(Duration time) {
        if (time.equals(FOREVER)) {
            return MAX;
        }
        if (time.isNegative() || time.isZero() || time.getNano() != 0) {
            throw new IllegalArgumentException("Items are kept for whole seconds, at least one, not " + time);
        }
        return Long.toString(time.toSeconds());
    }

    private static Optional<Duration> duration(String text) {
        return text.equals(MAX)
                ? Optional.of(FOREVER)
                : Numbers.whole(text, Long.MAX_VALUE).map(Duration::ofSeconds);
    }

    private static Optional<String> first(List<String> values) {
        return values.stream().findFirst().filter(value -> !value.isEmpty());
    }
}
