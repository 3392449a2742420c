package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.GridLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(30)
class WireEndTest {
    private static final String CHILD = "<mine xmlns='urn:mine'/>";

    private final Wires.Settings settings = new Wires.Settings();
    private final Recorder recorder = new Recorder();

    @AfterEach
    void nothingIsLeftRunning() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("Smack Reader") || name.startsWith("Smack Writer")));
    }

    /** How a controller can go away. */
    enum Loss {
        END_OF_FILE("The stream broke off or is not well-formed XML"),
        RESET("The connection was lost"),
        CLOSED_STREAM("The controller closed the stream"),
        STREAM_ERROR("The controller ended the stream: conflict (Somebody else came)"),
        UNKNOWN_STREAM_ERROR("The connection was lost"),
        NOT_WELL_FORMED("The stream broke off or is not well-formed XML"),
        NOT_WELL_FORMED_WITHIN_THE_ANSWER("The stream broke off or is not well-formed XML"),
        ENTITY("The stream has a comment, a processing instruction, a DTD or an entity reference");

        final String words;

        Loss(String words) {
            this.words = words;
        }

        void happen(ScriptedServer.Session s, String id) throws Exception {
            switch (this) {
                case END_OF_FILE -> s.close();
                case RESET -> s.reset();
                case CLOSED_STREAM -> s.write("</stream:stream>");
                case STREAM_ERROR ->
                    s.write(
                            "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                                    + "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Somebody else came</text></stream:error>");
                case UNKNOWN_STREAM_ERROR ->
                    s.write("<stream:error><never-heard xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
                case NOT_WELL_FORMED -> s.write("<message></iq>");
                case NOT_WELL_FORMED_WITHIN_THE_ANSWER ->
                    s.write("<iq type='result' from='broker.grid.example' id='" + id + "'><a></b></iq>");
                case ENTITY -> s.write("<message><a>&secret;</a></message>");
                default -> throw new AssertionError(this);
            }
            s.drain();
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    @Timeout(8)
    void pending_whenTheStreamIsLost_failsAtOnceAndTheFloorAboveIsToldOnce(Loss loss) throws Exception {
        try (ScriptedServer server =
                ScriptedServer.afterLogin(s -> loss.happen(s, ScriptedServer.Session.id(s.expect("<iq"))))) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});
            CompletableFuture<String> answer = wire.request("get", Wires.BROKER, CHILD, (p, c) -> {
                p.next();
                p.next();
                return "";
            });
            WireException e = WireRequestTest.failure(answer);
            assertThat(e.kind()).isEqualTo(WireException.Kind.LOST);
            assertThat(e.sent()).isTrue();
            assertThat(e).hasMessageStartingWith(loss.words).message().doesNotContain("secret");
            WireException told = Recorder.next(recorder.losses);
            assertThat(told.kind()).isEqualTo(WireException.Kind.LOST);
            assertThat(wire.isOpen()).isFalse();
            if (loss == Loss.STREAM_ERROR) {
                assertThat(told.fault().map(StanzaFault::condition)).contains("conflict");
            }
            WireException after = WireRequestTest.failure(wire.request("get", Wires.BROKER, CHILD, (p, c) -> ""));
            assertThat(after.kind()).isEqualTo(WireException.Kind.LOST);
            assertThat(after.sent()).isFalse();
            wire.close();
            wire.close();
            nothingIsLeftRunning();
            assertThat(recorder.losses).isEmpty();
            assertThat(wire.pendingRequests()).isZero();
        }
    }

    @Test
    void pending_whenClosed_failsAtOnceAndNobodyIsToldOfALoss() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.expect("<iq");
            asked.countDown();
            s.expect("</stream:stream");
            s.write("</stream:stream>");
            s.drain();
        })) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});
            CompletableFuture<String> answer = wire.request("get", Wires.BROKER, CHILD, (p, c) -> "");
            asked.await();
            wire.close();
            WireException e = WireRequestTest.failure(answer);
            assertThat(e.kind()).isEqualTo(WireException.Kind.CLOSED);
            assertThat(e.sent()).isTrue();
            wire.close();
            server.finished();
            assertThat(recorder.losses).isEmpty();
            WireException after = catchThrowableOfType(WireException.class, () -> wire.send("<message/>"));
            assertThat(after.kind()).isEqualTo(WireException.Kind.CLOSED);
            assertThat(after.sent()).isFalse();
        }
    }

    @Test
    void close_whenSomethingIsQueued_writesItFirstAndSendsNoPresence() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed)) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});
            for (int i = 0; i < 100; i++) {
                wire.send("<message id='" + i + "'/>");
            }
            wire.close();
            List<String> elements = server.finished().elements;
            assertThat(elements.subList(7, elements.size())).hasSize(101).last().isEqualTo("</stream:stream>");
        }
    }

    @Test
    @Timeout(8)
    void close_whenTheControllerNeverClosesItsSide_endsAnyway() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::drain)) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});
            long before = System.nanoTime();
            wire.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(3000));
            assertThat(recorder.losses).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Endpoint.Transport.class)
    @Timeout(15)
    void close_whenTheControllerTakesNothingAnyMore_endsAnywayAndKnowsWhatWasNotSent(Endpoint.Transport transport)
            throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        boolean direct = transport == Endpoint.Transport.DIRECT_TLS;
        try (ScriptedServer server = new ScriptedServer(s -> {
            if (direct) {
                s.directTls(Wires.SERVER.serverContext(), tls -> {});
            } else {
                s.startTls(Wires.SERVER.serverContext());
            }
            s.authenticate();
            over.await();
        })) {
            Wire wire = Wire.open(
                    direct ? settings.direct(server.port()) : settings.to(server.port()), recorder, step -> {});
            String big = "<x>" + "y".repeat(200_000) + "</x>";
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(wire.request("get", Wires.BROKER, big, (p, c) -> ""));
            }
            wire.close();
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(WireRequestTest.failure(answer).kind()).isEqualTo(WireException.Kind.CLOSED));
            assertThat(WireRequestTest.failure(answers.get(0)).sent()).isTrue();
            assertThat(WireRequestTest.failure(answers.get(99)).sent()).isFalse();
            over.countDown();
        }
    }

    @Test
    @Timeout(15)
    void request_whenThereIsNoRoomToSend_timesOutUnsent() throws Exception {
        settings.requestTimeout = Duration.ofMillis(300);
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> over.await())) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});
            wire.send("<message>" + "y".repeat(20_000_000) + "</message>");
            WireException e = catchThrowableOfType(WireException.class, () -> {
                for (int i = 0; i <= StreamState.ROOM + 1; i++) {
                    wire.send("<message/>");
                }
            });
            assertThat(e.kind()).isEqualTo(WireException.Kind.TIMEOUT);
            assertThat(e.sent()).isFalse();
            wire.close();
            over.countDown();
        }
    }

    @Test
    void stanza_whenLargerThanTheLimit_endsTheStreamNamingIt() throws Exception {
        settings.limits = GridLimits.DEFAULT.withStanzaChars(100_000);
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.expect("<message");
            s.write("<message id='1'>" + "x".repeat(99_000) + "</message>");
            s.write("<message id='2'>" + "x".repeat(200_000) + "</message>");
            s.drain();
        })) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});
            wire.send("<message/>");
            assertThat(Recorder.next(recorder.messages)).isEqualTo("1");
            WireException lost = Recorder.next(recorder.losses);
            assertThat(lost.kind()).isEqualTo(WireException.Kind.TOO_BIG);
            assertThat(lost).hasMessageContaining("100000 characters (GridLimits.stanzaChars)");
        }
    }

    @Test
    void message_whenItsReaderFailsWithAnError_endsTheStreamAloud() throws Exception {
        recorder.reader = (head, parser) -> {
            throw new StackOverflowError();
        };
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.expect("<message");
            s.write("<message/>");
            s.drain();
        })) {
            Wire.open(settings.to(server.port()), recorder, step -> {}).send("<message/>");
            assertThat(Recorder.next(recorder.losses)).hasMessageContaining("StackOverflowError");
        }
    }

    @Test
    @Timeout(8)
    void close_whenAMessageIsHeldUp_interruptsWhoHoldsIt() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        recorder.reader = (head, parser) -> {
            held.countDown();
            new CountDownLatch(1).await();
            return "";
        };
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.write("<message/>");
            s.untilClosed();
        })) {
            Wire wire = Wire.open(settings.to(server.port()), recorder, step -> {});
            held.await();
            long before = System.nanoTime();
            wire.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1500));
            server.finished();
            assertThat(recorder.losses).isEmpty();
        }
    }
}
