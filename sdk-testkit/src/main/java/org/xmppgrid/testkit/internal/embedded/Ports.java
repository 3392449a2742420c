package org.xmppgrid.testkit.internal.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.testkit.internal.servers.FreePorts;

/** The two ports of an embedded grid on the loopback interface, which can be closed and opened again. */
final class Ports {
    private static final Logger LOG = LoggerFactory.getLogger(Ports.class);
    private static final int BACKLOG = 256;
    private static final int ATTEMPTS = 5;
    private static final long PATIENCE_MILLIS = 5_000;

    /** Told of connections, on the thread that accepts them. */
    interface Listener {
        void accepted(Socket socket, boolean direct) throws IOException;
    }

    private final Listener listener;
    private final List<ServerSocket> open = new ArrayList<>();
    private final List<Thread> acceptors = new ArrayList<>();
    private List<Integer> reserved = List.of();
    private int startTls;
    private int directTls;

    /** Opens both ports, the first as wished; 0 for any. */
    Ports(int wished, Listener listener) throws IOException {
        this.listener = listener;
        boolean done = false;
        for (int attempt = 1; !done; attempt++) {
            // Below the ports of outgoing connections: they must be there still when the grid comes back, and a client
            // that tries one meanwhile must not meet itself.
            reserved = FreePorts.reserve(2);
            startTls = wished == 0 ? reserved.get(0) : wished;
            directTls = reserved.get(1);
            try {
                open();
                done = true;
            } catch (IOException taken) {
                release();
                if (attempt == ATTEMPTS || wished != 0) {
                    throw taken;
                }
            }
        }
    }

    int startTls() {
        return startTls;
    }

    int directTls() {
        return directTls;
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    void open() throws IOException {
        try {
            open.add(listen(startTls));
            open.add(listen(directTls));
        } catch (IOException taken) {
            close();
            throw taken;
        }
        acceptors.add(accepting("grid-broker-accept", open.get(0), false));
        acceptors.add(accepting("grid-broker-accept-tls", open.get(1), true));
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    private Thread accepting(String name, ServerSocket port, boolean direct) {
        Thread thread = new Thread(() -> accept(port, direct), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept(ServerSocket port, boolean direct) {
        while (!port.isClosed()) {
            try {
                listener.accepted(port.accept(), direct);
            } catch (IOException failed) {
                if (!port.isClosed()) {
                    LOG.warn("could not accept a connection on port {}", port.getLocalPort(), failed);
                }
            }
        }
    }

    void close() {
        for (ServerSocket port : open) {
            try {
                port.close();
            } catch (IOException failed) {
                LOG.warn("could not close port {}", port.getLocalPort(), failed);
            }
        }
        open.clear();
        try {
            for (Thread acceptor : acceptors) {
                // The port is not free before the one who waits at it has noticed.
                acceptor.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        acceptors.clear();
    }

    /** Gives the ports to others. */
    void release() {
        FreePorts.release(reserved);
        reserved = List.of();
    }
}
