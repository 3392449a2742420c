package org.xmppgrid.smack.internal.wire;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a controller says that it accepts (XEP-0478). */
@Timeout(30)
class StreamLimitsTest {

    @Test
    void maxStanzaBytes_whenTheControllerSaysSo_isThat() throws Exception {
        assertThat(announced("<limits xmlns='urn:xmpp:stream-limits:0'><idle-seconds>840</idle-seconds>"
                        + "<max-bytes>262144</max-bytes></limits>"))
                .hasValue(262_144);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<limits xmlns='urn:xmpp:stream-limits:0'/>",
                "<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes/></limits>",
                "<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>many</max-bytes></limits>",
                "<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>-1</max-bytes></limits>",
                "<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>99999999999999999999</max-bytes></limits>",
                "<limits xmlns='urn:other'><max-bytes>1</max-bytes></limits>",
            })
    void maxStanzaBytes_whenItSaysNothingThatCounts_isUnknown(String features) throws Exception {
        assertThat(announced(features)).isEmpty();
    }

    private static OptionalLong announced(String features) throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
                    s.startTls(Wires.SERVER.serverContext());
                    s.offer("SCRAM-SHA-512");
                    s.succeed(s.scram(new ServerScram("SCRAM-SHA-512", ScriptedServer.PASSWORD)));
                    s.expect("<stream:stream");
                    s.write(ScriptedServer.HEADER + "<stream:features>" + features
                            + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>");
                    s.write("<iq type='result' id='" + ScriptedServer.Session.id(s.expect("<iq"))
                            + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + ScriptedServer.BOUND
                            + "</jid></bind></iq>");
                    s.untilClosed();
                });
                Wire wire = Wires.open(server, new Recorder())) {
            return wire.maxStanzaBytes();
        }
    }
}
