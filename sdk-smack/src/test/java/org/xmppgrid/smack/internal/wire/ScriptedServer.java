package org.xmppgrid.smack.internal.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server that does what a test's script says, on loopback. Everything that a client sends is kept as it came. */
final class ScriptedServer implements AutoCloseable {
    static final String DOMAIN = "grid.example";
    static final String PASSWORD = "pencil, =ö";
    static final String BOUND = "sensor@grid.example/r1";
    static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams' id='s1' from='grid.example' version='1.0'>";

    /** What happens on one connection, on a thread of the server's. */
    interface Script {
        void run(Session session) throws Exception;
    }

    private final ServerSocket server;
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

    ScriptedServer(Script script) {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Thread acceptor = new Thread(() -> accept(script), "scripted-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The connections so far. */
    List<Session> sessions() {
        return sessions;
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Session session = new Session(server.accept());
                sessions.add(session);
                Thread thread = new Thread(
                        () -> {
                            try {
                                script.run(session);
                                outcomes.add("done");
                            } catch (Throwable e) {
                                outcomes.add(e);
                            }
                        },
                        "scripted-session");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // The server was closed: that is how it ends.
                return;
            }
        }
    }

    /** Logs a client in, and goes on by the script. */
    static ScriptedServer afterLogin(Script script) {
        return new ScriptedServer(session -> {
            session.login(Wires.SERVER.serverContext());
            script.run(session);
        });
    }

