package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** The command by which an owner asks for the requests that are pending (XEP-0060 §8.7 with XEP-0050). */
final class PendingCodec {
    private static final String COMMANDS = "http://jabber.org/protocol/commands";
    private static final String COMMAND = "http://jabber.org/protocol/pubsub#get-pending";
    private static final String NODE = "pubsub#node";

    private PendingCodec() {}

    /** XEP-0060 §8.7, example 188: asks for the topics that have pending requests. */
    static String ask() {
        return command().attribute("action", "execute").end("command").toString();
    }

    /**
     * XEP-0060 §8.7, example 190: chooses a topic. Without an action, which is to execute the default one (XEP-0050 §3.3):
     * ejabberd offers "complete" and knows only "execute".
     */
    static String choose(String session, String topic) {
        XmlBuilder xml = command();
        if (!session.isEmpty()) {
            xml.attribute("sessionid", session);
        }
        Forms.submit(xml, EventCodec.SUBSCRIBE_AUTHORIZATION, Map.of(NODE, List.of(topic)));
        return xml.end("command").toString();
    }

    /** The topics are the options of a field of the form; ejabberd names one for each request in it. */
    static PendingTopics read(XmlPullParser parser, boolean hasChild) throws XmlPullParserException, IOException {
        XmppSession.content(parser, hasChild);
        String session = Elements.attribute(parser, "sessionid");
        Set<String> topics = new LinkedHashSet<>();
        Elements.forEachChild(parser, () -> {
            if (Elements.is(parser, "x", Forms.NAMESPACE)) {
                Elements.forEachChild(parser, () -> readField(parser, topics));
            }
        });
        return new PendingTopics(session, topics);
    }

    private static void readField(XmlPullParser parser, Set<String> topics) throws XmlPullParserException, IOException {
        if (!parser.getName().equals("field")
                || !Elements.attribute(parser, "var").equals(NODE)) {
            return;
        }
        Elements.forEachChild(parser, () -> {
            if (parser.getName().equals("option")) {
                Elements.forEachChild(parser, () -> {
                    if (parser.getName().equals("value")) {
                        topics.add(Elements.text(parser));
                    }
                });
            }
        });
    }

    private static XmlBuilder command() {
        return new XmlBuilder().start("command", COMMANDS).attribute("node", COMMAND);
    }
}
