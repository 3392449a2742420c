package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TlsPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A stream that nobody logs in to (XEP-0077 §3.1): as safe as any other, and good for answers only. */
@Timeout(30)
class WireRegistrationTest {
    private static final GridAddress CONTROLLER = GridAddress.of(ScriptedServer.DOMAIN);

    private final Wires.Settings settings = new Wires.Settings();
    private final Recorder recorder = new Recorder();

    @AfterEach
    void nothingIsLeftRunning() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("Smack Reader") || name.startsWith("Smack Writer")));
    }

    @Test
    void openToRegister_whenTlsStands_asksWithoutLoggingIn() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer("SCRAM-SHA-512");
            s.write("<iq type='result' id='" + ScriptedServer.Session.id(s.expect("<iq"))
                    + "'><query xmlns='jabber:iq:register'/></iq>");
            s.untilClosed();
        })) {
            try (Wire wire = open(server)) {
                assertThat(wire.isOpen()).isTrue();
                assertThat(ask(wire)).isTrue();
            }
            assertThat(server.finished().elements.stream().map(e -> e.replaceAll("[ >].*", "")))
                    .containsExactly("<stream:stream", "<starttls", "<stream:stream", "<iq", "</stream:stream");
        }
    }

    @Test
    void openToRegister_whenCertificateIsNotTrusted_sendsNothing() throws Exception {
        settings.tls = TlsPolicy.trusting(new TestPki("Somebody Else").anchor());
        try (ScriptedServer server = new ScriptedServer(s -> {
            try {
                s.startTls(Wires.SERVER.serverContext());
            } finally {
                s.close();
            }
        })) {
            GridException e = catchThrowableOfType(GridException.class, () -> open(server));

            assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_UNTRUSTED);
        }
    }

    @Test
    void openToRegister_whenTlsIsNotOffered_sendsNothing() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.expect("<stream:stream");
            s.write(ScriptedServer.HEADER
                    + "<stream:features><register xmlns='http://jabber.org/features/iq-register'/></stream:features>");
            s.drain();
        })) {
            GridException e = catchThrowableOfType(GridException.class, () -> open(server));

            assertThat(e.reason()).isEqualTo(Reason.TLS_UNAVAILABLE);
            assertThat(server.finished().received()).doesNotContain("<iq").doesNotContain("sensor");
        }
    }

    @Test
    void request_whenSomebodyElseAnswers_waitsForTheController() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
                    s.startTls(Wires.SERVER.serverContext());
                    s.offer("SCRAM-SHA-512");
                    String id = ScriptedServer.Session.id(s.expect("<iq"));
                    s.write("<iq type='result' id='" + id + "' from='mallory@evil.example'/>");
                    s.write("<message from='grid.example'><body>hello</body></message>");
                    s.write("<iq type='get' id='1' from='grid.example'><ping xmlns='urn:xmpp:ping'/></iq>");
                    s.write("<iq type='result' id='" + id
                            + "' from='grid.example'><query xmlns='jabber:iq:register'/></iq>");
                    s.untilClosed();
                });
                Wire wire = open(server)) {
            assertThat(ask(wire)).isTrue();
            assertThat(List.copyOf(recorder.strays))
                    .containsExactly(
                            "an answer from somebody else than grid.example from mallory@evil.example",
                            "a stanza on a stream that nobody logged in to from grid.example",
                            "a stanza on a stream that nobody logged in to from grid.example");
            assertThat(recorder.messages).isEmpty();
        }
    }

    @Test
    void request_whenControllerEndsTheStream_fails() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
                    s.startTls(Wires.SERVER.serverContext());
                    s.offer("SCRAM-SHA-512");
                    s.expect("<iq");
                    s.write("<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
                            + "</stream:stream>");
                    s.drain();
                });
                Wire wire = open(server)) {
            assertThat(wire.request("get", CONTROLLER, "<query xmlns='jabber:iq:register'/>", (p, child) -> child))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(WireException.class, e -> assertThat(e.fault())
                            .map(StanzaFault::condition)
                            .contains("not-authorized"));
        }
    }

    private Wire open(ScriptedServer server) {
        WireSettings given = settings.to(server.port());
        return Wire.openToRegister(
                new WireSettings(
                        given.account(),
                        account -> Credentials.password(""),
                        given.resource(),
                        given.endpoints(),
                        given.tls(),
                        given.authentication(),
                        given.keys(),
                        given.limits(),
                        given.connectTimeout(),
                        given.requestTimeout(),
                        given.connection()),
                recorder,
                step -> {});
    }

    private static boolean ask(Wire wire) {
        return wire.request("get", CONTROLLER, "<query xmlns='jabber:iq:register'/>", (p, child) -> child)
                .join();
    }
}
