package org.xmppgrid.iodef;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmlunit.assertj3.XmlAssert;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** More of what a binding drops or changes without a word: see docs/lossless.md. */
class SilentLossTest {
    private static final String INDICATOR =
            "<IndicatorData><Indicator><IndicatorID name=\"csirt.example.com\" version=\"1\">G1</IndicatorID>%s"
                    + "<Observable/></Indicator></IndicatorData>";

    private static void assertKept(String xml) {
        XmlAssert.assertThat(Iodef.write(Iodef.read(xml))).and(xml).areIdentical();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5.0", "+5.", "1E-3", "INF", "007", "many"})
    void read_whenANumberIsSpelledOddly_thenKeepsItsSpelling(String number) {
        assertKept(Documents.withAssessment(
                "<Assessment><TimeImpact metric=\"labor\">" + number + "</TimeImpact></Assessment>"));
    }

    @Test
    void read_whenBinaryDataIsFolded_thenKeepsItsLines() {
        String xml = Documents.withIncident("<EventData><Record><RecordData><CertificateData><Certificate>"
                + "<ds:X509Data xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509SKI>QUJD\n  RA==\n</ds:X509SKI>"
                + "</ds:X509Data></Certificate></CertificateData></RecordData></Record></EventData>");

        assertKept(xml);
    }

    /** RFC 8274 B.3 and B.4 have both; they decode to nonsense, and only the text can show it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"141accec23e7e5157de60853cb1e01bc3804d08f9086040815b7a4e2a2c1d8b9", "MHg2NzUx", "not base64!"})
    void read_whenADigestIsNoBase64OfADigest_thenKeepsItsText(String digest) {
        assertKept(Documents.withIncident("<EventData><Record><RecordData><FileData><File>"
                + "<HashData scope=\"file-contents\"><Hash>"
                + "<ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Algorithm=\"urn:sha256\"/>"
                + "<ds:DigestValue xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">" + digest + "</ds:DigestValue>"
                + "</Hash></HashData></File></FileData></RecordData></Record></EventData>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" a ", "\n  192.0.2.210\n  ", "a  b", "\u00A0a\u2003", "", " "})
    void read_whenATextHasSpaceAroundIt_thenKeepsIt(String text) {
        assertThat(Iodef.read(Documents.withAssessment("<Description>" + text + "</Description>"))
                        .getIncident()
                        .get(0)
                        .getDescription()
                        .get(0)
                        .getValue())
                .isEqualTo(text);
    }

    @Test
    void read_whenATextHasACarriageReturn_thenSurvivesWriting() {
        assertKept(
                Documents.withAssessment("<Description translation-id=\"a&#13;&#10;&#9;b\">a&#13;\nb</Description>"));
    }

    /** RFC 7970's text has KeyValue (§3.23.1), its schema Value; documents have either. */
    @ParameterizedTest
    @ValueSource(strings = {"Value", "KeyValue"})
    void read_whenTextAndSchemaNameAnElementDifferently_thenKeepsEither(String name) {
        assertKept(Documents.withIncident("<EventData><Record><RecordData><WindowsRegistryKeysModified><Key>"
                + "<KeyName>HKLM\\Run</KeyName><" + name + ">a</" + name
                + "></Key></WindowsRegistryKeysModified></RecordData></Record></EventData>"));
    }

    @Test
    void read_whenAnAlternativeIndicatorIsAReference_thenKeepsIt() {
        assertKept(Documents.withIncident(String.format(
                INDICATOR,
                "<AlternativeIndicatorID><IndicatorReference euid-ref=\"G2\"/>"
                        + "<IndicatorID name=\"a\" version=\"1\">G3</IndicatorID></AlternativeIndicatorID>")));
    }

    @Test
    void read_whenAnExpressionMixesItsTerms_thenKeepsTheirOrder() {
        assertKept(
                Documents.withIncident(
                        "<IndicatorData><Indicator>"
                                + "<IndicatorID name=\"csirt.example.com\" version=\"1\">G1</IndicatorID>"
                                + "<IndicatorExpression operator=\"or\"><ObservableReference uid-ref=\"O1\"/><Confidence rating=\"low\"/>"
                                + "<Observable/><IndicatorExpression operator=\"not\"><IndicatorReference uid-ref=\"G1\"/>"
                                + "</IndicatorExpression><Confidence rating=\"high\"/></IndicatorExpression></Indicator></IndicatorData>"));
    }

    @Test
    void read_whenTextStandsBetweenForeignElements_thenKeepsEachInItsPlace() {
        assertKept(Documents.withIncident(
                "<AdditionalData dtype=\"xml\"> a <x xmlns=\"urn:x\"/> b\n<y xmlns=\"\"/>c" + "</AdditionalData>"));
    }

    @Test
    void newCopyBuilder_whenADocumentIsCopied_thenKeepsAllOfIt() {
        for (String name : Documents.ALL) {
            IodefDocument document = Iodef.read(Documents.text(name));

            assertThat(document.newCopyBuilder().build()).as(name).isEqualTo(document);
        }
    }

    @Test
    void write_whenEventsAreNestedAsDeepAsTheyMay_thenReadsThemAgain() {
        // the document, the incident, and the event data inside it
        int most = Iodef.MAX_DEPTH - 2;
        String xml = Documents.withIncident("<EventData>".repeat(most) + "</EventData>".repeat(most));

        IodefDocument document = Iodef.read(xml);

        assertThat(depth(document.getIncident().get(0))).isEqualTo(most);
        assertThat(Iodef.read(Iodef.write(document))).isEqualTo(document).hasSameHashCodeAs(document);
    }

    private static int depth(Incident incident) {
        int depth = 0;
        for (List<EventData> events = incident.getEventData(); !events.isEmpty(); depth++) {
            events = events.get(0).getEventData();
        }
        return depth;
    }

    @Test
    void read_whenAListIsLong_thenKeepsEveryLine() {
        int count = 200_000;
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add("host" + i + ".example");
        }
        String list = String.join("\n", lines);
        IodefDocument document = Iodef.read(Documents.withIncident(String.format(INDICATOR, "")
                .replace(
                        "<Observable/>",
                        "<Observable><BulkObservable type=\"domain-name\"><BulkObservableList>" + list
                                + "</BulkObservableList></BulkObservable></Observable>")));

        assertThat(list.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(3_000_000);
        assertThat(document.getIncident()
                        .get(0)
                        .getIndicatorData()
                        .getIndicator()
                        .get(0)
                        .getObservable()
                        .getBulkObservable()
                        .getBulkObservableList())
                .isEqualTo(list);
        assertThat(Iodef.read(Iodef.write(document))).isEqualTo(document);
    }
}
