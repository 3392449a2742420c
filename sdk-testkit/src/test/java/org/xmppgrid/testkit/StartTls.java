package org.xmppgrid.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** The first steps of a client, by hand: a stream, STARTTLS (RFC 6120 §5.4) or direct TLS (XEP-0368), and SASL. */
public final class StartTls implements AutoCloseable {

    private static final int LIMIT_MILLIS = 10_000;

    private final String domain;
    private final SSLSocket socket;

    private StartTls(String domain, SSLSocket socket) {
        this.domain = domain;
        this.socket = socket;
    }

    static StartTls with(GridServer server, SSLContext context) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(server.host(), server.port()), LIMIT_MILLIS);
            plain.setSoTimeout(LIMIT_MILLIS);
            exchange(plain, header(server.domain()), "</stream:features>");
            exchange(plain, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "/>");
            return secure(server, plain, context);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /** TLS from the first byte, with the protocol's name (XEP-0368 §2). */
    static StartTls direct(GridServer server, SSLContext context) throws IOException {
        Socket plain = new Socket();
        try {
            int port = server.directTlsPort().orElseThrow();
            plain.connect(new InetSocketAddress(server.host(), port), LIMIT_MILLIS);
            plain.setSoTimeout(LIMIT_MILLIS);
            return secure(server, plain, context);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static StartTls secure(GridServer server, Socket plain, SSLContext context) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, server.domain(), plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"xmpp-client"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new StartTls(server.domain(), socket);
    }

    SSLSession session() {
        return socket.getSession();
    }

    /** What the server offers inside TLS. */
    String features() throws IOException {
        return exchange(socket, header(domain), "</stream:features>");
    }

    /** Logs in with a password, by PLAIN; what the server answers. */
    String login(Account account) throws IOException {
        String user = account.address().substring(0, account.address().indexOf('@'));
        String message = "\0" + user + "\0" + account.password();
        String encoded = Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
        return exchange(
                socket, "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + encoded + "</auth>", ">");
    }

    /** Logs in with the certificate that was shown (XEP-0178 §2); what the server answers. */
    String loginByCertificate() throws IOException {
        return exchange(socket, "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>", ">");
    }

    /** Opens a new stream, as after a login, and binds a resource. */
    void bind() throws IOException {
        features();
        request("bind", "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
    }

    /** Sends a request and returns its answer. */
    String request(String id, String child) throws IOException {
        send("<iq type='set' id='" + id + "'>" + child + "</iq>");
        return read(id) + read(">");
    }

    void send(String xml) throws IOException {
        socket.getOutputStream().write(xml.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** What the server still says, up to the given text. */
    String read(String end) throws IOException {
        return exchange(socket, "", end);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** How a client begins a stream. */
    public static String header(String domain) {
        return "<?xml version='1.0'?><stream:stream to='" + domain
                + "' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";
    }

    /** Writes a request and reads up to the given text. */
    public static String exchange(Socket socket, String request, String end) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed the connection after: " + answer);
            }
            answer.append((char) next);
        }
        return answer.toString();
    }
}
