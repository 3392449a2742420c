package org.xmppgrid.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.testkit.internal.pki.AnyCertificate;
import org.xmppgrid.testkit.internal.pki.TlsContexts;
import org.xmppgrid.testkit.internal.proxy.Negotiation;
import org.xmppgrid.testkit.internal.proxy.OldTls;
import org.xmppgrid.testkit.internal.proxy.Relay;

/**
 * Somebody in the middle: listens on the loopback interface, on any free port, in front of a grid, and does to those who
 * connect what an attacker on the network could do.
 *
 * <pre>{@code
 * try (TlsProxy proxy = TlsProxy.terminating(grid, grid.pki().renewed())) {
 *     proxy.editFromServer(xml -> xml.replace("<mechanism>SCRAM-SHA-256-PLUS</mechanism>", ""));
 *     // connect to proxy.host() and proxy.port() instead of the grid
 *     assertThat(proxy.fromClient()).noneMatch(xml -> xml.startsWith("<auth"));
 * }
 * }</pre>
 *
 * <p>Edits are called on a thread of the connection, one for each direction; they may block and then delay it. All
 * methods may be called from any thread. Its threads are daemons.
 */
public final class TlsProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsProxy.class);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int BACKLOG = 16;

    private enum Manner {
        TERMINATE,
        TERMINATE_DIRECT,
        STRIP,
        INJECT,
        OLD_TLS
    }

    private final GridServer server;
    private final Manner manner;
    private final @Nullable SSLContext shown;
    private final String injection;
    private final ServerSocket listener;
    private final Thread acceptor;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> fromClient = new CopyOnWriteArrayList<>();
    private final List<String> fromServer = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile UnaryOperator<String> clientEdit = UnaryOperator.identity();
    private volatile UnaryOperator<String> serverEdit = UnaryOperator.identity();

    private TlsProxy(GridServer server, Manner manner, @Nullable Identity identity, String injection) {
        this.server = server;
        this.manner = manner;
        this.injection = injection;
        shown = identity == null
                ? null
                : TlsContexts.of(
                        TlsContexts.showing(identity.chain(), identity.key()),
                        new TrustManager[] {new AnyCertificate()});
        try {
            listener = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException failed) {
            throw new UncheckedIOException("no proxy on the loopback interface", failed);
        }
        acceptor = start("tls-proxy-accept", this::accept);
    }

    /**
     * Ends the client's STARTTLS itself, shows a certificate of one's choice, and speaks STARTTLS with the true server.
     *
     * @param server the true server
     * @param identity what to show
     * @return the running proxy
     */
    public static TlsProxy terminating(GridServer server, Identity identity) {
        return new TlsProxy(server, Manner.TERMINATE, identity, "");
    }

    /**
     * Like {@link #terminating}, for clients that begin with TLS (XEP-0368). No protocol is selected by ALPN.
     *
     * @param server the true server
     * @param identity what to show
     * @return the running proxy
     */
    public static TlsProxy terminatingDirect(GridServer server, Identity identity) {
        return new TlsProxy(server, Manner.TERMINATE_DIRECT, identity, "");
    }

    /**
     * Hides that there is STARTTLS: the client is shown in plain text what the true server offers behind TLS.
     *
     * @param server the true server
     * @return the running proxy
     */
    public static TlsProxy stripping(GridServer server) {
        return new TlsProxy(server, Manner.STRIP, null, "");
    }

    /**
     * Adds plain text right behind {@code <proceed/>}, for a client that would take it for something that came by TLS,
     * and leaves the rest of the connection, TLS with the true server, as it is. What goes by TLS it can't see.
     *
     * @param server the true server
     * @param xml what to add
     * @return the running proxy
     */
    public static TlsProxy injecting(GridServer server, String xml) {
        return new TlsProxy(server, Manner.INJECT, null, xml);
    }

    /**
     * Answers the client's hello with TLS 1.1 after STARTTLS. The true server is not spoken to.
     *
     * @param server the true server
     * @return the running proxy
     */
    public static TlsProxy answeringTls11(GridServer server) {
        return new TlsProxy(server, Manner.OLD_TLS, null, "");
    }

    /**
     * Edits what the server says, from now on: headers of streams, and whole elements.
     *
     * @param edit from a piece to what the client gets; empty for nothing
     * @return this proxy
     */
    public TlsProxy editFromServer(UnaryOperator<String> edit) {
        serverEdit = edit;
        return this;
    }

    /**
     * Edits what the client says, from now on: headers of streams, and whole elements.
     *
     * @param edit from a piece to what the server gets; empty for nothing
     * @return this proxy
     */
    public TlsProxy editFromClient(UnaryOperator<String> edit) {
        clientEdit = edit;
        return this;
    }

    /**
     * The host to connect to.
     *
     * @return an address of the loopback interface
     */
    public String host() {
        return "127.0.0.1";
    }

    /**
     * The port to connect to.
     *
     * @return a TCP port
     */
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * What clients said that this proxy could read, before it was edited: headers of streams, and whole elements.
     * The negotiation of TLS is not in it.
     *
     * @return a copy, oldest first
     */
    public List<String> fromClient() {
        return List.copyOf(fromClient);
    }

    /**
     * What the server said, as in {@link #fromClient()}.
     *
     * @return a copy, oldest first
     */
    public List<String> fromServer() {
        return List.copyOf(fromServer);
    }

    /**
     * How many clients came.
     *
     * @return the number of connections
     */
    public int connections() {
        return connections.get();
    }

    /**
     * How many clients went through the handshake of TLS with this proxy, and so accepted what it showed.
     *
     * @return the number of handshakes
     */
    public int handshakes() {
        return handshakes.get();
    }

    /**
     * How many clients broke off the handshake of TLS with this proxy.
     *
     * @return the number of handshakes that failed
     */
    public int refusals() {
        return refusals.get();
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = opened(listener.accept());
                int number = connections.incrementAndGet();
                start("tls-proxy-" + number, () -> serve(client, number));
            } catch (IOException failed) {
                LOG.debug("no more connections on port {}: {}", port(), failed.toString());
            }
        }
    }

    private Socket opened(Socket socket) throws IOException {
        sockets.add(socket);
        if (listener.isClosed()) {
            socket.close();
            throw new IOException("the proxy is closed");
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private void serve(Socket client, int number) {
        try (client) {
            switch (manner) {
                case TERMINATE -> {
                    Negotiation negotiation = new Negotiation(client);
                    negotiation.serve(server.domain());
                    negotiation.proceed("");
                    converse(handshake(client), number);
                }
                case TERMINATE_DIRECT -> converse(handshake(client), number);
                case STRIP -> converse(client, number);
                case INJECT -> inject(client, number);
                case OLD_TLS -> {
                    Negotiation negotiation = new Negotiation(client);
                    negotiation.serve(server.domain());
                    negotiation.proceed("");
                    (OldTls.answer(client) ? refusals : handshakes).incrementAndGet();
                }
            }
        } catch (IOException gone) {
            LOG.debug("connection {}: {}", number, gone.toString());
        } finally {
            sockets.remove(client);
        }
    }

    private SSLSocket handshake(Socket client) throws IOException {
        SSLContext context = shown;
        if (context == null) {
            throw new IllegalStateException("nothing to show");
        }
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(client, host(), client.getPort(), true);
        tls.setUseClientMode(false);
        try {
            tls.startHandshake();
        } catch (IOException refused) {
            refusals.incrementAndGet();
            throw refused;
        }
        handshakes.incrementAndGet();
        return tls;
    }

    /** Reads and edits both ways, between a client in the clear and the true server behind TLS. */
    private void converse(Socket client, int number) throws IOException {
        try (Socket tcp = opened(new Socket(server.host(), server.port()))) {
            new Negotiation(tcp).ask(server.domain());
            SSLContext trusting = TlsContexts.of(new KeyManager[0], new TrustManager[] {new AnyCertificate()});
            SSLSocket tls =
                    (SSLSocket) trusting.getSocketFactory().createSocket(tcp, server.domain(), server.port(), true);
            tls.startHandshake();
            client.setSoTimeout(0);
            tcp.setSoTimeout(0);
            both(
                    client,
                    tls,
                    new Relay(fromClient, xml -> clientEdit.apply(xml)),
                    new Relay(fromServer, xml -> serverEdit.apply(xml)),
                    number);
            sockets.remove(tcp);
        }
    }

    private void both(Socket client, Socket target, Relay there, Relay back, int number) throws IOException {
        start("tls-proxy-back-" + number, () -> {
            try (client;
                    target) {
                back.run(target.getInputStream(), client.getOutputStream());
            } catch (IOException gone) {
                LOG.debug("connection {}: the server is gone: {}", number, gone.toString());
            }
        });
        there.run(client.getInputStream(), target.getOutputStream());
    }

    private void inject(Socket client, int number) throws IOException {
        try (Socket target = opened(new Socket(server.host(), server.port()))) {
            Negotiation negotiation = new Negotiation(client);
            negotiation.serve(server.domain());
            new Negotiation(target).ask(server.domain());
            negotiation.proceed(injection);
            client.setSoTimeout(0);
            target.setSoTimeout(0);
            start("tls-proxy-back-" + number, () -> {
                try (client;
                        target) {
                    target.getInputStream().transferTo(client.getOutputStream());
                } catch (IOException gone) {
                    LOG.debug("connection {}: the server is gone: {}", number, gone.toString());
                }
            });
            client.getInputStream().transferTo(target.getOutputStream());
            sockets.remove(target);
        }
    }

    /** Closes the port and all connections. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
            // The port is not free before the one who waits at it has noticed.
            acceptor.join(PATIENCE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException("could not close the proxy on port " + port(), failed);
        }
    }
}
