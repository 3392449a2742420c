package org.xmppgrid.testkit.internal.embedded;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
    private final StreamManagement streamManagement;
    private final Broker broker;
    private final Ports ports;
    private final Object life = new Object();
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
        streamManagement =
                new StreamManagement(settings.resumption(), settings.domain(), settings.clock(), router, this::newId);
        broker = new Broker(settings, router, this::newId);
        router.service(settings.domain(), new Controller(settings, router, registration));
        router.service(settings.broker(), broker);
        router.onAvailable(broker::cameOnline);
        ports = new Ports(settings.port(), this::accepted);
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accepted(Socket socket, boolean direct) throws IOException {
        String name = "connection-" + ids.incrementAndGet();
        ClientStream stream = new ClientStream(new Wire(socket, name, journal, settings.writeLimit()), this, direct);
        streams.add(stream);
        start("grid-broker-read-" + name, stream);
    }

    /** The port that is listened on. */
    public int port() {
        return ports.startTls();
    }

    /** The port on which TLS comes first. */
    public int directTlsPort() {
        return ports.directTls();
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

    /** What goes wrong on purpose with acknowledgements and resumption. */
    public StreamFaults streamFaults() {
        return streamManagement.faults();
    }

    @Override
    public StreamManagement streamManagement() {
        return streamManagement;
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
        // First the end of the old, so that what it leaves is stored before anything that comes for the new.
        replace(router.session(session.jid()));
        replace(router.bind(session));
    }

    private void replace(@Nullable Session previous) {
        if (previous != null) {
            streamManagement.end(previous, false);
            previous.wire().close(StreamException.element("conflict", "another client took this resource"));
            start("grid-broker-close-" + previous.jid(), previous.wire()::closed);
        }
    }

    @Override
    public void received(Session session, Wire wire, Xml stanza) throws InterruptedException {
        session.carryOut(() -> take(session, wire, stanza));
        router.rest();
    }

    private void take(Session session, Wire wire, Xml stanza) throws InterruptedException {
        if (session.hasLeft(wire)) {
            return;
        }
        Faults.Effect effect = faults.next(session, stanza).orElse(null);
        if (effect instanceof Faults.Cut) {
            wire.cut();
        } else if (!session.takes(wire)) {
            LOG.debug("{}: left behind on a connection that was given up: {}", session.jid(), stanza.name());
        } else if (effect == null) {
            carryOut(session, stanza);
        } else {
            fail(session, stanza, effect);
        }
    }

    /** Nothing is done for a session that ended while its stanza waited, say because this server went down and came back. */
    private void carryOut(Session session, Xml stanza) {
        if (router.session(session.jid()) == session) {
            router.route(session, stanza);
        }
    }

    private void fail(Session session, Xml stanza, Faults.Effect effect) throws InterruptedException {
        if (effect instanceof Faults.Silence) {
            LOG.debug("left unanswered on purpose: {}", stanza.name());
        } else if (effect instanceof Faults.Refuse refuse) {
            session.send(refuse.error().inReplyTo(addressed(session, stanza)).toString());
        } else if (effect instanceof Faults.Answer answer) {
            session.write(answer.answer().apply(addressed(session, stanza)));
        } else if (effect instanceof Faults.Delay delay) {
            stopped.await(delay.time().toMillis(), TimeUnit.MILLISECONDS);
            carryOut(session, stanza);
        } else {
            failAnswer(session, stanza, effect);
        }
    }

    /** These carry the request out, and differ in what becomes of its answer. */
    private void failAnswer(Session session, Xml stanza, Faults.Effect effect) {
        if (effect instanceof Faults.Twice) {
            router.route(session, stanza);
        }
        List<Xml> answers = router.muted(session, stanza.attribute("id", ""), () -> router.route(session, stanza));
        Runnable answer = () -> answers.forEach(each -> session.send(each.toString()));
        if (effect instanceof Faults.CutInsteadOfAnswer) {
            session.wire().cut();
            // Written to a connection that is gone; it waits for a client that resumes (XEP-0198 §5).
            answer.run();
        } else if (effect instanceof Faults.HeldAnswers held) {
            held.hold(answer);
        } else if (effect instanceof Faults.LateAnswer late) {
            CompletableFuture.delayedExecutor(late.time().toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(answer);
        } else {
            LOG.debug("{} answers lost on purpose", answers.size());
        }
    }

    private static Xml addressed(Session session, Xml stanza) {
        return stanza.withAttribute("from", session.jid().toString());
    }

    @Override
    public void gone(ClientStream stream, @Nullable Session session, boolean inOrder) {
        streams.remove(stream);
        if (session != null) {
            streamManagement.gone(session, stream.wire(), inOrder);
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
                .filter(session -> session.isConnected() && isOf(jid, session))
                .toList();
        matching.forEach(session -> session.wire().cut());
        return matching.size();
    }

    private static boolean isOf(Jid jid, Session session) {
        return session.jid().equals(jid) || session.jid().bare().equals(jid);
    }

    /**
     * The full addresses of those whose connection is gone and who may come back for their session.
     *
     * @return the addresses, sorted
     */
    public List<String> waiting() {
        return streamManagement.waiting().stream()
                .map(session -> session.jid().toString())
                .sorted()
                .toList();
    }

    /**
     * Ends sessions that wait for their client, as if their time were up.
     *
     * @param jid a full address, or a bare one for all of an account's sessions
     * @return how many were ended
     */
    public int expire(Jid jid) {
        return (int) streamManagement.waiting().stream()
                .filter(session -> isOf(jid, session) && streamManagement.expire(session))
                .count();
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
        session.write(xml);
        return true;
    }

    /** Back to how it was at the start; connections are closed. */
    public void reset() {
        faults.clear();
        saslFaults.clear();
        streamManagement.faults().clear();
        endStreams();
        streamManagement.clear();
        broker.clear();
        offline.clear();
        journal.clear();
    }

    /** Closes the ports, then all streams (RFC 6120 §4.9.3.20, system-shutdown), until it is started again. */
    public void stop() {
        synchronized (life) {
            ports.close();
            endStreams();
        }
    }

    /** Closes the ports and drops all connections without a word, until it is started again. */
    public void kill() {
        synchronized (life) {
            ports.close();
            List<ClientStream> open = List.copyOf(streams);
            router.all().forEach(router::kill);
            streamManagement.clear();
            open.forEach(stream -> stream.wire().cut());
            streams.removeAll(open);
        }
    }

    /**
     * Listens again, on the ports that it had.
     *
     * @throws IOException if somebody else has them
     * @throws IllegalStateException if it listens, or was closed
     */
    public void startAgain() throws IOException {
        synchronized (life) {
            if (ports.isOpen() || stopped.getCount() == 0) {
                throw new IllegalStateException("the grid " + (ports.isOpen() ? "runs already" : "is closed"));
            }
            ports.open();
        }
    }

    /** Forgets the messages for those who are away. */
    public void loseOffline() {
        offline.clear();
    }

    /** Stops for good. */
    public void close() {
        stopped.countDown();
        stop();
        streamManagement.close();
        ports.release();
    }

    private void endStreams() {
        List<ClientStream> open = List.copyOf(streams);
        String lastWord = StreamException.element("system-shutdown", "the grid is stopping");
        open.forEach(stream -> stream.wire().close(lastWord));
        open.forEach(stream -> stream.wire().closed());
        router.all().forEach(session -> streamManagement.end(session, true));
        streams.removeAll(open);
    }
}
