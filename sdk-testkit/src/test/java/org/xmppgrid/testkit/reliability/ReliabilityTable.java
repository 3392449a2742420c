package org.xmppgrid.testkit.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xmppgrid.testkit.ServerKind;

/** The table of docs/reliability.md, as far as this run has seen it: each trouble on each server. */
final class ReliabilityTable {
    private static final Map<Cell, Outcome> SEEN = new ConcurrentHashMap<>();
    private static final List<ServerKind> SERVERS =
            List.of(ServerKind.EMBEDDED, ServerKind.PROSODY, ServerKind.EJABBERD);
    private static final Path PAGE = Path.of("target", "reliability.md");

    private record Cell(Trouble trouble, ServerKind server) {}

    private ReliabilityTable() {}

    /** Adds what came of a run and writes what there is. */
    static synchronized void put(Trouble trouble, ServerKind server, Outcome outcome) throws IOException {
        SEEN.put(new Cell(trouble, server), outcome);
        Files.createDirectories(PAGE.getParent());
        Files.writeString(PAGE, text());
    }

    private static String text() {
        List<String> lines = new ArrayList<>();
        lines.add("| trouble | server | sent | strikes | lost | twice | out of order | retried | seed |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        for (Trouble trouble : Trouble.values()) {
            for (ServerKind server : SERVERS) {
                Outcome seen = SEEN.get(new Cell(trouble, server));
                if (seen != null) {
                    lines.add(row(trouble, server, seen));
                }
                trouble.whyNot(server).ifPresent(why -> lines.add(notRun(trouble, server, why)));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String notRun(Trouble trouble, ServerKind server, String why) {
        return "| " + trouble.title() + " | " + server.serverName() + " | n/a: " + why + " | | | | | | |";
    }

    private static String row(Trouble trouble, ServerKind server, Outcome seen) {
        return "| " + trouble.title() + " | " + server.serverName() + " | " + seen.sent() + " | " + seen.strikes()
                + " | " + seen.lost() + " | " + seen.twice() + " | "
                + (trouble.keepsOrder() ? String.valueOf(seen.outOfOrder()) : "the broker's " + seen.outOfOrder())
                + " | " + seen.retried() + " | " + seen.seed() + " |";
    }
}
