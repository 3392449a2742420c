package org.xmppgrid.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.testkit.internal.embedded.StanzaReader;
import org.xmppgrid.testkit.internal.embedded.StreamException;
import org.xmppgrid.testkit.internal.embedded.Xml;

/**
 * A client of plain XML, for what no well-behaved client does: it logs in, sends what it is told to, letter by letter,
 * and keeps what comes back, byte by byte. It answers nothing by itself. Works with every {@link GridServer}.
 *
 * <p>A thread of its own, a daemon, reads; all methods may be called from any thread.
 */
public final class RawXmppClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String STREAM_MANAGEMENT = "urn:xmpp:sm:3";

    private final GridServer server;
    private final RawStream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> all = new ArrayList<>();
    private final List<String> fresh = new ArrayList<>();
    private String jid = "";
    private String resumption = "";
    private boolean counting;
    private long handled;
    private int taken;
    private boolean ended;
    private boolean paused;
    private boolean closed;

    private RawXmppClient(GridServer server) throws IOException {
        this.server = server;
        stream = new RawStream(server);
    }

    /**
     * Logs in with SCRAM, the strongest that is offered, and sends initial presence.
     *
     * @param server where
     * @param user an account of the server
     * @return the client, online
     * @throws IllegalStateException if the server doesn't let it in; the message holds what it said
     */
    public static RawXmppClient login(GridServer server, String user) {
        RawXmppClient client = login(server, server.account(user), "", "");
        client.send("<presence/>");
        client.await(stanza -> stanza.startsWith("<presence"), PATIENCE);
        return client;
    }

    /**
     * Logs in and binds a resource, without presence.
     *
     * @param server where
     * @param account who
     * @param resource the resource to ask for; empty to leave it to the server
     * @param mechanism {@code PLAIN} or a SCRAM mechanism; empty for the strongest SCRAM that is offered
     * @return the client, bound
     * @throws IllegalStateException if the server doesn't let it in; the message holds what it said
     */
    public static RawXmppClient login(GridServer server, Account account, String resource, String mechanism) {
        return start(server, client -> {
            client.stream.startTls();
            client.stream.authenticate(account, mechanism);
            client.jid = client.stream.bind(resource);
        });
    }

    /**
     * Logs in and binds nothing: what comes next, a resumption (XEP-0198 §5) say, is the caller's.
     *
     * @param server where
     * @param account who
     * @return the client; the features that the server offers are its first {@linkplain #stanzas() stanza}
     * @throws IllegalStateException if the server doesn't let it in; the message holds what it said
     */
    public static RawXmppClient authenticated(GridServer server, Account account) {
        return start(server, client -> {
            client.stream.startTls();
            client.stream.authenticate(account, "");
            client.stream.open();
            client.received(client.stream.reader().lastText());
        });
    }

    /**
     * Goes on with the session of a client that has lost its connection, or is thought to (XEP-0198 §5).
     *
     * @param previous the client, which has {@linkplain #enableResumption() enabled} this
     * @return another client with the same address and count; {@code <resumed/>} and what was sent again are among its
     *     stanzas
     * @throws AssertionError if the server refuses, or doesn't answer in ten seconds; the message has what it said
     */
    public static RawXmppClient resume(RawXmppClient previous) {
        String user = previous.jid.substring(0, previous.jid.indexOf('@'));
        RawXmppClient client = authenticated(previous.server, previous.server.account(user));
        try {
            client.take(previous);
            client.send("<resume xmlns='" + STREAM_MANAGEMENT + "' previd='" + previous.resumption + "' h='"
                    + client.handled() + "'/>");
            client.await(stanza -> stanza.startsWith("<resumed"), PATIENCE);
            return client;
        } catch (AssertionError refused) {
            client.close();
            throw refused;
        }
    }

    private void take(RawXmppClient previous) {
        long count = previous.handled();
        lock.lock();
        try {
            jid = previous.jid;
            resumption = previous.resumption;
            counting = true;
            handled = count;
        } finally {
            lock.unlock();
        }
    }

    private interface Beginning {
        void of(RawXmppClient client) throws IOException, StreamException;
    }

    private static RawXmppClient start(GridServer server, Beginning beginning) {
        try {
            RawXmppClient client = new RawXmppClient(server);
            try {
                beginning.of(client);
                client.readOn();
                return client;
            } catch (IOException | StreamException | RuntimeException failed) {
                client.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("no login at " + server.host() + ":" + server.port(), failed);
        } catch (StreamException failed) {
            throw new IllegalStateException("no login: " + failed.getMessage(), failed);
        }
    }

    /**
     * Connects without saying anything; the first word is the caller's.
     *
     * @param server where
     * @param tls whether to negotiate TLS first
     * @return the client, with an open stream if TLS was asked for
     */
    public static RawXmppClient connect(GridServer server, boolean tls) {
        try {
            RawXmppClient client = new RawXmppClient(server);
            if (tls) {
                client.stream.startTls();
                client.stream.open();
            }
            client.readOn();
            return client;
        } catch (IOException failed) {
            throw new UncheckedIOException("no connection to " + server.host() + ":" + server.port(), failed);
        } catch (StreamException failed) {
            throw new IllegalStateException("no connection: " + failed.getMessage(), failed);
        }
    }

    private void readOn() throws IOException {
        stream.endless();
        Thread thread = new Thread(this::read, "raw-xmpp-" + (jid.isEmpty() ? "client" : jid));
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            StanzaReader reader = stream.reader();
            if (!stream.isSecure()) {
                reader.header();
            }
            Xml stanza = reader.next();
            while (stanza != null) {
                received(reader.lastText());
                stanza = reader.next();
            }
            received("</stream:stream>");
        } catch (IOException | StreamException end) {
            received("<!-- " + end.getMessage() + " -->");
        } finally {
            lock.lock();
            try {
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void received(String xml) {
        lock.lock();
        try {
            while (paused) {
                changed.awaitUninterruptibly();
            }
            if (closed && !xml.startsWith("<!--")) {
                // A process that has died counts nothing any more that it had not read.
                return;
            }
            count(xml);
            all.add(xml);
            fresh.add(xml);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Both ends begin to count with {@code <enabled/>} (XEP-0198 §3). */
    private void count(String xml) {
        if (xml.startsWith("<enabled")) {
            counting = true;
        } else if (counting && (xml.startsWith("<message") || xml.startsWith("<presence") || xml.startsWith("<iq"))) {
            handled++;
        }
    }

    /**
     * Asks for stream management with resumption (XEP-0198 §3), and counts the stanzas that come from then on. Answering
     * what the server asks is left to the caller: {@link #acknowledge()}.
     *
     * @return the server's answer, {@code <enabled/>}
     * @throws AssertionError if it isn't that, or doesn't come in ten seconds
     */
    public String enableResumption() {
        send("<enable xmlns='" + STREAM_MANAGEMENT + "' resume='true'/>");
        String enabled = await(stanza -> stanza.startsWith("<enabled"), PATIENCE);
        Matcher id = Pattern.compile("\\bid=['\"]([^'\"]+)").matcher(enabled);
        if (!id.find()) {
            throw new AssertionError("the server doesn't resume: " + enabled);
        }
        resumption = id.group(1);
        return enabled;
    }

    /**
     * What the server knows this client's session by when it is resumed.
     *
     * @return the id, or empty before {@link #enableResumption()}
     */
    public String resumption() {
        return resumption;
    }

    /**
     * How many stanzas came since stream management was enabled.
     *
     * @return the count, also over resumptions
     */
    public long handled() {
        lock.lock();
        try {
            return handled;
        } finally {
            lock.unlock();
        }
    }

    /** Tells the server how many stanzas came ({@code <a/>}, XEP-0198 §4). */
    public void acknowledge() {
        send("<a xmlns='" + STREAM_MANAGEMENT + "' h='" + handled() + "'/>");
    }

    /**
     * The address that the server gave this client.
     *
     * @return a full address, or empty if it isn't logged in
     */
    public String jid() {
        return jid;
    }

    /**
     * Sends something, whatever it is.
     *
     * @param xml what to send
     * @throws UncheckedIOException if the connection is gone
     */
    public void send(String xml) {
        try {
            stream.send(xml);
        } catch (IOException gone) {
            throw new UncheckedIOException("could not send: the connection is gone", gone);
        }
    }

    /**
     * Waits for a stanza that no earlier call has returned.
     *
     * @param condition which stanza, by its text
     * @param timeout how long to wait at most
     * @return the first that matches
     * @throws AssertionError if none comes; the message lists what came instead
     */
    public String await(Predicate<String> condition, Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            int seen = 0;
            int takenBefore = taken;
            while (true) {
                String found = take(condition, takenBefore == taken ? seen : 0);
                if (found != null) {
                    return found;
                }
                seen = fresh.size();
                takenBefore = taken;
                if (left <= 0 || ended) {
                    throw new AssertionError("no such stanza in " + timeout + (ended ? ", stream ended" : "")
                            + "; not asked for so far: " + fresh);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a stanza", stop);
        } finally {
            lock.unlock();
        }
    }

    /** Looks at each stanza once, unless another call has moved them in between. */
    private @Nullable String take(Predicate<String> condition, int from) {
        for (int i = from; i < fresh.size(); i++) {
            if (condition.test(fresh.get(i))) {
                taken++;
                return fresh.remove(i);
            }
        }
        return null;
    }

    /**
     * Waits up to ten seconds for a stanza that no earlier call has returned.
     *
     * @param part some text that is in it
     * @return the first that holds the text
     * @throws AssertionError if none comes
     */
    public String awaitWith(String part) {
        return await(stanza -> stanza.contains(part), PATIENCE);
    }

    /**
     * Sends a request with an id of its own and waits up to ten seconds for the answer.
     *
     * @param to the address to ask
     * @param type {@code get} or {@code set}
     * @param child the request itself
     * @return the answer
     * @throws AssertionError if none comes
     */
    public String request(String to, String type, String child) {
        String id = "raw-" + UUID.randomUUID();
        send("<iq type='" + type + "' to='" + to + "' id='" + id + "'>" + child + "</iq>");
        return await(stanza -> stanza.startsWith("<iq") && stanza.contains(id), PATIENCE);
    }

    /**
     * Everything that came since login, oldest first. An ended stream leaves {@code </stream:stream>}, a broken one a
     * comment that says why.
     *
     * @return a copy
     */
    public List<String> stanzas() {
        lock.lock();
        try {
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the server has ended the stream or the connection.
     *
     * @param timeout how long to wait at most
     * @return whether it has
     */
    public boolean awaitEnd(Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (!ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return ended;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads nothing any more until {@link #resume()} or {@link #close()}, but for the stanza that is being read: a
     * client that hangs.
     */
    public void pause() {
        setPaused(true);
    }

    /** Reads on. */
    public void resume() {
        setPaused(false);
    }

    private void setPaused(boolean pause) {
        lock.lock();
        try {
            paused = pause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Drops the connection without ending the stream, as a process does that dies; nothing is read any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        resume();
        try {
            stream.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("could not close the connection of " + jid, failed);
        }
    }
}
