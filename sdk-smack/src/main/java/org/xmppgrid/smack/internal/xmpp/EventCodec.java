package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jivesoftware.smackx.delay.provider.DelayInformationProvider;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;
import org.jspecify.annotations.Nullable;
import org.jxmpp.JxmppContext;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.smack.internal.wire.StanzaRefusedException;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

/** Reads the messages of a broker: events and requests to approve a subscription. Total: what is unknown is passed over. */
final class EventCodec {
    static final String EVENT = PubSubNamespace.event.getXmlns();
    static final String DELAY = DelayInformation.NAMESPACE;
    private static final String SHIM = "http://jabber.org/protocol/shim";
    static final String SUBSCRIBE_AUTHORIZATION = "http://jabber.org/protocol/pubsub#subscribe_authorization";
    /** No platform has as many subscriptions to one topic; a hostile broker could name thousands on each event. */
    private static final int MAX_SUBSCRIPTION_IDS = 1000;

    private static final RawPayload NO_PAYLOAD = new RawPayload("", "", "");

    private EventCodec() {}

    /** What a message of a broker says; nothing if it is neither an event nor a request. */
    static final class BrokerMessage {
        private final List<TopicEvent> events = new ArrayList<>(1);
        private @Nullable SubscriptionRequest request;
        private @Nullable Instant delayedSince;
        private final Set<String> subscriptionIds = new LinkedHashSet<>();

        List<TopicEvent> events() {
            if (subscriptionIds.isEmpty()) {
                return bare();
            }
            Set<String> ids = Set.copyOf(subscriptionIds);
            return bare().stream()
                    .<TopicEvent>map(event -> new TopicEvent.Addressed(event, ids))
                    .toList();
        }

        /** The events without a word on which subscriptions they are for. */
        List<TopicEvent> bare() {
            Instant since = delayedSince;
            return since == null
                    ? events
                    : events.stream().map(event -> event.late(since)).toList();
        }

        Optional<SubscriptionRequest> request() {
            return Optional.ofNullable(request);
        }
    }

    /**
     * Reads the message that the parser stands on the start tag of. What was read before an exception is in the message.
     */
    static void read(XmlPullParser parser, BrokerMessage message) throws XmlPullParserException, IOException {
        read(parser, Prefixes.NONE, message, around -> {});
    }

    /** Reads an archive's result, of which the parser stands on the start tag. */
    @FunctionalInterface
    interface Archived {
        void read(Prefixes around) throws XmlPullParserException, IOException;
    }

    /** The same for a message that stands within other elements, or that may bring a result of an archive. */
    static void read(XmlPullParser parser, Prefixes around, BrokerMessage message, Archived archived)
            throws XmlPullParserException, IOException {
        Prefixes ofMessage = around.and(parser);
        Elements.forEachChild(parser, () -> {
            switch (parser.getName()) {
                case "event" -> {
                    if (EVENT.equals(parser.getNamespace())) {
                        readEvent(parser, ofMessage.and(parser), message.events);
                    }
                }
                case "x" -> {
                    if (Forms.NAMESPACE.equals(parser.getNamespace())) {
                        message.request = request(Forms.read(parser)).orElse(message.request);
                    }
                }
                case DelayInformation.ELEMENT -> {
                    if (DelayInformation.NAMESPACE.equals(parser.getNamespace())) {
                        message.delayedSince = delay(parser).orElse(message.delayedSince);
                    }
                }
                case "result" -> {
                    if (ArchiveCodec.NAMESPACE.equals(parser.getNamespace())) {
                        archived.read(ofMessage);
                    }
                }
                case "headers" -> {
                    if (SHIM.equals(parser.getNamespace())) {
                        readHeaders(parser, message.subscriptionIds);
                    }
                }
                default -> {
                    // hints, receipts: nothing that a topic's events need
                }
            }
        });
    }

    /** The topic that a message's event is about, without reading what it carries; empty if it has none. */
    static String topicOf(XmlPullParser parser) throws XmlPullParserException, IOException {
        StringBuilder topic = new StringBuilder();
        Elements.forEachChild(parser, () -> {
            if (Elements.is(parser, "event", EVENT)) {
                Elements.forEachChild(parser, () -> {
                    if (topic.isEmpty()) {
                        topic.append(Elements.attribute(parser, "node"));
                    }
                });
            }
        });
        return topic.toString();
    }

    /** Reads the items of an {@code <items/>} element, of an event or of a reply. */
    static List<StoredItem> items(XmlPullParser parser, Prefixes around) throws XmlPullParserException, IOException {
        List<StoredItem> items = new ArrayList<>();
        Prefixes ofItems = around.and(parser);
        Elements.forEachChild(parser, () -> {
            if (parser.getName().equals("item")) {
                item(parser, ofItems, items::add);
            }
        });
        return items;
    }

    /** Which subscriptions an event is for (XEP-0060 §7.1.2.4). */
    private static void readHeaders(XmlPullParser parser, Set<String> subscriptionIds)
            throws XmlPullParserException, IOException {
        Elements.forEachChild(parser, () -> {
            boolean isId = parser.getName().equals("header")
                    && Elements.attribute(parser, "name").equalsIgnoreCase("SubID");
            if (isId && subscriptionIds.size() < MAX_SUBSCRIPTION_IDS) {
                subscriptionIds.add(Elements.text(parser).trim());
            }
        });
        subscriptionIds.remove("");
    }

