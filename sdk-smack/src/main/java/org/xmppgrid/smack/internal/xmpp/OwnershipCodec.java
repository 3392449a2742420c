package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;

/** Which topics an account owns, who is subscribed to them, and publishing on a condition (XEP-0060 §5.7, §8.8.1, §7.1.5). */
final class OwnershipCodec {
    private static final String PUBSUB = PubSubNamespace.basic.getXmlns();
    private static final String OWNER = PubSubNamespace.owner.getXmlns();
    private static final String PUBLISH_OPTIONS = PUBSUB + "#publish-options";

    private OwnershipCodec() {}

    /** XEP-0060 §5.7. */
    static String ownAffiliations() {
        return new XmlBuilder()
                .start("pubsub", PUBSUB)
                .start("affiliations")
                .end("affiliations")
                .end("pubsub")
                .toString();
    }

    /** The names of the topics that the account owns. */
    static List<String> readOwned(XmlPullParser parser, boolean hasChild) throws XmlPullParserException, IOException {
        List<String> owned = new ArrayList<>();
        if (hasChild) {
            Elements.forEachChild(parser, () -> {
                if (parser.getName().equals("affiliations")) {
                    Elements.forEachChild(parser, () -> {
                        if (Elements.attribute(parser, "affiliation").equals("owner")) {
                            owned.add(Elements.attribute(parser, "node"));
                        }
                    });
                }
            });
        }
        return owned;
    }

    /** XEP-0060 §8.8.1. */
    static String subscriptions(String topic) {
        return new XmlBuilder()
                .start("pubsub", OWNER)
                .start("subscriptions")
                .attribute("node", topic)
                .end("subscriptions")
                .end("pubsub")
                .toString();
    }

    /** How many are subscribed or wait for approval; whoever is {@code none} is not. */
    static int readSubscriptions(XmlPullParser parser, boolean hasChild) throws XmlPullParserException, IOException {
        int[] count = {0};
        if (hasChild) {
            Elements.forEachChild(parser, () -> {
                if (parser.getName().equals("subscriptions")) {
                    Elements.forEachChild(parser, () -> {
                        boolean counts = parser.getName().equals("subscription")
                                && !Elements.attribute(parser, "subscription").equals("none");
                        count[0] += counts ? 1 : 0;
                    });
                }
            });
        }
        return count[0];
    }

    /** XEP-0060 §7.1.5: only if the topic is configured like this; a broker that creates it does so like this. */
    static String publish(String topic, String itemId, String payload, Map<String, List<String>> conditions) {
        XmlBuilder xml = new XmlBuilder(payload.length() + 512)
                .start("pubsub", PUBSUB)
                .start("publish")
                .attribute("node", topic)
                .start("item")
                .attribute("id", itemId)
                .xml(payload)
                .end("item")
                .end("publish")
                .start("publish-options");
        Forms.submit(xml, PUBLISH_OPTIONS, conditions);
        return xml.end("publish-options").end("pubsub").toString();
    }
}
