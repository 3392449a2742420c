package org.xmppgrid.smack.internal.wire;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xmppgrid.sdk.GridAddress;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests of other platforms that the floor above takes, or not. */
@Timeout(30)
class WireQueryTest {
    private static final String UNAVAILABLE =
            "<error type='cancel'><service-unavailable" + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";

    private final Wires.Settings settings = new Wires.Settings();
    private final BlockingQueue<ForeignRequest> taken = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> strays = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> limits = new LinkedBlockingQueue<>();

    /** Takes what is named {@code known}, and fails at what is named {@code broken}. */
    private final Inbound inbound = new Inbound() {
        @Override
        public boolean request(ForeignRequest request, XmlPullParser parser) throws Exception {
            parser.next();
            if (parser.getName().equals("broken")) {
                while (true) {
                    parser.next();
                }
            }
            return parser.getName().equals("known") && taken.add(request);
        }

        @Override
        public void message(StanzaHead head, XmlPullParser parser) {
            // none comes
        }

        @Override
        public void strayed(String what, StanzaHead head) {
            strays.add(head.id());
        }

        @Override
        public void limitHit(String limit, String what, Optional<GridAddress> from) {
            limits.add(limit);
        }

        @Override
        public void lost(WireException cause) {
            // the test sees it
        }
    };

    @Test
    void request_whenTaken_isAnsweredOnceWithTheIdAndAddressEscaped() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.write("<iq type='get' id='i&apos;1' from='siem@grid.example/&quot;x'><known/><rest>text</rest></iq>");
            assertThat(s.read()).isEqualTo("<iq type='result' id='i&apos;1' to='siem@grid.example/&quot;x'><ok/></iq>");
            s.write("<iq type='get' id='2' from='siem@grid.example/x'><known/></iq>");
            assertThat(s.read()).isEqualTo("<iq type='error' id='2' to='siem@grid.example/x'><error/></iq>");
            s.expect("</stream:stream");
            s.write("</stream:stream>");
        })) {
            Wire wire = Wire.open(settings.to(server.port()), inbound, step -> {});
            ForeignRequest first = Recorder.next(taken);
            first.result("<ok/>");
            first.error("<error/>");
            first.refuse();
            Recorder.next(taken).errorAtOnce("<error/>");
            wire.close();
            server.finished();

            assertThat(first.from()).hasToString("siem@grid.example/\"x");
            assertThat(strays).isEmpty();
        }
    }

    @Test
    void request_whenRefusedLater_isAnsweredAndReportedAsOneThatNobodyKnows() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            for (String name : new String[] {"known", "unknown", "broken"}) {
                s.write("<iq type='get' id='" + name + "' from='mallory@grid.example/x'><" + name + "/></iq>");
                assertThat(s.read())
                        .isEqualTo("<iq type='error' id='" + name + "' to='mallory@grid.example/x'>" + UNAVAILABLE);
            }
            s.expect("</stream:stream");
            s.write("</stream:stream>");
        })) {
            Wire wire = Wire.open(settings.to(server.port()), inbound, step -> {});
            Recorder.next(taken).refuse();

            // reported by two threads, each after it has answered
            assertThat(List.of(Recorder.next(strays), Recorder.next(strays), Recorder.next(strays)))
                    .containsExactlyInAnyOrder("known", "unknown", "broken");
            wire.close();
            server.finished();
        }
    }

    @Test
    void request_whenItSetsOrNamesNobody_isNotOffered() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.write("<iq type='set' id='1' from='siem@grid.example/x'><known/></iq>"
                    + "<iq type='get' id='2'><known/></iq>"
                    + "<iq type='get' id='3' from='@'><known/></iq>"
                    + "<iq type='get' from='siem@grid.example/x'><known/></iq>");
            assertThat(s.read()).startsWith("<iq type='error' id='1'");
            assertThat(s.read()).startsWith("<iq type='error' id='2'");
            s.expect("</stream:stream");
            s.write("</stream:stream>");
        })) {
            Wire wire = Wire.open(settings.to(server.port()), inbound, step -> {});
            for (int i = 0; i < 4; i++) {
                Recorder.next(strays);
            }
            wire.close();
            server.finished();

            assertThat(taken).isEmpty();
        }
    }

    @Test
    void request_whenBeyondALimit_isRefusedAndReportedAndTheStreamLives() throws Exception {
        settings.limits = settings.limits.withDepth(10);
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.write("<iq type='get' id='deep' from='mallory@grid.example/x'><broken>" + "<a>".repeat(20)
                    + "</a>".repeat(20) + "</broken></iq>");
            assertThat(s.read()).isEqualTo("<iq type='error' id='deep' to='mallory@grid.example/x'>" + UNAVAILABLE);
            s.write("<iq type='get' id='next' from='siem@grid.example/x'><known/></iq>");
            assertThat(s.read()).contains("<ok/>");
            s.expect("</stream:stream");
            s.write("</stream:stream>");
        })) {
            Wire wire = Wire.open(settings.to(server.port()), inbound, step -> {});
            Recorder.next(taken).result("<ok/>");

            assertThat(limits).containsExactly("depth");
            assertThat(strays).containsExactly("deep");
            wire.close();
            server.finished();
        }
    }
}
