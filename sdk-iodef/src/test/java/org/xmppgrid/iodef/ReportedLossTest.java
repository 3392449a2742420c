package org.xmppgrid.iodef;

import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;

import static org.assertj.core.api.Assertions.assertThat;

/** What the model has no room for is named, with its place: see docs/lossless.md. */
class ReportedLossTest {

    /** The document reads as the other one, and says what it had beyond it. */
    private static void assertReported(String xml, String kept, String rule, String path) {
        IodefDocument document = Iodef.read(xml);

        assertThat(document).isEqualTo(Iodef.read(kept));
        assertThat(document.findings()).extracting(Finding::rule, Finding::path).contains(tuple(rule, path));
    }

    private static Tuple tuple(String rule, String path) {
        return Tuple.tuple(rule, path);
    }

    @Test
    void read_whenAnAttributeIsUnknown_thenSaysSo() {
        assertReported(
                Documents.withAttributes(" lang=\"de\""),
                Documents.withAttributes(""),
                "unknown-attribute",
                "/IODEF-Document/Incident[1]/@lang");
    }

    @Test
    void read_whenAnElementIsUnknown_thenSaysSo() {
        assertReported(
                Documents.withIncident("<NodeName><a/>b</NodeName>"),
                Documents.withIncident(""),
                "unknown-element",
                "/IODEF-Document/Incident[1]/NodeName");
    }

    @Test
    void read_whenAnElementStandsTwice_thenSaysSo() {
        assertReported(
                Documents.withAssessment("<GenerationTime>2016-01-01T00:00:00Z</GenerationTime>"),
                Documents.withIncident("").replace("2015-07-18T09:00:00-05:00", "2016-01-01T00:00:00Z"),
                "repeated-element",
                "/IODEF-Document/Incident[1]/GenerationTime");
    }

    @Test
    void read_whenTextStandsBetweenElements_thenSaysSo() {
        assertReported(
                Documents.withIncident("stray"),
                Documents.withIncident(""),
                "stray-text",
                "/IODEF-Document/Incident[1]");
    }

    @Test
    void read_whenElementsAreOutOfOrder_thenKeepsThemAndSaysSo() {
        assertReported(
                Documents.withIncident("<Description>a</Description>"),
                Documents.withAssessment("<Description>a</Description>"),
                "element-order",
                "/IODEF-Document/Incident[1]/Description[1]");
    }

    @Test
    void read_whenTheKindsOfX509DataAreMixed_thenSaysSo() {
        String before = "<EventData><Record><RecordData><CertificateData><Certificate>"
                + "<X509Data xmlns=\"http://www.w3.org/2000/09/xmldsig#\">";
        String after = "</X509Data></Certificate></CertificateData></RecordData></Record></EventData>";
        String name = "<X509SubjectName>a</X509SubjectName>";
        String key = "<X509SKI>AA==</X509SKI>";

        assertReported(
                Documents.withIncident(before + name + key + after),
                Documents.withIncident(before + key + name + after),
                "element-order",
                "/IODEF-Document/Incident[1]/EventData[1]/Record/RecordData[1]/CertificateData[1]/Certificate[1]"
                        + "/ds:X509Data/ds:X509SKI[1]");
    }

    @Test
    void read_whenThereIsACommentAndAnInstruction_thenSaysHowMany() {
        List<Finding> findings =
                Iodef.read(Documents.withIncident("<!-- a --><?b c?>")).findings();

        assertThat(findings).extracting(Finding::rule).containsExactly("comments-dropped");
        assertThat(findings.get(0).message()).startsWith("2 ").doesNotContain("a -");
    }

    @Test
    void read_whenATimeIsNone_thenKeepsItsTextAndSaysSo() {
        IodefDocument document =
                Iodef.read(Documents.withIncident("<EventData><DetectTime>noon</DetectTime></EventData>"));

        assertThat(document.findings()).extracting(Finding::rule).containsExactly("time-invalid");
        assertThat(document.getIncident()
                        .get(0)
                        .getEventData()
                        .get(0)
                        .getDetectTime()
                        .text())
                .isEqualTo("noon");
    }

    @Test
    void read_whenTheVersionIsMissing_thenWritesTheOneThatItIsReadAsAndSaysSo() {
        IodefDocument document = Iodef.read(Documents.withIncident("").replace(" version=\"2.00\"", ""));

        assertThat(document.findings()).extracting(Finding::rule).containsExactly("version-missing");
        assertThat(Iodef.write(document)).contains("version=\"" + document.getVersion() + "\"");
    }

    @Test
    void read_whenATokenIsUnknown_thenSaysSoWithoutSayingIt() {
        List<Finding> findings =
                Iodef.read(Documents.withAttributes(" status=\"secret-word\"")).findings();

        assertThat(findings).extracting(Finding::rule).containsExactly("unknown-token");
        assertThat(findings.toString()).doesNotContain("secret-word");
    }
}
