package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;
import org.xmppgrid.sdk.Affiliation;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.Member;
import org.xmppgrid.sdk.Subscriber;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.TopicAffiliation;
import org.xmppgrid.sdk.TopicSubscription;

/**
 * Affiliations and subscriptions, of a topic for its owner (XEP-0060 §8.8, §8.9) and of an account for itself (§5.6,
 * §5.7). An entry that can't be understood makes the list unreadable: one that is left out could be of somebody who has
 * access.
 */
final class MembersCodec {
    private static final String PUBSUB = PubSubNamespace.basic.getXmlns();
    private static final String OWNER = PubSubNamespace.owner.getXmlns();
    private static final String NONE = "none";

    private MembersCodec() {}

    /** XEP-0060 §8.9.1. */
    static String affiliations(String topic) {
        return ofTopic("affiliations", topic);
    }

    /** XEP-0060 §8.8.1. */
    static String subscriptions(String topic) {
        return ofTopic("subscriptions", topic);
    }

    /** XEP-0060 §8.9.2. */
    static String setAffiliations(String topic, Map<GridAddress, Affiliation> changes) {
        XmlBuilder xml = new XmlBuilder(256 + 80 * changes.size())
                .start("pubsub", OWNER)
                .start("affiliations")
                .attribute("node", topic);
        changes.forEach((address, affiliation) -> xml.start("affiliation")
                .attribute("jid", address.toString())
                .attribute("affiliation", affiliation.protocolName())
                .end("affiliation"));
        return xml.end("affiliations").end("pubsub").toString();
    }

    /** XEP-0060 §8.8.2; with the ids that the broker gave, else it might not know which of several is meant. */
    static String setSubscriptions(String topic, List<Subscriber> changes) {
        XmlBuilder xml = new XmlBuilder(256 + 80 * changes.size())
                .start("pubsub", OWNER)
                .start("subscriptions")
                .attribute("node", topic);
        for (Subscriber change : changes) {
            xml.start("subscription")
                    .attribute("jid", change.address().toString())
                    .attribute("subscription", word(change.state()));
            change.subscriptionId().ifPresent(id -> xml.attribute("subid", id));
            xml.end("subscription");
        }
        return xml.end("subscriptions").end("pubsub").toString();
    }

    /** XEP-0060 §5.7. */
    static String ownAffiliations() {
        return ofAccount("affiliations");
    }

    /** XEP-0060 §5.6. */
    static String ownSubscriptions() {
        return ofAccount("subscriptions");
    }

    static List<Member> readMembers(XmlPullParser parser, boolean hasChild) throws XmlPullParserException, IOException {
        List<Member> members = new ArrayList<>();
        forEach("affiliation", parser, hasChild, topic -> {
            Affiliation affiliation = affiliation(parser);
            if (affiliation != Affiliation.NONE) {
                members.add(new Member(address(parser), affiliation));
            }
        });
        return members;
    }

    static List<Subscriber> readSubscribers(XmlPullParser parser, boolean hasChild)
            throws XmlPullParserException, IOException {
        List<Subscriber> subscribers = new ArrayList<>();
        forEach("subscription", parser, hasChild, topic -> {
            if (!isEnded(parser)) {
                subscribers.add(new Subscriber(address(parser), state(parser), subscriptionId(parser)));
            }
        });
        return subscribers;
    }

    static List<TopicAffiliation> readOwnAffiliations(XmlPullParser parser, boolean hasChild)
            throws XmlPullParserException, IOException {
        List<TopicAffiliation> affiliations = new ArrayList<>();
        forEach("affiliation", parser, hasChild, topic -> {
            Affiliation affiliation = affiliation(parser);
            if (affiliation != Affiliation.NONE) {
                affiliations.add(new TopicAffiliation(topic, affiliation));
            }
        });
        return affiliations;
    }

    static List<TopicSubscription> readOwnSubscriptions(XmlPullParser parser, boolean hasChild)
            throws XmlPullParserException, IOException {
        List<TopicSubscription> subscriptions = new ArrayList<>();
        forEach("subscription", parser, hasChild, topic -> {
            if (!isEnded(parser)) {
                subscriptions.add(new TopicSubscription(topic, address(parser), state(parser), subscriptionId(parser)));
            }
        });
        return subscriptions;
    }

    private static String ofTopic(String list, String topic) {
        return new XmlBuilder()
                .start("pubsub", OWNER)
                .start(list)
                .attribute("node", topic)
                .end(list)
                .end("pubsub")
                .toString();
    }

    private static String ofAccount(String list) {
        return new XmlBuilder()
                .start("pubsub", PUBSUB)
                .start(list)
                .end(list)
                .end("pubsub")
                .toString();
    }

    /** Reads one entry of a list. */
    @FunctionalInterface
    private interface Entry {
        void read(String topic) throws XmlPullParserException, IOException;
    }

    /** Walks the entries of a list; the topic is named at each (XEP-0060 §5.6) or, in older ways, at the list. */
    private static void forEach(String element, XmlPullParser parser, boolean hasChild, Entry entry)
            throws XmlPullParserException, IOException {
        Elements.forEachChild(XmppSession.content(parser, hasChild), () -> {
            if (parser.getName().equals(element + 's')) {
                String ofList = Elements.attribute(parser, "node");
                Elements.forEachChild(parser, () -> {
                    if (parser.getName().equals(element)) {
                        String ofEntry = Elements.attribute(parser, "node");
                        entry.read(ofEntry.isEmpty() ? ofList : ofEntry);
                    }
                });
            }
        });
    }

    private static GridAddress address(XmlPullParser parser) throws IOException {
        try {
            return GridAddress.of(Elements.attribute(parser, "jid"));
        } catch (IllegalArgumentException e) {
            throw new IOException("an entry of the list has no address that can be read: " + e.getMessage(), e);
        }
    }

    private static Affiliation affiliation(XmlPullParser parser) throws IOException {
        String word = Elements.attribute(parser, "affiliation");
        return Affiliation.named(word)
                .orElseThrow(() -> new IOException(
                        "the list has an affiliation that XEP-0060 does not know: '" + Quoted.of(word, 40) + "'"));
    }

    private static boolean isEnded(XmlPullParser parser) {
        return Elements.attribute(parser, "subscription").equals(NONE);
    }

    private static SubscriptionState state(XmlPullParser parser) throws IOException {
        String word = Elements.attribute(parser, "subscription");
        return switch (word) {
            case "subscribed" -> SubscriptionState.ACTIVE;
            case "pending", "unconfigured" -> SubscriptionState.PENDING;
            default ->
                throw new IOException(
                        "the list has a subscription that XEP-0060 does not know: '" + Quoted.of(word, 40) + "'");
        };
    }

    private static String word(SubscriptionState state) {
        return switch (state) {
            case ACTIVE -> "subscribed";
            case PENDING -> "pending";
            default -> NONE;
        };
    }

    private static Optional<String> subscriptionId(XmlPullParser parser) {
        return Optional.of(Elements.attribute(parser, "subid")).filter(id -> !id.isEmpty());
    }
}
