package org.xmppgrid.smack.internal.wire;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.sdk.ClientCertificate;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.Endpoint.Transport;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.RevocationPolicy;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.sdk.TlsVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** TLS as a controller sees it: what is negotiated, and that who is refused learns nothing. */
@Timeout(30)
class WireTlsTest {
    private static final TestPki CA = Wires.CA;
    private static final TestPki.Identity SERVER = Wires.SERVER;
    private static final CertificatePin PIN = CertificatePin.of(SERVER.certificate());
    private static final CertificatePin OTHER =
            CertificatePin.of(CA.issue("spare", "grid.example").certificate());

    private final Wires.Settings settings = new Wires.Settings();
    private final List<OpeningStep> steps = new CopyOnWriteArrayList<>();

    private WireSettings to(ScriptedServer server, Transport transport) {
        return transport == Transport.DIRECT_TLS ? settings.direct(server.port()) : settings.to(server.port());
    }

    private Wire open(ScriptedServer server, Transport transport) {
        return Wire.open(to(server, transport), new Recorder(), steps::add);
    }

    private static void tls(
            ScriptedServer.Session session, Transport transport, SSLContext context, Consumer<SSLSocket> more)
            throws Exception {
        if (transport == Transport.DIRECT_TLS) {
            session.directTls(context, more);
        } else {
            session.startTls(context, more);
        }
    }

    private static ScriptedServer server(Transport transport, SSLContext context, Consumer<SSLSocket> more) {
        return new ScriptedServer(s -> {
            tls(s, transport, context, more);
            s.authenticate();
            s.untilClosed();
        });
    }

    /** Opens, and is refused; the server sees nothing but its handshake. */
    private GridException refused(Transport transport, SSLContext context, Consumer<SSLSocket> more) throws Exception {
        steps.clear();
        try (ScriptedServer server = new ScriptedServer(s -> {
            try {
                tls(s, transport, context, more);
            } catch (SSLException | java.net.SocketException | java.io.EOFException e) {
                // That is what the refusal looks like from there.
                return;
            }
            s.drain();
        })) {
            GridException e = catchThrowableOfType(
                    GridException.class, () -> Wire.open(to(server, transport), new Recorder(), steps::add));
            assertThat(e).isInstanceOf(GridConnectionException.class);
            assertThat(server.finished().elements.stream().filter(element -> !element.startsWith("<starttls")))
                    .hasSize(transport == Transport.DIRECT_TLS ? 0 : 1)
                    .allMatch(element -> element.startsWith("<stream:stream") && !element.contains("sensor"));
            assertThat(steps).last().isInstanceOf(OpeningStep.Failed.class);
            assertThat(steps).noneMatch(OpeningStep.Secured.class::isInstance);
            return e;
        }
    }

    private static void plainly(SSLSocket socket) {
        // Nothing different.
    }

    private static void versions(SSLSocket socket, String... versions) {
        socket.setEnabledProtocols(versions);
    }

    // ---- what works

    @ParameterizedTest
    @EnumSource(Transport.class)
    void open_whenAllIsRight_tellsEveryStepAndWhatIsSecured(Transport transport) throws Exception {
        settings.tls = TlsPolicy.builder().trust(CA.anchor()).pin(OTHER, PIN).build();
        try (ScriptedServer server = server(transport, SERVER.serverContext(), WireTlsTest::plainly)) {
            Wire wire = open(server, transport);
            assertThat(wire.security().endpoint()).isEqualTo(new Endpoint("127.0.0.1", server.port(), transport, 0, 0));
            assertThat(wire.security().tlsVersion()).isEqualTo(TlsVersion.TLS_1_3);
            assertThat(wire.security().pin()).isEqualTo(PIN);
            assertThat(wire.security().revocation()).isEqualTo("unknown");
            wire.close();
            server.finished();
            assertThat(steps.stream()
                            .filter(step -> !step.getClass().getSimpleName().matches("Offered|Chosen")))
                    .extracting(step -> step.getClass().getSimpleName())
                    .containsExactly("Located", "Reached", "Verified", "Secured", "Bound");
            OpeningStep.Verified verified = (OpeningStep.Verified) steps.get(2);
            assertThat(verified.certificate()).isEqualTo(SERVER.certificate());
            assertThat(verified.pin()).isEqualTo(PIN);
            assertThat(verified.pinned()).isTrue();
            assertThat(verified.revocation()).isEqualTo("unknown");
            assertThat(((OpeningStep.Reached) steps.get(1)).address()).isEqualTo("127.0.0.1 port " + server.port());
            assertThat(((OpeningStep.Bound) steps.get(steps.size() - 1))
                            .address()
                            .toString())
                    .isEqualTo(ScriptedServer.BOUND);
        }
    }

