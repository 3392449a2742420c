package org.xmppgrid.iodef.internal.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.value.Finding.Severity;

import static org.assertj.core.api.Assertions.assertThat;

/** The guide lists the rules that there are. */
class ValidationGuideTest {
    private static final Pattern ENTRY = Pattern.compile("(\\(?)`([a-z-]+)` (own|(?:RFC [0-9]+ )?§[0-9.]*[0-9])");

    @Test
    void table_whenTheCodeHasARule_thenListsItWithItsSeverityAndClause() throws IOException {
        List<Rule> listed = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "validation.md"))) {
            String[] cells = line.split("\\|");
            if (line.startsWith("|") && line.contains("`")) {
                add(listed, cells[2], Severity.ERROR);
                if (cells.length > 3) {
                    add(listed, cells[3], Severity.WARNING);
                }
            }
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(Validation.rules());
    }

    private static void add(List<Rule> listed, String cell, Severity severity) {
        for (MatchResult entry : ENTRY.matcher(cell).results().toList()) {
            String clause = entry.group(3);
            listed.add(new Rule(
                    entry.group(2),
                    entry.group(1).isEmpty() ? severity : Severity.INFO,
                    clause.equals("own") ? "this library" : clause.startsWith("RFC") ? clause : "RFC 7970 " + clause));
        }
    }
}
