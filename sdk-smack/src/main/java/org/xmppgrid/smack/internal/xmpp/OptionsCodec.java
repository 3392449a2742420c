package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;
import org.xmppgrid.sdk.GridAddress;

/** The options of a subscription (XEP-0060 §6.3). */
final class OptionsCodec {
    private static final String PUBSUB = PubSubNamespace.basic.getXmlns();
    private static final String SUBSCRIBE_OPTIONS = "http://jabber.org/protocol/pubsub#subscribe_options";

    private OptionsCodec() {}

    /** XEP-0060 §6.3.7: subscribes with options in one request; without fields as in §6.1. */
    static String subscribe(String topic, GridAddress subscriber, Map<String, List<String>> fields) {
        XmlBuilder xml = new XmlBuilder()
                .start("pubsub", PUBSUB)
                .start("subscribe")
                .attribute("node", topic)
                .attribute("jid", subscriber.toString())
                .end("subscribe");
        if (!fields.isEmpty()) {
            xml.start("options");
            Forms.submit(xml, SUBSCRIBE_OPTIONS, fields);
            xml.end("options");
        }
        return xml.end("pubsub").toString();
    }

    /** XEP-0060 §6.3.2. */
    static String request(String topic, GridAddress subscriber, Optional<String> subscriptionId) {
        return options(topic, subscriber, subscriptionId)
                .end("options")
                .end("pubsub")
                .toString();
    }

    /** XEP-0060 §6.3.5. */
    static String submit(
            String topic, GridAddress subscriber, Optional<String> subscriptionId, Map<String, List<String>> fields) {
        XmlBuilder xml = options(topic, subscriber, subscriptionId);
        Forms.submit(xml, SUBSCRIBE_OPTIONS, fields);
        return xml.end("options").end("pubsub").toString();
    }

    static Map<String, List<String>> read(XmlPullParser parser) throws XmlPullParserException, IOException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Elements.forEachChild(parser, () -> {
            if (parser.getName().equals("options")) {
                Elements.forEachChild(parser, () -> {
                    if (Elements.is(parser, "x", Forms.NAMESPACE)) {
                        fields.putAll(Forms.read(parser).fields());
                    }
                });
            }
        });
        return fields;
    }

    private static XmlBuilder options(String topic, GridAddress subscriber, Optional<String> subscriptionId) {
        XmlBuilder xml = new XmlBuilder()
                .start("pubsub", PUBSUB)
                .start("options")
                .attribute("node", topic)
                .attribute("jid", subscriber.toString());
        subscriptionId.ifPresent(id -> xml.attribute("subid", id));
        return xml;
    }
}
