package org.xmppgrid.testkit.internal.runs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which tests of this JVM belong to which server. The extension writes it and the report reads it: JUnit makes the two
 * apart from each other, so that they can only meet in a static place. Tests and containers are named by their unique
 * ids.
 */
public final class GridRuns {

    private static final Map<String, String> SERVERS = new ConcurrentHashMap<>();
    private static final Map<String, String> VERSIONS = new ConcurrentHashMap<>();
    private static final Map<String, List<String>> DEVIATIONS = new ConcurrentHashMap<>();

    private GridRuns() {}

    /**
     * Notes that a test, or all tests below a container, run on a server.
     *
     * @param id the test or container
     * @param server the name of the server
     */
    public static void uses(String id, String server) {
        SERVERS.put(id, server);
    }

    /**
     * Notes which version of a server runs.
     *
     * @param server the name of the server
     * @param version its version
     */
    public static void runs(String server, String version) {
        VERSIONS.put(server, version);
    }

    /**
     * Notes that a test found a deviation.
     *
     * @param id the test
     * @param what the deviation, in a line
     */
    public static void deviated(String id, String what) {
        DEVIATIONS.computeIfAbsent(id, ignored -> new CopyOnWriteArrayList<>()).add(what);
    }

    /**
     * The server of a test or container, if it was noted for exactly this one.
     *
     * @param id the test or container
     * @return the name of the server
     */
    public static Optional<String> server(String id) {
        return Optional.ofNullable(SERVERS.get(id));
    }

    /**
     * The version of a server that has run.
     *
     * @param server the name of the server
     * @return its version
     */
    public static Optional<String> version(String server) {
        return Optional.ofNullable(VERSIONS.get(server));
    }

    /**
     * The deviations that a test found.
     *
     * @param id the test
     * @return the deviations, a line each
     */
    public static List<String> deviations(String id) {
        return List.copyOf(DEVIATIONS.getOrDefault(id, List.of()));
    }
}