    @Test
    void open_whenTlsIsDirect_namesTheProtocolAndTheDomainAndSendsNoStartTls() throws Exception {
        StringBuilder seen = new StringBuilder();
        try (ScriptedServer server = new ScriptedServer(s -> {
            SSLSocket tls = s.directTls(SERVER.serverContext(), socket -> {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"xmpp-client"});
                socket.setSSLParameters(parameters);
            });
            seen.append(tls.getApplicationProtocol())
                    .append(' ')
                    .append(((javax.net.ssl.ExtendedSSLSession) tls.getSession()).getRequestedServerNames());
            s.authenticate();
            s.untilClosed();
        })) {
            open(server, Transport.DIRECT_TLS).close();
            assertThat(server.finished().received()).doesNotContain("starttls");
            assertThat(seen).contains("xmpp-client", "grid.example");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void open_whenTls12IsTheNewest_speaksTls12(Transport transport) throws Exception {
        settings.tls = TlsPolicy.builder()
                .trust(CA.anchor())
                .maximum(TlsVersion.TLS_1_2)
                .build();
        try (ScriptedServer server = server(transport, SERVER.serverContext(), WireTlsTest::plainly);
                Wire wire = open(server, transport)) {
            assertThat(wire.security().tlsVersion()).isEqualTo(TlsVersion.TLS_1_2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"})
    void open_whenCipherSuitesAreGiven_prefersThemInTheirOrder(String first) throws Exception {
        String second = first.contains("AES") ? "TLS_CHACHA20_POLY1305_SHA256" : "TLS_AES_128_GCM_SHA256";
        settings.tls = TlsPolicy.builder()
                .trust(CA.anchor())
                .cipherSuites(first, second)
                .build();
        try (ScriptedServer server = server(Transport.STARTTLS, SERVER.serverContext(), socket -> {
                    SSLParameters parameters = socket.getSSLParameters();
                    parameters.setUseCipherSuitesOrder(false);
                    socket.setSSLParameters(parameters);
                });
                Wire wire = open(server, Transport.STARTTLS)) {
            assertThat(wire.security().cipherSuite()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void open_whenTheProviderIsBouncyCastle_checksTheSame(Transport transport) throws Exception {
        BouncyCastleJsseProvider provider = new BouncyCastleJsseProvider();
        settings.tls = TlsPolicy.builder()
                .trust(CA.anchor())
                .pin(PIN)
                .provider(provider)
                .build();
        try (ScriptedServer server = server(transport, SERVER.serverContext(), WireTlsTest::plainly);
                Wire wire = open(server, transport)) {
            assertThat(wire.security().tlsVersion()).isEqualTo(TlsVersion.TLS_1_3);
            assertThat(wire.security().pin()).isEqualTo(PIN);
        }
        settings.tls = TlsPolicy.builder()
                .trust(CA.anchor())
                .pin(OTHER)
                .provider(provider)
                .build();
        assertThat(refused(transport, SERVER.serverContext(), WireTlsTest::plainly)
                        .reason())
                .isEqualTo(Reason.PIN_MISMATCH);
        settings.tls = TlsPolicy.builder().trust(CA.anchor()).provider(provider).build();
        assertThat(refusedTls11(transport).reason()).isEqualTo(Reason.TLS_NOTHING_IN_COMMON);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void open_whenTheControllerAsksForACertificate_showsIt(Transport transport) throws Exception {
        TestPki.Identity platform = CA.issue("platform");
        settings.certificate = Optional.of(ClientCertificate.of(platform.keys().getPrivate(), platform.certificate()));
        StringBuilder shown = new StringBuilder();
        try (ScriptedServer server = new ScriptedServer(s -> {
            SSLSocket[] socket = new SSLSocket[1];
            tls(s, transport, SERVER.serverContext(CA.anchor()), tls -> {
                tls.setNeedClientAuth(true);
                socket[0] = tls;
            });
            shown.append(socket[0].getSession().getPeerPrincipal());
            s.authenticate();
            s.untilClosed();
        })) {
            open(server, transport).close();
            server.finished();
            assertThat(shown).hasToString("CN=platform");
        }
    }

    @Test
    void open_whenTheServerStaples_knowsThatTheCertificateIsGood() throws Exception {
        try (Authorities authorities = new Authorities()) {
            TestPki.Identity stapler = CA.issueWith(
                    "controller", TestPki.dns("grid.example").get(0), TestPki.ocspAt(authorities.ocspUri()));
            AtomicInteger revoked = new AtomicInteger();
            authorities.ocsp = () -> CA.ocsp(stapler.certificate(), revoked.get() > 0);
            settings.tls = TlsPolicy.builder()
                    .trust(CA.anchor())
                    .revocation(RevocationPolicy.hard())
                    .build();
            try (ScriptedServer server = server(Transport.STARTTLS, stapling(stapler), WireTlsTest::plainly);
                    Wire wire = open(server, Transport.STARTTLS)) {
                assertThat(wire.security().revocation()).isEqualTo("good");
            }
            assertThat(authorities.asked).hasValue(1);
            revoked.set(1);
            GridException e = refused(Transport.DIRECT_TLS, stapling(stapler), WireTlsTest::plainly);
            assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_REVOKED);
            assertThat(e).hasMessageContainingAll("stapled", "2026-01-02T03:04:05Z");
        }
    }

    private static SSLContext stapling(TestPki.Identity identity) {
        // The only way to make the Java runtime's server staple; read when a context is made.
        System.setProperty("jdk.tls.server.enableStatusRequestExtension", "true");
        try {
            return identity.serverContext();
        } finally {
            System.clearProperty("jdk.tls.server.enableStatusRequestExtension");
        }
    }

    // ---- who is refused

    @ParameterizedTest
    @EnumSource(Transport.class)
    void open_whenTheIssuerIsNotTrusted_refuses(Transport transport) throws Exception {
        TestPki.Identity stranger = new TestPki("Somebody Else CA").issue("controller", "grid.example");
        GridException e = refused(transport, stranger.serverContext(), WireTlsTest::plainly);
        assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_UNTRUSTED);
        assertThat(e).hasMessageContainingAll("CN=Somebody Else CA", "CN=Grid Test CA");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void open_whenTheCertificateHasExpired_refuses(Transport transport) throws Exception {
        Instant until = Instant.parse("2025-03-01T10:00:00Z");
        TestPki.Identity expired = CA.issue("controller", until.minus(Duration.ofDays(9)), until, "grid.example");
        GridException e = refused(transport, expired.serverContext(), WireTlsTest::plainly);
        assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_EXPIRED);
        assertThat(e).hasMessageContaining("expired on 2025-03-01T10:00:00Z");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void open_whenOnlyTheCommonNameIsTheDomain_refuses(Transport transport) throws Exception {
        GridException e = refused(transport, CA.issue("grid.example").serverContext(), WireTlsTest::plainly);
        assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_WRONG_HOST);
        assertThat(e).hasMessageContaining("no DNS name at all");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void open_whenTheCertificateIsForTheHostAndNotTheDomain_refuses(Transport transport) throws Exception {
        TestPki.Identity host = CA.issue("controller", "localhost", "127.0.0.1");
        settings.host = "localhost";
        GridException e = refused(transport, host.serverContext(), WireTlsTest::plainly);
        assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_WRONG_HOST);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void open_whenTheKeyIsNotPinned_showsTheOneThatWasSeen(Transport transport) throws Exception {
        settings.tls = TlsPolicy.builder().trust(CA.anchor()).pin(OTHER).build();
        GridException e = refused(transport, SERVER.serverContext(), WireTlsTest::plainly);
        assertThat(e.reason()).isEqualTo(Reason.PIN_MISMATCH);
        assertThat(e).hasMessageContainingAll(PIN.toString(), OTHER.toString());
    }

    @Test
    void open_whenThePinIsOfTheAuthority_refuses() throws Exception {
        settings.tls = TlsPolicy.builder()
                .trust(CA.anchor())
                .pin(CertificatePin.of(CA.anchor()))
                .build();
        GridException e = refused(Transport.STARTTLS, SERVER.serverContext(), WireTlsTest::plainly);
        assertThat(e.reason()).isEqualTo(Reason.PIN_MISMATCH);
        assertThat(e)
                .hasMessageContaining(
                        "that of its authority CN=Grid Test CA: only the controller's own key is compared");
    }

    @Test
    void open_whenPinsStandAlone_wantNoAuthorityButTheNameAndTheTime() throws Exception {
        TestPki stranger = new TestPki("Somebody Else CA");
        TestPki.Identity pinned = stranger.issue("controller", "grid.example");
        settings.tls = TlsPolicy.builder()
                .pin(CertificatePin.of(pinned.certificate()))
                .pinsOnly()
                .build();
        try (ScriptedServer server = server(Transport.STARTTLS, pinned.serverContext(), WireTlsTest::plainly);
                Wire wire = open(server, Transport.STARTTLS)) {
            assertThat(wire.isOpen()).isTrue();
        }
        GridException e = refused(
                Transport.STARTTLS, stranger.renew(pinned, "other.example").serverContext(), WireTlsTest::plainly);
        assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_WRONG_HOST);
        assertThat(refused(Transport.STARTTLS, SERVER.serverContext(), WireTlsTest::plainly)
                        .reason())
                .isEqualTo(Reason.PIN_MISMATCH);
    }

    @Test
    void open_whenThePinsChange_asksAgainThoughTheSessionCouldBeResumed() throws Exception {
        SSLContext context = SERVER.serverContext();
        settings.tls = TlsPolicy.builder().trust(CA.anchor()).pin(PIN).build();
        try (ScriptedServer server = server(Transport.STARTTLS, context, WireTlsTest::plainly)) {
            open(server, Transport.STARTTLS).close();
            server.finished();
        }
        settings.tls = TlsPolicy.builder().trust(CA.anchor()).pin(OTHER).build();
        assertThat(refused(Transport.STARTTLS, context, WireTlsTest::plainly).reason())
                .isEqualTo(Reason.PIN_MISMATCH);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void open_whenTheServerHasOnlyTls11_refuses(Transport transport) throws Exception {
        GridException e = refusedTls11(transport);
        assertThat(e.reason()).isEqualTo(Reason.TLS_NOTHING_IN_COMMON);
        assertThat(e).hasMessageContainingAll("TLSv1.3, TLSv1.2", "RFC 8600 §8.3.1");
    }

    /** A server that chooses TLS 1.1, by hand: no Java runtime does so any more. */
    private GridException refusedTls11(Transport transport) throws Exception {
        byte[] hello = new byte[47];
        // A record of 42 bytes: a server hello of 38 (RFC 4346 §7.4.1.3) with TLS_RSA_WITH_AES_128_CBC_SHA.
        byte[] head = {22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2};
        System.arraycopy(head, 0, hello, 0, head.length);
        hello[45] = 0x2f;
        try (ScriptedServer server = new ScriptedServer(s -> {
            if (transport == Transport.STARTTLS) {
                s.proceed();
            }
            assertThat(s.plain().getInputStream().read()).isEqualTo(22);
            s.plain().getOutputStream().write(hello);
            s.plain().getInputStream().readAllBytes();
        })) {
            return catchThrowableOfType(GridException.class, () -> open(server, transport));
        }
    }

    @Test
    void open_whenOnlyTls13WillDo_refusesTls12() throws Exception {
        settings.tls = TlsPolicy.builder()
                .trust(CA.anchor())
                .minimum(TlsVersion.TLS_1_3)
                .build();
        GridException e = refused(Transport.STARTTLS, SERVER.serverContext(), s -> versions(s, "TLSv1.2"));
        assertThat(e.reason()).isEqualTo(Reason.TLS_NOTHING_IN_COMMON);
        assertThat(e).hasMessageContainingAll("[TLSv1.3]", "protocol_version");
    }

    @Test
    void open_whenACipherSuiteIsUnknown_namesItAndConnectsToNobody() throws Exception {
        settings.tls = TlsPolicy.builder()
                .trust(CA.anchor())
                .cipherSuites("TLS_AES_256_GCM_SHA384", "TLS_FOO")
                .build();
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Session::drain)) {
            GridException e = catchThrowableOfType(GridException.class, () -> open(server, Transport.STARTTLS));
            assertThat(e.reason()).isEqualTo(Reason.TLS_NOTHING_IN_COMMON);
            assertThat(e).hasMessageContainingAll("TLS_FOO", "TLS_AES_128_GCM_SHA256");
            assertThat(steps).noneMatch(OpeningStep.Reached.class::isInstance);
        }
    }

    @Test
    void open_whenTheServerShowsNoCertificateAtAll_refuses() throws Exception {
        SSLContext keyless = SSLContext.getInstance("TLS");
        keyless.init(null, null, null);
        assertThat(refused(Transport.DIRECT_TLS, keyless, WireTlsTest::plainly).reason())
                .isEqualTo(Reason.TLS_NOTHING_IN_COMMON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void open_whenOurCertificateIsNotAccepted_saysThatItIsOurs(String version) throws Exception {
        TestPki.Identity stranger = new TestPki("Somebody Else CA").issue("platform");
        settings.certificate = Optional.of(ClientCertificate.of(stranger.keys().getPrivate(), stranger.certificate()));
        for (Transport transport : Transport.values()) {
            GridException e = clientRefused(transport, version);
            assertThat(e.reason()).isEqualTo(Reason.CLIENT_CERTIFICATE_REFUSED);
            assertThat(e).hasMessageContaining("does not accept this platform's certificate");
        }
    }

    @Test
    void open_whenACertificateIsWantedAndThereIsNone_saysSo() throws Exception {
        GridException e = clientRefused(Transport.STARTTLS, "TLSv1.3");
        assertThat(e.reason()).isEqualTo(Reason.CLIENT_CERTIFICATE_REFUSED);
        assertThat(e).hasMessageContainingAll("wants a certificate", "Give one with certificate(..)");
    }

    private GridException clientRefused(Transport transport, String version) throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
            if (transport == Transport.STARTTLS) {
                s.proceed();
            }
            // Left open after the alert: data that nobody reads would make the other end lose it.
            SSLSocket tls = (SSLSocket)
                    SERVER.serverContext(CA.anchor()).getSocketFactory().createSocket(s.plain(), null, 0, false);
            tls.setUseClientMode(false);
            tls.setNeedClientAuth(true);
            versions(tls, version);
            try {
                tls.startHandshake();
            } catch (SSLException e) {
                s.plain().getInputStream().readAllBytes();
            }
        })) {
            GridException e = catchThrowableOfType(GridException.class, () -> open(server, transport));
            assertThat(server.finished().received()).doesNotContain("sensor");
            return e;
        }
    }

    // ---- an existing trust manager

    @Test
    void open_whenATrustManagerIsGiven_asksItForTheChainAndChecksTheRest() throws Exception {
        TestPki stranger = new TestPki("Somebody Else CA");
        AtomicInteger asked = new AtomicInteger();
        X509TrustManager manager = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
                throw new CertificateException("no client");
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {
                asked.incrementAndGet();
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        settings.tls = TlsPolicy.builder().trustManager(manager).build();
        try (ScriptedServer server = server(
                        Transport.STARTTLS,
                        stranger.issue("controller", "grid.example").serverContext(),
                        WireTlsTest::plainly);
                Wire wire = open(server, Transport.STARTTLS)) {
            assertThat(wire.isOpen()).isTrue();
            assertThat(asked).hasValue(1);
        }
        assertThat(refused(
                                Transport.STARTTLS,
                                stranger.issue("controller", "other.example").serverContext(),
                                WireTlsTest::plainly)
                        .reason())
                .isEqualTo(Reason.CERTIFICATE_WRONG_HOST);
    }

    // ---- what is not XMPP, or not in this way

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n<html></html>",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "220 mail.example ESMTP\r\n",
                "<html><body>Hello</body></html>",
                "<!DOCTYPE html><html></html>"
            })
    void open_whenAnotherProtocolAnswers_saysWhichWords(String banner) throws Exception {
        settings.connectTimeout = Duration.ofSeconds(1);
        for (Transport transport : Transport.values()) {
            try (ScriptedServer server = new ScriptedServer(s -> {
                if (transport == Transport.DIRECT_TLS) {
                    s.directTls(SERVER.serverContext(), WireTlsTest::plainly);
                }
                s.write(banner);
                s.drain();
            })) {
                GridException e = catchThrowableOfType(GridException.class, () -> open(server, transport));
                assertThat(e.reason()).isEqualTo(Reason.NOT_XMPP);
                assertThat(e).hasMessageContaining(banner.substring(0, 10));
                assertThat(server.finished().received()).doesNotContain("sensor", "<auth");
            }
        }
    }

    @Test
    void open_whenADirectTlsPortIsReachedByStartTls_saysWhatToUse() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
            try {
                s.directTls(SERVER.serverContext(), WireTlsTest::plainly);
            } catch (SSLException e) {
                s.close();
            }
        })) {
            GridException e = catchThrowableOfType(GridException.class, () -> open(server, Transport.STARTTLS));
            assertThat(e.reason()).isEqualTo(Reason.NOT_XMPP);
            assertThat(e).hasMessageContaining("Endpoint.directTls(..)");
        }
    }

    @Test
    void open_whenTheOtherEndLeavesWithoutAWord_saysWhatMayBeThere() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.expect("<stream:stream");
            s.close();
        })) {
            GridException e = catchThrowableOfType(GridException.class, () -> open(server, Transport.STARTTLS));
            assertThat(e.reason()).isEqualTo(Reason.CONNECTION_LOST);
            assertThat(e)
                    .hasMessageContainingAll("It said nothing", "Endpoint.directTls(..)", "no XMPP server")
                    .hasMessageNotContaining("WireException");
        }
    }

    @Test
    void open_whenAStartTlsPortIsReachedByDirectTls_saysWhatToUse() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.write(ScriptedServer.HEADER + "<stream:error><not-well-formed"
                    + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
            s.drain();
        })) {
            GridException e = catchThrowableOfType(GridException.class, () -> open(server, Transport.DIRECT_TLS));
            assertThat(e.reason()).isEqualTo(Reason.NOT_XMPP);
            assertThat(e).hasMessageContaining("Endpoint.startTls(..)");
        }
    }

    @Test
    void open_whenSomethingInFrontSpeaksTls_refusesToAuthenticate() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.directTls(SERVER.serverContext(), WireTlsTest::plainly);
            s.expect("<stream:stream");
            s.write(ScriptedServer.HEADER + "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'>"
                    + "<required/></starttls></stream:features>");
            s.drain();
        })) {
            GridException e = catchThrowableOfType(GridException.class, () -> open(server, Transport.DIRECT_TLS));
            assertThat(e.reason()).isEqualTo(Reason.NOT_XMPP);
            assertThat(e).hasMessageContaining("STARTTLS within TLS");
            assertThat(server.finished().received()).doesNotContain("<auth");
        }
    }

    @Test
    void open_whenTheServerNeverEndsTheHandshake_givesUpInTime() throws Exception {
        settings.connectTimeout = Duration.ofMillis(400);
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Session::drain)) {
            GridException e = catchThrowableOfType(GridException.class, () -> open(server, Transport.DIRECT_TLS));
            assertThat(e.reason()).isEqualTo(Reason.TIMEOUT);
            server.finished();
        }
    }

    @Test
    void open_whenTheListenerThrows_opensAllTheSame() throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> uncaught.add(e));
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed);
                Wire wire = Wire.open(settings.to(server.port()), new Recorder(), step -> {
                    throw new IllegalStateException("mine");
                })) {
            assertThat(wire.isOpen()).isTrue();
            assertThat(uncaught).hasSizeGreaterThan(3).allMatch(e -> "mine".equals(e.getMessage()));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void open_whenItIsOverWithThePassword_hasClearedIt() throws Exception {
        try (ScriptedServer server = ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed)) {
            open(server, Transport.STARTTLS).close();
            assertThat(settings.asked).hasValue(1);
            assertThat(settings.given)
                    .hasSize(1)
                    .allSatisfy(c -> assertThat(c.password().orElseThrow()).containsOnly('\0'));
        }
    }
}
