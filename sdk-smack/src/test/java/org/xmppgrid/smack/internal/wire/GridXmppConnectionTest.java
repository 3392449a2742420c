package org.xmppgrid.smack.internal.wire;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SASLAuthentication;
import org.jivesoftware.smack.SmackConfiguration;
import org.jivesoftware.smack.SmackException.SmackSaslException;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.compress.packet.Compress;
import org.jivesoftware.smack.debugger.SmackDebuggerFactory;
import org.jivesoftware.smack.filter.StanzaFilter;
import org.jivesoftware.smack.packet.Bind;
import org.jivesoftware.smack.packet.Mechanisms;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.sasl.SASLMechanism;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What we count on of Smack's protected methods: one test for each hook, so that an upgrade that moves one is seen. */
@Timeout(30)
class GridXmppConnectionTest {
    private static final OutgoingStanza.Way ALONE = stanza -> stanza.write() ? stanza.xml() : "";

    private final Wires.Settings settings = new Wires.Settings();
    private final Recorder recorder = new Recorder();
    private final StreamState state = new StreamState(recorder);
    private final GridSockets sockets = new GridSockets();

    /** Opens a bare connection, as {@link Wire#open} does. */
    private GridXmppConnection open(ScriptedServer server) throws Exception {
        GridXmppConnection connection = connection(server);
        open(server, connection);
        return connection;
    }

    private GridXmppConnection connection(ScriptedServer server) throws Exception {
        return connected(server, tls(), state);
    }

    private GridTls tls() {
        return new GridTls(
                settings.tls,
                Optional.empty(),
                Wires.trust(settings.tls, "grid.example"),
                Endpoint.Transport.STARTTLS,
                step -> {});
    }

    private GridXmppConnection connected(ScriptedServer server, GridTls tls, StreamState state) throws Exception {
        GridSasl.register();
        SaslBindingsFeature.register();
        GridXmlPullParserFactory.install();
        Deadline deadline = Deadline.in(settings.connectTimeout);
        sockets.connect(new InetAddress[] {InetAddress.getLoopbackAddress()}, server.port(), deadline);
        return new GridXmppConnection(
                settings.to(server.port()),
                Credentials.password(settings.password),
                tls,
                sockets,
                state,
                Optional.empty(),
                deadline);
    }

    private void open(ScriptedServer server, GridXmppConnection connection) throws Exception {
        connection.open(Purpose.SESSION, new OpenFailure(settings.to(server.port()), connection, tls()), step -> {});
    }

    private void close(GridXmppConnection connection) {
        state.end(new WireException(WireException.Kind.CLOSED, "closed", null, false, null));
        connection.close();
    }

