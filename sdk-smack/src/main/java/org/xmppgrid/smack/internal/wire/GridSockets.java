package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The plain socket beneath one connection, kept so that it can be closed whatever TLS is doing: closing a TLS socket
 * waits for a write that the other end doesn't take, and so would wait for ever.
 */
final class GridSockets extends SocketFactory {
    private @Nullable Socket socket;
    private boolean closed;

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (closed) {
            throw new SocketException("The connection was given up");
        }
        Socket created = new Socket();
        // Requests are small and are waited for.
        created.setTcpNoDelay(true);
        created.setKeepAlive(true);
        socket = created;
        return created;
    }

    /** Closes the socket, and lets no other be made. */
    synchronized void close() {
        closed = true;
        if (socket != null) {
            try {
                socket.close();
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
