package org.xmppgrid.testkit;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xmppgrid.testkit.internal.proxy.Way;

/** Which way bytes go through a {@link FaultProxy}. */
public enum Direction {
    /** What the client sends. */
    CLIENT_TO_SERVER(Way.UP),
    /** What the server sends. */
    SERVER_TO_CLIENT(Way.DOWN);

    private final Way way;

    Direction(Way way) {
        this.way = way;
    }

    Way way() {
        return way;
    }

    /** The directions that were named; both if none was. */
    static Set<Way> ways(Direction... named) {
        return Stream.of(named.length == 0 ? values() : named)
                .map(Direction::way)
                .collect(Collectors.toUnmodifiableSet());
    }
}
