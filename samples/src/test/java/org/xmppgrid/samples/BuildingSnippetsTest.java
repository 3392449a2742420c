package org.xmppgrid.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/building.md shows makes what it says. */
class BuildingSnippetsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Instant SEEN = Instant.parse("2025-07-18T12:00:00Z");

    @Test
    void campaign_whenMadeByTheGuide_thenIsThatOfRfc7970Section72ButForWhatTheGuideLists() throws IOException {
        String rfc = Files.readString(ROOT.resolve(
                "sdk-iodef/src/test/resources/org/xmppgrid/iodef/rfc/rfc7970-7.2-campaign-indicators.xml"));
        String corrected = rfc.replaceAll("(?s)xmlns:xsi=.*?iodef-2.0.xsd\"", "")
                .replace("type=\"fqdn\"", "type=\"domain-name\"")
                .replace(
                        "</ThreatActorID>",
                        "</ThreatActorID><URL>https://csirt.example.com/actors/aggressive-butterfly</URL>");

        assertThat(squeezed(BuildingSnippets.campaign())).isEqualTo(squeezed(Iodef.read(corrected)));
    }

    @Test
    void minimal_whenMadeByTheGuide_thenHasSixLinesThereAtMost() throws IOException {
        assertThat(block("\"492382\"").lines()).hasSizeLessThanOrEqualTo(6);
        assertThat(block("\"897923\"").lines()).hasSizeLessThan(60);
        assertThat(BuildingSnippets.minimal()
                        .getIncident()
                        .get(0)
                        .getGenerationTime()
                        .instant())
                .isPresent();
    }

    @Test
    void alert_whenMadeByTheGuide_thenSaysWhoDidWhatToWhom() {
        IodefDocument report = BuildingSnippets.alert(SEEN, "a-1");

        Incident incident = report.getIncident().get(0);
        EventData event = incident.getEventData().get(0);
        assertThat(Iodef.read(Iodef.write(report))).isEqualTo(report);
        assertThat(incident.getDetectTime().instant()).contains(SEEN);
        assertThat(event.getMethod()
                        .get(0)
                        .getReference()
                        .get(0)
                        .getReferenceName()
                        .getId())
                .isEqualTo("CVE-2021-44228");
        assertThat(event.getFlow().get(0).getSystem())
                .extracting(system ->
                        system.getCategory() + " " + system.getService().get(0).getPort())
                .containsExactly("source 51544", "target 8080");
    }

    @Test
    void indicators_whenMadeByTheGuide_thenReadBackTheSame() {
        IodefDocument report = BuildingSnippets.indicators(SEEN);

        assertThat(Iodef.read(Iodef.write(report))).isEqualTo(report);
        assertThat(report.getIncident().get(0).getIndicatorData().getIndicator())
                .hasSize(2);
    }

    @Test
    void more_whenMadeByTheGuide_thenHasWhatTheGeneratedBuilderAdded() {
        assertThat(BuildingSnippets.more("m-1")
                        .getIncident()
                        .get(0)
                        .getAssessment()
                        .get(0)
                        .getCounter())
                .hasSize(1);
    }

    /** The guide's block that holds a text. */
    private static String block(String text) throws IOException {
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/building.md")));
        while (block.find()) {
            if (block.group(1).contains(text)) {
                return block.group(1);
            }
        }
        throw new AssertionError("docs/building.md has no block with " + text);
    }

    private static String squeezed(IodefDocument document) {
        return Iodef.write(document).replaceAll("\\s+", "");
    }
}
