package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.io.StringReader;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** Parsers on a stanza as it stands in a stream. */
final class Parsers {
    private static final String STREAM = "<stream:stream xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams' xmlns:s='urn:of-the-stream' xml:lang='fr'>";

    private Parsers() {}

    /** A parser on the start tag of the stanza. */
    static XmlPullParser stanza(String xml) throws XmlPullParserException, IOException {
        return broken(xml + "</stream:stream>");
    }

    /** A parser on the start tag of a stanza in the middle of which the stream ends. */
    static XmlPullParser broken(String xml) throws XmlPullParserException, IOException {
        XmlPullParser parser = SmackXmlParser.newXmlParser(new StringReader(STREAM + xml));
        while (parser.getEventType() != XmlPullParser.Event.START_ELEMENT || parser.getDepth() != 2) {
            parser.next();
        }
        return parser;
    }
}
