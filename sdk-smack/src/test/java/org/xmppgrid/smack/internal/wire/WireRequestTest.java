package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(30)
class WireRequestTest {
    private static final String CHILD = "<mine xmlns='urn:mine'/>";
    private static final ReplyReader<String> NAME =
            (p, hasChild) -> hasChild ? p.getNamespace() + " " + p.getName() : "";

    private final Wires.Settings settings = new Wires.Settings();
    private final Recorder recorder = new Recorder();

    /** Answers every request by a template in which ID stands for the request's id. */
    private static ScriptedServer answering(String... answers) {
        return ScriptedServer.afterLogin(s -> {
            for (String answer : answers) {
                s.write(answer.replace("ID", ScriptedServer.Session.id(s.expect("<iq"))));
            }
            s.untilClosed();
        });
    }

    private static String result(String inner) {
        return "<iq type='result' id='ID' from='broker.grid.example' to='sensor@grid.example/r1'>" + inner + "</iq>";
    }

    private Wire open(ScriptedServer server) {
        return Wire.open(settings.to(server.port()), recorder, step -> {});
    }

    @Test
    void request_whenAnswered_sendsTheIqAndReadsTheChild() throws Exception {
        try (ScriptedServer server = answering(
                result("\n <ok xmlns='urn:ok'><deep/></ok>"),
                result(""),
                "<iq type='result' id='ID' from='a@grid.example/it&apos;s &lt;&amp;>'/>")) {
            try (Wire wire = open(server)) {
                GridAddress quoted = GridAddress.of("a@grid.example/it's <&>");
                assertThat(wire.request("get", Wires.BROKER, CHILD, NAME).join())
                        .isEqualTo("urn:ok ok");
                assertThat(wire.request("set", Wires.BROKER, CHILD, NAME).join())
                        .isEmpty();
                assertThat(wire.pendingRequests()).isZero();
                assertThat(wire.request("set", quoted, CHILD, NAME).join()).isEmpty();
            }
            assertThat(server.finished().elements.subList(7, 10))
                    .map(iq -> iq.replaceAll("id='[0-9a-z-]+'", "ID"))
                    .containsExactly(
                            "<iq type='get' ID to='broker.grid.example'>" + CHILD + "</iq>",
                            "<iq type='set' ID to='broker.grid.example'>" + CHILD + "</iq>",
                            "<iq type='set' ID to='a@grid.example/it&apos;s &lt;&amp;&gt;'>" + CHILD + "</iq>");
        }
    }

