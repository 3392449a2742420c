package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.QueryRefusedException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.wire.StanzaFault;
import org.xmppgrid.smack.internal.wire.WireException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QueryCodecTest {
    private static final GridAddress PLATFORM = GridAddress.of("sensor@grid.example/1");

    @Test
    void readRequest_whenItIsKnown_thenCapturedWithWhatIsDeclaredAround() throws Exception {
        Optional<RawPayload> request = request("<iq xmlns:p='urn:p'>\n<a xmlns='urn:x' p:b='1'>2</a>\n</iq>");

        assertThat(request).contains(new RawPayload("urn:x", "a", "<a xmlns='urn:x' xmlns:p='urn:p' p:b='1'>2</a>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iq/>",
                "<iq>text</iq>",
                "<iq><a/></iq>",
                "<iq><b xmlns='urn:x'/></iq>",
                "<iq><b xmlns='urn:x'/><a xmlns='urn:x'/></iq>",
                "<iq><a xmlns='urn:x'/><b xmlns='urn:x'/></iq>",
                "<iq><a xmlns='urn:x'/><a xmlns='urn:x'/></iq>"
            })
    void readRequest_whenUnknownOrNotOneElement_thenNone(String iq) throws Exception {
        assertThat(request(iq)).isEmpty();
    }

    @Test
    void readAnswer_whenOneElementOrNone_thenThat() throws Exception {
        assertThat(answer("<iq><a xmlns='urn:x'><b/></a> </iq>").xml()).isEqualTo("<a xmlns='urn:x'><b/></a>");
        assertThat(answer("<iq/>")).isEqualTo(new RawPayload("", "", ""));
    }

    @Test
    void readAnswer_whenMoreThanOneElement_thenRefused() {
        assertThatThrownBy(() -> answer("<iq><a xmlns='urn:x'/><b/></iq>")).isInstanceOf(GridRequestException.class);
    }

    @Test
    void error_whenTheTextHasWhatXmlHasNot_thenSentWithoutAndCut() {
        String error = QueryCodec.error("modify", "not-acceptable", "a\u0000<b>\ud800\uffff" + "x".repeat(2000));

        assertThat(error)
                .startsWith("<error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                        + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>a?&lt;b&gt;??x")
                .endsWith("x</text></error>")
                .hasSizeLessThan(StanzaFault.MAX_TEXT + 250);
    }

    @ParameterizedTest
    @CsvSource({
        "service-unavailable,     QUERY_NOT_ANSWERED, address",
        "remote-server-not-found, QUERY_NOT_ANSWERED, address",
        "not-acceptable,          QUERY_REFUSED,      change the request",
        "bad-request,             PAYLOAD_INVALID,    version",
        "resource-constraint,     PLATFORM_BUSY,      later",
        "internal-server-error,   REFUSED,            operator",
        "forbidden,               REFUSED,            administrator"
    })
    void failure_whenThePlatformRefuses_thenSaysWhatWhereAndWhatToDo(String condition, Reason reason, String hint) {
        GridException failure = new QueryQuestion(PLATFORM, "{urn:x}a")
                .failure(new WireException(
                        WireException.Kind.REFUSED,
                        "refused",
                        new StanzaFault("cancel", condition, "", "", "said so"),
                        true,
                        null));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.condition()).contains(condition);
        assertThat(failure).hasMessageContainingAll(PLATFORM.toString(), "{urn:x}a", "said so", hint);
        if (failure instanceof QueryRefusedException refusal) {
            assertThat(refusal.text()).isEqualTo("said so");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, true,  TIMEOUT,            requestTimeout",
        "TIMEOUT, false, TIMEOUT,            nothing was sent",
        "LOST,    true,  CONNECTION_LOST,    connected again",
        "CLOSED,  true,  CLOSED,             connect again",
        "GARBLED, true,  PROTOCOL_VIOLATION, RFC 6120",
        "TOO_BIG, true,  LIMIT_EXCEEDED,     raise"
    })
    void failure_whenThereIsNoAnswer_thenNothingIsInDoubt(
            WireException.Kind kind, boolean sent, Reason reason, String hint) {
        GridException failure =
                new QueryQuestion(PLATFORM, "{urn:x}a").failure(new WireException(kind, "why", null, sent, null));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContainingAll(PLATFORM.toString(), "{urn:x}a", hint);
    }

    private static Optional<RawPayload> request(String iq) throws XmlPullParserException, IOException {
        return QueryCodec.readRequest(
                Parsers.stanza(iq), (namespace, name) -> namespace.equals("urn:x") && name.equals("a"));
    }

    private static RawPayload answer(String iq) throws XmlPullParserException, IOException {
        XmlPullParser parser = Parsers.stanza(iq);
        int stanza = parser.getDepth();
        while (true) {
            XmlPullParser.Event event = parser.next();
            if (event == XmlPullParser.Event.START_ELEMENT) {
                return QueryCodec.readAnswer(parser, true);
            }
            if (event == XmlPullParser.Event.END_ELEMENT && parser.getDepth() == stanza) {
                return QueryCodec.readAnswer(parser, false);
            }
        }
    }
}
