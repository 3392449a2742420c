package org.xmppgrid.testkit.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.ServerKind;

/** The tables of docs/reliability.md, as far as this run has seen them: what came of each trouble on each server. */
final class ReliabilityTable {
    /** The servers that have columns; what does not run on one says why. */
    static final List<ServerKind> SERVERS = List.of(ServerKind.EMBEDDED, ServerKind.PROSODY, ServerKind.EJABBERD);

    static final String BEGIN = "<!-- what the last run saw -->";
    static final String END = "<!-- end of what it saw -->";
    /** Also writes the tables into the guide: {@code -Dxmppgrid.reliability.write=true}, with all servers. */
    private static final String WRITE = "xmppgrid.reliability.write";

    private static final Path PAGE = Path.of("target", "reliability.md");
    private static final Path GUIDE = Path.of("..", "docs", "reliability.md");
    private static final String NOTHING = " | | | | | | |";

    private record Cell(Trouble trouble, ServerKind server) {}

    private static final Map<Cell, Outcome> SEEN = new ConcurrentHashMap<>();
    private static final Map<ServerKind, Kills> KILLED = new ConcurrentHashMap<>();

    /**
     * What came of killing processes.
     *
     * @param reports how many reports were sent
     * @param kills how many processes were killed
     * @param handlings what the consumers were given
     * @param seed what has the same processes killed again
     */
    record Kills(int reports, int kills, List<Processes.Handling> handlings, long seed) {
        private String row(ServerKind server) {
            return "| " + server.serverName() + " | " + reports + " | " + kills + " | "
                    + handlings.stream()
                            .mapToInt(each -> reports - each.handled())
                            .sum() + " | "
                    + handlings.stream().mapToInt(Processes.Handling::twice).sum() + " | "
                    + handlings.stream().mapToInt(Processes.Handling::again).sum() + " | "
                    + handlings.stream()
                            .mapToInt(Processes.Handling::outOfOrder)
                            .sum() + " | " + seed + " |";
        }
    }

    private ReliabilityTable() {}

    /** Adds what came of a run and writes what there is. */
    static void put(Trouble trouble, GridServer server, Outcome outcome) throws IOException {
        SEEN.put(new Cell(trouble, kind(server)), outcome);
        write();
    }

    /** Adds what came of killing processes and writes what there is. */
    static void put(GridServer server, Kills kills) throws IOException {
        KILLED.put(kind(server), kills);
        write();
    }

    private static synchronized void write() throws IOException {
        String tables = text();
        Files.createDirectories(PAGE.getParent());
        Files.writeString(PAGE, tables);
        if (Boolean.getBoolean(WRITE)) {
            String guide = Files.readString(GUIDE);
            Files.writeString(
                    GUIDE,
                    guide.substring(0, guide.indexOf(BEGIN) + BEGIN.length()) + "\n" + tables
                            + guide.substring(guide.indexOf(END)));
        }
    }

    private static ServerKind kind(GridServer server) {
        return Arrays.stream(ServerKind.values())
                .filter(kind -> kind.serverName().equals(server.name()))
                .findFirst()
                .orElseThrow();
    }

    private static String text() {
        List<String> lines = new ArrayList<>();
        lines.add("| trouble | server | sent | strikes | lost | twice | out of order | retried | seed |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        for (Trouble trouble : Trouble.values()) {
            for (ServerKind server : SERVERS) {
                row(trouble, server).ifPresent(lines::add);
            }
        }
        lines.add("");
        lines.add(
                "| processes killed at | sent | kills | lost | twice after its ack | again before its ack | out of order"
                        + " | seed |");
        lines.add("|---|---|---|---|---|---|---|---|");
        for (ServerKind server : SERVERS) {
            Optional.ofNullable(KILLED.get(server)).ifPresent(kills -> lines.add(kills.row(server)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static Optional<String> row(Trouble trouble, ServerKind server) {
        String head = "| " + trouble.title() + " | " + server.serverName() + " | ";
        Outcome seen = SEEN.get(new Cell(trouble, server));
        if (seen == null) {
            return trouble.whyNot(server).map(why -> head + "n/a: " + why + NOTHING);
        }
        String order = trouble.keepsOrder() ? "" : "by the broker: ";
        return Optional.of(head + seen.sent() + " | " + seen.strikes() + " | " + seen.lost() + " | " + seen.twice()
                + " | " + order + seen.outOfOrder() + " | " + seen.retried() + " | " + seen.seed() + " |");
    }
}
