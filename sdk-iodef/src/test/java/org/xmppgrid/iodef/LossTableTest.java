package org.xmppgrid.iodef;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of docs/lossless.md promises nothing that no test shows. */
class LossTableTest {
    private static final Path TABLE = Path.of("..", "docs", "lossless.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");

    @Test
    void table_whenItNamesATest_thenThereIsOne() throws IOException {
        List<MatchResult> named =
                TEST.matcher(Files.readString(TABLE)).results().toList();

        assertThat(named).hasSizeGreaterThan(25);
        assertThat(named).allSatisfy(name -> assertThat(methods(name.group(1))).contains(name.group(2)));
    }

    @Test
    void table_whenItHasALine_thenTheLineNamesATest() throws IOException {
        List<String> lines = Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .toList();

        assertThat(lines).isNotEmpty().allMatch(line -> TEST.matcher(line).find());
    }

    private static Stream<String> methods(String simpleName) throws ClassNotFoundException {
        Class<?> test = Class.forName(LossTableTest.class.getPackageName() + "." + simpleName);
        return Stream.of(test.getDeclaredMethods()).map(Method::getName);
    }
}
