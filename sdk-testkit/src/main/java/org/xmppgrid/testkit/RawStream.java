package org.xmppgrid.testkit;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.xmppgrid.testkit.internal.embedded.Scram;
import org.xmppgrid.testkit.internal.embedded.ScramClient;
import org.xmppgrid.testkit.internal.embedded.StanzaReader;
import org.xmppgrid.testkit.internal.embedded.StreamException;
import org.xmppgrid.testkit.internal.embedded.Xml;

/** The connection of a raw client, step by step up to its session: TLS, SASL, binding. */
final class RawStream {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Whole lists arrive as one stanza where pages are not known. */
    private static final int LARGEST_STANZA = 256 << 20;

    private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";

    private final GridServer server;
    private final Socket tcp;
    private Socket socket;
    private StanzaReader reader;

    /** Connects; until {@link #endless()} no answer takes longer than ten seconds. */
    RawStream(GridServer server) throws IOException {
        this.server = server;
        tcp = new Socket(server.host(), server.port());
        tcp.setTcpNoDelay(true);
        tcp.setSoTimeout((int) PATIENCE.toMillis());
        socket = tcp;
        reader = new StanzaReader(tcp.getInputStream(), LARGEST_STANZA, true);
    }

    StanzaReader reader() {
        return reader;
    }

    boolean isSecure() {
        return socket != tcp;
    }

    /** From now on reading waits as long as it takes. */
    void endless() throws IOException {
        tcp.setSoTimeout(0);
    }

    synchronized void send(String xml) throws IOException {
        socket.getOutputStream().write(xml.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Drops the connection without ending the stream. */
    void close() throws IOException {
        tcp.close();
    }

    /** Sends a stream header and returns the features. */
    Xml open() throws IOException, StreamException {
        send("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                + "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='" + server.domain() + "'>");
        reader.header();
        return next();
    }

    private Xml next() throws IOException, StreamException {
        Xml element = reader.next();
        if (element == null) {
            throw new IOException("the server ended the stream");
        }
        if (element.name().equals("error") || element.name().equals("failure")) {
            throw new IllegalStateException("the server said " + reader.lastText());
        }
        return element;
    }

    /** Upgrades to TLS, and verifies the server. */
    void startTls() throws IOException, StreamException {
        open();
        send("<starttls xmlns='" + TLS + "'/>");
        next();
        SSLSocket tls =
                (SSLSocket) trusting().getSocketFactory().createSocket(tcp, server.domain(), server.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        socket = tls;
        restart();
    }

    private void restart() throws IOException {
        reader = new StanzaReader(socket.getInputStream(), LARGEST_STANZA, true);
    }

    private SSLContext trusting() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", server.authority());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IOException("the server's authority can't be trusted", broken);
        }
    }

    /** Logs in with a mechanism, or with the strongest SCRAM that is offered. */
    void authenticate(Account account, String mechanism) throws IOException, StreamException {
        Xml features = open();
        List<String> offered = features.child(SASL, "mechanisms")
                .map(list -> list.children().stream().map(Xml::text).toList())
                .orElse(List.of());
        String user = account.address().substring(0, account.address().indexOf('@'));
        String chosen = !mechanism.isEmpty()
                ? mechanism
                : Scram.all().keySet().stream()
                        .filter(offered::contains)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no SCRAM among " + offered));
        Scram scram = Scram.all().get(chosen);
        if (scram == null) {
            send("<auth xmlns='" + SASL + "' mechanism='" + chosen + "'>"
                    + encode("\0" + user + "\0" + account.password()) + "</auth>");
            next();
        } else {
            ScramClient exchange = new ScramClient(
                    scram, user, account.password(), UUID.randomUUID().toString());
            send("<auth xmlns='" + SASL + "' mechanism='" + chosen + "'>" + encode(exchange.first()) + "</auth>");
            String challenge = decode(next().text());
            send("<response xmlns='" + SASL + "'>" + encode(exchange.last(challenge)) + "</response>");
            if (!exchange.isGenuine(decode(next().text()))) {
                throw new IllegalStateException("the server doesn't know the password");
            }
        }
        restart();
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /** Binds a resource, or leaves the choice to the server; returns the full address. */
    String bind(String resource) throws IOException, StreamException {
        open();
        send("<iq type='set' id='bind'><bind xmlns='" + BIND + "'>"
                + (resource.isEmpty() ? "" : "<resource>" + resource + "</resource>") + "</bind></iq>");
        Xml answer = next();
        return answer.child(BIND, "bind")
                .flatMap(bind -> bind.child(BIND, "jid"))
                .map(Xml::text)
                .orElseThrow(() -> new IllegalStateException("not bound: " + reader.lastText()));
    }
}
