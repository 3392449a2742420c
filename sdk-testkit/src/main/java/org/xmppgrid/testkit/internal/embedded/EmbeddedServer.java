package org.xmppgrid.testkit.internal.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A controller and its broker in this process: listens, starts the parts and stops them. */
public final class EmbeddedServer implements ClientStream.Grid {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final int BACKLOG = 256;
    private static final long PATIENCE_MILLIS = 5_000;
    /** Reading is recursive nowhere, writing an element is; this is room for the deepest element that is accepted. */
    private static final long STACK_BYTES = 8L << 20;

    private final Settings settings;
    private final Accounts accounts;
    private final Journal journal;
    private final Faults faults = new Faults();
    private final SaslFaults saslFaults = new SaslFaults();
    private final Registration registration;
    private final OfflineStore offline;
    private final Router router;
    private final Broker broker;
    private final ServerSocket listener;
    private final ServerSocket directListener;
    private final List<Thread> acceptors;
    private final Set<ClientStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();
    private final String idPrefix;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Starts listening on the loopback interface.
     *
     * @param settings what to start with
     * @throws IOException if the port can't be had
     */
    public EmbeddedServer(Settings settings) throws IOException {
        this.settings = settings;
        idPrefix = Long.toString(Math.floorMod(settings.clock().millis(), 1L << 32), 36) + "-";
        accounts = new Accounts(settings.accounts(), settings.sasl().iterations(), "secret of " + settings.domain());
        registration = new Registration(settings.registration(), accounts);
        journal = new Journal(settings.journalCapacity(), settings.clock());
        offline = new OfflineStore(settings.domain(), settings.offlineLimit(), settings.clock());
        router = new Router(settings.domain(), accounts, offline);
        broker = new Broker(settings, router, this::newId);
        router.service(settings.domain(), new Controller(settings, router, registration));
        router.service(settings.broker(), broker);
        router.onAvailable(broker::cameOnline);
        listener = listen(settings.port());
        try {
            directListener = listen(0);
        } catch (IOException noSecondPort) {
            listener.close();
            throw noSecondPort;
        }
        acceptors = List.of(
                start("grid-broker-accept", () -> accept(listener, false)),
                start("grid-broker-accept-tls", () -> accept(directListener, true)));
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept(ServerSocket port, boolean direct) {
        while (!port.isClosed()) {
            try {
                Socket socket = port.accept();
                String name = "connection-" + ids.incrementAndGet();
                ClientStream stream =
                        new ClientStream(new Wire(socket, name, journal, settings.writeLimit()), this, direct);
                streams.add(stream);
                start("grid-broker-read-" + name, stream);
            } catch (IOException failed) {
                if (!port.isClosed()) {
                    LOG.warn("could not accept a connection on port {}", port.getLocalPort(), failed);
                }
            }
        }
    }

    /** The port that is listened on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The port on which TLS comes first. */
    public int directTlsPort() {
        return directListener.getLocalPort();
    }

    /** What went over the wire. */
    public Journal journal() {
        return journal;
    }

    /** What goes wrong on purpose. */
    public Faults faults() {
        return faults;
    }

    /** What goes wrong on purpose while clients log in. */
    @Override
    public SaslFaults saslFaults() {
        return saslFaults;
    }

    /** The broker. */
    public Broker broker() {
        return broker;
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public Registration registration() {
        return registration;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public String newId() {
        return idPrefix + Long.toString(ids.incrementAndGet(), 36);
    }

    @Override
    public void bound(Session session) {
        Session previous = router.bind(session);
        if (previous != null) {
            previous.wire().close(StreamException.element("conflict", "another client took this resource"));
            start("grid-broker-close-" + previous.jid(), previous.wire()::closed);
        }
    }

    @Override
    public void received(Session session, Xml stanza) throws InterruptedException {
        Faults.Effect effect = faults.next(session, stanza).orElse(null);
        if (effect == null) {
            router.route(session, stanza);
        } else {
            fail(session, stanza, effect);
        }
        router.rest();
    }

    private void fail(Session session, Xml stanza, Faults.Effect effect) throws InterruptedException {
        if (effect instanceof Faults.Silence) {
            LOG.debug("left unanswered on purpose: {}", stanza.name());
        } else if (effect instanceof Faults.Refuse refuse) {
            session.send(refuse.error().inReplyTo(addressed(session, stanza)).toString());
        } else if (effect instanceof Faults.Answer answer) {
            session.send(answer.answer().apply(addressed(session, stanza)));
        } else if (effect instanceof Faults.Cut) {
            session.wire().cut();
        } else if (effect instanceof Faults.Delay delay) {
            stopped.await(delay.time().toMillis(), TimeUnit.MILLISECONDS);
            router.route(session, stanza);
        } else {
            failAnswer(session, stanza, effect);
        }
    }

    /** These carry the request out, and differ in what becomes of its answer. */
    private void failAnswer(Session session, Xml stanza, Faults.Effect effect) {
        if (effect instanceof Faults.Twice) {
            router.route(session, stanza);
        }
        router.muted(session, stanza.attribute("id", ""), () -> router.route(session, stanza));
        if (effect instanceof Faults.CutInsteadOfAnswer) {
            session.wire().cut();
        }
    }

    private static Xml addressed(Session session, Xml stanza) {
        return stanza.withAttribute("from", session.jid().toString());
    }

    @Override
    public void gone(ClientStream stream, @Nullable Session session) {
        streams.remove(stream);
        if (session != null) {
            router.unbind(session);
        }
    }

    /**
     * The full addresses of those who are logged in.
     *
     * @return the addresses, sorted
     */
    public List<String> sessions() {
        return router.all().stream()
                .map(session -> session.jid().toString())
                .sorted()
                .toList();
    }

    /**
     * Drops connections without a word.
     *
     * @param jid a full address, or a bare one for all of an account's sessions
     * @return how many were dropped
     */
    public int cut(Jid jid) {
        List<Session> matching = router.all().stream()
                .filter(session ->
                        session.jid().equals(jid) || session.jid().bare().equals(jid))
                .toList();
        matching.forEach(session -> session.wire().cut());
        return matching.size();
    }

    /**
     * Writes on a session's stream.
     *
     * @param full the session's full address
     * @param xml what to write
     * @return whether there is such a session
     */
    public boolean inject(Jid full, String xml) {
        Session session = router.session(full);
        if (session == null) {
            return false;
        }
        session.send(xml);
        return true;
    }

    /** Back to how it was at the start; connections are closed. */
    public void reset() {
        faults.clear();
        saslFaults.clear();
        endStreams();
        broker.clear();
        offline.clear();
        journal.clear();
    }

    /** Closes the ports, then all streams (RFC 6120 §4.9.3.20, system-shutdown). */
    public void close() {
        stopped.countDown();
        close(listener);
        close(directListener);
        endStreams();
        try {
            for (Thread acceptor : acceptors) {
                // The port is not free before the one who waits at it has noticed.
                acceptor.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(ServerSocket port) {
        try {
            port.close();
        } catch (IOException failed) {
            LOG.warn("could not close port {}", port.getLocalPort(), failed);
        }
    }

    private void endStreams() {
        List<ClientStream> open = List.copyOf(streams);
        String lastWord = StreamException.element("system-shutdown", "the grid is stopping");
        open.forEach(stream -> stream.wire().close(lastWord));
        open.forEach(stream -> stream.wire().closed());
        router.all().forEach(router::unbind);
        streams.removeAll(open);
    }
}