    @Test
    void request_whenManyAreUnderWay_givesEachItsOwnAnswerInAnyOrder() throws Exception {
        int requests = 50;
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
                    List<String> ids = new ArrayList<>();
                    for (int i = 0; i < requests; i++) {
                        String iq = s.expect("<iq");
                        ids.add(0, ScriptedServer.Session.id(iq) + " " + ScriptedServer.Session.attribute("n", iq));
                    }
                    for (String id : ids) {
                        String[] idAndNumber = id.split(" ");
                        s.write(result("<n" + idAndNumber[1] + " xmlns='x'/>").replace("ID", idAndNumber[0]));
                    }
                    s.untilClosed();
                });
                Wire wire = open(server)) {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                answers.add(wire.request("get", Wires.BROKER, "<mine n='" + i + "'/>", NAME));
            }
            for (int i = 0; i < requests; i++) {
                assertThat(answers.get(i).join()).isEqualTo("x n" + i);
            }
        }
    }

    @Test
    void request_whenRefused_failsWithTheFault() throws Exception {
        try (ScriptedServer server = answering(
                        "<iq type='error' id='ID' from='broker.grid.example'><mine/>"
                                + "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
                Wire wire = open(server)) {
            WireException e = failure(wire.request("get", Wires.BROKER, CHILD, NAME));
            assertThat(e.kind()).isEqualTo(WireException.Kind.REFUSED);
            assertThat(e.fault()).contains(new StanzaFault("cancel", "item-not-found", "", "", ""));
            assertThat(e.sent()).isTrue();
        }
    }

    /** CVE-2024-46957 and its relatives: the id alone proves nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iq type='result' id='ID' from='mallory@evil.example'><no/></iq>",
                "<iq type='result' id='ID' from='broker.grid.example/x'><no/></iq>",
                "<iq type='result' id='ID'><no/></iq>",
                "<iq type='result' id='ID' from='@@@'><no/></iq>",
                "<iq type='result' id='ID' from='grid.example'><no/></iq>",
                "<iq type='error' id='ID' from='mallory@evil.example'/>",
                "<iq type='get' id='ID' from='broker.grid.example'><no/></iq>",
                "<iq type='set' id='ID' from='broker.grid.example'><no/></iq>",
                "<iq type='unknown' id='ID' from='broker.grid.example'><no/></iq>",
                "<iq id='ID' from='broker.grid.example'><no/></iq>",
                "<message type='result' id='ID' from='broker.grid.example'><no/></message>",
                "<presence type='result' id='ID' from='broker.grid.example'><no/></presence>",
                "<iq xmlns='jabber:server' type='result' id='ID' from='broker.grid.example'><no/></iq>"
            })
    void request_whenSomethingElseHasItsId_waitsForTheRealAnswer(String forged) throws Exception {
        try (ScriptedServer server = answering(forged + result("<yes xmlns='x'/>"));
                Wire wire = open(server)) {
            assertThat(wire.request("get", Wires.BROKER, CHILD, NAME).join()).isEqualTo("x yes");
            assertThat(recorder.strays.size() + recorder.messages.size()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sensor@grid.example, ",
        "sensor@grid.example, sensor@grid.example",
        "sensor@grid.example, grid.example",
        "grid.example, ",
        "grid.example, grid.example",
        "grid.example, sensor@grid.example",
        "grid.example, Grid.Example"
    })
    void request_whenItsOwnSideWasAsked_mayBeAnsweredByTheControllerInAnyOfItsNames(String to, String from)
            throws Exception {
        String sender = from == null ? "" : " from='" + from + "'";
        try (ScriptedServer server = answering("<iq type='result' id='ID'" + sender + "/>");
                Wire wire = open(server)) {
            assertThat(wire.request("get", GridAddress.of(to), CHILD, NAME).join())
                    .isEmpty();
        }
    }

    @Test
    void request_whenReaderLeavesOffAnywhere_readsTheNextAnswerFromItsStart() throws Exception {
        String children = "<a xmlns='x'>t<b><c/>u</b><d/></a><e/>";
        try (ScriptedServer server =
                        answering(result(children), result(children), result(children), result("<f xmlns='y'/>"));
                Wire wire = open(server)) {
            assertThat(wire.request("get", Wires.BROKER, CHILD, (p, c) -> p.getName())
                            .join())
                    .isEqualTo("a");
            assertThat(wire.request("get", Wires.BROKER, CHILD, (p, c) -> {
                                p.next();
                                p.next();
                                p.next();
                                return p.getName();
                            })
                            .join())
                    .isEqualTo("c");
            WireException e = failure(wire.request("get", Wires.BROKER, CHILD, (p, c) -> {
                while (p.next() != XmlPullParser.Event.END_DOCUMENT) {
                    // Reads on and on, into the next stanza if it could.
                }
                return "";
            }));
            assertThat(e.kind()).isEqualTo(WireException.Kind.GARBLED);
            assertThat(wire.request("get", Wires.BROKER, CHILD, NAME).join()).isEqualTo("y f");
        }
    }

    @Test
    void request_whenReaderThrows_failsAloneAndWithTheCause() throws Exception {
        try (ScriptedServer server = answering(result("<a/>"), result("<b xmlns='x'/>"));
                Wire wire = open(server)) {
            WireException e = failure(wire.request("get", Wires.BROKER, CHILD, (p, c) -> {
                throw new NumberFormatException("boom");
            }));
            assertThat(e.kind()).isEqualTo(WireException.Kind.GARBLED);
            assertThat(e)
                    .hasRootCauseInstanceOf(NumberFormatException.class)
                    .message()
                    .doesNotContain("boom");
            assertThat(wire.request("get", Wires.BROKER, CHILD, NAME).join()).isEqualTo("x b");
        }
    }

    @Test
    void request_whenReaderFailsWithAnError_failsAndEndsTheStreamAloud() throws Exception {
        try (ScriptedServer server = answering(result("<a/>"));
                Wire wire = open(server)) {
            WireException e = failure(wire.request("get", Wires.BROKER, CHILD, (p, c) -> {
                throw new StackOverflowError();
            }));
            assertThat(e.kind()).isEqualTo(WireException.Kind.GARBLED);
            assertThat(Recorder.next(recorder.losses).kind()).isEqualTo(WireException.Kind.LOST);
        }
    }

    @Test
    void request_whenAnswerIsTooDeep_failsAloneNamingTheLimit() throws Exception {
        settings.limits = GridLimits.DEFAULT.withDepth(20);
        String deep = "<d>".repeat(30) + "</d>".repeat(30);
        try (ScriptedServer server = answering(result(deep), result("<b xmlns='x'/>"));
                Wire wire = open(server)) {
            WireException e = failure(wire.request("get", Wires.BROKER, CHILD, (p, c) -> {
                while (p.next() == XmlPullParser.Event.START_ELEMENT) {
                    // Down.
                }
                return "";
            }));
            assertThat(e.kind()).isEqualTo(WireException.Kind.TOO_BIG);
            assertThat(e).hasMessageContaining("GridLimits.depth");
            assertThat(wire.request("get", Wires.BROKER, CHILD, NAME).join()).isEqualTo("x b");
        }
    }

    @Test
    void request_whenNotAnswered_timesOutAndIsForgotten() throws Exception {
        settings.requestTimeout = Duration.ofMillis(200);
        CountDownLatch timedOut = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
                    String id = ScriptedServer.Session.id(s.expect("<iq"));
                    timedOut.await();
                    s.write(result("").replace("ID", id));
                    s.untilClosed();
                });
                Wire wire = open(server)) {
            WireException e = failure(wire.request("get", Wires.BROKER, CHILD, NAME));
            assertThat(e.kind()).isEqualTo(WireException.Kind.TIMEOUT);
            assertThat(e.sent()).isTrue();
            assertThat(wire.pendingRequests()).isZero();
            timedOut.countDown();
            assertThat(Recorder.next(recorder.strays))
                    .isEqualTo("an answer that nobody waits for from broker.grid.example");
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @Test
    void request_whenTheCallerGivesUp_isForgotten() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed);
                Wire wire = open(server)) {
            wire.request("get", Wires.BROKER, CHILD, NAME).cancel(false);
            assertThat(wire.pendingRequests()).isZero();
        }
    }

    @Test
    void request_whenOfNoType_isRefusedAtOnce() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed);
                Wire wire = open(server)) {
            assertThatIllegalArgumentException().isThrownBy(() -> wire.request("result", Wires.BROKER, CHILD, NAME));
        }
    }

    @Test
    void requestOfAStranger_whenItComes_isAnsweredWithServiceUnavailableAndNothingElse() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            for (String child : List.of(
                    "<query xmlns='http://jabber.org/protocol/disco#info'/>",
                    "<query xmlns='http://jabber.org/protocol/disco#items'/>",
                    "<ping xmlns='urn:xmpp:ping'/>",
                    "<time xmlns='urn:xmpp:time'/>",
                    "<query xmlns='jabber:iq:version'/>",
                    "<query xmlns='jabber:iq:last'/>")) {
                s.write("<iq type='get' id='i&apos;1' from='mallory@evil.example/&quot;x'>" + child + "</iq>");
                assertThat(s.read())
                        .isEqualTo("<iq type='error' id='i&apos;1' to='mallory@evil.example/&quot;x'>"
                                + "<error type='cancel'><service-unavailable"
                                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            }
            s.write("<iq type='set' id='2'><query xmlns='jabber:iq:roster'/></iq>");
            assertThat(s.read()).startsWith("<iq type='error' id='2'><error");
            s.write("<iq type='get' id='3' from='@'><a/></iq><iq type='get' from='a@b'><a/></iq>");
            s.expect("</stream:stream");
            s.write("</stream:stream>");
        })) {
            Wire wire = open(server);
            for (int i = 0; i < 9; i++) {
                assertThat(Recorder.next(recorder.strays)).startsWith("a request");
            }
            wire.close();
            server.finished();
        }
    }

    @Test
    void message_whenItComes_isHandedOnWithItsHead() throws Exception {
        recorder.reader = (head, parser) -> head + " " + parser.getName() + " " + parser.getDepth();
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
                    s.write("<message from='Broker.grid.example' id='1' type='headline'><x/></message>");
                    s.write("<message/><message from='@'/>");
                    s.untilClosed();
                });
                Wire wire = open(server)) {
            assertThat(Recorder.next(recorder.messages))
                    .isEqualTo("StanzaHead[element=message, type=headline, id=1, from=Optional[broker.grid.example],"
                            + " fromAbsent=false] message 2");
            assertThat(Recorder.next(recorder.messages)).contains("type=, id=, from=Optional.empty, fromAbsent=true");
            assertThat(Recorder.next(recorder.messages)).contains("from=Optional.empty, fromAbsent=false");
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @Test
    void message_whenItCantBeRead_straysAndTheNextIsRead() throws Exception {
        settings.limits = GridLimits.DEFAULT.withDepth(20);
        recorder.reader = (head, parser) -> {
            if (head.id().equals("bad")) {
                throw new IllegalStateException("secret");
            }
            while (!(parser.next() == XmlPullParser.Event.END_ELEMENT && parser.getDepth() == 2)) {
                // All of it.
            }
            return head.id();
        };
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
                    s.write("<message id='bad'><x>y</x></message><message id='deep'>" + "<d>".repeat(30)
                            + "</d>".repeat(30) + "</message><message id='good'><x/></message>");
                    s.untilClosed();
                });
                Wire wire = open(server)) {
            assertThat(Recorder.next(recorder.messages)).isEqualTo("good");
            assertThat(Recorder.next(recorder.strays))
                    .isEqualTo("a message that can't be read (IllegalStateException) from -");
            assertThat(Recorder.next(recorder.strays))
                    .startsWith("a message that was not read: elements are nested deeper than the limit of 20");
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @Test
    void send_whenGivenAStanza_writesItAsItIs() throws Exception {
        String message = "<message to='a@grid.example'><x a='ä'/></message>";
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            assertThat(s.read()).isEqualTo(message);
            assertThat(s.read()).isEqualTo("<presence/>");
            s.untilClosed();
        })) {
            Wire wire = open(server);
            wire.send(message);
            wire.send("<presence/>");
            wire.close();
            server.finished();
        }
    }

    static WireException failure(CompletableFuture<?> answer) {
        CompletionException e = catchThrowableOfType(CompletionException.class, answer::join);
        assertThat(e.getCause()).isInstanceOf(WireException.class);
        return (WireException) e.getCause();
    }
}
