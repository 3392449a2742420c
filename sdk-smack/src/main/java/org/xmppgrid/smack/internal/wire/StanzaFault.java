package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/**
 * The error of a stanza (RFC 6120 §8.3). Reading is total: whatever stands in an error stanza, a fault comes out.
 *
 * @param type what the sender advises, for example {@code cancel}; empty if it doesn't say
 * @param condition the defined condition (RFC 6120 §8.3.3), {@link #UNDEFINED} if there is none
 * @param pubsubCondition the publish-subscribe condition (XEP-0060 §16.6), empty if there is none
 * @param unsupportedFeature which feature {@code unsupported} is about, empty if there is none
 * @param text what the sender says in words, cut to {@value #MAX_TEXT} characters; empty if it says nothing
 */
public record StanzaFault(
        String type, String condition, String pubsubCondition, String unsupportedFeature, String text) {

    /** The condition of an error that names none (RFC 6120 §8.3.3.21). */
    public static final String UNDEFINED = "undefined-condition";

    /** A sentence for people fits in; a log stays readable. */
    public static final int MAX_TEXT = 1000;

    private static final String STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";
    private static final String PUBSUB_ERRORS = "http://jabber.org/protocol/pubsub#errors";

    /**
     * Reads the error of a stanza. The conditions may come in any order, and what was sent may be echoed before them.
     *
     * @param parser on the start tag of the stanza; afterwards on its end tag
     * @return the fault
     * @throws XmlPullParserException if the stream is not well-formed
     * @throws IOException if the stream can't be read
     */
    public static StanzaFault read(XmlPullParser parser) throws XmlPullParserException, IOException {
        int stanza = parser.getDepth();
        StanzaFault fault = new StanzaFault("", UNDEFINED, "", "", "");
        while (true) {
            XmlPullParser.Event event = parser.next();
            if (event == XmlPullParser.Event.END_ELEMENT && parser.getDepth() == stanza) {
                return fault;
            }
            if (event == XmlPullParser.Event.START_ELEMENT
                    && parser.getDepth() == stanza + 1
                    && parser.getName().equals("error")) {
                fault = error(parser);
            }
        }
    }

    private static StanzaFault error(XmlPullParser parser) throws XmlPullParserException, IOException {
        int error = parser.getDepth();
        String type = orEmpty(parser.getAttributeValue("", "type"));
        String condition = UNDEFINED;
        String pubsub = "";
        String feature = "";
        String text = "";
        while (true) {
            XmlPullParser.Event event = parser.next();
            if (event == XmlPullParser.Event.END_ELEMENT && parser.getDepth() == error) {
                return new StanzaFault(type, condition, pubsub, feature, text);
            }
            if (event != XmlPullParser.Event.START_ELEMENT || parser.getDepth() != error + 1) {
                continue;
            }
            String name = parser.getName();
            String namespace = parser.getNamespace();
            if (namespace.equals(STANZAS) && name.equals("text")) {
                text = textOf(parser);
            } else if (namespace.equals(STANZAS)) {
                condition = name;
            } else if (namespace.equals(PUBSUB_ERRORS)) {
                pubsub = name;
                feature = orEmpty(parser.getAttributeValue("", "feature"));
            }
        }
    }

    private static String textOf(XmlPullParser parser) throws XmlPullParserException, IOException {
        int element = parser.getDepth();
        StringBuilder text = new StringBuilder();
        while (true) {
            XmlPullParser.Event event = parser.next();
            if (event == XmlPullParser.Event.END_ELEMENT && parser.getDepth() == element) {
                return text.toString();
            }
            if (event == XmlPullParser.Event.TEXT_CHARACTERS && text.length() < MAX_TEXT) {
                String part = parser.getText();
                text.append(part, 0, Math.min(part.length(), MAX_TEXT - text.length()));
            }
        }
    }

    // Smack's parser interface answers null for an attribute that isn't there.
    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
