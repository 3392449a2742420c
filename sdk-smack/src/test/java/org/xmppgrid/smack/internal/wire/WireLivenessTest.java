package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xmppgrid.sdk.ConnectionPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** Streams that are dead and say nothing of it, and streams that are only slow. */
@Timeout(30)
class WireLivenessTest {
    private static final String CHILD = "<mine xmlns='urn:mine'/>";

    private final Wires.Settings settings = new Wires.Settings();
    private final Recorder recorder = new Recorder();
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void probesOften() {
        settings.connection = ConnectionPolicy.standard().withProbe(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @AfterEach
    void nothingIsLeftRunning() {
        over.countDown();
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("Smack Reader") || name.startsWith("Smack Writer")));
    }

    private static ScriptedServer managed(ScriptedServer.Script script) {
        return ScriptedServer.afterLogin(s -> {
            s.enable("id='some-id' resume='true'");
            script.run(s);
        });
    }

    private Wire open(ScriptedServer server) {
        return Wire.open(settings.to(server.port()), recorder, step -> {});
    }

    private CompletableFuture<String> ask(Wire wire, String child) {
        return wire.request("get", Wires.BROKER, child, (parser, hasChild) -> "answered");
    }

    @Test
    void stream_whenTheOtherEndIsGoneWithoutAWord_isFoundOutAndMayGoOn() throws Exception {
        try (ScriptedServer server = managed(s -> over.await());
                Wire wire = open(server)) {
            WireException lost = Recorder.next(recorder.losses);
            assertThat(lost.kind()).isEqualTo(WireException.Kind.LOST);
            assertThat(lost).hasMessageStartingWith("Nothing came from the controller for ");
            assertThat(wire.isResumable()).isTrue();
        }
    }

    @Test
    void stream_whenTheOtherEndIsGoneInTheMiddleOfAMessage_isFoundOutToo() throws Exception {
        try (ScriptedServer server = managed(s -> {
                    s.write("<message from='" + Wires.BROKER + "'><event xmlns='urn:example'><part>");
                    over.await();
                });
                Wire wire = open(server)) {
            WireException lost = Recorder.next(recorder.losses);
            assertThat(lost).hasMessageStartingWith("Nothing came from the controller for ");
            assertThat(wire.isResumable()).isTrue();
        }
    }

    @Test
    void stream_whenIdle_isAskedForAcknowledgementsAndLives() throws Exception {
        try (ScriptedServer server = managed(s -> {
                    for (int i = 0; i < 5; i++) {
                        assertThat(s.read()).isEqualTo("<r xmlns='urn:xmpp:sm:3'/>");
                        s.write("<a xmlns='urn:xmpp:sm:3' h='0'/>");
                    }
                    over.countDown();
                    s.untilClosed();
                });
                Wire wire = open(server)) {
            over.await();
            assertThat(wire.isOpen()).isTrue();
            assertThat(recorder.losses).isEmpty();
        }
    }

    @Test
    void stream_whenIdleWithoutStreamManagement_isPingedAndAnErrorIsASignOfLife() throws Exception {
        settings.connection = settings.connection.withoutResumption();
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
                    for (int i = 0; i < 3; i++) {
                        String ping = s.expect("<iq type='get'");
                        assertThat(ping).contains("to='grid.example'").contains("<ping xmlns='urn:xmpp:ping'/>");
                        s.write("<iq type='error' from='grid.example' id='" + ScriptedServer.Session.id(ping)
                                + "'><error type='cancel'><service-unavailable"
                                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
                    }
                    over.countDown();
                    s.untilClosed();
                });
                Wire wire = open(server)) {
            over.await();
            assertThat(wire.isOpen()).isTrue();
            assertThat(recorder.strays).isEmpty();
            assertThat(recorder.losses).isEmpty();
        }
    }

    @Test
    void stream_whenAnIdleOneWithoutStreamManagementIsNotAnswered_failsWhatIsUnderWay() throws Exception {
        settings.connection = settings.connection.withoutResumption();
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> over.await());
                Wire wire = open(server)) {
            WireException e = WireRequestTest.failure(ask(wire, CHILD));
            assertThat(e.kind()).isEqualTo(WireException.Kind.LOST);
            assertThat(e.sent()).isTrue();
            Recorder.next(recorder.losses);
            assertThat(wire.isResumable()).isFalse();
            assertThat(wire.pendingRequests()).isZero();
        }
    }

    @Test
    void write_whenTheLinkIsSlowButMoves_isNotTakenForDead() throws Exception {
        try (ScriptedServer server = managed(s -> {
                    s.slowly(4096, Duration.ofMillis(10));
                    String iq = s.expect("<iq");
                    s.write("<iq type='result' id='" + ScriptedServer.Session.id(iq) + "' from='" + Wires.BROKER
                            + "'/>");
                    s.untilClosed();
                });
                Wire wire = open(server)) {
            CompletableFuture<String> answer = ask(wire, "<mine xmlns='urn:mine'>" + "x".repeat(1_000_000) + "</mine>");
            Awaitility.await().until(() -> answer.isDone() || !recorder.losses.isEmpty());
            assertThat(recorder.losses).isEmpty();
            assertThat(answer).isCompletedWithValue("answered");
        }
    }

    @Test
    void reader_whenTheFloorAboveHoldsItUp_isNotTakenForDeath() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        recorder.reader = (head, parser) -> {
            held.countDown();
            release.await();
            return head.id();
        };
        try (ScriptedServer server = managed(s -> {
                    s.write("<message id='1'/>");
                    held.await();
                    // Longer than both times together, with nothing read and nothing answered.
                    over.await(1500, TimeUnit.MILLISECONDS);
                    release.countDown();
                    assertThat(s.read()).isEqualTo("<r xmlns='urn:xmpp:sm:3'/>");
                    s.write("<a xmlns='urn:xmpp:sm:3' h='0'/><message id='2'/>");
                    s.untilClosed();
                });
                Wire wire = open(server)) {
            assertThat(Recorder.next(recorder.messages)).isEqualTo("1");
            assertThat(Recorder.next(recorder.messages)).isEqualTo("2");
            assertThat(recorder.losses).isEmpty();
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @Test
    void request_whenMuchIsOnItsWayBeforeIt_hasThatMuchMoreTime() throws Exception {
        settings.connection = ConnectionPolicy.once();
        settings.requestTimeout = Duration.ofMillis(200);
        CountDownLatch small = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
                    s.expect("<iq");
                    String second = s.expect("<iq");
                    small.await();
                    s.write("<iq type='result' id='" + ScriptedServer.Session.id(second) + "' from='" + Wires.BROKER
                            + "'/>");
                    over.countDown();
                    s.untilClosed();
                });
                Wire wire = open(server)) {
            // 20 kB are 10 s
            CompletableFuture<String> big = ask(wire, "<mine xmlns='urn:mine'>" + "x".repeat(20_000) + "</mine>");
            CompletableFuture<String> behind = ask(wire, CHILD);
            CompletableFuture<Void> later = CompletableFuture.runAsync(
                    small::countDown, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
            assertThat(behind.get(20, TimeUnit.SECONDS)).isEqualTo("answered");
            later.join();
            assertThat(big).isNotDone();
        }
    }
}
