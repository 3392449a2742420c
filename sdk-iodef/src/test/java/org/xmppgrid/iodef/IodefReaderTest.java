package org.xmppgrid.iodef;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Finding.Severity;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class IodefReaderTest {
    private static final String MINIMAL = Documents.withIncident("");
    private static final String LOSSY =
            Documents.withIncident("<NodeName/><Zork/>").replace("<Contact ", "<Contact lang=\"en\" rank=\"1\" ");

    private static XMLStreamReader jdk(String xml) throws XMLStreamException {
        return XMLInputFactory.newDefaultFactory().createXMLStreamReader(new StringReader(xml));
    }

    // ---- settings

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of("maxDepth", (Function<Integer, IodefReader>) Iodef.reader()::maxDepth),
                Arguments.of("maxElements", (Function<Integer, IodefReader>) Iodef.reader()::maxElements),
                Arguments.of("maxAttributes", (Function<Integer, IodefReader>) Iodef.reader()::maxAttributes),
                Arguments.of("maxTextLength", (Function<Integer, IodefReader>) Iodef.reader()::maxTextLength),
                Arguments.of("maxTotalLength", (Function<Integer, IodefReader>) Iodef.reader()::maxTotalLength),
                Arguments.of("maxBytes", (Function<Integer, IodefReader>) Iodef.reader()::maxBytes));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_whenItIsNotPositive_thenIsRefusedByNameValueAndRange(
            String name, Function<Integer, IodefReader> setting) {
        for (int value : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> setting.apply(value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name + ": " + value)
                    .hasMessageContaining("between 1 and ");
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_whenItIsOne_thenADocumentIsTooMuch(String name, Function<Integer, IodefReader> setting) {
        assertThatThrownBy(
                        () -> setting.apply(1).read(new ByteArrayInputStream(MINIMAL.getBytes(StandardCharsets.UTF_8))))
                .as(name)
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("more than 1");
    }

    @Test
    void maxDepth_whenItIsMoreThanAnythingHolds_thenIsRefused() {
        assertThatThrownBy(() -> Iodef.reader().maxDepth(129))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxDepth: 129 is not between 1 and 128");
    }

    @Test
    void settings_whenSetOneAfterTheOther_thenAllHoldAndTheOriginalIsUntouched() {
        IodefReader reader = Iodef.reader()
                .maxDepth(4)
                .maxElements(6)
                .maxAttributes(3)
                .maxTextLength(30)
                .maxTotalLength(500)
                .maxBytes(1_000);

        assertThatCode(() -> reader.read(MINIMAL)).doesNotThrowAnyException();
        assertThatThrownBy(() -> reader.read(Documents.withAssessment("<EventData><Flow><System/></Flow></EventData>")))
                .hasMessageContaining("more than 4 deep");
        assertThatThrownBy(() -> reader.read(Documents.withIncident("<EventData/><EventData/>")))
                .hasMessageContaining("more than 6 elements");
        assertThatThrownBy(() -> reader.read(Documents.withAttributes(" a='' b='' c=''")))
                .hasMessageContaining("more than 3 attributes");
        assertThatThrownBy(() -> reader.read(MINIMAL.replace("492382", "x".repeat(31))))
                .hasMessageContaining("more than 30 characters");
        assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(new byte[2_000])))
                .isInstanceOf(GridPayloadException.class);
        assertThatCode(() -> Iodef.read(Documents.withIncident("<EventData/>".repeat(10))))
                .doesNotThrowAnyException();
    }

    @Test
    void maxAttributes_whenRaised_thenForeignElementsMayHaveAsMany() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            attributes.append(" a").append(i).append("='1'");
        }
        String xml = Documents.withIncident("<AdditionalData dtype='xml'><x" + attributes + "/></AdditionalData>");

        IodefDocument document = Iodef.reader().maxAttributes(300).read(xml);

        assertThat(Iodef.reader().maxAttributes(300).read(Iodef.write(document)))
                .isEqualTo(document);
    }

    @Test
    void maxTotalLength_whenNamespacesAreLong_thenCountsThem() {
        String xml = MINIMAL.replace("<Incident ", "<Incident xmlns:x=\"" + "u".repeat(1_000) + "\" ");

        assertThatThrownBy(() -> Iodef.reader().maxTotalLength(1_000).read(xml))
                .hasMessageContaining("more than 1000 characters in all");
    }

    // ---- findings

    @Test
    void read_whenNothingIsOdd_thenThereAreNoFindings() {
        assertThat(Iodef.read(MINIMAL).findings()).isEmpty();
    }

    @Test
    void read_whenPartsAreLost_thenTheDocumentSaysWhich() {
        assertThat(Iodef.read(LOSSY).findings())
                .extracting(Finding::severity, Finding::rule, Finding::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Severity.ERROR, "unknown-attribute", "/IODEF-Document/Incident[1]/Contact[1]/@lang"),
                        org.assertj.core.groups.Tuple.tuple(
                                Severity.ERROR, "unknown-attribute", "/IODEF-Document/Incident[1]/Contact[1]/@rank"),
                        org.assertj.core.groups.Tuple.tuple(
                                Severity.ERROR, "unknown-element", "/IODEF-Document/Incident[1]/NodeName"),
                        org.assertj.core.groups.Tuple.tuple(
                                Severity.ERROR, "unknown-element", "/IODEF-Document/Incident[1]/Zork"));
    }

    @Test
    void findings_whenDocumentsAreEqual_thenAreNoPartOfThat() {
        IodefDocument lossy = Iodef.read(LOSSY);

        assertThat(lossy).isEqualTo(Iodef.read(MINIMAL));
        assertThat(lossy.newCopyBuilder().build().findings()).isEmpty();
    }

    @Test
    void documentRead_whenPartsAreLost_thenTheDocumentSaysSoAsWell() throws XMLStreamException {
        XMLStreamReader reader = jdk(LOSSY);
        reader.nextTag();

        assertThat(Iodef.DOCUMENT.read(reader).findings())
                .isEqualTo(Iodef.read(LOSSY).findings());
    }

    // ---- strict

    @Test
    void strict_whenPartsAreLost_thenRefusesWithTheFindings() {
        GridPayloadException refusal = catchThrowableOfType(
                GridPayloadException.class, () -> Iodef.reader().strict().read(LOSSY));

        assertThat(refusal.reason()).isEqualTo(Reason.PAYLOAD_INVALID);
        assertThat(refusal)
                .hasMessageContaining("4 errors")
                .hasMessageContaining("/IODEF-Document/Incident[1]/NodeName")
                .hasMessageContaining("And 1 more");
        assertThat(IodefReader.findingsOf(refusal))
                .isEqualTo(Iodef.read(LOSSY).findings())
                .hasSize(4);
    }

    @Test
    void strict_whenOnlyTheSchemaIsBroken_thenRefusesAndNamesWhatIsMissing() {
        String xml = MINIMAL.replaceAll("<GenerationTime>.*</GenerationTime>", "");

        assertThatThrownBy(() -> Iodef.reader().strict().read(xml))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("/IODEF-Document/Incident[1]: GenerationTime is missing before Contact; add it");
    }

    @Test
    void validating_whenTheSchemaIsBroken_thenListsItAndRefusesNothing() {
        String xml = MINIMAL.replaceAll("<GenerationTime>.*</GenerationTime>", "");

        assertThat(Iodef.reader().validating().read(xml).findings())
                .extracting(Finding::rule)
                .containsExactly("schema-missing-element");
        assertThat(Iodef.reader().validating().validating().read(xml).findings())
                .hasSize(1);
    }

    @Test
    void strict_whenThereAreWarningsOnly_thenTakesTheDocument() {
        IodefDocument document = Iodef.reader().strict().read(MINIMAL.replace("-05:00", ""));

        assertThat(document.findings()).extracting(Finding::rule).containsExactly("time-without-zone");
    }

    @Test
    void strict_whenErrorsComeBehindAHundredOthers_thenRefuses() {
        String xml = Documents.withIncident(
                "<EventData><DetectTime>2015-07-18T09:00:00</DetectTime></EventData>".repeat(200) + "<Zork/>");

        assertThatThrownBy(() -> Iodef.reader().strict().read(xml)).hasMessageContaining("1 error: ");
    }

    @Test
    void strict_whenTheRestIsSetAfterwards_thenStaysStrict() {
        assertThatThrownBy(() ->
                        Iodef.reader().strict().maxDepth(10).maxBytes(100_000).read(LOSSY))
                .hasMessageContaining("4 errors");
    }

    @Test
    void strict_whenTheDocumentIsInAFile_thenItsFindingsAreFoundAsWell(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("lossy.xml"), LOSSY);

        GridPayloadException refusal = catchThrowableOfType(
                GridPayloadException.class, () -> Iodef.reader().strict().read(file));

        assertThat(refusal).hasMessageContaining("lossy.xml");
        assertThat(IodefReader.findingsOf(refusal)).hasSize(4);
    }

    @Test
    void payloadType_whenStrict_thenRefusesAndIsOtherwiseTheSame() throws XMLStreamException {
        var type = Iodef.reader().strict().payloadType();
        XMLStreamReader lossy = jdk(LOSSY);
        lossy.nextTag();
        XMLStreamReader minimal = jdk(MINIMAL);
        minimal.nextTag();

        assertThat(type.namespace()).isEqualTo(Iodef.DOCUMENT.namespace());
        assertThatThrownBy(() -> type.read(lossy))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("4 errors");
        assertThat(type.read(minimal)).isEqualTo(Iodef.read(MINIMAL));
    }

    @Test
    void findingsOf_whenTheRefusalHasAnotherReason_thenIsEmpty() {
        GridPayloadException refusal = catchThrowableOfType(
                GridPayloadException.class, () -> Iodef.reader().strict().read("<x>"));

        assertThat(IodefReader.findingsOf(refusal)).isEmpty();
    }

    @Test
    void findingsOf_whenTheRefusalWasSerialized_thenIsEmpty() throws Exception {
        GridPayloadException refusal = catchThrowableOfType(
                GridPayloadException.class, () -> Iodef.reader().strict().read(LOSSY));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(refusal);

        GridPayloadException copy = (GridPayloadException)
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(IodefReader.findingsOf(copy)).isEmpty();
    }

    // ---- inside other XML

    @Test
    void read_whenTheDocumentIsInsideOtherXml_thenReadsNothingBehindIt() throws XMLStreamException {
        XMLStreamReader reader = jdk("<item id='1'>" + MINIMAL + "<next/></item>");
        reader.nextTag();
        reader.nextTag();

        IodefDocument document = Iodef.read(reader);

        assertThat(document).isEqualTo(Iodef.read(MINIMAL));
        assertThat(reader.getEventType()).isEqualTo(XMLStreamConstants.END_ELEMENT);
        assertThat(reader.getLocalName()).isEqualTo("IODEF-Document");
        assertThat(reader.nextTag()).isEqualTo(XMLStreamConstants.START_ELEMENT);
        assertThat(reader.getLocalName()).isEqualTo("next");
    }

    @Test
    void read_whenWhatFollowsIsBroken_thenTheDocumentIsReadAllTheSame() throws XMLStreamException {
        XMLStreamReader reader = jdk("<item>" + MINIMAL + "<<<");
        reader.nextTag();
        reader.nextTag();

        assertThat(Iodef.read(reader)).isEqualTo(Iodef.read(MINIMAL));
    }

    @Test
    void read_whenTheReaderStandsAtTheStart_thenGoesToTheRoot() throws XMLStreamException {
        XMLStreamReader reader = jdk("<?xml version='1.0'?><!-- a -->" + MINIMAL);

        assertThat(Iodef.read(reader)).isEqualTo(Iodef.read(MINIMAL));
        assertThat(reader.getEventType()).isEqualTo(XMLStreamConstants.END_ELEMENT);
    }

    @Test
    void read_whenTheReaderStandsElsewhere_thenSaysWhatToDo() throws XMLStreamException {
        XMLStreamReader reader = jdk("<item>text</item>");
        reader.nextTag();
        reader.next();

        assertThatThrownBy(() -> Iodef.read(reader))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("start tag of IODEF-Document");
    }

    @Test
    void read_whenAPrefixIsDeclaredAroundTheDocument_thenForeignXmlKeepsIts() throws XMLStreamException {
        String data = Documents.withIncident("<AdditionalData dtype='xml'><x:a><x:b/></x:a></AdditionalData>");
        XMLStreamReader reader = jdk("<x:item xmlns:x='urn:x'>" + data + "</x:item>");
        reader.nextTag();
        reader.nextTag();

        IodefDocument document = Iodef.read(reader);

        assertThat(Iodef.write(document)).contains("<x:a xmlns:x=\"urn:x\"><x:b/></x:a>");
    }

    @Test
    void read_whenTheReaderComesToADoctype_thenIsRefused() throws XMLStreamException {
        XMLStreamReader reader = jdk("<!DOCTYPE IODEF-Document [<!ENTITY a \"b\">]>" + MINIMAL);

        assertThatThrownBy(() -> Iodef.read(reader))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void read_whenTheReaderHasReplacedEntities_thenTheLimitsCountTheirText() throws XMLStreamException {
        XMLStreamReader reader = jdk("<!DOCTYPE IODEF-Document [<!ENTITY a \"" + "x".repeat(1_000) + "\">]>"
                + Documents.withAssessment("<Description>" + "&a;".repeat(100) + "</Description>"));
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            // past the DOCTYPE
        }

        assertThatThrownBy(() -> Iodef.reader().maxTextLength(50_000).read(reader))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("more than 50000 characters");
    }

    @Test
    void read_whenADoctypeGaveAnAttribute_thenIsRefused() throws XMLStreamException {
        XMLStreamReader reader =
                jdk("<!DOCTYPE IODEF-Document [<!ATTLIST Incident restriction CDATA \"public\">]>" + MINIMAL);
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            // past the DOCTYPE
        }

        assertThatThrownBy(() -> Iodef.read(reader))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("an attribute that a DOCTYPE gave it");
    }

    // ---- encodings

    @ParameterizedTest
    @CsvSource({
        "UTF-8, true, true",
        "UTF-8, true, false",
        "UTF-8, false, true",
        "UTF-8, false, false",
        "UTF-16LE, true, true",
        "UTF-16LE, true, false",
        "UTF-16LE, false, true",
        "UTF-16BE, true, true",
        "UTF-16BE, true, false",
        "UTF-16BE, false, true",
        "UTF-32LE, true, true",
        "UTF-32BE, true, true"
    })
    void read_whenTheBytesAreUnicode_thenGivesTheSame(String charset, boolean mark, boolean declaration) {
        String xml = Documents.withAssessment("<Description>Gr\u00f6\u00dfe \u20ac \uD83D\uDE00</Description>");
        String encoded = (mark ? "\uFEFF" : "")
                + (declaration ? "<?xml version='1.0' encoding='" + charset.replaceAll("[LB]E$", "") + "'?>" : "")
                + xml;

        IodefDocument document = Iodef.read(new ByteArrayInputStream(encoded.getBytes(Charset.forName(charset))));

        assertThat(document).isEqualTo(Iodef.read(xml));
        assertThat(document.findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252"})
    void read_whenTheDeclarationNamesAnotherEncoding_thenFollowsIt(String charset) {
        String xml = Documents.withAssessment("<Description>Gr\u00f6\u00dfe</Description>");
        byte[] bytes = ("<?xml version='1.0' encoding='" + charset + "'?>" + xml).getBytes(Charset.forName(charset));

        assertThat(Iodef.read(new ByteArrayInputStream(bytes))).isEqualTo(Iodef.read(xml));
    }

    @Test
    void read_whenTheEncodingIsNotKnown_thenNamesIt() {
        byte[] bytes = ("<?xml version='1.0' encoding='x-klingon'?>" + MINIMAL).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Iodef.read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("x-klingon")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void read_whenUtf16SaysNothingOfItself_thenIsRefused() {
        assertThatThrownBy(() -> Iodef.read(new ByteArrayInputStream(MINIMAL.getBytes(StandardCharsets.UTF_16LE))))
                .isInstanceOf(GridPayloadException.class);
    }

    @Test
    void read_whenAStringNamesAnEncoding_thenIgnoresIt() {
        assertThat(Iodef.read("<?xml version='1.0' encoding='UTF-16'?>" + MINIMAL))
                .isEqualTo(Iodef.read(MINIMAL));
    }

    @Test
    void reader_whenAskedTwice_thenIsTheSame() {
        assertThat(List.of(Iodef.reader(), Iodef.reader())).allMatch(reader -> reader == Iodef.reader());
    }
}
