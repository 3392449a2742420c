package org.xmppgrid.smack.internal.wire;

import java.io.StringReader;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.GridLimits;

import static org.assertj.core.api.Assertions.assertThat;

class StanzaFaultTest {
    private static final String STANZAS = " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";
    private static final String PUBSUB = " xmlns='http://jabber.org/protocol/pubsub#errors'";

    @Test
    void read_whenAllIsThere_keepsAll() throws Exception {
        assertThat(read("<error type='cancel'><feature-not-implemented" + STANZAS + "/><text" + STANZAS
                        + ">No such thing</text><unsupported" + PUBSUB + " feature='retract-items'/></error>"))
                .isEqualTo(new StanzaFault(
                        "cancel", "feature-not-implemented", "unsupported", "retract-items", "No such thing"));
    }

    @Test
    void read_whenThePubsubConditionComesFirstAndTheRequestIsEchoed_findsBoth() throws Exception {
        assertThat(read("<pubsub xmlns='http://jabber.org/protocol/pubsub'><error type='x'><conflict" + STANZAS
                        + "/></error></pubsub><error type='auth'><closed-node" + PUBSUB + "/><not-allowed" + STANZAS
                        + "/></error>"))
                .isEqualTo(new StanzaFault("auth", "not-allowed", "closed-node", "", ""));
    }

    @Test
    void read_whenThereIsNoError_isUndefined() throws Exception {
        assertThat(read("")).isEqualTo(new StanzaFault("", "undefined-condition", "", "", ""));
    }

    @Test
    void read_whenTheConditionIsOfNoKnownNamespace_isUndefined() throws Exception {
        assertThat(read("<error type='wait'><conflict/><x xmlns='urn:x'><gone" + STANZAS + "/></x></error>"))
                .isEqualTo(new StanzaFault("wait", "undefined-condition", "", "", ""));
    }

    @Test
    void read_whenTheTextIsLongAndHasElements_cutsIt() throws Exception {
        StanzaFault fault = read("<error><text" + STANZAS + ">a<b/>" + "c".repeat(5000) + "</text><gone" + STANZAS
                + ">xmpp:elsewhere</gone></error>");
        assertThat(fault.text()).hasSize(StanzaFault.MAX_TEXT).startsWith("ac");
        assertThat(fault.condition()).isEqualTo("gone");
    }

    private static StanzaFault read(String children) throws Exception {
        String xml = "<iq xmlns='jabber:client' type='error'>" + children + "</iq>";
        GridXmlPullParser parser =
                new GridXmlPullParser(new StanzaReader(new StringReader(xml), GridLimits.DEFAULT, why -> {}));
        parser.next();
        StanzaFault fault = StanzaFault.read(parser);
        assertThat(parser.getEventType()).isEqualTo(XmlPullParser.Event.END_ELEMENT);
        assertThat(parser.getDepth()).isEqualTo(1);
        return fault;
    }
}
