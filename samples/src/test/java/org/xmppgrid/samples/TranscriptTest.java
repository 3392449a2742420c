package org.xmppgrid.samples;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.Payloads;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.testkit.GridBroker;

import static org.assertj.core.api.Assertions.assertThat;

/** What the guide shows in JShell is what JShell prints. */
class TranscriptTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** A line that is typed, and the lines that are printed then. */
    private static final Pattern TYPED = Pattern.compile("(?m)^jshell> (.*)\n((?:(?!jshell>|```).*\n)*)");

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final JShell shell = JShell.builder()
            .out(new PrintStream(printed, true, StandardCharsets.UTF_8))
            .build();
    private final GridBroker broker = GridBroker.start();

    @BeforeEach
    void connect() {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            shell.addToClasspath(entry);
        }
        try (Grid grid = Grid.as("provider@grid.example")
                .password("provider-pw")
                .endpoint(broker.host(), broker.port())
                .trust(broker.authorityPem())
                .connect()) {
            grid.topic("MILEHost", Iodef.DOCUMENT).create(TopicConfig.secure().title("MILE Host Data"));
            Topic<String> alerts = grid.topic("alerts", Payloads.json());
            alerts.create(TopicConfig.secure());
            alerts.publish("492382", "{\"severity\": 3}");
        }
        type("import org.xmppgrid.sdk.*;");
        type("import org.xmppgrid.iodef.*;");
        type("var grid = Grid.as(\"provider@grid.example\").password(\"provider-pw\").endpoint(\"" + broker.host()
                + "\", "
                + broker.port() + ").trust(java.nio.file.Path.of(\""
                + broker.authorityPem().toString().replace("\\", "\\\\") + "\")).connect();");
    }

    @AfterEach
    void close() {
        shell.eval("grid.close();");
        shell.close();
        broker.close();
    }

    @Test
    void topics_whenItsLinesAreTyped_thenTheyPrintWhatItShows() throws IOException {
        List<MatchResult> lines = TYPED.matcher(Files.readString(ROOT.resolve("docs/topics.md")))
                .results()
                .toList();

        assertThat(lines).hasSize(5);
        for (MatchResult line : lines) {
            printed.reset();
            String value = type(line.group(1) + ";");

            assertThat(timeless(printed.toString(StandardCharsets.UTF_8) + value))
                    .describedAs(line.group(1))
                    .matches(shown(line.group(2)));
        }
    }

    /** The lines as a pattern: a value has a name of JShell's own, and is shortened in the middle. */
    private static String shown(String lines) {
        String text = timeless(lines.replaceAll("(?m)^\\S+ ==> ", ""));
        return "\\Q" + text.replace(" ... ", "\\E.*\\Q") + "\\E";
    }

    private static String timeless(String text) {
        return TIME.matcher(text).replaceAll("TIME");
    }

    /** The value that JShell would show, and a line's end; nothing for a statement. */
    private String type(String line) {
        List<SnippetEvent> events = shell.eval(line);
        for (SnippetEvent event : events) {
            assertThat(event.exception()).describedAs(line).isNull();
            assertThat(event.status()).describedAs(line).isEqualTo(Snippet.Status.VALID);
        }
        String value = events.get(0).value();
        return value == null || value.isEmpty() ? "" : value + "\n";
    }
}
