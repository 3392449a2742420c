package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;

/** Requests for the items that a broker keeps (XEP-0060 §6.5). */
final class HistoryCodec {
    private static final String PUBSUB = PubSubNamespace.basic.getXmlns();

    private HistoryCodec() {}

    /** XEP-0060 §6.5.4. */
    static String page(String topic, Optional<String> subscriptionId, PageRequest page) {
        XmlBuilder xml = items(topic, subscriptionId).end("items");
        ResultSets.request(xml, page);
        return xml.end("pubsub").toString();
    }

    /** XEP-0060 §6.5.2: whatever the broker has. */
    static String all(String topic, Optional<String> subscriptionId) {
        return items(topic, subscriptionId).end("items").end("pubsub").toString();
    }

    /** XEP-0060 §6.5.8. */
    static String byId(String topic, Optional<String> subscriptionId, List<String> ids) {
        XmlBuilder xml = items(topic, subscriptionId);
        ids.forEach(id -> xml.start("item").attribute("id", id).end("item"));
        return xml.end("items").end("pubsub").toString();
    }

    /** XEP-0060 §6.5.7. */
    static String newest(String topic, Optional<String> subscriptionId, int count) {
        return items(topic, subscriptionId)
                .attribute("max_items", Integer.toString(count))
                .end("items")
                .end("pubsub")
                .toString();
    }

    static StoredPage read(XmlPullParser parser, boolean hasChild) throws XmlPullParserException, IOException {
        List<TopicEvent.StoredItem> items = new ArrayList<>();
        ResultSets sets = new ResultSets();
        if (hasChild) {
            Prefixes around = Prefixes.NONE.and(parser);
            Elements.forEachChild(parser, () -> {
                if (parser.getName().equals("items")) {
                    items.addAll(EventCodec.items(parser, around));
                } else {
                    sets.read(parser);
                }
            });
        }
        return sets.page(items, false);
    }

    private static XmlBuilder items(String topic, Optional<String> subscriptionId) {
        XmlBuilder xml = new XmlBuilder().start("pubsub", PUBSUB).start("items").attribute("node", topic);
        subscriptionId.ifPresent(id -> xml.attribute("subid", id));
        return xml;
    }
}
