package org.xmppgrid.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.xmppgrid.testkit.internal.embedded.Scram;
import org.xmppgrid.testkit.internal.embedded.ScramClient;

/** A client of bytes as far as the login: TLS in either way with the context of one's choice, then SASL by hand. */
final class RawSaslClient implements AutoCloseable {

    private static final int LIMIT_MILLIS = 10_000;
    private static final String SASL = " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
    private static final Pattern DATA = Pattern.compile(">([A-Za-z0-9+/=]*)</(challenge|success)>$");

    private final String domain;
    private final SSLSocket socket;
    private final String features;

    private RawSaslClient(String domain, SSLSocket socket) throws IOException {
        this.domain = domain;
        this.socket = socket;
        features = exchange(socket, header(domain), "</stream:features>");
    }

    static RawSaslClient startTls(GridBroker grid) throws IOException {
        return startTls(grid, grid.pki().clientContext());
    }

    static RawSaslClient startTls(GridBroker grid, SSLContext context, String... versions) throws IOException {
        return startTls(grid.port(), grid.domain(), context, versions);
    }

    static RawSaslClient startTls(int port, String domain, SSLContext context, String... versions) throws IOException {
        Socket tcp = connect(port);
        try {
            exchange(tcp, header(domain), "</stream:features>");
            exchange(tcp, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "/>");
            return new RawSaslClient(domain, handshake(tcp, domain, context, new String[0], versions));
        } catch (IOException | RuntimeException failed) {
            tcp.close();
            throw failed;
        }
    }

    static RawSaslClient direct(int port, String domain, SSLContext context, String... alpn) throws IOException {
        Socket tcp = connect(port);
        try {
            return new RawSaslClient(domain, handshake(tcp, domain, context, alpn));
        } catch (IOException | RuntimeException failed) {
            tcp.close();
            throw failed;
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket tcp = new Socket("127.0.0.1", port);
        tcp.setSoTimeout(LIMIT_MILLIS);
        return tcp;
    }

    private static SSLSocket handshake(Socket tcp, String domain, SSLContext context, String[] alpn, String... versions)
            throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(tcp, domain, tcp.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(alpn);
        if (versions.length > 0) {
            parameters.setProtocols(versions);
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String header(String domain) {
        return "<?xml version='1.0'?><stream:stream to='" + domain
                + "' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";
    }

    /** What the server offered after TLS. */
    String features() {
        return features;
    }

    SSLSession session() {
        return socket.getSession();
    }

    String alpn() {
        return socket.getApplicationProtocol();
    }

    /** Begins a login; what the server answers, a whole element. */
    String auth(String mechanism, String initial) throws IOException {
        return say("<auth" + SASL + " mechanism='" + mechanism + "'>" + encode(initial) + "</auth>");
    }

    String respond(String data) throws IOException {
        return say("<response" + SASL + ">" + encode(data) + "</response>");
    }

    /** Sends something and reads one element of SASL, or one that ends with {@code </iq>}. */
    String say(String xml) throws IOException {
        socket.getOutputStream().write(xml.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return read(socket, "(?s).*(</(challenge|success|failure|iq|stream:error)>|<(challenge|success|iq)[^>]*/>)");
    }

    String plain(Account account) throws IOException {
        return auth("PLAIN", "\0" + user(account) + "\0" + account.password());
    }

    /** Logs in with SCRAM; what the server said last. */
    String scram(String mechanism, String gs2, byte[] binding, Account account) throws IOException {
        Scram hash = Scram.all().get(mechanism.replace("-PLUS", ""));
        ScramClient client = new ScramClient(
                hash, user(account), account.password(), UUID.randomUUID().toString(), gs2, binding);
        String challenge = auth(mechanism, client.first());
        if (challenge.startsWith("<failure")) {
            return challenge;
        }
        String last = respond(client.last(data(challenge)));
        return last.startsWith("<success") && !client.isGenuine(data(last)) ? "forged: " + last : last;
    }

    /** Logs in with SCRAM-SHA-256 and without channel binding. */
    String scram(Account account) throws IOException {
        return scram("SCRAM-SHA-256", "n,,", new byte[0], account);
    }

    /** Opens the stream that follows a login; what the server offers there. */
    String reopen() throws IOException {
        return exchange(socket, header(domain), "</stream:features>");
    }

    /** The data that an answer carries, decoded; empty for none. */
    static String data(String answer) {
        Matcher matcher = DATA.matcher(answer);
        return matcher.find() ? new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8) : "";
    }

    private static String user(Account account) {
        return account.address().substring(0, account.address().indexOf('@'));
    }

    private static String encode(String data) {
        return data.isEmpty() ? "=" : Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
    }

    private static String exchange(Socket socket, String request, String end) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return read(socket, "(?s).*" + Pattern.quote(end));
    }

    private static String read(Socket socket, String whole) throws IOException {
        Pattern end = Pattern.compile(whole);
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (answer.length() == 0
                || answer.charAt(answer.length() - 1) != '>'
                || !end.matcher(answer).matches()) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed the connection after: " + answer);
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
