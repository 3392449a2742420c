package org.xmppgrid.testkit.internal.embedded;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP connection: plain, then TLS on the same socket, and once the client is known with a writer of its own. */
final class Wire {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final long GOODBYE_MILLIS = 300;

    private final Socket tcp;
    private final Journal journal;
    private final long writeLimit;
    private volatile Socket current;
    private volatile ServerTls.@Nullable Secured secured;
    private volatile String peer;
    private volatile @Nullable Outbox outbox;
    private OutputStream out;

    Wire(Socket tcp, String name, Journal journal, long writeLimit) throws IOException {
        this.tcp = tcp;
        this.current = tcp;
        this.peer = name;
        this.journal = journal;
        this.writeLimit = writeLimit;
        tcp.setTcpNoDelay(true);
        out = new BufferedOutputStream(tcp.getOutputStream());
    }

    String peer() {
        return peer;
    }

    void peer(String fullJid) {
        peer = fullJid;
    }

    InputStream input() throws IOException {
        return current.getInputStream();
    }

    /** What the handshake came to; throws if there was none. */
    ServerTls.Secured secured() {
        ServerTls.Secured done = secured;
        if (done == null) {
            throw new IllegalStateException("no TLS on " + peer);
        }
        return done;
    }

    /** Upgrades the connection in place (RFC 6120 §5.4.3.3), or begins it with TLS (XEP-0368). */
    void startTls(ServerTls tls, boolean direct) throws IOException {
        ServerTls.Secured done = tls.secure(tcp, direct);
        secured = done;
        current = done.socket();
        out = new BufferedOutputStream(done.socket().getOutputStream(), 16 * 1024);
    }

    /** From now on a thread of its own writes, so that nobody waits for this client's socket. */
    void startWriter() {
        Outbox box = new Outbox(out, writeLimit, this::cutSlowReader);
        outbox = box;
        Thread writer = new Thread(box, "grid-broker-write-" + peer);
        writer.setDaemon(true);
        writer.start();
    }

    private void cutSlowReader() {
        LOG.warn("{} reads too slowly: more than {} characters wait for it, the connection is cut", peer, writeLimit);
        cut();
    }

    void received(Xml element) {
        journal.received(peer, element);
    }

    /** Sends one element; says whether it was taken. */
    boolean send(String xml) {
        Outbox box = outbox;
        journal.sent(peer, xml);
        return box == null ? writeNow(xml) : box.offer(xml);
    }

    private boolean writeNow(String xml) {
        try {
            out.write(xml.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException gone) {
            LOG.debug("{}: could not write: {}", peer, gone.toString());
            return false;
        }
    }

    @Nullable
    Outbox outbox() {
        return outbox;
    }

    /** Ends the stream (RFC 6120 §4.4) with what is still to be said, and returns when it is written or time is up. */
    void close(@Nullable String lastWord) {
        String end = (lastWord == null ? "" : lastWord) + "</stream:stream>";
        Outbox box = outbox;
        if (lastWord != null) {
            journal.sent(peer, lastWord);
        }
        if (box == null) {
            writeNow(end);
        } else {
            box.finish(end);
        }
    }

    /**
     * Reads what the peer is still sending, for a moment: a connection that is closed with bytes unread is reset, and the
     * peer might never see why (RFC 1122 §4.2.2.13).
     */
    void drain() {
        byte[] rest = new byte[8_192];
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GOODBYE_MILLIS);
        try {
            tcp.setSoTimeout((int) GOODBYE_MILLIS);
            while (System.nanoTime() < deadline && tcp.getInputStream().read(rest) >= 0) {
                LOG.trace("{}: dropping what it still sends", peer);
            }
        } catch (IOException over) {
            LOG.debug("{}: nothing more to read: {}", peer, over.toString());
        }
    }

    /** Waits for the last words to be written, then drops the connection. */
    void closed() {
        Outbox box = outbox;
        try {
            if (box != null && box.awaitFinished(GOODBYE_MILLIS) && current instanceof SSLSocket tls) {
                tls.shutdownOutput();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            LOG.debug("{}: already gone: {}", peer, gone.toString());
        } finally {
            cut();
        }
    }

    /** Drops the TCP connection without a word. */
    void cut() {
        Outbox box = outbox;
        if (box != null) {
            box.finish(null);
        }
        try {
            tcp.close();
        } catch (IOException gone) {
            LOG.debug("{}: already gone: {}", peer, gone.toString());
        }
    }
}
