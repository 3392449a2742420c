package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jivesoftware.smackx.delay.provider.DelayInformationProvider;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;
import org.jxmpp.JxmppContext;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

/** Reads the messages of a broker: events and requests to approve a subscription. Total: what is unknown is passed over. */
final class EventCodec {
    static final String EVENT = PubSubNamespace.event.getXmlns();
    static final String SUBSCRIBE_AUTHORIZATION = "http://jabber.org/protocol/pubsub#subscribe_authorization";
    private static final RawPayload NO_PAYLOAD = new RawPayload("", "", "");

    private EventCodec() {}

    /** What a message of a broker says; both empty if it is none of these. */
    record BrokerMessage(List<TopicEvent> events, Optional<SubscriptionRequest> request) {}

    /** Reads the message that the parser stands on the start tag of. */
    static BrokerMessage read(XmlPullParser parser) throws XmlPullParserException, IOException {
        Prefixes ofMessage = Prefixes.NONE.and(parser);
        List<TopicEvent> events = new ArrayList<>(1);
        List<SubscriptionRequest> requests = new ArrayList<>(0);
        List<Instant> delays = new ArrayList<>(0);
        Elements.forEachChild(parser, () -> {
            switch (parser.getName()) {
                case "event" -> {
                    if (EVENT.equals(parser.getNamespace())) {
                        readEvent(parser, ofMessage.and(parser), events);
                    }
                }
                case "x" -> {
                    if (Forms.NAMESPACE.equals(parser.getNamespace())) {
                        request(Forms.read(parser)).ifPresent(requests::add);
                    }
                }
                case DelayInformation.ELEMENT -> {
                    if (DelayInformation.NAMESPACE.equals(parser.getNamespace())) {
                        delay(parser).ifPresent(delays::add);
                    }
                }
                default -> {
                    // hints, headers, receipts: nothing that a topic's events need
                }
            }
        });
        if (!delays.isEmpty()) {
            events.replaceAll(event -> delayed(event, delays.get(0)));
        }
        return new BrokerMessage(events, requests.stream().findFirst());
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
                items.add(item(parser, ofItems));
            }
        });
        return items;
    }

    private static void readEvent(XmlPullParser parser, Prefixes around, List<TopicEvent> events)
            throws XmlPullParserException, IOException {
        Elements.forEachChild(parser, () -> {
            String topic = Elements.attribute(parser, "node");
            switch (parser.getName()) {
                case "items" -> readItems(parser, topic, around.and(parser), events);
                case "purge" -> events.add(new TopicEvent.Purged(topic));
                case "delete" -> events.add(new TopicEvent.Deleted(topic));
                case "subscription" ->
                    events.add(new TopicEvent.SubscriptionChanged(
                            topic,
                            address(Elements.attribute(parser, "jid")),
                            Elements.attribute(parser, "subscription")));
                default -> {
                    // configuration, collection and whatever XEP-0060 will know one day
                }
            }
        });
    }

    private static void readItems(XmlPullParser parser, String topic, Prefixes around, List<TopicEvent> events)
            throws XmlPullParserException, IOException {
        Elements.forEachChild(parser, () -> {
            switch (parser.getName()) {
                case "item" -> events.add(new TopicEvent.Published(topic, item(parser, around)));
                case "retract" -> events.add(new TopicEvent.Retracted(topic, Elements.attribute(parser, "id")));
                default -> {
                    // nothing else stands here
                }
            }
        });
    }

    private static StoredItem item(XmlPullParser parser, Prefixes around) throws XmlPullParserException, IOException {
        String id = Elements.attribute(parser, "id");
        Optional<GridAddress> publisher = address(Elements.attribute(parser, "publisher"));
        Prefixes ofItem = around.and(parser);
        List<RawPayload> payloads = new ArrayList<>(1);
        Elements.forEachChild(parser, () -> {
            if (payloads.isEmpty()) {
                payloads.add(PayloadCapture.capture(parser, ofItem));
            }
        });
        return new StoredItem(id, publisher, Optional.empty(), payloads.isEmpty() ? NO_PAYLOAD : payloads.get(0));
    }

    private static TopicEvent delayed(TopicEvent event, Instant since) {
        if (event instanceof TopicEvent.Published published) {
            StoredItem item = published.item();
            return new TopicEvent.Published(
                    published.topic(), new StoredItem(item.id(), item.publisher(), Optional.of(since), item.payload()));
        }
        return event;
    }

    /** A stamp that can't be read costs the stamp, not the event. */
    private static Optional<Instant> delay(XmlPullParser parser) throws XmlPullParserException {
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