    /** Reads what stands in {@code <delete/>} and {@code <configuration/>}. */
    private static TopicEvent readDeleted(XmlPullParser parser, String topic)
            throws XmlPullParserException, IOException {
        StringBuilder redirect = new StringBuilder();
        Elements.forEachChild(parser, () -> {
            if (parser.getName().equals("redirect") && redirect.isEmpty()) {
                redirect.append(Elements.attribute(parser, "uri"));
            }
        });
        return new TopicEvent.Deleted(
                topic, redirect.isEmpty() ? Optional.empty() : Optional.of(redirect.toString()), false);
    }

    private static TopicEvent readConfigured(XmlPullParser parser, String topic)
            throws XmlPullParserException, IOException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Elements.forEachChild(parser, () -> {
            if (Elements.is(parser, "x", Forms.NAMESPACE)) {
                fields.putAll(Forms.read(parser).fields());
            }
        });
        return new TopicEvent.Configured(topic, Collections.unmodifiableMap(fields));
    }

    private static TopicEvent subscription(XmlPullParser parser, String topic) {
        return new TopicEvent.SubscriptionChanged(
                topic,
                address(Elements.attribute(parser, "jid")),
                Elements.attribute(parser, "subscription"),
                false,
                Optional.of(Elements.attribute(parser, "subid")).filter(id -> !id.isEmpty()),
                time(Elements.attribute(parser, "expiry")));
    }

    /** A time that can't be read is as good as none (XEP-0082). */
    static Optional<Instant> time(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static void readEvent(XmlPullParser parser, Prefixes around, List<TopicEvent> events)
            throws XmlPullParserException, IOException {
        Elements.forEachChild(parser, () -> {
            String topic = Elements.attribute(parser, "node");
            switch (parser.getName()) {
                case "items" -> readItems(parser, topic, around.and(parser), events);
                case "purge" -> events.add(new TopicEvent.Purged(topic));
                case "delete" -> events.add(readDeleted(parser, topic));
                case "configuration" -> events.add(readConfigured(parser, topic));
                case "subscription" -> events.add(subscription(parser, topic));
                default -> {
                    // collection and whatever XEP-0060 will know one day
                }
            }
        });
    }

    private static void readItems(XmlPullParser parser, String topic, Prefixes around, List<TopicEvent> events)
            throws XmlPullParserException, IOException {
        Elements.forEachChild(parser, () -> {
            switch (parser.getName()) {
                case "item" -> item(parser, around, item -> events.add(new TopicEvent.Published(topic, item)));
                case "retract" -> events.add(new TopicEvent.Retracted(topic, Elements.attribute(parser, "id")));
                default -> {
                    // nothing else stands here
                }
            }
        });
    }

    /** Reads an item; one whose payload is beyond a limit is handed on without it before the exception is. */
    private static void item(XmlPullParser parser, Prefixes around, Consumer<StoredItem> sink)
            throws XmlPullParserException, IOException {
        String id = Elements.attribute(parser, "id");
        Optional<GridAddress> publisher = address(Elements.attribute(parser, "publisher"));
        Prefixes ofItem = around.and(parser);
        List<RawPayload> payloads = new ArrayList<>(1);
        List<Instant> published = new ArrayList<>(1);
        Elements.forEachChild(parser, () -> {
            if (Elements.is(parser, DelayInformation.ELEMENT, DELAY)) {
                // when the broker stored it; no payload is one of these
                delay(parser).ifPresent(published::add);
            } else if (payloads.isEmpty()) {
                RawPayload cut = new RawPayload(parser.getNamespace(), parser.getName(), "");
                try {
                    payloads.add(PayloadCapture.capture(parser, ofItem));
                } catch (StanzaRefusedException e) {
                    sink.accept(new StoredItem(id, publisher, Optional.empty(), cut));
                    throw e;
                }
            }
        });
        sink.accept(new StoredItem(
                id, publisher, published.stream().findFirst(), payloads.isEmpty() ? NO_PAYLOAD : payloads.get(0)));
    }

    /** A stamp that can't be read costs the stamp, not the event. */
    static Optional<Instant> delay(XmlPullParser parser) throws XmlPullParserException {
        try {
            return Optional.of(DelayInformationProvider.INSTANCE
                    .parse(parser, null, JxmppContext.getDefaultContext())
                    .getStamp()
                    .toInstant());
        } catch (IOException | SmackParsingException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<SubscriptionRequest> request(Forms.Form form) {
        Optional<GridAddress> subscriber = address(form.first("pubsub#subscriber_jid"));
        String topic = form.first("pubsub#node");
        if (!form.formType().equals(SUBSCRIBE_AUTHORIZATION) || subscriber.isEmpty() || topic.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SubscriptionRequest(
                topic, subscriber.get(), Optional.of(form.first("pubsub#subid")).filter(id -> !id.isEmpty())));
    }

    private static Optional<GridAddress> address(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(GridAddress.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
