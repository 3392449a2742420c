package org.xmppgrid.testkit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of tests whose server isn't installed: nothing stays unsaid.
 *
 * @param required the servers without which the run must fail
 * @param installed which servers this machine has
 */
record ServerPolicy(Set<ServerKind> required, Predicate<ServerKind> installed) {

    /** Names the servers that a run requires, separated by commas. */
    static final String VARIABLE = "XMPPGRID_SERVERS";

    /** What to do. */
    enum Verdict {
        USE,
        SKIP,
        FAIL
    }

    /**
     * What to do, and why.
     *
     * @param verdict what to do
     * @param reason a sentence for whoever reads the result of the run
     */
    record Decision(Verdict verdict, String reason) {}

    static ServerPolicy ofEnvironment() {
        return new ServerPolicy(parse(System.getenv(VARIABLE)), ServerKind::isInstalled);
    }

    static Set<ServerKind> parse(@Nullable String names) {
        Set<ServerKind> kinds = EnumSet.noneOf(ServerKind.class);
        if (names != null) {
            Arrays.stream(names.split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> kinds.add(kind(name)));
        }
        return kinds;
    }

    Decision decide(ServerKind kind) {
        if (installed.test(kind)) {
            return new Decision(Verdict.USE, kind.serverName() + ": installed");
        }
        if (required.contains(kind)) {
            return new Decision(
                    Verdict.FAIL,
                    VARIABLE + " requires " + kind.serverName() + ", which is not installed: " + kind.howToInstall());
        }
        return new Decision(Verdict.SKIP, "not installed");
    }

    private static ServerKind kind(String name) {
        for (ServerKind kind : ServerKind.values()) {
            if (kind.serverName().equals(name)) {
                return kind;
            }
        }
        String known =
                Arrays.stream(ServerKind.values()).map(ServerKind::serverName).collect(Collectors.joining(", "));
        throw new IllegalStateException(VARIABLE + ": no server is named \"" + name + "\"; the names are " + known);
    }
}
