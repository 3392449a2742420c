package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Sessions that outlive their stream (XEP-0198), by what goes over the wire. */
@Timeout(30)
class WireResumeTest {
    private static final String CHILD = "<mine xmlns='urn:mine'/>";
    private static final String RESUMABLE = "id='some-id' resume='true' max='600'";

    private final Wires.Settings settings = new Wires.Settings();
    private final Recorder recorder = new Recorder();

    WireResumeTest() {
        settings.connection = ConnectionPolicy.standard();
    }

    @AfterEach
    void nothingIsLeftRunning() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("Smack Reader") || name.startsWith("Smack Writer")));
    }

    /** The first connection goes on by the first script after a login with stream management, and so on. */
    private static ScriptedServer server(ScriptedServer.Script first, ScriptedServer.Script... later) {
        AtomicInteger connections = new AtomicInteger();
        return new ScriptedServer(s -> {
            int connection = connections.getAndIncrement();
            if (connection == 0) {
                s.login(Wires.SERVER.serverContext());
                s.enable(RESUMABLE);
                first.run(s);
            } else {
                later[connection - 1].run(s);
            }
        });
    }

    private Wire open(ScriptedServer server) {
        return Wire.open(settings.to(server.port()), recorder, step -> {});
    }

    private static CompletableFuture<String> ask(Wire wire, String child) {
        return wire.request("set", Wires.BROKER, child, (parser, hasChild) -> hasChild ? parser.getName() : "");
    }

    private static void answer(ScriptedServer.Session s, String iq, String child) throws IOException {
        s.write("<iq type='result' id='" + ScriptedServer.Session.id(iq) + "' from='" + Wires.BROKER + "'>" + child
                + "</iq>");
    }

    private static void resumed(ScriptedServer.Session s, int handled) throws IOException {
        s.write("<resumed xmlns='urn:xmpp:sm:3' previd='some-id' h='" + handled + "'/>");
    }

    /** Reads the next stanza, whatever questions for acknowledgements come before it. */
    private static String stanza(ScriptedServer.Session s) throws IOException {
        String element = s.read();
        while (element.startsWith("<r ")) {
            element = s.read();
        }
        return element;
    }

    private void awaitLoss() {
        assertThat(Recorder.next(recorder.losses).kind()).isEqualTo(WireException.Kind.LOST);
    }

    @Test
    void open_whenThePolicyDoesNotResume_doesNotAskForStreamManagement() throws Exception {
        settings.connection = ConnectionPolicy.standard().withoutResumption();
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed)) {
            open(server).close();
            assertThat(server.finished().received()).doesNotContain("urn:xmpp:sm");
        }
    }

    @Test
    void open_whenTheControllerRefusesStreamManagement_worksWithoutIt() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.expect("<enable");
            s.write("<failed xmlns='urn:xmpp:sm:3'/>");
            answer(s, s.expect("<iq"), "<ok/>");
            s.close();
        })) {
            Wire wire = open(server);
            assertThat(ask(wire, CHILD).join()).isEqualTo("ok");
            awaitLoss();
            assertThat(wire.isResumable()).isFalse();
            wire.close();
        }
    }

    @Test
    void acknowledgement_whenSomethingWasAnsweredBeforeCountingWasGranted_countsThatToo() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.expect("<enable");
            s.write("<iq type='get' id='early' from='grid.example'><version xmlns='jabber:iq:version'/></iq>");
            s.expect("<iq type='error' id='early'");
            s.write("<enabled xmlns='urn:xmpp:sm:3' " + RESUMABLE + "/>");
            String asked = stanza(s);
            s.write("<a xmlns='urn:xmpp:sm:3' h='2'/>");
            answer(s, asked, "<ok/>");
            s.untilClosed();
        })) {
            Wire wire = open(server);

            assertThat(ask(wire, CHILD).join()).isEqualTo("ok");
            assertThat(recorder.losses).isEmpty();
            wire.close();
        }
    }

    @Test
    void acknowledgement_whenAsked_countsAMessageOnlyOnceTheFloorAboveHasIt() throws Exception {
        AtomicBoolean taken = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch acknowledged = new CountDownLatch(1);
        recorder.reader = (head, parser) -> {
            reading.countDown();
            release.await();
            taken.set(true);
            return head.id();
        };
        try (ScriptedServer server = server(s -> {
            s.write("<presence/><message id='1'/><r xmlns='urn:xmpp:sm:3'/>");
            reading.await();
            release.countDown();
            assertThat(s.read()).isEqualTo("<a xmlns='urn:xmpp:sm:3' h='2'/>");
            assertThat(taken).isTrue();
            s.write("<iq type='result' id='unknown'/><r xmlns='urn:xmpp:sm:3'/>");
            assertThat(s.read()).isEqualTo("<a xmlns='urn:xmpp:sm:3' h='3'/>");
            acknowledged.countDown();
            // unasked, so that the controller need not keep it for the next session
            assertThat(s.read()).isEqualTo("<a xmlns='urn:xmpp:sm:3' h='3'/>");
            assertThat(s.read()).isEqualTo("</stream:stream>");
        })) {
            Wire wire = open(server);
            assertThat(Recorder.next(recorder.messages)).isEqualTo("1");
            acknowledged.await();
            wire.close();
            server.finished();
        }
    }

    @Test
    void reopen_whenResumed_repeatsWhatWasNotHandledInOrderAndOnceBeforeAnythingNew() throws Exception {
        try (ScriptedServer server = server(
                s -> {
                    answer(s, stanza(s), "<first/>");
                    s.write("<a xmlns='urn:xmpp:sm:3' h='1'/><message id='m'/>");
                    stanza(s);
                    stanza(s);
                    stanza(s);
                    s.reset();
                },
                s -> {
                    String resume = s.untilResume();
                    assertThat(ScriptedServer.Session.attribute("previd", resume))
                            .isEqualTo("some-id");
                    assertThat(ScriptedServer.Session.attribute("h", resume)).isEqualTo("2");
                    resumed(s, 2);
                    String third = stanza(s);
                    String fourth = stanza(s);
                    answer(s, fourth, "<to" + ScriptedServer.Session.attribute("n", fourth) + "/>");
                    answer(s, third, "<to" + ScriptedServer.Session.attribute("n", third) + "/>");
                    String fifth = stanza(s);
                    answer(s, fifth, "<to" + ScriptedServer.Session.attribute("n", fifth) + "/>");
                    s.untilClosed();
                })) {
            Wire wire = open(server);
            assertThat(ask(wire, CHILD).join()).isEqualTo("first");
            Recorder.next(recorder.messages);
            CompletableFuture<String> second = ask(wire, "<mine n='2'/>");
            CompletableFuture<String> third = ask(wire, "<mine n='3'/>");
            CompletableFuture<String> fourth = ask(wire, "<mine n='4'/>");
            awaitLoss();
            assertThat(wire.isResumable()).isTrue();
            assertThat(List.of(second, third, fourth)).noneMatch(CompletableFuture::isDone);
            WireException meanwhile = WireRequestTest.failure(ask(wire, CHILD));
            assertThat(meanwhile.kind()).isEqualTo(WireException.Kind.LOST);
            assertThat(meanwhile.sent()).isFalse();

            Wire.Reopened reopened = wire.reopen(step -> {});

            assertThat(reopened).isEqualTo(new Wire.Reopened(wire, true));
            assertThat(wire.address()).hasToString(ScriptedServer.BOUND);
            CompletableFuture<String> fifth = ask(wire, "<mine n='5'/>");
            assertThat(third.join()).isEqualTo("to3");
            assertThat(fourth.join()).isEqualTo("to4");
            assertThat(fifth.join()).isEqualTo("to5");
            assertThat(second).isNotDone();
            assertThat(recorder.losses).isEmpty();
            wire.close();
            assertThat(WireRequestTest.failure(second).kind()).isEqualTo(WireException.Kind.CLOSED);
            server.finished();
        }
    }

    @Test
    void reopen_whenARequestTimedOutMeanwhile_leavesItOut() throws Exception {
        settings.requestTimeout = Duration.ofMillis(300);
        try (ScriptedServer server = server(
                s -> {
                    stanza(s);
                    s.reset();
                },
                s -> {
                    s.untilResume();
                    resumed(s, 0);
                    assertThat(stanza(s)).contains("n='2'");
                    s.untilClosed();
                })) {
            Wire wire = open(server);
            CompletableFuture<String> first = ask(wire, "<mine n='1'/>");
            awaitLoss();
            WireException e = WireRequestTest.failure(first);
            assertThat(e.kind()).isEqualTo(WireException.Kind.TIMEOUT);
            assertThat(e.sent()).isTrue();
            assertThat(e).message().containsPattern("within 0\\.[3-9]\\d* s");
            assertThat(wire.reopen(step -> {}).resumed()).isTrue();
            wire.send("<message n='2'/>");
            wire.close();
            server.finished();
            server.finished();
        }
    }

    @Test
    void reopen_whenResumed_letsInWhatWasWaiting() throws Exception {
        try (ScriptedServer server = server(
                s -> {
                    stanza(s);
                    s.reset();
                },
                s -> {
                    s.untilResume();
                    s.write("<resumed xmlns='urn:xmpp:sm:3' previd='some-id' h='1'/>"
                            + "<message id='waiting'/><r xmlns='urn:xmpp:sm:3'/>");
                    assertThat(s.read()).isEqualTo("<a xmlns='urn:xmpp:sm:3' h='1'/>");
                    s.untilClosed();
                })) {
            Wire wire = open(server);
            wire.send("<message/>");
            awaitLoss();
            wire.reopen(step -> {});
            assertThat(Recorder.next(recorder.messages)).isEqualTo("waiting");
            wire.close();
        }
    }

    @Test
    void reopen_whenRefusedWithACount_bindsTheSameResourceAndKnowsWhatWasNotHandled() throws Exception {
        try (ScriptedServer server = server(
                s -> {
                    stanza(s);
                    stanza(s);
                    s.reset();
                },
                s -> {
                    s.untilResume();
                    s.write("<failed xmlns='urn:xmpp:sm:3' h='1'><item-not-found"
                            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
                    s.bound();
                    s.enable("id='other' resume='1'");
                    answer(s, stanza(s), "<new/>");
                    s.untilClosed();
                })) {
            Wire wire = open(server);
            CompletableFuture<String> handled = ask(wire, CHILD);
            CompletableFuture<String> unhandled = ask(wire, CHILD);
            awaitLoss();
            Wire.Reopened reopened = wire.reopen(step -> {});
            assertThat(reopened.resumed()).isFalse();
            assertThat(reopened.wire()).isNotSameAs(wire);
            assertThat(WireRequestTest.failure(handled).sent()).isTrue();
            assertThat(WireRequestTest.failure(unhandled).sent()).isFalse();
            assertThat(ask(reopened.wire(), CHILD).join()).isEqualTo("new");
            assertThat(wire.isOpen()).isFalse();
            assertThat(wire.isResumable()).isFalse();
            wire.close();
            assertThat(reopened.wire().isOpen()).isTrue();
            reopened.wire().close();
        }
    }

    @Test
    void reopen_whenRefusedWithoutACount_leavesTheOutcomeUnknown() throws Exception {
        try (ScriptedServer server = server(
                s -> {
                    stanza(s);
                    s.reset();
                },
                s -> {
                    s.untilResume();
                    s.write("<failed xmlns='urn:xmpp:sm:3'/>");
                    s.bound();
                    s.enable("");
                    s.untilClosed();
                })) {
            Wire wire = open(server);
            CompletableFuture<String> answer = ask(wire, CHILD);
            awaitLoss();
            Wire next = wire.reopen(step -> {}).wire();
            WireException e = WireRequestTest.failure(answer);
            assertThat(e.kind()).isEqualTo(WireException.Kind.LOST);
            assertThat(e.sent()).isTrue();
            next.close();
        }
    }

    @Test
    void reopen_whenTheTimeIsOver_beginsANewSessionWithoutAskingForTheOld() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(s -> {
            if (connections.getAndIncrement() == 0) {
                s.login(Wires.SERVER.serverContext());
                s.enable("id='some-id' resume='true' max='0'");
                stanza(s);
                s.reset();
            } else {
                s.untilBinding();
                s.bound();
                s.enable("");
                s.untilClosed();
            }
        })) {
            Wire wire = open(server);
            CompletableFuture<String> answer = ask(wire, CHILD);
            awaitLoss();
            assertThat(WireRequestTest.failure(answer).sent()).isTrue();
            assertThat(wire.isResumable()).isFalse();
            Wire.Reopened reopened = wire.reopen(step -> {});
            assertThat(reopened.resumed()).isFalse();
            reopened.wire().close();
        }
    }

    @Test
    void reopen_whenTheNetworkFailsAgain_leavesAllAsItWasForTheNextTime() throws Exception {
        try (ScriptedServer server = server(
                s -> {
                    stanza(s);
                    s.reset();
                },
                ScriptedServer.Session::reset,
                s -> {
                    s.untilResume();
                    s.reset();
                },
                s -> {
                    s.untilResume();
                    resumed(s, 0);
                    answer(s, stanza(s), "<at-last/>");
                    s.untilClosed();
                })) {
            Wire wire = open(server);
            CompletableFuture<String> answer = ask(wire, CHILD);
            awaitLoss();
            for (int i = 0; i < 2; i++) {
                catchThrowableOfType(GridException.class, () -> wire.reopen(step -> {}));
                assertThat(wire.isResumable()).isTrue();
                assertThat(answer).isNotDone();
            }
            assertThat(wire.reopen(step -> {}).resumed()).isTrue();
            assertThat(answer.join()).isEqualTo("at-last");
            assertThat(recorder.losses).isEmpty();
            assertThat(settings.asked).hasValue(4);
            wire.close();
        }
    }

    @Test
    void acknowledgement_whenItIsOfMoreThanWasSent_endsTheStreamForGood() throws Exception {
        try (ScriptedServer server = server(s -> {
            stanza(s);
            s.write("<a xmlns='urn:xmpp:sm:3' h='7'/>");
            s.drain();
        })) {
            Wire wire = open(server);
            CompletableFuture<String> answer = ask(wire, CHILD);
            assertThat(WireRequestTest.failure(answer)).hasMessageContaining("7 instead of at most 1");
            awaitLoss();
            assertThat(wire.isResumable()).isFalse();
            wire.close();
        }
    }

    @Test
    void loss_whenTheControllerEndedTheStream_isNoneToGoOnAfter() throws Exception {
        try (ScriptedServer server = server(s -> {
            stanza(s);
            s.write("</stream:stream>");
            s.close();
        })) {
            Wire wire = open(server);
            assertThat(WireRequestTest.failure(ask(wire, CHILD)).kind()).isEqualTo(WireException.Kind.LOST);
            awaitLoss();
            assertThat(wire.isResumable()).isFalse();
            wire.close();
        }
    }

    @Test
    void elements_whenOfAnotherNamespace_areActedOnByNobody() throws Exception {
        try (ScriptedServer server = server(s -> {
            String iq = stanza(s);
            s.write("<a xmlns='other' h='99'/><r xmlns='other'/><enabled xmlns='other' resume='true'/>"
                    + "<resumed xmlns='other'/><failed xmlns='other'><x/></failed>"
                    + "<resumed xmlns='urn:xmpp:sm:3' previd='some-id' h='0'/>"
                    + "<enabled xmlns='urn:xmpp:sm:3' resume='true' id='new'/>");
            answer(s, iq, "<ok/>");
            s.untilClosed();
        })) {
            Wire wire = open(server);
            assertThat(ask(wire, CHILD).join()).isEqualTo("ok");
            wire.close();
            assertThat(server.finished().received()).doesNotContain("<a xmlns='urn:xmpp:sm:3' h='1'/><a");
        }
    }

    /** A message that waits for the floor above when the stream is lost; what becomes of it there is the test's. */
    private void loseWhileHeld(boolean takenAllTheSame, int handled) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        recorder.reader = (head, parser) -> {
            held.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                if (!takenAllTheSame) {
                    throw e;
                }
            }
            return head.id();
        };
        settings.connection = ConnectionPolicy.standard();
        try (ScriptedServer server = server(
                s -> {
                    s.write("<message id='held'/>");
                    held.await();
                    s.reset();
                    // Only who writes meets the loss: the reader is held up.
                    s.drain();
                },
                s -> {
                    assertThat(ScriptedServer.Session.attribute("h", s.untilResume()))
                            .isEqualTo(Integer.toString(handled));
                    resumed(s, 0);
                    s.untilClosed();
                })) {
            Wire wire = open(server);
            held.await();
            while (recorder.losses.isEmpty()) {
                try {
                    wire.send("<message/>");
                } catch (WireException e) {
                    assertThat(e.kind()).isEqualTo(WireException.Kind.LOST);
                }
            }
            awaitLoss();
            assertThat(wire.reopen(step -> {}).resumed()).isTrue();
            wire.close();
        }
    }

    @Test
    void loss_whenAMessageIsHeldUpAndTurnedAway_bringsItAgain() throws Exception {
        loseWhileHeld(false, 0);
        assertThat(recorder.messages).isEmpty();
    }

    @Test
    void loss_whenAMessageIsHeldUpAndTakenAllTheSame_bringsItOnce() throws Exception {
        loseWhileHeld(true, 1);
        assertThat(recorder.messages).containsExactly("held");
    }

    @Test
    void reopen_whenTheControllerDropsTheWishTwice_doesNotAskAThirdTime() throws Exception {
        ScriptedServer.Script drops = s -> {
            s.untilResume();
            s.close();
        };
        try (ScriptedServer server = server(
                s -> {
                    stanza(s);
                    s.reset();
                },
                drops,
                drops,
                s -> {
                    s.untilBinding();
                    s.bound();
                    s.enable("");
                    s.untilClosed();
                })) {
            Wire wire = open(server);
            CompletableFuture<String> answer = ask(wire, CHILD);
            awaitLoss();
            catchThrowableOfType(GridException.class, () -> wire.reopen(step -> {}));
            catchThrowableOfType(GridException.class, () -> wire.reopen(step -> {}));
            assertThat(wire.isResumable()).isFalse();
            assertThat(answer).isNotDone();
            Wire next = wire.reopen(step -> {}).wire();
            assertThat(next).isNotSameAs(wire);
            assertThat(WireRequestTest.failure(answer).sent()).isTrue();
            next.close();
        }
    }

    @Test
    void reopen_whenTheSessionIsAnothers_endsThatStreamAndAsksNoMore() throws Exception {
        try (ScriptedServer server = server(
                s -> {
                    stanza(s);
                    s.reset();
                },
                s -> {
                    s.untilResume();
                    s.write("<resumed xmlns='urn:xmpp:sm:3' previd='another' h='0'/>");
                    s.drain();
                })) {
            Wire wire = open(server);
            ask(wire, CHILD);
            awaitLoss();
            GridException e = catchThrowableOfType(GridException.class, () -> wire.reopen(step -> {}));
            assertThat(e.reason()).isEqualTo(Reason.CONNECTION_LOST);
            assertThat(e).hasMessageContaining("<resumed/> is not what XEP-0198 says");
            assertThat(wire.isResumable()).isFalse();
            wire.close();
        }
    }

    @Test
    @Timeout(8)
    void close_whenTheSessionIsLost_returnsAndFailsWhatIsUnderWay() throws Exception {
        try (ScriptedServer server = server(s -> {
            stanza(s);
            s.reset();
        })) {
            Wire wire = open(server);
            CompletableFuture<String> answer = ask(wire, CHILD);
            awaitLoss();
            wire.close();
            assertThat(WireRequestTest.failure(answer).kind()).isEqualTo(WireException.Kind.CLOSED);
            assertThat(wire.isResumable()).isFalse();
            assertThat(catchThrowableOfType(GridClosedException.class, () -> wire.reopen(step -> {})))
                    .isNotNull();
        }
    }

    @Test
    void abandon_whenTheSessionIsLost_failsWhatIsUnderWayAtOnce() throws Exception {
        try (ScriptedServer server = server(s -> {
            stanza(s);
            s.reset();
        })) {
            Wire wire = open(server);
            CompletableFuture<String> answer = ask(wire, CHILD);
            awaitLoss();
            wire.abandon(new WireException(WireException.Kind.LOST, "given up", null, false, null));
            WireException e = WireRequestTest.failure(answer);
            assertThat(e).hasMessage("given up");
            assertThat(e.sent()).isTrue();
            assertThat(wire.isResumable()).isFalse();
            wire.close();
        }
    }

    @Test
    @Timeout(8)
    void close_whenASessionIsBeingOpenedAgain_returnsAndTheOpeningFails() throws Exception {
        CountDownLatch resuming = new CountDownLatch(1);
        try (ScriptedServer server = server(
                s -> {
                    stanza(s);
                    s.reset();
                },
                s -> {
                    s.untilResume();
                    resuming.countDown();
                    s.drain();
                })) {
            Wire wire = open(server);
            CompletableFuture<String> answer = ask(wire, CHILD);
            awaitLoss();
            CompletableFuture<Wire.Reopened> reopened = CompletableFuture.supplyAsync(() -> wire.reopen(step -> {}));
            resuming.await();
            wire.close();
            assertThat(WireRequestTest.failure(answer).kind()).isEqualTo(WireException.Kind.CLOSED);
            Throwable e = catchThrowableOfType(CompletionException.class, reopened::join)
                    .getCause();
            assertThat(e).isInstanceOf(GridClosedException.class);
        }
    }
}