    @Test
    void initDebugger_whenSmackOpensAndReopensTheSocket_givesTheParserOurReader() throws Exception {
        recorder.reader = (head, parser) -> parser.getClass().getSimpleName();
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.write("<message/>");
            s.untilClosed();
        })) {
            GridXmppConnection connection = open(server);
            assertThat(Recorder.next(recorder.messages)).isEqualTo("GridXmlPullParser");
            close(connection);
        }
    }

    @Test
    void initDebugger_whenTheProgramDebugsSmack_printsNothingOfOurs() throws Exception {
        AtomicInteger debuggers = new AtomicInteger();
        boolean before = SmackConfiguration.DEBUG;
        SmackDebuggerFactory factory = SmackConfiguration.getDefaultSmackDebuggerFactory();
        SmackConfiguration.DEBUG = true;
        SmackConfiguration.setDefaultSmackDebuggerFactory(connection -> {
            debuggers.incrementAndGet();
            throw new AssertionError("A debugger for our connection");
        });
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed)) {
            close(open(server));
            assertThat(debuggers).hasValue(0);
        } finally {
            SmackConfiguration.DEBUG = before;
            SmackConfiguration.setDefaultSmackDebuggerFactory(factory);
        }
    }

    @Test
    void parseAndProcessStanza_whenStanzasCome_keepsThemFromSmacksListenersAndHandlers() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        StanzaFilter notLogin = stanza -> !(stanza instanceof Bind);
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.expect("<go");
            s.write("<message id='1'/><iq type='get' id='2' from='a@b'><query"
                    + " xmlns='http://jabber.org/protocol/disco#info'/></iq><presence/><message id='3'/>");
            assertThat(s.read()).contains("service-unavailable");
            s.untilClosed();
        })) {
            GridXmppConnection connection = open(server);
            connection.addAsyncStanzaListener(stanza -> heard.incrementAndGet(), notLogin);
            connection.addSyncStanzaListener(stanza -> heard.incrementAndGet(), notLogin);
            connection.addStanzaListener(stanza -> heard.incrementAndGet(), notLogin);
            connection.enqueue(new OutgoingStanza("go", "<go/>", ALONE));
            assertThat(Recorder.next(recorder.messages)).isEqualTo("1");
            assertThat(Recorder.next(recorder.messages)).isEqualTo("3");
            close(connection);
            server.finished();
            assertThat(heard).hasValue(0);
        }
    }

    @Test
    void parseAndProcessStanza_whenStanzasComeBeforeTheLogin_dropsThem() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer("SCRAM-SHA-512");
            s.write("<message id='early'/><iq type='get' id='2'><query"
                    + " xmlns='http://jabber.org/protocol/disco#info'/></iq>");
            s.succeed(s.scram(new ServerScram("SCRAM-SHA-512", ScriptedServer.PASSWORD)));
            s.bind();
            s.untilClosed();
        })) {
            close(open(server));
            assertThat(server.finished().received()).doesNotContain("service-unavailable");
            assertThat(recorder.messages).isEmpty();
            assertThat(recorder.strays).hasSize(2).allMatch(stray -> stray.contains("before the login"));
        }
    }

    @Test
    void addConnectionListener_whenAnybodyDoes_neverTellsThem() throws Exception {
        AtomicInteger told = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed)) {
            GridXmppConnection connection = connection(server);
            connection.addConnectionListener(new ConnectionListener() {
                @Override
                public void connected(XMPPConnection c) {
                    told.incrementAndGet();
                }

                @Override
                public void authenticated(XMPPConnection c, boolean resumed) {
                    told.incrementAndGet();
                }

                @Override
                public void connectionClosed() {
                    told.incrementAndGet();
                }
            });
            open(server, connection);
            close(connection);
            assertThat(told).hasValue(0);
        }
    }

    @Test
    void gate_whenSmacksManagersSend_letsNothingOut() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed)) {
            GridXmppConnection connection = open(server);
            Presence presence = StanzaBuilder.buildPresence("p").build();
            connection.sendStanza(presence);
            connection.sendStanzaNonBlocking(presence);
            connection.sendNonza(new Compress("zlib"));
            PingManager.getInstanceFor(connection).pingAsync(connection.getXMPPServiceDomain());
            ServiceDiscoveryManager.getInstanceFor(connection);
            connection.enqueue(new OutgoingStanza("mine", "<mine/>", ALONE));
            close(connection);
            List<String> elements = server.finished().elements;
            assertThat(elements.subList(7, elements.size())).containsExactly("<mine/>", "</stream:stream>");
        }
    }

    @Test
    void addStreamFeature_whenMechanismsAreOffered_showsSmackOnlyOursAndSendsTheChosenName() throws Exception {
        settings.mechanisms = List.of(SaslMechanism.SCRAM_SHA_256, SaslMechanism.SCRAM_SHA_512);
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer("SCRAM-SHA-512", "PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256");
            ServerScram scram = new ServerScram("SCRAM-SHA-256", ScriptedServer.PASSWORD);
            String auth = s.expect("<auth");
            assertThat(ScriptedServer.Session.attribute("mechanism", auth)).isEqualTo("SCRAM-SHA-256");
            s.challenge(scram.first(ScriptedServer.Session.base64(auth)));
            s.succeed(scram.last(ScriptedServer.Session.base64(s.expect("<response"))));
            s.bind();
            s.untilClosed();
        })) {
            GridXmppConnection connection = connection(server);
            List<Object> shown = new CopyOnWriteArrayList<>();
            connection.open(
                    Purpose.SESSION,
                    new OpenFailure(settings.to(server.port()), connection, tls()),
                    step -> shown.add(connection.getFeature(Mechanisms.class).getMechanisms()));
            assertThat(shown).isNotEmpty().allMatch(List.of(GridSasl.NAME)::equals);
            assertThat(connection.sasl().offer().mechanisms())
                    .containsExactly("SCRAM-SHA-512", "PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256");
            assertThat(connection.getUsedSaslMechansism()).isEqualTo("SCRAM-SHA-256");
            close(connection);
        }
    }

    @Test
    void instanceForAuthentication_whenAskedForSomebodyElsesConnection_saysNothing() throws Exception {
        GridSasl.register();
        XMPPTCPConnection others = new XMPPTCPConnection("user", "secret", "grid.example");
        SASLMechanism mechanism = new GridSasl().instanceForAuthentication(others, null);
        assertThat(mechanism.getName()).isEqualTo(GridSasl.NAME);
        assertThatExceptionOfType(SmackSaslException.class)
                .isThrownBy(() -> mechanism.authenticate("user", "host", null, "secret", null, null));
    }

    @Test
    void register_whenCalledTwice_addsOneMechanismBehindSmacksOwn() {
        GridSasl.register();
        GridSasl.register();
        List<String> registered =
                List.copyOf(SASLAuthentication.getRegisterdSASLMechanisms().keySet());
        assertThat(registered.get(registered.size() - 1)).isEqualTo(GridSasl.class.getName());
        assertThat(SASLAuthentication.isSaslMechanismRegistered("SCRAM-SHA-256"))
                .as("a real name, which would change what the host program's own connections use")
                .isFalse();
    }

    @Test
    void hostnameVerifier_whenTheHandshakeIsOver_isAskedAndGetsTheSession() throws Exception {
        GridTls tls = tls();
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed)) {
            GridXmppConnection connection = connected(server, tls, state);
            open(server, connection);
            SSLSession session = tls.session();
            assertThat(tls.socket().orElseThrow().getSession()).isEqualTo(session);
            assertThat(session.getPeerCertificates()[0]).isEqualTo(Wires.SERVER.certificate());
            close(connection);
        }
    }

    @Test
    void sslContext_whenSmackInitialisesIt_keepsOurTrust() throws Exception {
        TestPki.Identity stranger = new TestPki("Somebody Else CA").issue("controller", "grid.example");
        GridTls tls = tls();
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(stranger.serverContext());
            s.drain();
        })) {
            GridXmppConnection connection = connected(server, tls, state);
            X509TrustManager everybody = new TrustEverybody();
            // What Smack does to each context that it is given.
            tls.forSmack().init(null, new TrustManager[] {everybody}, null);
            assertThatThrownBy(() -> open(server, connection)).isInstanceOf(Exception.class);
            assertThat(tls.trust().refusal().map(GridTrust.Refusal::reason)).contains(Reason.CERTIFICATE_UNTRUSTED);
            connection.abort();
        }
    }

    private static final class TrustEverybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // Everybody.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // Everybody.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void connect_whenTheSocketIsConnected_looksUpAndConnectsNothing() throws Exception {
        AtomicInteger sessions = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(s -> {
            sessions.incrementAndGet();
            s.login(Wires.SERVER.serverContext());
            s.untilClosed();
        })) {
            GridXmppConnection connection = open(server);
            assertThat(connection.getConfiguration().getHostString()).isEqualTo("/127.0.0.1");
            assertThat(connection.isSecureConnection()).isTrue();
            close(connection);
            server.finished();
            assertThat(sessions).hasValue(1);
        }
    }

    @Test
    void instantShutdown_whenReadingFails_isCalledOnTheReaderThreadWithTheCauseKnown() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        StringBuilder thread = new StringBuilder();
        Recorder observer = recorder;
        StreamState observed = new StreamState(new Inbound() {
            @Override
            public void message(StanzaHead head, XmlPullParser parser) {
                observer.messages.add(head.id());
            }

            @Override
            public void strayed(String what, StanzaHead head) {
                observer.strays.add(what);
            }

            @Override
            public void lost(WireException cause) {
                thread.append(Thread.currentThread().getName());
                observer.losses.add(cause);
                lost.countDown();
            }
        });
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.expect("<go");
            s.write("<stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
            s.drain();
        })) {
            GridXmppConnection connection = connected(server, tls(), observed);
            open(server, connection);
            connection.enqueue(new OutgoingStanza("go", "<go/>", ALONE));
            lost.await();
            assertThat(thread).startsWith("Smack Reader");
            assertThat(Recorder.next(recorder.losses).fault().map(StanzaFault::condition))
                    .contains("reset");
        }
    }

    @Test
    void disconnect_whenTheControllerClosesTheStream_isCalled() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(s -> {
            s.expect("<go");
            s.write("</stream:stream>");
            s.drain();
        })) {
            open(server).enqueue(new OutgoingStanza("go", "<go/>", ALONE));
            assertThat(Recorder.next(recorder.losses)).hasMessage("The controller closed the stream");
            server.finished();
        }
    }

    @Test
    void getReplyTimeout_whenOpening_isWhatIsLeftOfTheConnectTimeout() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed)) {
            GridXmppConnection connection = connection(server);
            long first = connection.getReplyTimeout();
            assertThat(first).isBetween(1L, settings.connectTimeout.toMillis());
            open(server, connection);
            assertThat(connection.getReplyTimeout()).isEqualTo(SmackConfiguration.getDefaultReplyTimeout());
            close(connection);
        }
    }
}
