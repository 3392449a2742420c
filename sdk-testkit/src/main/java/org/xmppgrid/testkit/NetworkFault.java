package org.xmppgrid.testkit;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.xmppgrid.testkit.internal.proxy.LinkFault;
import org.xmppgrid.testkit.internal.proxy.Way;

/**
 * What a {@link FaultProxy} can do to a connection. Immutable.
 *
 * <pre>{@code
 * proxy.strikeOpen(NetworkFault.reset().after(1_000, Direction.SERVER_TO_CLIENT));
 * }</pre>
 *
 * <p>Where directions can be named, none means both.
 */
public final class NetworkFault {
    private final LinkFault fault;

    private NetworkFault(LinkFault fault) {
        this.fault = fault;
    }

    private static NetworkFault of(LinkFault.Kind kind, Set<Way> ways, long amount) {
        return new NetworkFault(new LinkFault(kind, ways, amount, 0, Set.of(Way.values())));
    }

    LinkFault fault() {
        return fault;
    }

    /**
     * Both ends see the end of the stream (TCP's FIN), in the middle of whatever was said.
     *
     * @return the fault
     */
    public static NetworkFault cut() {
        return of(LinkFault.Kind.CUT, Set.of(Way.values()), 0);
    }

    /**
     * Both ends see the connection reset (TCP's RST).
     *
     * @return the fault
     */
    public static NetworkFault reset() {
        return of(LinkFault.Kind.RESET, Set.of(Way.values()), 0);
    }

    /**
     * Bytes are taken and never passed on, nor is the end of the stream: each end believes that it has a connection, as
     * behind a router that has forgotten it. When the fault is lifted, connections that lost bytes are reset. On new
     * connections this is a server that accepts and says nothing.
     *
     * @param directions in which directions
     * @return the fault
     */
    public static NetworkFault swallow(Direction... directions) {
        return of(LinkFault.Kind.SWALLOW, Direction.ways(directions), 0);
    }

    /**
     * Nothing is read any more, so that the sender's writes block once the buffers on the way are full. When the fault is
     * lifted all goes on and nothing is lost.
     *
     * @param directions in which directions
     * @return the fault
     */
    public static NetworkFault stall(Direction... directions) {
        return of(LinkFault.Kind.STALL, Direction.ways(directions), 0);
    }

    /**
     * A slow link. Of several on one connection the slowest counts.
     *
     * @param bytesPerSecond how many bytes pass in a second, in each direction
     * @param directions in which directions
     * @return the fault
     * @throws IllegalArgumentException if that is less than one
     */
    public static NetworkFault throttle(long bytesPerSecond, Direction... directions) {
        return of(LinkFault.Kind.THROTTLE, Direction.ways(directions), positive("bytesPerSecond", bytesPerSecond));
    }

    /**
     * Bytes are written in small pieces, each at once. The receiver's system may still hand out several together.
     *
     * @param bytes the largest size of a piece
     * @param directions in which directions
     * @return the fault
     * @throws IllegalArgumentException if that is less than one
     */
    public static NetworkFault split(long bytes, Direction... directions) {
        return of(LinkFault.Kind.SPLIT, Direction.ways(directions), positive("bytes", bytes));
    }

    /**
     * A long way: bytes are passed on that much later, or up to twice that when more come while some wait.
     *
     * @param time how much later
     * @param directions in which directions
     * @return the fault
     * @throws IllegalArgumentException if the time is zero or less
     */
    public static NetworkFault delay(Duration time, Direction... directions) {
        return of(LinkFault.Kind.DELAY, Direction.ways(directions), positive("time", time.toNanos()));
    }

    /**
     * The same fault, beginning after so many bytes have passed: on an open connection counted from now on, on a new one
     * from its first. The number is kept to the byte where one direction is counted. Default: at once.
     *
     * @param bytes how many
     * @param counted the directions whose bytes are counted, together
     * @return the fault
     * @throws IllegalArgumentException if the number is negative
     */
    public NetworkFault after(long bytes, Direction... counted) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes: none or more, not " + bytes);
        }
        return new NetworkFault(
                new LinkFault(fault.kind(), fault.ways(), fault.amount(), bytes, Direction.ways(counted)));
    }

    private static long positive(String argument, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(argument + ": more than nothing, not " + value);
        }
        return value;
    }

    /**
     * Says what goes wrong, where and when.
     *
     * @return such as {@code throttle (100 bytes/s) of the client after 500 bytes}
     */
    @Override
    public String toString() {
        String what = fault.kind().name().toLowerCase(Locale.ROOT);
        String amount =
                switch (fault.kind()) {
                    case THROTTLE -> " (" + fault.amount() + " bytes/s)";
                    case SPLIT -> " (" + fault.amount() + " bytes)";
                    case DELAY -> " (" + Duration.ofNanos(fault.amount()) + ")";
                    default -> "";
                };
        String after = fault.after() == 0 ? "" : " after " + fault.after() + " bytes" + named(fault.counted());
        return what + amount + named(fault.ways()) + after;
    }

    private static String named(Set<Way> ways) {
        if (ways.size() > 1) {
            return "";
        }
        return ways.contains(Way.UP) ? " of the client" : " of the server";
    }
}
