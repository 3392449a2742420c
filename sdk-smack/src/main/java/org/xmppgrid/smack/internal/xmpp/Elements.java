package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/** Walks elements so that whatever unknown stands between known ones is passed over. */
final class Elements {
    private Elements() {}

    /** Reads one child element; it may leave the parser anywhere inside of it. */
    @FunctionalInterface
    interface Child {
        void read() throws XmlPullParserException, IOException;
    }

    /**
     * Calls back on the start tag of each child of the element that the parser stands on the start tag of. The parser
     * ends on that element's end tag.
     */
    static void forEachChild(XmlPullParser parser, Child child) throws XmlPullParserException, IOException {
        int depth = parser.getDepth();
        while (true) {
            switch (parser.next()) {
                case START_ELEMENT -> {
                    int childDepth = parser.getDepth();
                    child.read();
                    skipTo(parser, childDepth);
                }
                case END_ELEMENT -> {
                    if (parser.getDepth() == depth) {
                        return;
                    }
                }
                case END_DOCUMENT -> throw new XmlPullParserException("The stream ended inside a stanza");
                default -> {
                    // text between elements means nothing here
                }
            }
        }
    }

    /** The text of the element that the parser stands on the start tag of; elements in it are passed over. */
    static String text(XmlPullParser parser) throws XmlPullParserException, IOException {
        int depth = parser.getDepth();
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (parser.next()) {
                case TEXT_CHARACTERS -> {
                    if (parser.getDepth() == depth) {
                        text.append(parser.getText());
                    }
                }
                case END_ELEMENT -> {
                    if (parser.getDepth() == depth) {
                        return text.toString();
                    }
                }
                case END_DOCUMENT -> throw new XmlPullParserException("The stream ended inside a stanza");
                default -> {
                    // an element where only text belongs
                }
            }
        }
    }

    /** Moves on to the end tag of the element at this depth. */
    static void skipTo(XmlPullParser parser, int depth) throws XmlPullParserException, IOException {
        while (parser.getEventType() != XmlPullParser.Event.END_ELEMENT || parser.getDepth() != depth) {
            if (parser.next() == XmlPullParser.Event.END_DOCUMENT) {
                throw new XmlPullParserException("The stream ended inside a stanza");
            }
        }
    }

    /** An attribute without a namespace, empty if it is not there. */
    static String attribute(XmlPullParser parser, String name) {
        @Nullable String value = parser.getAttributeValue("", name);
        return value == null ? "" : value;
    }

    static boolean is(XmlPullParser parser, String name, String namespace) {
        return parser.getName().equals(name) && namespace.equals(parser.getNamespace());
    }
}
