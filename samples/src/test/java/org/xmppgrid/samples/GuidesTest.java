package org.xmppgrid.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/** What the guides name is there, and what they promise to list they list whole. */
class GuidesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    /** What a line of docs/security.md is shown by: its last column. */
    private static final Pattern SHOWN_BY = Pattern.compile("(?m)^\\| §.*\\|([^|]*)\\|$");

    private static final Pattern CODE = Pattern.compile("`([A-Z]\\w+)`");

    @Test
    void errors_whenReasonsAreListed_thenNoneIsMissingOrMadeUp() throws IOException {
        String tables = text("docs/errors.md").replaceAll("(?s)## Peculiar servers.*", "");
        Set<String> reasons = Arrays.stream(Reason.values()).map(Reason::name).collect(Collectors.toSet());
        assertThat(Pattern.compile("(?m)^\\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \\|")
                        .matcher(tables)
                        .results()
                        .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", "))))
                .containsExactlyInAnyOrderElementsOf(reasons);
    }

    @Test
    void security_whenAClauseIsShownByATest_thenThatTestExists() throws IOException {
        Set<String> tests = sources();
        List<String> cells = SHOWN_BY.matcher(text("docs/security.md"))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(cells).hasSizeGreaterThan(20);
        assertThat(cells.stream()
                        .flatMap(cell -> CODE.matcher(cell).results())
                        .map((MatchResult code) -> code.group(1)))
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(tests).contains(name));
    }

    /** The names of all test classes; the conformance suite is main code of the testkit. */
    private static Set<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .filter(file -> file.contains("/src/test/java/") || file.contains("/testkit/conformance/"))
                    .map(file -> file.replaceAll(".*/|\\.java$", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static String text(String guide) throws IOException {
        return Files.readString(ROOT.resolve(guide));
    }
}
