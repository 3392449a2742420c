package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.provider.ExtensionElementProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.util.XmlStringBuilder;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;
import org.jxmpp.JxmppContext;

/** The stream feature with which a controller announces its channel bindings (XEP-0440 §2). */
final class SaslBindingsFeature implements ExtensionElement {
    static final String ELEMENT = "sasl-channel-binding";
    static final String NAMESPACE = "urn:xmpp:sasl-cb:0";

    private final List<String> types;

    private SaslBindingsFeature(List<String> types) {
        this.types = List.copyOf(types);
    }

    /**
     * Lets Smack read the feature. Its registry is global: who has taught it another way before goes on getting that, on
     * connections of their own.
     */
    static synchronized void register() {
        ExtensionElementProvider<ExtensionElement> present =
                ProviderManager.getStreamFeatureProvider(ELEMENT, NAMESPACE);
        if (!((Object) present instanceof Provider)) {
            ProviderManager.addStreamFeatureProvider(ELEMENT, NAMESPACE, new Provider(present));
        }
    }

    /** The types, as they were announced; one more than {@link SaslOffer#MOST} if there were more. */
    List<String> types() {
        return types;
    }

    @Override
    public String getElementName() {
        return ELEMENT;
    }

    @Override
    public String getNamespace() {
        return NAMESPACE;
    }

    @Override
    public XmlStringBuilder toXML(XmlEnvironment environment) {
        XmlStringBuilder xml = new XmlStringBuilder(this, environment).rightAngleBracket();
        for (String type : types) {
            xml.halfOpenElement("channel-binding").attribute("type", type).closeEmptyElement();
        }
        return xml.closeElement(this);
    }

    private static final class Provider extends ExtensionElementProvider<ExtensionElement> {
        private final @Nullable ExtensionElementProvider<ExtensionElement> others;

        Provider(@Nullable ExtensionElementProvider<ExtensionElement> others) {
            this.others = others;
        }

        @Override
        public ExtensionElement parse(
                XmlPullParser parser, int initialDepth, XmlEnvironment environment, JxmppContext context)
                throws XmlPullParserException, IOException, SmackParsingException, ParseException {
            if (others != null && !(parser instanceof GridXmlPullParser)) {
                return others.parse(parser, initialDepth, environment, context);
            }
            List<String> types = new ArrayList<>();
            while (true) {
                XmlPullParser.Event event = parser.next();
                if (event == XmlPullParser.Event.END_ELEMENT && parser.getDepth() == initialDepth) {
                    return new SaslBindingsFeature(types);
                }
                if (event == XmlPullParser.Event.START_ELEMENT
                        && parser.getDepth() == initialDepth + 1
                        && parser.getName().equals("channel-binding")) {
                    String type = parser.getAttributeValue("", "type");
                    if (type != null && types.size() <= SaslOffer.MOST) {
                        types.add(type);
                    }
                }
            }
        }
    }
}
