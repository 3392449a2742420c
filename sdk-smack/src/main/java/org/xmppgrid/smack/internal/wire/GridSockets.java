package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The plain socket beneath one connection, kept so that it can be closed whatever TLS is doing: closing a TLS socket
 * waits for a write that the other end doesn't take, and so would wait for ever. To Smack it is the factory of the one
 * socket that is connected already.
 */
final class GridSockets extends SocketFactory {
    /**
     * What the system may hold of what is written. The system lets a writer go on when a third of it has left: of a
     * buffer of megabytes that takes minutes on a slow link, which would look like a stalled one.
     */
    static final int SEND_BUFFER = 32 * 1024;

    private @Nullable Socket plain;
    private @Nullable Socket ready;
    private boolean closed;
    private volatile boolean reached;

    /** Connects to the first of some addresses that answers. Each has an equal share of the time that is left. */
    Socket connect(InetAddress[] addresses, int port, Deadline deadline) throws IOException {
        @Nullable IOException failure = null;
        for (int i = 0; i < addresses.length; i++) {
            Socket candidate = unconnected();
            try {
                candidate.connect(
                        new InetSocketAddress(addresses[i], port),
                        deadline.share(addresses.length - i).millisLeft());
                reached = true;
                use(candidate);
                return candidate;
            } catch (IOException e) {
                candidate.close();
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        throw failure == null ? new SocketException("There is no address") : failure;
    }

    /** Whether somebody answered. */
    boolean isReached() {
        return reached;
    }

    private synchronized Socket unconnected() throws IOException {
        if (closed) {
            throw new SocketException("The connection was given up");
        }
        Socket created = new Socket();
        // Requests are small and are waited for.
        created.setTcpNoDelay(true);
        created.setKeepAlive(true);
        created.setSendBufferSize(SEND_BUFFER);
        plain = created;
        return created;
    }

    /** What Smack is to use: the connected socket, or TLS over it. */
    synchronized void use(Socket connected) {
        ready = connected;
    }

    /** The connected socket: for once, since nobody opens a connection again. */
    @Override
    public synchronized Socket createSocket() throws IOException {
        Socket connected = ready;
        if (closed || connected == null) {
            throw new SocketException("The connection was given up");
        }
        ready = null;
        return new ReadySocket(connected);
    }

    /** {@link #close}, without what the system would still try to send: the other end is gone. */
    synchronized void abort() {
        if (plain != null && !plain.isClosed()) {
            try {
                plain.setSoLinger(true, 0);
            } catch (SocketException e) {
                // It was closed by the other end meanwhile, and has nothing left to send.
                closed = true;
            }
        }
        close();
    }

    /** Closes the socket, and lets no other be made. */
    synchronized void close() {
        closed = true;
        if (plain != null) {
            try {
                plain.close();
            } catch (IOException e) {
                throw new IllegalStateException("A socket can't be closed", e);
            }
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw onlyUnconnected();
    }

    private static UnsupportedOperationException onlyUnconnected() {
        return new UnsupportedOperationException("Smack connects its sockets itself, with a timeout");
    }
}
