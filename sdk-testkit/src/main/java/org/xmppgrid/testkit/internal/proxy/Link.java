package org.xmppgrid.testkit.internal.proxy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a client with a server, and what goes wrong on it. A {@link Pump} for each direction asks here what
 * it may do with the bytes it has.
 */
public final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int PIECES_PER_SECOND = 20;
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** The next bytes of a direction: how many, and whether they are passed on. */
    record Portion(int length, boolean swallowed) {}

    /** A fault on this connection. */
    private static final class Strike {
        private final LinkOrder order;
        private long left;

        Strike(LinkOrder order) {
            this.order = order;
            this.left = order.fault().after();
        }

        boolean isOn() {
            return left == 0;
        }

        boolean is(LinkFault.Kind kind, Way way) {
            return isOn() && order.fault().is(kind, way);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Strike> strikes = new ArrayList<>();
    private final Set<Way> done = EnumSet.noneOf(Way.class);
    private final Socket client;
    private @Nullable Socket server;
    private boolean swallowed;
    private boolean over;

    /**
     * A connection that a client has made.
     *
     * @param client the client's
     */
    public Link(Socket client) {
        this.client = client;
    }

    /**
     * The other half of it.
     *
     * @param socket connected to the server
     * @throws IOException if the connection is over already
     */
    public void server(Socket socket) throws IOException {
        lock.lock();
        try {
            if (!over) {
                server = socket;
                return;
            }
        } finally {
            lock.unlock();
        }
        socket.close();
        throw new SocketException("the connection was cut before it was complete");
    }

    /**
     * Whether the ends are still connected, as far as this proxy has to do with it.
     *
     * @return false once it was cut or reset, or both ends have closed it
     */
    public boolean isOpen() {
        lock.lock();
        try {
            return !over && done.size() < Way.values().length;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Orders a fault for this connection.
     *
     * @param order the fault; its bytes are counted from now on
     */
    public void strike(LinkOrder order) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            Strike strike = new Strike(order);
            strikes.add(strike);
            if (strike.isOn()) {
                begin(strike);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a fault back. A connection of which bytes were swallowed can't go on, and is reset.
     *
     * @param order the fault
     */
    public void lift(LinkOrder order) {
        lock.lock();
        try {
            boolean was = strikes.removeIf(strike -> strike.order == order);
            boolean swallowing =
                    strikes.stream().anyMatch(strike -> strike.order.fault().kind() == LinkFault.Kind.SWALLOW);
            if (was && swallowed && !swallowing && !over) {
                reset();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all faults back. */
    public void heal() {
        lock.lock();
        try {
            strikes.clear();
            if (swallowed && !over) {
                reset();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void begin(Strike strike) {
        strike.order.struck();
        switch (strike.order.fault().kind()) {
            case CUT -> finish();
            case RESET -> reset();
            default -> LOG.debug("from now on: {}", strike.order.fault());
        }
    }

    private boolean isOn(LinkFault.Kind kind, Way way) {
        return strikes.stream().anyMatch(strike -> strike.is(kind, way));
    }

    private long amount(LinkFault.Kind kind, Way way, long otherwise) {
        return strikes.stream()
                .filter(strike -> strike.is(kind, way))
                .mapToLong(strike -> strike.order.fault().amount())
                .min()
                .orElse(otherwise);
    }

    /** Waits while the direction is stalled. */
    void awaitFlow(Way way) throws InterruptedException {
        lock.lock();
        try {
            flow(way);
        } finally {
            lock.unlock();
        }
    }

    private void flow(Way way) throws InterruptedException {
        while (!over && isOn(LinkFault.Kind.STALL, way)) {
            changed.await();
        }
    }

    /** What to do with the next of the bytes that were read. */
    Portion next(Way way, int available) throws InterruptedException {
        lock.lock();
        try {
            flow(way);
            if (over || isOn(LinkFault.Kind.SWALLOW, way)) {
                swallowed = true;
                return new Portion(available, true);
            }
            long length = available;
            for (Strike strike : strikes) {
                if (!strike.isOn() && strike.order.fault().counted().contains(way)) {
                    length = Math.min(length, strike.left);
                }
            }
            length = Math.min(length, amount(LinkFault.Kind.SPLIT, way, length));
            long rate = amount(LinkFault.Kind.THROTTLE, way, Long.MAX_VALUE);
            return new Portion((int) Math.min(length, Math.max(1, rate / PIECES_PER_SECOND)), false);
        } finally {
            lock.unlock();
        }
    }

    /** Bytes were passed on: those faults that waited for them begin. */
    void passed(Way way, int length) {
        lock.lock();
        try {
            for (Strike strike : List.copyOf(strikes)) {
                if (!strike.isOn() && strike.order.fault().counted().contains(way)) {
                    // The other direction may have passed some meanwhile: both are counted together.
                    strike.left = Math.max(0, strike.left - length);
                    if (strike.isOn() && !over) {
                        begin(strike);
                    }
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits as long as bytes that have just been read are to be late. */
    void latency(Way way) throws InterruptedException {
        pause(link -> link.amount(LinkFault.Kind.DELAY, way, 0));
    }

    /** Waits as long as bytes that have just been passed on take at the rate of the direction. */
    void pace(Way way, int length) throws InterruptedException {
        pause(link -> {
            long rate = link.amount(LinkFault.Kind.THROTTLE, way, Long.MAX_VALUE);
            return rate == Long.MAX_VALUE ? 0 : length * SECOND_NANOS / rate;
        });
    }

    private void pause(ToLongFunction<Link> wanted) throws InterruptedException {
        lock.lock();
        try {
            long start = System.nanoTime();
            long left = wanted.applyAsLong(this);
            while (!over && left > 0) {
                changed.awaitNanos(left);
                left = wanted.applyAsLong(this) - (System.nanoTime() - start);
            }
        } finally {
            lock.unlock();
        }
    }

    /** An end said that no more comes; the other end is told, unless that is swallowed too. */
    void ended(Way way) throws InterruptedException {
        lock.lock();
        try {
            awaitNotSwallowing(way);
            done.add(way);
            Socket target = way == Way.UP ? server : client;
            if (target != null && !over) {
                shutdown(target);
            }
            if (done.size() == Way.values().length) {
                close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** An end is gone without a word; so is the connection, unless the other end is not to learn of it. */
    void broken(Way way) throws InterruptedException {
        lock.lock();
        try {
            awaitNotSwallowing(way);
            done.add(way);
            if (over) {
                if (done.size() == Way.values().length) {
                    close();
                }
            } else {
                reset();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitNotSwallowing(Way way) throws InterruptedException {
        while (!over && isOn(LinkFault.Kind.SWALLOW, way)) {
            swallowed = true;
            changed.await();
        }
    }

    /** Whether bytes for an end that is gone are to be taken all the same, since its end can't be seen. */
    boolean hidesEnd(Way way) {
        lock.lock();
        try {
            return !over && isOn(LinkFault.Kind.SWALLOW, way.back());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says to both ends that no more comes. What they still send is read and dropped until they close too: a connection
     * that is closed with bytes unread is reset (RFC 1122 §4.2.2.13).
     */
    private void finish() {
        over = true;
        shutdown(client);
        Socket other = server;
        if (other == null) {
            close();
        } else {
            shutdown(other);
        }
        changed.signalAll();
    }

    private void reset() {
        over = true;
        drop(client, true);
        drop(server, true);
        changed.signalAll();
    }

    /** The server can't be reached: the client sees a reset, unless it was told otherwise already. */
    public void unreachable() {
        lock.lock();
        try {
            if (over) {
                drop(client, false);
            } else {
                reset();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes both connections. */
    public void close() {
        lock.lock();
        try {
            over = true;
            drop(client, false);
            drop(server, false);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void shutdown(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException gone) {
            LOG.debug("nobody there to be told of the end: {}", gone.toString());
        }
    }

    private static void drop(@Nullable Socket socket, boolean reset) {
        if (socket == null) {
            return;
        }
        try (socket) {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException gone) {
            LOG.debug("already gone: {}", gone.toString());
        }
    }
}