    /** Waits until a connection's script is through, and fails if it failed. */
    Session finished() {
        try {
            Object outcome = outcomes.poll(10, TimeUnit.SECONDS);
            if (outcome instanceof Throwable e) {
                throw new AssertionError("The server's script failed", e);
            }
            if (outcome == null) {
                throw new AssertionError("The server's script is not through after 10 s");
            }
            return sessions.get(0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Session session : sessions) {
            session.socket.close();
        }
    }

    /** One client's connection. */
    static final class Session {
        private final Socket plain;
        private volatile Socket socket;
        private Reader in;
        private Writer out;
        private final StringBuffer received = new StringBuffer();
        final List<String> elements = new ArrayList<>();

        Session(Socket socket) throws IOException {
            this.plain = socket;
            use(socket);
        }

        private void use(Socket newSocket) throws IOException {
            socket = newSocket;
            in = new InputStreamReader(newSocket.getInputStream(), StandardCharsets.UTF_8);
            out = new OutputStreamWriter(newSocket.getOutputStream(), StandardCharsets.UTF_8);
        }

        /** All that the client has sent so far. */
        String received() {
            return received.toString();
        }

        void write(String xml) throws IOException {
            out.write(xml);
            out.flush();
        }

        /** Reads one whole element, or the start or end tag of the stream, and checks how it begins. */
        String expect(String start) throws IOException {
            String element = read();
            if (!element.startsWith(start)) {
                throw new AssertionError("Expected " + start + ", got " + element);
            }
            return element;
        }

        String read() throws IOException {
            StringBuilder element = new StringBuilder();
            int depth = 0;
            while (true) {
                String tag = tag(element);
                if (tag.startsWith("<?") || tag.isBlank()) {
                    element.setLength(0);
                    continue;
                }
                boolean stream = tag.startsWith("<stream:stream") || tag.startsWith("</stream:stream");
                depth += tag.startsWith("</") ? -1 : tag.endsWith("/>") ? 0 : 1;
                if (stream || depth == 0) {
                    elements.add(element.toString());
                    return element.toString();
                }
            }
        }

        private String tag(StringBuilder element) throws IOException {
            StringBuilder tag = new StringBuilder();
            char quote = 0;
            while (true) {
                int c = in.read();
                if (c < 0) {
                    throw new EOFException("after " + received);
                }
                received.append((char) c);
                element.append((char) c);
                if (tag.length() == 0 && c != '<') {
                    continue;
                }
                tag.append((char) c);
                if (quote != 0) {
                    quote = c == quote ? 0 : quote;
                } else if (c == '"' || c == '\'') {
                    quote = (char) c;
                } else if (c == '>') {
                    return tag.toString();
                }
            }
        }

        /** Reads from now on no more than so many characters at a time, with a pause behind them. */
        void slowly(int characters, Duration pause) {
            Reader fast = in;
            in = new Reader() {
                private int left = characters;

                @Override
                public int read(char[] buffer, int offset, int length) throws IOException {
                    if (left == 0) {
                        LockSupport.parkNanos(pause.toNanos());
                        left = characters;
                    }
                    int read = fast.read(buffer, offset, Math.min(length, left));
                    left -= Math.max(0, read);
                    return read;
                }

                @Override
                public void close() throws IOException {
                    fast.close();
                }
            };
        }

        /** Reads until the client closes the stream, and closes it too. */
        void untilClosed() throws IOException {
            String element = read();
            while (!element.startsWith("</stream:stream")) {
                element = read();
            }
            write("</stream:stream>");
            close();
        }

        /** Reads until the client has gone. */
        void drain() throws IOException {
            try {
                while (true) {
                    read();
                }
            } catch (EOFException | java.net.SocketException | javax.net.ssl.SSLException e) {
                // That is what was waited for.
                return;
            }
        }

        // ---- the steps of a login

        /** Direct TLS, with whatever the server wants different. */
        SSLSocket directTls(SSLContext context, Consumer<SSLSocket> settings) throws IOException {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
            tls.setUseClientMode(false);
            settings.accept(tls);
            tls.startHandshake();
            use(tls);
            return tls;
        }

        /** Upgrades to TLS, with whatever the server wants different. */
        SSLSocket startTls(SSLContext context, Consumer<SSLSocket> settings) throws IOException {
            proceed();
            return directTls(context, settings);
        }

        void proceed() throws IOException {
            expect("<stream:stream");
            write(HEADER + "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
                    + "</stream:features>");
            expect("<starttls");
            write("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        }

        /** What comes after TLS: SCRAM and the binding. */
        void authenticate() throws IOException {
            offer("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN");
            succeed(scram(new ServerScram("SCRAM-SHA-512", PASSWORD)));
            bind();
        }

        void startTls(SSLContext context, String... protocols) throws IOException {
            expect("<stream:stream");
            write(HEADER + "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
                    + "</stream:features>");
            expect("<starttls");
            write("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
            tls.setUseClientMode(false);
            if (protocols.length > 0) {
                tls.setEnabledProtocols(protocols);
            }
            tls.startHandshake();
            use(tls);
        }

        /** The server's side of the TLS connection. */
        SSLSession tls() {
            return ((SSLSocket) socket).getSession();
        }

        void offer(String... mechanisms) throws IOException {
            offer(List.of(), mechanisms);
        }

        /** With an announcement of channel bindings (XEP-0440), unless there are none. */
        void offer(List<String> bindings, String... mechanisms) throws IOException {
            expect("<stream:stream");
            StringBuilder features = new StringBuilder("<stream:features>");
            if (!bindings.isEmpty()) {
                features.append("<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>");
                bindings.forEach(type -> features.append("<channel-binding type='" + type + "'/>"));
                features.append("</sasl-channel-binding>");
            }
            features.append("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>");
            for (String mechanism : mechanisms) {
                features.append("<mechanism>").append(mechanism).append("</mechanism>");
            }
            write(HEADER + features + "</mechanisms></stream:features>");
        }

        /** SCRAM up to the server-final-message, which is returned unsent. */
        String scram(ServerScram scram) throws IOException {
            String first = scram.first(base64(expect("<auth")));
            challenge(first);
            return scram.last(base64(expect("<response")));
        }

        void challenge(String text) throws IOException {
            write("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + base64Of(text) + "</challenge>");
        }

        void succeed(@Nullable String last) throws IOException {
            write("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + (last == null ? "" : base64Of(last))
                    + "</success>");
        }

        void fail(String condition) throws IOException {
            write("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><" + condition + "/></failure>");
        }

        /** Agrees on stream management, with this identifier of the session, or none. */
        void enable(String attributes) throws IOException {
            expect("<enable");
            write("<enabled xmlns='urn:xmpp:sm:3' " + attributes + "/>");
        }

        /** A login up to the wish to go on with an earlier session, which is returned. */
        String untilResume() throws Exception {
            untilBinding();
            return expect("<resume");
        }

        /** A login up to where a client binds or resumes. */
        void untilBinding() throws Exception {
            startTls(Wires.SERVER.serverContext());
            offer("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN");
            succeed(scram(new ServerScram("SCRAM-SHA-512", PASSWORD)));
            features();
        }

        void features() throws IOException {
            expect("<stream:stream");
            write(HEADER + "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
                    + "<ver xmlns='urn:xmpp:features:rosterver'/><sm xmlns='urn:xmpp:sm:3'/></stream:features>");
        }

        /** Gives the resource that is asked for. */
        void bound() throws IOException {
            String iq = expect("<iq");
            if (!iq.contains("<resource>r1</resource>")) {
                throw new AssertionError("Another resource than before: " + iq);
            }
            write("<iq type='result' id='" + id(iq) + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + BOUND
                    + "</jid></bind></iq>");
        }

        void bind() throws IOException {
            expect("<stream:stream");
            write(HEADER + "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
                    + "<ver xmlns='urn:xmpp:features:rosterver'/><sm xmlns='urn:xmpp:sm:3'/></stream:features>");
            write("<iq type='result' id='" + id(expect("<iq"))
                    + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + BOUND + "</jid></bind></iq>");
        }

        void login(SSLContext context) throws IOException {
            startTls(context);
            offer("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN");
            ServerScram scram = new ServerScram("SCRAM-SHA-512", PASSWORD);
            succeed(scram(scram));
            bind();
        }

        /** The socket beneath TLS. */
        Socket plain() {
            return plain;
        }

        void reset() throws IOException {
            plain.setSoLinger(true, 0);
            plain.close();
        }

        void close() throws IOException {
            socket.close();
        }

        static String id(String stanza) {
            return attribute("id", stanza);
        }

        static String attribute(String name, String element) {
            Matcher matcher =
                    Pattern.compile("\\s" + name + "=['\"]([^'\"]*)['\"]").matcher(element);
            if (!matcher.find()) {
                throw new AssertionError("No " + name + " in " + element);
            }
            return matcher.group(1);
        }

        static String base64(String element) {
            String text = element.replaceAll("<[^>]*>", "");
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        }

        private static String base64Of(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
