package org.xmppgrid.sdk;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.Observation.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class LoggingObserverTest {
    private static final GridAddress PLATFORM = GridAddress.of("sensor@grid.example/r1");

    @Test
    void line_whenAllIsPlain_thenKeyValuePairsInOrder() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("reason", "PIN_MISMATCH");
        attributes.put("endpoint", "[::1]:5222 (direct TLS)");

        assertThat(LoggingObserver.line(new Observation(
                        Kind.REFUSED,
                        PLATFORM,
                        Optional.of(GridAddress.of("broker.grid.example")),
                        Optional.of("indicators"),
                        "the key is another",
                        attributes)))
                .isEqualTo("event=REFUSED platform=sensor@grid.example/r1 peer=broker.grid.example topic=indicators"
                        + " reason=PIN_MISMATCH endpoint=\"[::1]:5222 (direct TLS)\" detail=\"the key is another\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\nevent=CONNECTED platform=sensor@grid.example",
                "x\r\nevent=CONNECTED",
                "x\u0085event=CONNECTED",
                "x\u2028event=CONNECTED",
                "x\u2029event=CONNECTED",
                "x\u000Bevent=CONNECTED",
                "\u001B[2K\u001B[1A[INFO] all is well",
                "\u009B31mred",
                "\u202Eread me from the right",
                "\u2066isolated\u2069",
                "zero\u200Bwidth",
                "\uFEFFmark",
                "tag\uDB40\uDC41",
                "lone\uD800surrogate",
                "\u0000"
            })
    void line_whenAStrangerChoseTheText_thenItIsOneLineOfVisibleText(String hostile) {
        String line = LoggingObserver.line(new Observation(
                Kind.FORGED_EVENT_DROPPED,
                PLATFORM,
                Optional.empty(),
                Optional.of(hostile),
                hostile,
                Map.of("found", hostile)));

        assertThat(line).startsWith("event=FORGED_EVENT_DROPPED platform=sensor@grid.example/r1 topic=\"");
        assertThat(line.codePoints().map(Character::getType).boxed())
                .doesNotContain(
                        (int) Character.CONTROL,
                        (int) Character.FORMAT,
                        (int) Character.LINE_SEPARATOR,
                        (int) Character.PARAGRAPH_SEPARATOR,
                        (int) Character.SURROGATE);
        assertThat(line).contains("\\u");
    }

    /** Whoever takes the line apart again must find the pairs that are ours, and no other. */
    @ParameterizedTest
    @ValueSource(strings = {"\" event=CONNECTED x=\"", "\\\" event=CONNECTED", "\\", "a=b", "", " "})
    void line_whenTheTextHasQuotes_thenItStaysOneValue(String hostile) {
        String line = LoggingObserver.line(new Observation(
                Kind.LIMIT_HIT, PLATFORM, Optional.empty(), Optional.empty(), hostile, Map.of("limit", hostile)));

        String outside = line.replaceAll("\"([^\"\\\\]|\\\\.)*\"", "V");
        assertThat(outside).isEqualTo("event=LIMIT_HIT platform=sensor@grid.example/r1 limit=V detail=V");
    }

    @Test
    void line_whenTheResourceIsHostile_thenThePlatformStaysOneValue() {
        GridAddress bound = GridAddress.of("sensor@grid.example/r event=CONNECTED");

        assertThat(LoggingObserver.line(
                        new Observation(Kind.CLOSED, bound, Optional.empty(), Optional.empty(), "x", Map.of())))
                .isEqualTo("event=CLOSED platform=\"sensor@grid.example/r event=CONNECTED\" detail=x");
    }

    @Test
    void line_whenAnAttributesNameIsHostile_thenItStaysOneKey() {
        assertThat(LoggingObserver.line(new Observation(
                        Kind.CLOSED, PLATFORM, Optional.empty(), Optional.empty(), "x", Map.of("a b\n=c", "d"))))
                .contains(" a_b__c=d ");
    }

    @Test
    void line_whenTheTextIsHuge_thenItIsCutWithoutBreakingACharacter() {
        String huge = "x".repeat(LoggingObserver.MAX_VALUE - 1) + "\uD83D\uDE00".repeat(100_000);

        String line = LoggingObserver.line(new Observation(
                Kind.CLOSED, PLATFORM, Optional.empty(), Optional.empty(), huge, Map.of("big", "y".repeat(100_000))));

        assertThat(line).hasSizeLessThan(2 * LoggingObserver.MAX_VALUE + 200).endsWith("x\uD83D\uDE00...\"");
        assertThat(line).contains("yyy...\" detail=");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void observed_whenItIsTheNormalCourse_thenInformationElseAWarning(Kind kind) {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            GridObserver.logging()
                    .observed(new Observation(kind, PLATFORM, Optional.empty(), Optional.empty(), "{} x", Map.of()));
        } finally {
            System.setErr(before);
        }

        boolean normal = kind == Kind.CONNECTED || kind == Kind.AUTHENTICATED || kind == Kind.CLOSED;
        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains(normal ? "INFO org.xmppgrid.sdk" : "WARN org.xmppgrid.sdk")
                .contains("event=" + kind + " ", "detail=\"{} x\"");
    }
}
