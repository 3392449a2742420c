package org.xmppgrid.testkit.internal.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of the report: which tests ran on which server, and how each server stands to each clause. */
final class GridReport {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    // §10 comes after §9.
    private static final Comparator<String> NATURAL = Comparator.comparing(text -> NUMBER.matcher(text)
            .replaceAll(match -> "0".repeat(Math.max(0, 6 - match.group().length())) + match.group()));

    private final Collection<Result> results;
    private final Function<String, String> version;

    /**
     * @param results the tests of the run
     * @param version the version of a server that ran, empty for one that didn't
     */
    GridReport(Collection<Result> results, Function<String, String> version) {
        this.results = results;
        this.version = version;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        Set<String> servers = results.stream().map(Result::server).collect(Collectors.toCollection(TreeSet::new));
        servers(servers, lines);
        clauses(servers, server -> server).ifPresent(table -> {
            lines.add("");
            lines.addAll(table.lines());
        });
        deviations().ifPresent(table -> {
            lines.add("");
            lines.addAll(table.lines());
        });
        return String.join("\n", lines) + "\n";
    }

    /** How each server stands to each clause, as a page that changes only if that does. */
    String page() {
        Set<String> servers = results.stream().map(Result::server).collect(Collectors.toCollection(TreeSet::new));
        List<String> lines = new ArrayList<>(List.of(
                "# Conformance",
                "",
                "Written by the run of the conformance suite: each clause, with what it came to at each server. *deviates*: the",
                "server does otherwise, the test asserts what, and the SDK copes; the second table says how. `.ci/run` compares.",
                ""));
        clauses(servers, server -> (server + " " + release(version.apply(server))).strip())
                .ifPresent(table -> lines.addAll(table.markdown()));
        deviations().ifPresent(table -> {
            lines.add("");
            lines.addAll(table.markdown());
        });
        return String.join("\n", lines) + "\n";
    }

    /** The first two numbers of a version: what comes after them corrects errors. */
    private static String release(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }

    private void servers(Set<String> servers, List<String> lines) {
        TextTable table = new TextTable("Grid server", "ran", "failed", "not run", "");
        for (String server : servers) {
            long failed = count(server, Outcome.FAILED);
            long notRun = count(server, Outcome.NOT_RUN);
            long all = results.stream()
                    .filter(result -> result.server().equals(server))
                    .count();
            table.row(
                    (server + " " + version.apply(server)).strip(),
                    String.valueOf(all - notRun),
                    String.valueOf(failed),
                    String.valueOf(notRun),
                    reasons(server));
        }
        lines.addAll(table.lines());
    }

    private long count(String server, Outcome outcome) {
        return results.stream()
                .filter(result -> result.server().equals(server) && result.outcome() == outcome)
                .count();
    }

    private String reasons(String server) {
        Map<String, Long> reasons = results.stream()
                .filter(result ->
                        result.server().equals(server) && !result.reason().isEmpty())
                .collect(Collectors.groupingBy(Result::reason, TreeMap::new, Collectors.counting()));
        return reasons.entrySet().stream()
                .map(reason -> reason.getKey() + ", " + reason.getValue()
                        + (reason.getValue() == 1 ? " test" : " tests") + " not run")
                .collect(Collectors.joining("; "));
    }

    private Optional<TextTable> clauses(Set<String> servers, UnaryOperator<String> heading) {
        Map<String, Map<String, Outcome>> cells = new TreeMap<>(NATURAL);
        Map<String, Set<String>> titles = new TreeMap<>();
        for (Result result : results) {
            if (result.clause() != null) {
                String clause = result.clause().value();
                cells.computeIfAbsent(clause, ignored -> new TreeMap<>())
                        .merge(result.server(), result.outcome(), Outcome::or);
                Set<String> known = titles.computeIfAbsent(clause, ignored -> new LinkedHashSet<>());
                if (!result.clause().title().isEmpty()) {
                    known.add(result.clause().title());
                }
            }
        }
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        List<String> header = new ArrayList<>(List.of("Clause", "of"));
        servers.forEach(server -> header.add(heading.apply(server)));
        TextTable table = new TextTable(header.toArray(String[]::new));
        cells.forEach((clause, byServer) -> {
            List<String> row = new ArrayList<>(List.of(clause, String.join("; ", titles.get(clause))));
            for (String server : servers) {
                Outcome outcome = byServer.get(server);
                row.add(outcome == null ? "-" : outcome.toString());
            }
            table.row(row.toArray(String[]::new));
        });
        return Optional.of(table);
    }

    private Optional<TextTable> deviations() {
        TextTable table = new TextTable("Deviation of", "");
        Set<List<String>> rows = new LinkedHashSet<>();
        for (Result result : results) {
            result.deviations().forEach(deviation -> rows.add(List.of(result.server(), deviation)));
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        rows.stream()
                .sorted(Comparator.comparing((List<String> row) -> row.get(0)).thenComparing(row -> row.get(1)))
                .forEach(row -> table.row(row.toArray(String[]::new)));
        return Optional.of(table);
    }
}
