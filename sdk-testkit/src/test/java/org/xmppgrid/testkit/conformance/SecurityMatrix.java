package org.xmppgrid.testkit.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import org.xmppgrid.sdk.TlsVersion;
import org.xmppgrid.testkit.ServerKind;

/**
 * What came of each way to log in, at each server, over each version of TLS: text in Markdown that can be read back. One
 * run sees a part of it, the servers that are there and one Java runtime.
 */
final class SecurityMatrix {
    /** The row of the SASL mechanisms that a server offers. */
    static final String MECHANISMS = "mechanisms offered";
    /** The row of the channel bindings that it says it knows (XEP-0440). */
    static final String BINDINGS = "channel bindings announced";

    private static final String NOT_SEEN = "?";
    private static final String HEADING = "## ";

    /** What a column is of. */
    enum Column {
        TLS_1_2("TLS 1.2, Java 17"),
        TLS_1_3("TLS 1.3, Java 17"),
        TLS_1_2_EXPORTER("TLS 1.2, Java 25"),
        TLS_1_3_EXPORTER("TLS 1.3, Java 25");

        private static final boolean EXPORTER = Arrays.stream(ExtendedSSLSession.class.getMethods())
                .anyMatch(method -> method.getName().equals("exportKeyingMaterialData"));

        private final String title;

        Column(String title) {
            this.title = title;
        }

        /** The column of a version of TLS on the runtime of this test. */
        static Column of(TlsVersion version) {
            return switch (version) {
                case TLS_1_2 -> EXPORTER ? TLS_1_2_EXPORTER : TLS_1_2;
                case TLS_1_3 -> EXPORTER ? TLS_1_3_EXPORTER : TLS_1_3;
            };
        }
    }

    private record Cell(String server, String row, Column column) {}

    private final String preamble;
    private final Map<String, String> releases = new ConcurrentHashMap<>();
    private final Map<Cell, String> cells = new ConcurrentHashMap<>();

    /** An empty one, with a text before its tables. */
    SecurityMatrix(String preamble) {
        this.preamble = preamble.strip();
    }

    /** Reads what {@link #toString} has written. */
    static SecurityMatrix parse(String text) {
        List<String> sections = List.of(text.split("(?m)^" + HEADING));
        SecurityMatrix read = new SecurityMatrix(sections.get(0));
        for (String section : sections.subList(1, sections.size())) {
            List<String> lines = section.lines().toList();
            String[] heading = lines.get(0).split(" ", 2);
            read.release(heading[0], heading.length > 1 ? heading[1] : "");
            // The first two lines of a table are its header.
            lines.stream().filter(line -> line.startsWith("|")).skip(2).forEach(line -> read.row(heading[0], line));
        }
        return read;
    }

    private void row(String server, String line) {
        List<String> parts =
                Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList();
        for (Column column : Column.values()) {
            String cell = parts.get(1 + column.ordinal());
            if (!cell.equals(NOT_SEEN)) {
                put(server, parts.get(0), column, cell);
            }
        }
    }

    /** Notes which release of a server this is about. */
    void release(String server, String release) {
        releases.put(server, release);
    }

    void put(String server, String row, Column column, String cell) {
        cells.put(new Cell(server, row, column), cell);
    }

    Optional<String> cell(String server, String row, Column column) {
        return Optional.ofNullable(cells.get(new Cell(server, row, column)));
    }

    /** This one, with what a newer one says in place of what this says of the same. */
    SecurityMatrix with(SecurityMatrix newer) {
        SecurityMatrix both = new SecurityMatrix(newer.preamble);
        for (SecurityMatrix source : List.of(this, newer)) {
            both.releases.putAll(source.releases);
            both.cells.putAll(source.cells);
        }
        return both;
    }

    /** The text, with a table for each server that was met. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(preamble));
        for (ServerKind kind : ServerKind.values()) {
            String server = kind.serverName();
            if (releases.containsKey(server)) {
                lines.add("");
                lines.add((HEADING + server + " " + releases.get(server)).strip());
                lines.addAll(table(server));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private List<String> table(String server) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(line("allowed", Arrays.stream(Column.values()).map(column -> column.title)));
        Stream.concat(
                        Stream.of(MECHANISMS, BINDINGS),
                        Arrays.stream(Login.values()).map(Login::toString))
                .map(row -> line(row, Arrays.stream(Column.values()).map(column -> cell(server, row, column)
                        .orElse(NOT_SEEN))))
                .forEach(rows::add);
        List<Integer> widths = IntStream.rangeClosed(0, Column.values().length)
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toList();
        rows.add(1, widths.stream().map("-"::repeat).toList());
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> row.get(column)
                                + " "
                                        .repeat(widths.get(column)
                                                - row.get(column).length()))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .toList();
    }

    private static List<String> line(String first, Stream<String> rest) {
        return Stream.concat(Stream.of(first), rest).toList();
    }
}
