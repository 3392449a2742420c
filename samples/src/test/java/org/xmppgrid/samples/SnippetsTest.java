package org.xmppgrid.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README and the guides show is what compiles. */
class SnippetsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyBlockIsCompiled() throws IOException {
        Path folder = ROOT.resolve("samples/src/test/java/org/xmppgrid/samples");
        String compiled;
        try (Stream<Path> sources = Files.list(folder)) {
            compiled = sources.filter(source -> source.toString().endsWith(".java"))
                    .filter(source -> !source.endsWith("SnippetsTest.java"))
                    .map(SnippetsTest::read)
                    .map(SnippetsTest::squeezed)
                    .collect(Collectors.joining("\n"));
        }
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files =
                Stream.concat(Stream.of(ROOT.resolve("README.md")), Files.walk(ROOT.resolve("docs")))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".md")).toList()) {
                Matcher block = BLOCK.matcher(read(file));
                while (block.find()) {
                    String code = block.group(1);
                    tests.add(DynamicTest.dynamicTest(
                            ROOT.relativize(file) + ": "
                                    + code.lines().findFirst().orElse(""),
                            () -> assertThat(compiled).contains(squeezed(code))));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(5);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsSomewhere() throws IOException {
        String readme = read(ROOT.resolve("README.md"));
        return Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(readme)
                .results()
                .map(link -> link.group(1))
                .map(target -> DynamicTest.dynamicTest(
                        target, () -> assertThat(ROOT.resolve(target)).exists()));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
