package org.xmppgrid.testkit;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Somebody in the middle, and what a client can notice of that. */
class TlsProxyTest extends EmbeddedGridTestCase {

    private static final byte[] NONE = {};
    private static final String HEADER = "<stream:stream to='grid.example' xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";

    @Test
    void terminating_whenTheClientTrustsTheCertificate_thenAllIsSeenAndPassedOn() throws IOException {
        try (TlsProxy proxy = TlsProxy.terminating(GRID, GRID.pki().renewed());
                RawSaslClient raw = through(proxy)) {
            assertThat(raw.session().getPeerCertificates()[0])
                    .isEqualTo(GRID.pki().renewed().certificate());
            assertThat(raw.scram(GRID.account("consumer"))).startsWith("<success");
            assertThat(raw.reopen()).contains("<bind ");
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.handshakes()).isEqualTo(1);
            assertThat(proxy.fromClient())
                    .satisfiesExactly(
                            header -> assertThat(header).contains("<stream:stream"),
                            auth -> assertThat(auth).startsWith("<auth"),
                            response -> assertThat(response).startsWith("<response"),
                            header -> assertThat(header).contains("<stream:stream"));
            assertThat(proxy.fromServer()).anyMatch(xml -> xml.startsWith("<stream:features><mechanisms"));
        }
    }

    @Test
    void terminating_whenTheClientBindsToWhatItSees_thenTheServerRefuses()
            throws IOException, GeneralSecurityException {
        Identity shown = GRID.pki().renewed();
        byte[] seen =
                MessageDigest.getInstance("SHA-256").digest(shown.certificate().getEncoded());
        try (TlsProxy proxy = TlsProxy.terminating(GRID, shown);
                RawSaslClient raw = through(proxy)) {
            assertThat(raw.scram("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,,", seen, GRID.account("consumer")))
                    .contains("<not-authorized/>");
        }
    }

    @Test
    void terminating_whenTheClientDoesNotTrustTheCertificate_thenNothingIsSeen() throws IOException {
        try (TlsProxy proxy = TlsProxy.terminating(GRID, GRID.pki().stranger().server())) {
            assertThatThrownBy(() -> through(proxy)).isInstanceOf(SSLException.class);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> proxy.refusals() == 1);
            assertThat(proxy.handshakes()).isZero();
            assertThat(proxy.fromClient()).isEmpty();
        }
    }

    @Test
    void terminatingDirect_whenTheClientBeginsWithTls_thenServed() throws IOException {
        try (TlsProxy proxy = TlsProxy.terminatingDirect(GRID, GRID.pki().renewed());
                RawSaslClient raw = RawSaslClient.direct(
                        proxy.port(), "grid.example", GRID.pki().clientContext())) {
            assertThat(raw.scram(GRID.account("consumer"))).startsWith("<success");
            assertThat(proxy.handshakes()).isEqualTo(1);
        }
    }

    @Test
    void editFromServer_whenMechanismsAreTaken_thenTheClientMissesThemAndTheServerNotices() throws IOException {
        try (TlsProxy proxy = TlsProxy.terminating(GRID, GRID.pki().renewed())
                        .editFromServer(xml -> xml.replaceAll("<mechanism>[^<]*-PLUS</mechanism>", ""));
                RawSaslClient raw = through(proxy)) {
            assertThat(raw.features()).contains("SCRAM-SHA-256<").doesNotContain("PLUS");
            assertThat(proxy.fromServer()).anyMatch(xml -> xml.contains("SCRAM-SHA-256-PLUS"));
            assertThat(raw.scram("SCRAM-SHA-256", "y,,", NONE, GRID.account("consumer")))
                    .contains("<not-authorized/>");
        }
    }

    @Test
    void editFromClient_whenTheMechanismIsChanged_thenTheProofNoLongerFits() throws IOException {
        try (TlsProxy proxy = TlsProxy.terminating(GRID, GRID.pki().renewed())
                        .editFromClient(xml -> xml.replace("mechanism='SCRAM-SHA-1'", "mechanism='SCRAM-SHA-256'"));
                RawSaslClient raw = through(proxy)) {
            assertThat(raw.scram("SCRAM-SHA-1", "n,,", NONE, GRID.account("consumer")))
                    .contains("<not-authorized/>");
        }
    }

    @Test
    void stripping_whenTheClientConnects_thenMechanismsInPlainText() throws IOException {
        try (TlsProxy proxy = TlsProxy.stripping(GRID);
                Socket plain = new Socket(proxy.host(), proxy.port())) {
            plain.setSoTimeout(10_000);
            assertThat(exchange(plain, HEADER, "</stream:features>"))
                    .contains("<mechanism>SCRAM-SHA-256</mechanism>")
                    .doesNotContain("starttls");
            assertThat(proxy.fromClient()).containsExactly(HEADER);
        }
    }

    @Test
    void injecting_whenTheClientGoesOn_thenTheWordsComeBeforeTlsWithTheTrueServer() throws IOException {
        try (TlsProxy proxy = TlsProxy.injecting(GRID, "<injected/>");
                Socket plain = new Socket(proxy.host(), proxy.port())) {
            plain.setSoTimeout(10_000);
            exchange(plain, HEADER, "</stream:features>");
            assertThat(exchange(plain, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<injected/>"))
                    .isEqualTo("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><injected/>");
            SSLSocket tls = (SSLSocket)
                    GRID.pki().clientContext().getSocketFactory().createSocket(plain, "grid.example", 5222, true);
            tls.startHandshake();
            assertThat(tls.getSession().getPeerCertificates()[0])
                    .isEqualTo(GRID.pki().server().certificate());
            assertThat(exchange(tls, HEADER, "</stream:features>")).contains("<mechanism>");
        }
    }

    @Test
    void answeringTls11_whenTheClientWantsMore_thenItBreaksOff() {
        try (TlsProxy proxy = TlsProxy.answeringTls11(GRID)) {
            assertThatThrownBy(() -> through(proxy))
                    .isInstanceOf(SSLException.class)
                    .hasMessageMatching(".*TLSv?1\\.?1.*");
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> proxy.refusals() == 1);
            assertThat(proxy.handshakes()).isZero();
        }
    }

    @Test
    void close_whenSomebodyIsConnected_thenThatEndsToo() throws IOException {
        TlsProxy proxy = TlsProxy.terminating(GRID, GRID.pki().renewed());
        try (RawSaslClient raw = through(proxy)) {
            proxy.close();
            assertThatThrownBy(() -> raw.auth("SCRAM-SHA-256", "n,,n=consumer,r=abc"))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> new Socket(proxy.host(), proxy.port())).isInstanceOf(IOException.class);
        }
    }

    private static RawSaslClient through(TlsProxy proxy) throws IOException {
        return RawSaslClient.startTls(proxy.port(), "grid.example", GRID.pki().clientContext());
    }

    private static String exchange(Socket socket, String request, String end) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after: " + answer);
            }
            answer.append((char) next);
        }
        return answer.toString();
    }
}
