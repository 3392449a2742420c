package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What somebody who holds the network, or the controller, can do with the stream itself: all of it ends in a refusal. */
@Timeout(60)
class StreamAttackTest {
    private static final int MEGA = 1024 * 1024;
    private static final List<String> LOGIN =
            List.of("<stream:stream", "<starttls", "<stream:stream", "<auth", "<response", "<stream:stream", "<iq");

    private final Wires.Settings settings = new Wires.Settings();
    private final Recorder recorder = new Recorder();

    @AfterEach
    void nothingIsLeftRunning() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("Smack Reader") || name.startsWith("Smack Writer")));
    }

    /** What is sent, and what it is refused as. */
    enum Attack {
        A_HUNDRED_MEGABYTES(100, i -> "x".repeat(MEGA), "stanzaChars"),
        A_MILLION_NAMES(1_000_000, i -> "<n" + i + "/>", "names"),
        A_MILLION_ATTRIBUTES(1, i -> wide(1_000_000), "attributes"),
        TEN_THOUSAND_DEEP(10_000, i -> "<n>", "depth"),
        COMMENT(1, i -> "<!-- a comment -->", ""),
        PROCESSING_INSTRUCTION(1, i -> "<?an instruction?>", ""),
        DTD(1, i -> "<!DOCTYPE a [<!ENTITY e 'v'>]>", ""),
        ENTITY(1, i -> "&e;", "");

        private final int pieces;
        private final IntFunction<String> piece;
        private final String limit;

        Attack(int pieces, IntFunction<String> piece, String limit) {
            this.pieces = pieces;
            this.piece = piece;
            this.limit = limit;
        }

        private static String wide(int attributes) {
            StringBuilder tag = new StringBuilder("<n");
            for (int i = 0; i < attributes; i++) {
                tag.append(" a").append(i).append("=''");
            }
            return tag.append("/>").toString();
        }

        Reason reason() {
            return limit.isEmpty() ? Reason.PROTOCOL_VIOLATION : Reason.LIMIT_EXCEEDED;
        }

        boolean endsTheStream() {
            return limit.isEmpty() || limit.equals("stanzaChars");
        }

        /** Writes the attack within an element. A client that stops reading is what is hoped for. */
        void within(ScriptedServer.Session s, String start, String end) throws IOException {
            s.write(start);
            StringBuilder chunk = new StringBuilder();
            for (int i = 0; i < pieces; i++) {
                chunk.append(piece.apply(i));
                if (chunk.length() > 65_536) {
                    s.write(chunk.toString());
                    chunk.setLength(0);
                }
            }
            s.write(chunk + (this == TEN_THOUSAND_DEEP ? "</n>".repeat(pieces) : "") + end);
        }

        /** The same during login, after which nothing more is expected. */
        void atOpening(ScriptedServer.Session s, String start, String end) throws IOException {
            try {
                within(s, start, end);
            } catch (IOException e) {
                // The client has gone before it was through.
                return;
            }
            s.drain();
        }
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void features_whenInTheClear_thenRefusedAndNothingIsSent(Attack attack) {
        ScriptedServer.Session session = refused(attack, s -> {
            s.expect("<stream:stream");
            attack.atOpening(
                    s,
                    ScriptedServer.HEADER + "<stream:features><x xmlns='urn:x'>",
                    "</x><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>");
        });
        assertThat(heads(session)).containsExactly("<stream:stream");
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void features_whenBeforeLogin_thenRefusedAndNoMechanismIsBegun(Attack attack) {
        ScriptedServer.Session session = refused(attack, s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.expect("<stream:stream");
            attack.atOpening(
                    s,
                    ScriptedServer.HEADER + "<stream:features><x xmlns='urn:x'>",
                    "</x><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-512</mechanism>"
                            + "</mechanisms></stream:features>");
        });
        assertThat(heads(session)).containsExactlyElementsOf(LOGIN.subList(0, 3));
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void nonza_whenDuringLogin_thenRefusedAndNoProofIsSent(Attack attack) {
        ScriptedServer.Session session = refused(attack, s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer("SCRAM-SHA-512");
            s.expect("<auth");
            attack.atOpening(s, "<x xmlns='urn:x'>", "</x>");
        });
        assertThat(heads(session).subList(0, 4)).containsExactlyElementsOf(LOGIN.subList(0, 4));
        assertThat(heads(session)).doesNotContain("<response", "<iq");
    }

    @ParameterizedTest
    @EnumSource(
            value = Attack.class,
            names = {"A_HUNDRED_MEGABYTES", "COMMENT", "PROCESSING_INSTRUCTION", "DTD", "ENTITY"})
    void message_whenItCantBePassedOver_thenTheStreamEnds(Attack attack) throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(s ->
                attack.atOpening(s, "<message from='mallory@grid.example/x'><x xmlns='urn:x'>", "</x></message>"))) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});
            WireException lost = Recorder.next(recorder.losses);

            assertThat(lost.kind())
                    .isEqualTo(attack.limit.isEmpty() ? WireException.Kind.LOST : WireException.Kind.TOO_BIG);
            assertThat(lost).hasMessageContaining(attack.limit.isEmpty() ? "RFC 6120 §11.1" : "GridLimits.stanzaChars");
            assertThat(wire.isOpen()).isFalse();
            assertThat(heads(server.finished()).subList(0, LOGIN.size())).containsExactlyElementsOf(LOGIN);
            assertThat(recorder.limits)
                    .containsExactlyElementsOf(attack.limit.isEmpty() ? List.of() : List.of(attack.limit));
        }
    }

    /** Any stranger can send these through an honest controller: they must not cost the connection. */
    @ParameterizedTest
    @EnumSource(
            value = Attack.class,
            names = {"A_MILLION_NAMES", "A_MILLION_ATTRIBUTES", "TEN_THOUSAND_DEEP"})
    void message_whenItIsBeyondALimit_thenItIsRefusedAndTheNextIsRead(Attack attack) throws Exception {
        recorder.reader = (head, parser) -> {
            while (head.id().equals("bad") && parser.getDepth() > 0) {
                parser.next();
            }
            return head.id();
        };
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            attack.within(s, "<message id='bad' from='mallory@grid.example/x'><x xmlns='urn:x'>", "</x></message>");
            s.write("<message id='good'/>");
            s.untilClosed();
        })) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});

            assertThat(Recorder.next(recorder.messages)).isEqualTo("good");
            assertThat(Recorder.next(recorder.limits)).isEqualTo(attack.limit + " from mallory@grid.example/x");
            assertThat(Recorder.next(recorder.strays)).contains("not read", "GridLimits." + attack.limit);
            assertThat(wire.isOpen()).isTrue();
            wire.close();
            assertThat(heads(server.finished()).subList(0, LOGIN.size())).containsExactlyElementsOf(LOGIN);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Attack.class,
            names = {"A_MILLION_NAMES", "A_MILLION_ATTRIBUTES", "TEN_THOUSAND_DEEP"})
    void answer_whenItIsBeyondALimit_thenTheRequestFailsAndTheNextIsAnswered(Attack attack) throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            String id = ScriptedServer.Session.id(s.expect("<iq"));
            attack.within(
                    s, "<iq type='result' from='broker.grid.example' id='" + id + "'><x xmlns='urn:x'>", "</x></iq>");
            id = ScriptedServer.Session.id(s.expect("<iq"));
            s.write("<iq type='result' from='broker.grid.example' id='" + id + "'/>");
            s.untilClosed();
        })) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});
            String child = "<mine xmlns='urn:mine'/>";

            WireException refused = WireRequestTest.failure(wire.request("get", Wires.BROKER, child, (p, c) -> {
                while (p.getDepth() > 0) {
                    p.next();
                }
                return "";
            }));

            assertThat(refused.kind()).isEqualTo(WireException.Kind.TOO_BIG);
            assertThat(refused.limit()).contains(attack.limit);
            assertThat(wire.request("get", Wires.BROKER, child, (p, c) -> "read")
                            .join())
                    .isEqualTo("read");
            assertThat(recorder.limits).containsExactly(attack.limit + " from broker.grid.example");
            wire.close();
        }
    }

    @Test
    void startTls_whenItIsStripped_thenRefusedBeforeAnythingIsSent() {
        ScriptedServer.Session session = refused(Reason.TLS_UNAVAILABLE, s -> {
            s.offer("PLAIN", "SCRAM-SHA-512", "EXTERNAL");
            s.drain();
        });
        assertThat(heads(session)).doesNotContain("<auth").startsWith("<stream:stream");
        assertThat(session.received()).doesNotContain("sensor");
    }

    @Test
    void startTls_whenItFails_thenNothingIsSentInTheClear() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.expect("<stream:stream");
            s.write(ScriptedServer.HEADER
                    + "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
                    + "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>"
                    + "</stream:features>");
            s.expect("<starttls");
            s.write("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>");
            s.drain();
        })) {
            assertThat(catchThrowableOfType(
                            GridException.class, () -> Wire.open(settings.to(server.port()), recorder, step -> {})))
                    .isNotNull();
            ScriptedServer.Session session = server.finished();
            assertThat(heads(session)).doesNotContain("<auth");
            assertThat(session.received()).doesNotContain("sensor");
        }
    }

    /** CVE-2011-0411 and its kin: what was said in the clear must not count as said by the controller. */
    @ParameterizedTest
    @EnumSource(Injection.class)
    void proceed_whenSomethingIsInjectedBehindIt_thenRefusedBeforeTheHandshake(Injection injected) {
        ScriptedServer.Session session = refused(Reason.PROTOCOL_VIOLATION, s -> {
            s.expect("<stream:stream");
            s.write(ScriptedServer.HEADER + "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
                    + "</stream:features>");
            s.expect("<starttls");
            s.write("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + injected.text);
            s.drain();
        });
        assertThat(heads(session).subList(0, 2)).containsExactly("<stream:stream", "<starttls");
        // neither a login nor the first byte of a handshake
        assertThat(session.received()).doesNotContain("<auth", "sensor", "\u0016");
    }

    /** What stands in the same packet as the consent. */
    enum Injection {
        FEATURES(ScriptedServer.HEADER + "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                + "<mechanism>PLAIN</mechanism></mechanisms></stream:features>"),
        STANZA("<message from='broker.grid.example'/>"),
        BEYOND_THE_PARSERS_BUFFER("<message>" + "x".repeat(6000) + "</message>"),
        NO_XML("\u0001");

        private final String text;

        Injection(String text) {
            this.text = text;
        }
    }

    /** More than a controller ever asks; each answer costs upload, and a stranger's request costs it nothing. */
    @Test
    void request_whenAStrangerFloods_thenAnsweredToALimitAndTheControllerStill() throws Exception {
        settings.limits = settings.limits.withReportsPerMinute(5);
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            for (int i = 0; i < 50; i++) {
                s.write("<iq type='get' id='s" + i
                        + "' from='mallory@grid.example/x'><ping xmlns='urn:xmpp:ping'/></iq>");
            }
            s.write("<iq type='get' id='c' from='grid.example'><ping xmlns='urn:xmpp:ping'/></iq>");
            s.untilClosed();
        })) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});
            for (int i = 0; i < 51; i++) {
                Recorder.next(recorder.strays);
            }
            wire.close();
            List<String> elements = server.finished().elements;
            assertThat(elements.subList(LOGIN.size(), elements.size() - 1))
                    .extracting(ScriptedServer.Session::id)
                    .containsExactly("s0", "s1", "s2", "s3", "s4", "c");
        }
    }

    @Test
    void request_whenItsIdIsHuge_thenItIsNotSentBack() throws Exception {
        String huge = "i".repeat(100_000);
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.write("<iq type='get' id='" + huge
                    + "' from='mallory@grid.example/x'><ping xmlns='urn:xmpp:ping'/></iq>");
            s.untilClosed();
        })) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});
            Recorder.next(recorder.strays);
            wire.close();
            assertThat(server.finished().received()).doesNotContain("iiii");
        }
    }

    private ScriptedServer.Session refused(Attack attack, ScriptedServer.Script script) {
        ScriptedServer.Session session = refused(attack.reason(), script);
        if (!attack.limit.isEmpty()) {
            // told by the reader, maybe behind the refusal
            assertThat(Recorder.next(recorder.limits)).isEqualTo(attack.limit);
        }
        assertThat(recorder.limits).isEmpty();
        return session;
    }

    private ScriptedServer.Session refused(Reason reason, ScriptedServer.Script script) {
        try (ScriptedServer server = new ScriptedServer(script)) {
            GridException e = catchThrowableOfType(
                    GridException.class, () -> Wire.open(settings.to(server.port()), recorder, step -> {}));
            assertThat(e).as("%s", e).extracting(GridException::reason).isEqualTo(reason);
            assertThat(e.toString()).doesNotContain(ScriptedServer.PASSWORD);
            assertThat(recorder.losses).isEmpty();
            return server.finished();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> heads(ScriptedServer.Session session) {
        return session.elements.stream()
                .map(element -> element.replaceAll("(?s)[ />].*", ""))
                .toList();
    }
}
