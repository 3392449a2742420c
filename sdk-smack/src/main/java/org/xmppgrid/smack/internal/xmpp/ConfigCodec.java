package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;

/** What a topic's owner asks of its configuration, its items and its end (XEP-0060 §8.1 to §8.5). */
final class ConfigCodec {
    private static final String PUBSUB = PubSubNamespace.basic.getXmlns();
    private static final String OWNER = PubSubNamespace.owner.getXmlns();
    private static final String NODE_CONFIG = "http://jabber.org/protocol/pubsub#node_config";

    private ConfigCodec() {}

    /** XEP-0060 §8.1.2: a topic without a name; without fields there is no form. */
    static String createInstant(Map<String, List<String>> config) {
        XmlBuilder xml =
                new XmlBuilder(1024).start("pubsub", PUBSUB).start("create").end("create");
        if (!config.isEmpty()) {
            xml.start("configure");
            Forms.submit(xml, NODE_CONFIG, config);
            xml.end("configure");
        }
        return xml.end("pubsub").toString();
    }

    /** The name that the broker chose. */
    static String readCreated(XmlPullParser parser) throws XmlPullParserException, IOException {
        StringBuilder name = new StringBuilder();
        Elements.forEachChild(parser, () -> {
            if (parser.getName().equals("create") && name.isEmpty()) {
                name.append(Elements.attribute(parser, "node"));
            }
        });
        if (name.isEmpty()) {
            throw new GridRequestException(
                    Reason.PROTOCOL_VIOLATION, "the broker does not say which name it chose", null, null);
        }
        return name.toString();
    }

    /** XEP-0060 §8.2.1. */
    static String config(String topic) {
        return new XmlBuilder()
                .start("pubsub", OWNER)
                .start("configure")
                .attribute("node", topic)
                .end("configure")
                .end("pubsub")
                .toString();
    }

    /** The fields of the form, none if there is no form. */
    static Map<String, List<String>> readConfig(XmlPullParser parser) throws XmlPullParserException, IOException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Elements.forEachChild(parser, () -> {
            if (parser.getName().equals("configure")) {
                Elements.forEachChild(parser, () -> {
                    if (Elements.is(parser, "x", Forms.NAMESPACE)) {
                        fields.putAll(Forms.read(parser).fields());
                    }
                });
            }
        });
        return fields;
    }

    /** XEP-0060 §8.2.4. */
    static String configure(String topic, Map<String, List<String>> change) {
        XmlBuilder xml =
                new XmlBuilder(1024).start("pubsub", OWNER).start("configure").attribute("node", topic);
        Forms.submit(xml, NODE_CONFIG, change);
        return xml.end("configure").end("pubsub").toString();
    }

    /** XEP-0060 §8.4.1. */
    static String delete(String topic, String redirectUri) {
        return new XmlBuilder()
                .start("pubsub", OWNER)
                .start("delete")
                .attribute("node", topic)
                .start("redirect")
                .attribute("uri", redirectUri)
                .end("redirect")
                .end("delete")
                .end("pubsub")
                .toString();
    }

    /** XEP-0060 §8.5.1. */
    static String purge(String topic) {
        return new XmlBuilder()
                .start("pubsub", OWNER)
                .start("purge")
                .attribute("node", topic)
                .end("purge")
                .end("pubsub")
                .toString();
    }
}
