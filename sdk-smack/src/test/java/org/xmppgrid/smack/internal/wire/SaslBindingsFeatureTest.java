package org.xmppgrid.smack.internal.wire;

import java.io.StringReader;
import java.util.List;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Mechanisms;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.ExtensionElementProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.JxmppContext;
import org.xmppgrid.sdk.GridLimits;

import static org.assertj.core.api.Assertions.assertThat;

class SaslBindingsFeatureTest {
    private static final String XML = "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>"
            + "<channel-binding type='tls-server-end-point'><x/></channel-binding><other type='no'/><channel-binding/>"
            + "<channel-binding type='tls-exporter'/></sasl-channel-binding>";

    @AfterEach
    void asItWas() {
        ProviderManager.removeStreamFeatureProvider(SaslBindingsFeature.ELEMENT, SaslBindingsFeature.NAMESPACE);
        SaslBindingsFeature.register();
    }

    @Test
    void parse_whenTheControllerAnnounces_keepsTheTypesInTheirOrder() throws Exception {
        SaslBindingsFeature.register();
        SaslBindingsFeature.register();
        SaslBindingsFeature feature = (SaslBindingsFeature) parse(ours());
        assertThat(feature.types()).containsExactly("tls-server-end-point", "tls-exporter");
        assertThat(feature.toXML(XmlEnvironment.EMPTY).toString())
                .isEqualTo("<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>"
                        + "<channel-binding type='tls-server-end-point'/><channel-binding type='tls-exporter'/>"
                        + "</sasl-channel-binding>");
    }

    @Test
    void register_whenTheHostProgramHasItsOwnProvider_leavesItToItsConnections() throws Exception {
        ExtensionElement theirs = new Mechanisms("theirs");
        ProviderManager.addStreamFeatureProvider(
                SaslBindingsFeature.ELEMENT, SaslBindingsFeature.NAMESPACE, new ExtensionElementProvider<>() {
                    @Override
                    public ExtensionElement parse(
                            XmlPullParser parser, int depth, XmlEnvironment environment, JxmppContext context) {
                        return theirs;
                    }
                });
        SaslBindingsFeature.register();
        assertThat(parse(positioned(SmackXmlParser.newXmlParser(new StringReader(XML)))))
                .isSameAs(theirs);
        assertThat(((SaslBindingsFeature) parse(ours())).types())
                .isEqualTo(List.of("tls-server-end-point", "tls-exporter"));
    }

    private static ExtensionElement parse(XmlPullParser parser) throws Exception {
        return ProviderManager.getStreamFeatureProvider(SaslBindingsFeature.ELEMENT, SaslBindingsFeature.NAMESPACE)
                .parse(parser, XmlEnvironment.EMPTY, JxmppContext.getDefaultContext());
    }

    private static XmlPullParser ours() throws Exception {
        return positioned(
                new GridXmlPullParser(new StanzaReader(new StringReader(XML), GridLimits.DEFAULT, why -> {})));
    }

    private static XmlPullParser positioned(XmlPullParser parser) throws Exception {
        parser.next();
        return parser;
    }
}
