package org.xmppgrid.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.testkit.internal.proxy.Link;
import org.xmppgrid.testkit.internal.proxy.LinkOrder;
import org.xmppgrid.testkit.internal.proxy.Port;
import org.xmppgrid.testkit.internal.proxy.Pump;
import org.xmppgrid.testkit.internal.proxy.Way;

/**
 * A network that fails on order: listens on the loopback interface, on any free port, in front of a grid, and passes bytes
 * on as they are, so that TLS is between the client and the true server.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.before(grid)) {
 *     // connect to proxy.host() and proxy.port() instead of the grid
 *     proxy.strikeOpen(NetworkFault.reset().after(1_000, Direction.SERVER_TO_CLIENT));
 *     try (Fault outage = proxy.refuseConnections()) {
 *         ...
 *     }
 *     proxy.pointTo(restartedGrid);
 * }
 * }</pre>
 *
 * <p>Several faults may be on one connection. Between the ends lie some 100,000 bytes at most, and what the ends' own
 * systems buffer. All methods may be called from any thread. Its threads are daemons.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int CONNECT_MILLIS = 10_000;
    private static final long PATIENCE_MILLIS = 5_000;

    /** Where the true server is. */
    private record Target(String host, int port) {}

    private final boolean direct;
    private final Port port;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final List<LinkOrder> orders = new CopyOnWriteArrayList<>();
    private final List<LongConsumer> followers = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<Way, AtomicLong> passed = new EnumMap<>(Way.class);
    private final Object orderLock = new Object();
    private int refusals;
    private boolean closed;
    private volatile Target target;

    private FaultProxy(String host, int serverPort, boolean direct) {
        this.direct = direct;
        target = new Target(host, serverPort);
        for (Way way : Way.values()) {
            passed.put(way, new AtomicLong());
        }
        port = new Port(BUFFER_BYTES, this::accepted);
    }

    /**
     * Stands before a grid's port for clients, on which STARTTLS is required.
     *
     * @param server the true server
     * @return the running proxy
     */
    public static FaultProxy before(GridServer server) {
        return new FaultProxy(server.host(), server.port(), false);
    }

    /**
     * Stands before a grid's port on which TLS comes first (XEP-0368).
     *
     * @param server the true server
     * @return the running proxy
     * @throws IllegalArgumentException if the server has no such port
     */
    public static FaultProxy beforeDirectTls(GridServer server) {
        return new FaultProxy(server.host(), directTlsPort(server), true);
    }

    /**
     * Stands before anything that listens.
     *
     * @param host the host of the true server
     * @param port its TCP port
     * @return the running proxy
     */
    public static FaultProxy before(String host, int port) {
        return new FaultProxy(host, port, false);
    }

    private static int directTlsPort(GridServer server) {
        return server.directTlsPort()
                .orElseThrow(() -> new IllegalArgumentException("server: " + server.name() + " has no direct TLS"));
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
     * @return a TCP port, the same as long as this proxy lives
     */
    public int port() {
        return port.number();
    }

    /**
     * Leads connections to another server from now on, as when a server comes back with another address; to the same kind
     * of port that this proxy stands before. Open connections stay where they are.
     *
     * @param server the server
     * @return this proxy
     * @throws IllegalArgumentException if the server has no such port
     */
    public FaultProxy pointTo(GridServer server) {
        return pointTo(server.host(), direct ? directTlsPort(server) : server.port());
    }

    /**
     * Leads connections to another address from now on. Open connections stay where they are.
     *
     * @param serverHost the host of the server
     * @param serverPort its TCP port
     * @return this proxy
     */
    public FaultProxy pointTo(String serverHost, int serverPort) {
        target = new Target(serverHost, serverPort);
        return this;
    }

    /**
     * How many clients came, those included that are gone.
     *
     * @return the number of connections
     */
    public int connections() {
        return connections.get();
    }

    /**
     * How many connections there are now: neither cut nor reset by this proxy, nor closed by both ends. One whose bytes
     * are swallowed is among them.
     *
     * @return the number of connections
     */
    public int open() {
        return (int) links.stream().filter(Link::isOpen).count();
    }

    /**
     * How many bytes were passed on, on all connections.
     *
     * @param direction which way
     * @return the number of bytes
     */
    public long bytes(Direction direction) {
        return passed(direction.way()).get();
    }

    private AtomicLong passed(Way way) {
        return passed.getOrDefault(way, new AtomicLong());
    }

    /**
     * Something that goes wrong on each connection, those that are open and those to come.
     *
     * @param fault what
     * @return the fault, which lasts until it is lifted; it counts connections
     */
    public Fault strike(NetworkFault fault) {
        return order(fault, true, Integer.MAX_VALUE);
    }

    /**
     * Something that goes wrong on the connections that are open now.
     *
     * @param fault what
     * @return the fault, which lasts until it is lifted; it counts connections
     */
    public Fault strikeOpen(NetworkFault fault) {
        return order(fault, true, 0);
    }

    /**
     * Something that goes wrong on each connection to come.
     *
     * @param fault what
     * @return the fault, which lasts until it is lifted; it counts connections
     */
    public Fault strikeNew(NetworkFault fault) {
        return order(fault, false, Integer.MAX_VALUE);
    }

    /**
     * Something that goes wrong on the next connections, and not on those after them.
     *
     * @param count on how many
     * @param fault what
     * @return the fault, which lasts until it is lifted; it counts connections
     * @throws IllegalArgumentException if {@code count} is less than one
     */
    public Fault strikeNext(int count, NetworkFault fault) {
        if (count < 1) {
            throw new IllegalArgumentException("count: at least 1, not " + count);
        }
        return order(fault, false, count);
    }

    private Fault order(NetworkFault fault, boolean open, int newOnes) {
        LinkOrder order = new LinkOrder(fault.fault(), newOnes);
        synchronized (orderLock) {
            if (newOnes > 0) {
                orders.add(order);
            }
            if (open) {
                links.forEach(link -> link.strike(order));
            }
        }
        return OrderedFault.of(order::hits, () -> lift(order));
    }

    private void lift(LinkOrder order) {
        synchronized (orderLock) {
            orders.remove(order);
            links.forEach(link -> link.lift(order));
        }
    }

    /**
     * Ends all connections that are open now, as {@link NetworkFault#cut()} does.
     *
     * @return how many
     */
    public int cutAll() {
        return strikeOpen(NetworkFault.cut()).hits();
    }

    /**
     * Resets all connections that are open now.
     *
     * @return how many
     */
    public int resetAll() {
        return strikeOpen(NetworkFault.reset()).hits();
    }

    /**
     * Closes the port: who connects is refused by the system, as where no server runs. Open connections stay.
     *
     * @return the fault, which lasts until it is lifted; nobody can count those who are refused
     */
    public Fault refuseConnections() {
        synchronized (port) {
            refusals++;
            port.shut();
        }
        return OrderedFault.of(() -> 0, this::admit);
    }

    private void admit() {
        synchronized (port) {
            if (refusals > 0) {
                refusals--;
                reopen();
            }
        }
    }

    private void reopen() {
        if (refusals == 0) {
            port.open();
        }
    }

    /** Lifts all faults. Connections that lost bytes are reset. */
    public void heal() {
        synchronized (orderLock) {
            orders.clear();
            links.forEach(Link::heal);
        }
        synchronized (port) {
            refusals = 0;
            reopen();
        }
    }

    /**
     * Has a plan count the bytes that pass, in both directions. Its faults strike on a thread of the connection whose bytes
     * they were.
     *
     * @param plan the plan
     * @return ends the counting when it is closed; it counts bytes, up to {@link Integer#MAX_VALUE}
     */
    public Fault follow(FaultPlan plan) {
        AtomicLong counted = new AtomicLong();
        LongConsumer follower = bytes -> {
            counted.addAndGet(bytes);
            plan.passed(bytes);
        };
        followers.add(follower);
        return OrderedFault.of(
                () -> (int) Math.min(Integer.MAX_VALUE, counted.get()), () -> followers.remove(follower));
    }

    private void accepted(Socket client) {
        Link link = new Link(client);
        synchronized (orderLock) {
            connections.incrementAndGet();
            links.removeIf(old -> !old.isOpen());
            links.add(link);
            orders.stream().filter(LinkOrder::takesNew).forEach(link::strike);
            if (closed) {
                link.close();
            }
        }
        start("fault-proxy-" + connections.get(), () -> connect(link, client));
    }

    private void connect(Link link, Socket client) {
        Target wanted = target;
        Socket server = new Socket();
        try {
            if (!link.isOpen()) {
                throw new SocketException("the connection was cut at once");
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.setReceiveBufferSize(BUFFER_BYTES);
            server.setSendBufferSize(BUFFER_BYTES);
            client.setSendBufferSize(BUFFER_BYTES);
            server.connect(new InetSocketAddress(wanted.host(), wanted.port()), CONNECT_MILLIS);
            link.server(server);
            Pump up = pump(link, Way.UP, client, server);
            Pump down = pump(link, Way.DOWN, server, client);
            start(Thread.currentThread().getName() + "-back", down);
            up.run();
        } catch (IOException unreachable) {
            LOG.debug("no way to {}: {}", wanted, unreachable.toString());
            link.unreachable();
        }
    }

    private Pump pump(Link link, Way way, Socket from, Socket to) throws IOException {
        return new Pump(link, way, from.getInputStream(), to.getOutputStream(), count -> {
            passed(way).addAndGet(count);
            followers.forEach(follower -> follower.accept(count));
        });
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Closes the port and all connections. */
    @Override
    public void close() {
        synchronized (orderLock) {
            closed = true;
            links.forEach(Link::close);
        }
        port.close();
        try {
            for (Thread thread : threads) {
                if (thread != Thread.currentThread()) {
                    thread.join(PATIENCE_MILLIS);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Where it listens and where it leads.
     *
     * @return both addresses
     */
    @Override
    public String toString() {
        return "FaultProxy " + host() + ":" + port() + " before " + target.host() + ":" + target.port();
    }
}
