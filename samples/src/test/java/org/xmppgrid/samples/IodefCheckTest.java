package org.xmppgrid.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class IodefCheckTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final IodefCheck check = new IodefCheck(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private String minimal;

    @BeforeEach
    void read() throws IOException {
        minimal = document("rfc7970-7.1-minimal.xml");
    }

    private static String document(String name) throws IOException {
        try (InputStream in = IodefCheckTest.class.getResourceAsStream("incidents/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void check_whenAllIsWell_thenIsValidAndLossless() throws IOException {
        String file = file("a.xml", minimal);

        assertThat(check.check(List.of(file))).isTrue();
        assertThat(lines().get(0)).isEqualTo(file + "\tvalid\tlossless\t1 findings");
        assertThat(lines().get(1)).startsWith("  INFO /IODEF-Document comments-dropped: ");
    }

    @Test
    void check_whenTheSchemaIsBroken_thenIsInvalidAndLossless() throws IOException {
        String file = file("a.xml", minimal.replaceFirst("(?s)<GenerationTime>.*?</GenerationTime>", ""));

        assertThat(check.check(List.of(file))).isFalse();
        assertThat(lines().get(0)).startsWith(file + "\tinvalid\tlossless\t");
        assertThat(lines())
                .anyMatch(
                        line -> line.startsWith(
                                "  ERROR /IODEF-Document/Incident[1] schema-missing-element: GenerationTime is missing before Contact"));
    }

    @Test
    void check_whenAPartHasNoPlaceInTheModel_thenIsInvalidAndLossy() throws IOException {
        String file = file("a.xml", minimal.replace("<Contact ", "<Contact rank=\"1\" "));

        assertThat(check.check(List.of(file))).isFalse();
        assertThat(lines().get(0)).startsWith(file + "\tinvalid\tlossy\t");
        assertThat(lines())
                .anyMatch(line -> line.startsWith("  ERROR /IODEF-Document/Incident[1]/Contact[1]"))
                .anyMatch(line -> line.contains(" lost: "));
    }

    @Test
    void check_whenElementsAreOutOfOrder_thenIsLossyBecauseTheOrderIsAnother() throws IOException {
        String swapped = minimal.replaceFirst(
                "(?s)(<IncidentID.*?</IncidentID>)(.*?)(<GenerationTime>.*?</GenerationTime>)", "$3$2$1");
        String file = file("a.xml", swapped);

        assertThat(check.check(List.of(file))).isFalse();
        assertThat(lines().get(0)).startsWith(file + "\tinvalid\tlossy\t");
    }

    @Test
    void check_whenAFileCannotBeRead_thenGoesOnWithTheNext() throws IOException {
        String broken = file("broken.xml", "<IODEF-Document");
        String bomb = file("bomb.xml", "<!DOCTYPE a [<!ENTITY b \"b\">]>" + minimal.replaceFirst("<\\?xml.*?\\?>", ""));
        String missing = folder.resolve("missing.xml").toString();
        String good = file("good.xml", minimal);

        assertThat(check.check(List.of(broken, bomb, missing, good))).isFalse();
        assertThat(lines())
                .contains(
                        broken + "\trefused\tunread\t1 findings",
                        bomb + "\trefused\tunread\t1 findings",
                        missing + "\trefused\tunread\t1 findings",
                        good + "\tvalid\tlossless\t1 findings");
    }

    @Test
    void check_whenTheRfcsOwnDocumentsAreChecked_thenOnlyTheCampaignIsInvalid() throws IOException {
        for (String name : List.of(
                "rfc7970-7.2-campaign-indicators.xml",
                "rfc8274-B.1-malware-delivery-url.xml",
                "rfc8274-B.2-ddos.xml",
                "rfc8274-B.3-spear-phishing.xml",
                "rfc8274-B.4-malware.xml",
                "rfc8274-B.5-iot-malware.xml")) {
            String file = file(name, document(name));

            assertThat(check.check(List.of(file))).as(name).isEqualTo(!name.contains("7.2"));
            assertThat(lines()).anyMatch(line -> line.startsWith(file) && line.contains("\tlossless\t"));
        }
    }
}
