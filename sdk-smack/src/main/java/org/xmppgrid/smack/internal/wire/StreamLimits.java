package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.util.OptionalLong;
import javax.xml.namespace.QName;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.ExtensionElementProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jxmpp.JxmppContext;

/** What a controller says that it accepts on a stream (XEP-0478). What is not a number counts as not said. */
final class StreamLimits implements ExtensionElement {
    private static final String ELEMENT = "limits";
    private static final String NAMESPACE = "urn:xmpp:stream-limits:0";

    static final QName QNAME = new QName(NAMESPACE, ELEMENT);

    private final OptionalLong maxBytes;

    private StreamLimits(OptionalLong maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Lets Smack keep the feature, which it otherwise passes over. */
    static void register() {
        ProviderManager.addStreamFeatureProvider(ELEMENT, NAMESPACE, new Reader());
    }

    /** The largest stanza in bytes, if the controller says so. */
    OptionalLong maxBytes() {
        return maxBytes;
    }

    @Override
    public String getElementName() {
        return ELEMENT;
    }

    @Override
    public String getNamespace() {
        return NAMESPACE;
    }

    /** It is only ever read. */
    @Override
    public CharSequence toXML(XmlEnvironment environment) {
        return "<limits xmlns='" + NAMESPACE + "'/>";
    }

    private static final class Reader extends ExtensionElementProvider<ExtensionElement> {
        @Override
        public ExtensionElement parse(
                XmlPullParser parser, int depth, XmlEnvironment environment, JxmppContext jxmppContext)
                throws XmlPullParserException, IOException {
            OptionalLong maxBytes = OptionalLong.empty();
            while (true) {
                XmlPullParser.Event event = parser.next();
                if (event == XmlPullParser.Event.END_ELEMENT && parser.getDepth() == depth) {
                    return new StreamLimits(maxBytes);
                }
                if (event == XmlPullParser.Event.START_ELEMENT
                        && parser.getDepth() == depth + 1
                        && parser.getName().equals("max-bytes")) {
                    maxBytes = number(parser);
                }
            }
        }

        private static OptionalLong number(XmlPullParser parser) throws XmlPullParserException, IOException {
            String text = parser.next() == XmlPullParser.Event.TEXT_CHARACTERS
                    ? parser.getText().strip()
                    : "";
            return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        }
    }
}
