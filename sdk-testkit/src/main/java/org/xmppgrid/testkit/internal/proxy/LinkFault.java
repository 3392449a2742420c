package org.xmppgrid.testkit.internal.proxy;

import java.util.Set;

/**
 * What goes wrong on a connection.
 *
 * @param kind what does
 * @param ways in which directions it does
 * @param amount bytes per second, bytes per piece or nanoseconds, as the kind has it; else 0
 * @param after how many bytes pass before
 * @param counted the directions whose bytes are counted
 */
public record LinkFault(Kind kind, Set<Way> ways, long amount, long after, Set<Way> counted) {

    /** What can go wrong. */
    public enum Kind {
        /** Both ends see the end of the stream. */
        CUT,
        /** Both ends see a reset. */
        RESET,
        /** Bytes, and the end of them, are taken and never passed on. */
        SWALLOW,
        /** Nothing is read. */
        STALL,
        /** Only so many bytes pass in a second. */
        THROTTLE,
        /** Bytes are written in pieces of that size. */
        SPLIT,
        /** Bytes wait before they are passed on. */
        DELAY
    }

    /** Copies the sets. */
    public LinkFault {
        ways = Set.copyOf(ways);
        counted = Set.copyOf(counted);
    }

    boolean is(Kind wanted, Way way) {
        return kind == wanted && ways.contains(way);
    }
}
