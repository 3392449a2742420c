package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.SubscriptionRequest;

/** Publish-subscribe requests and their replies (XEP-0060), in the form that RFC 8600 §6 shows. */
final class PubsubCodec {
    private static final String PUBSUB = PubSubNamespace.basic.getXmlns();
    private static final String PUBLISH_OPTIONS = PUBSUB + "#publish-options";
    private static final String OWNER = PubSubNamespace.owner.getXmlns();
    private static final String NODE_CONFIG = "http://jabber.org/protocol/pubsub#node_config";

    private PubsubCodec() {}

    /** XEP-0060 §8.1.2 and §8.1.3; without fields there is no form, and the broker's defaults apply. */
    static String create(String topic, Map<String, List<String>> config) {
        XmlBuilder xml = new XmlBuilder(1024).start("pubsub", PUBSUB);
        xml.start("create").attribute("node", topic).end("create");
        if (!config.isEmpty()) {
            xml.start("configure");
            Forms.submit(xml, NODE_CONFIG, config);
            xml.end("configure");
        }
        return xml.end("pubsub").toString();
    }

    /** XEP-0060 §8.4. */
    static String delete(String topic) {
        return onNode(new XmlBuilder().start("pubsub", OWNER), "delete", topic);
    }

    /** The state and id of a subscription; Smack's own reading fails where the reply has no content. */
    static SubscriptionAnswer readSubscription(XmlPullParser parser, boolean hasChild)
            throws XmlPullParserException, IOException {
        // a bare result is legal where the subscription is just what was asked for (XEP-0060 §6.1.2 says SHOULD)
        SubscriptionAnswer[] answer = {new SubscriptionAnswer("subscribed", Optional.empty(), Optional.empty())};
        if (hasChild) {
            Elements.forEachChild(parser, () -> {
                if (parser.getName().equals("subscription")) {
                    answer[0] = new SubscriptionAnswer(
                            Elements.attribute(parser, "subscription"),
                            Optional.of(Elements.attribute(parser, "subid")).filter(id -> !id.isEmpty()),
                            EventCodec.time(Elements.attribute(parser, "expiry")));
                }
            });
        }
        return answer[0];
    }

    /** XEP-0060 §6.2. */
    static String unsubscribe(String topic, GridAddress subscriber, Optional<String> subscriptionId) {
        XmlBuilder xml = new XmlBuilder()
                .start("pubsub", PUBSUB)
                .start("unsubscribe")
                .attribute("node", topic)
                .attribute("jid", subscriber.toString());
        subscriptionId.ifPresent(id -> xml.attribute("subid", id));
        return xml.end("unsubscribe").end("pubsub").toString();
    }

    /**
     * XEP-0060 §7.1, with the id always chosen by the client, so that publishing again is idempotent.
     *
     * @param conditions how the topic has to be configured (§7.1.5), or nothing; a broker that creates it does so like this
     */
    static String publish(String topic, String itemId, String payload, Map<String, List<String>> conditions) {
        XmlBuilder xml = new XmlBuilder(payload.length() + 256)
                .start("pubsub", PUBSUB)
                .start("publish")
                .attribute("node", topic)
                .start("item")
                .attribute("id", itemId)
                .xml(payload)
                .end("item")
                .end("publish");
        if (!conditions.isEmpty()) {
            xml.start("publish-options");
            Forms.submit(xml, PUBLISH_OPTIONS, conditions);
            xml.end("publish-options");
        }
        return xml.end("pubsub").toString();
    }

    /** XEP-0060 §7.2; brokers notify of it for sure only where they are asked to. */
    static String retract(String topic, String itemId) {
        return new XmlBuilder()
                .start("pubsub", PUBSUB)
                .start("retract")
                .attribute("node", topic)
                .attribute("notify", "true")
                .start("item")
                .attribute("id", itemId)
                .end("item")
                .end("retract")
                .end("pubsub")
                .toString();
    }

    /** XEP-0060 §8.6: an owner's answer to a request to subscribe. */
    static String decision(GridAddress broker, String id, SubscriptionRequest request, Decision decision) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        request.subscriptionId().ifPresent(subid -> fields.put("pubsub#subid", List.of(subid)));
        fields.put("pubsub#node", List.of(request.topic()));
        fields.put("pubsub#subscriber_jid", List.of(request.subscriber().toString()));
        fields.put("pubsub#allow", List.of(Boolean.toString(decision == Decision.APPROVE)));
        XmlBuilder xml = new XmlBuilder(512)
                .start("message")
                .attribute("to", broker.toString())
                .attribute("id", id);
        Forms.submit(xml, EventCodec.SUBSCRIBE_AUTHORIZATION, fields);
        return xml.end("message").toString();
    }

    /** XEP-0060 §8.3. */
    static String defaultConfig() {
        return new XmlBuilder()
                .start("pubsub", OWNER)
                .start("default")
                .end("default")
                .end("pubsub")
                .toString();
    }

    static Map<String, List<String>> readDefaultConfig(XmlPullParser parser)
            throws XmlPullParserException, IOException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Elements.forEachChild(parser, () -> {
            if (parser.getName().equals("default")) {
                Elements.forEachChild(parser, () -> {
                    if (Elements.is(parser, "x", Forms.NAMESPACE)) {
                        fields.putAll(Forms.read(parser).fields());
                    }
                });
            }
        });
        return fields;
    }

    private static String onNode(XmlBuilder xml, String element, String topic) {
        return xml.start(element)
                .attribute("node", topic)
                .end(element)
                .end("pubsub")
                .toString();
    }
}
