package org.xmppgrid.smack.internal.wire;

import java.io.Reader;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smack.xml.XmlPullParserFactory;

/**
 * Gives our streams our parser, and everybody else's readers the parser that they had before: Smack has one factory for
 * the whole JVM, and the program around us may use Smack too.
 */
final class GridXmlPullParserFactory implements XmlPullParserFactory {
    private final XmlPullParserFactory others;

    private GridXmlPullParserFactory(XmlPullParserFactory others) {
        this.others = others;
    }

    /** Puts the factory in its place, also if somebody has replaced it since. */
    static synchronized void install() {
        XmlPullParserFactory present = SmackXmlParser.getXmlPullParserFactory();
        if (!(present instanceof GridXmlPullParserFactory)) {
            SmackXmlParser.setXmlPullParserFactory(new GridXmlPullParserFactory(present));
        }
    }

    @Override
    public XmlPullParser newXmlPullParser(Reader reader) throws XmlPullParserException {
        return reader instanceof StanzaReader ours ? new GridXmlPullParser(ours) : others.newXmlPullParser(reader);
    }
}
