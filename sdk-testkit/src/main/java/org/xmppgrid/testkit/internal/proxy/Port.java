package org.xmppgrid.testkit.internal.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.testkit.internal.servers.FreePorts;

/** A port of the loopback interface that can be closed and opened again. */
public final class Port implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Port.class);
    private static final int BACKLOG = 64;
    private static final int ATTEMPTS = 5;
    private static final long PATIENCE_MILLIS = 5_000;

    private final Consumer<Socket> onConnection;
    private final int receiveBuffer;
    private final int number;
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;
    private boolean closed;

    /**
     * Opens a port that is free.
     *
     * @param receiveBuffer the size of the receive buffers of its connections, in bytes
     * @param onConnection told of each connection, on the one thread that accepts them
     */
    public Port(int receiveBuffer, Consumer<Socket> onConnection) {
        this.receiveBuffer = receiveBuffer;
        this.onConnection = onConnection;
        // Below the ports of outgoing connections: it must be there still when it is opened again, and a client that
        // tries a closed one must not meet itself.
        int found = 0;
        for (int attempt = 1; found == 0; attempt++) {
            List<Integer> reserved = FreePorts.reserve(1);
            try {
                open(reserved.get(0));
                found = reserved.get(0);
            } catch (UncheckedIOException taken) {
                FreePorts.release(reserved);
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
        number = found;
    }

    /**
     * Its number.
     *
     * @return the port, the same all the time
     */
    public int number() {
        return number;
    }

    /** Opens it again, if it is shut and not closed for good. */
    public synchronized void open() {
        if (listener == null && !closed) {
            open(number);
        }
    }

    private synchronized void open(int port) {
        ServerSocket socket = null;
        try {
            socket = new ServerSocket();
            socket.setReuseAddress(true);
            // Set before it listens (RFC 1323), and small: what stops here is soon felt at the other end.
            socket.setReceiveBufferSize(receiveBuffer);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
            ServerSocket bound = socket;
            Thread thread = new Thread(() -> accept(bound), "fault-proxy-accept-" + port);
            thread.setDaemon(true);
            thread.start();
            listener = socket;
            acceptor = thread;
        } catch (IOException failed) {
            close(socket);
            throw new UncheckedIOException("the port " + port + " can't be had", failed);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                onConnection.accept(from.accept());
            } catch (IOException failed) {
                LOG.debug("no more connections on port {}: {}", from.getLocalPort(), failed.toString());
            }
        }
    }

    /** Closes it: who connects is refused. Connections stay. */
    public synchronized void shut() {
        close(listener);
        Thread waiting = acceptor;
        listener = null;
        acceptor = null;
        try {
            if (waiting != null && waiting != Thread.currentThread()) {
                // The port is not free before the one who waits at it has noticed.
                waiting.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes it for good. */
    @Override
    public synchronized void close() {
        shut();
        closed = true;
        FreePorts.release(List.of(number));
    }

    private static void close(@Nullable ServerSocket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException failed) {
            LOG.warn("could not close port {}", socket.getLocalPort(), failed);
        }
    }
}
