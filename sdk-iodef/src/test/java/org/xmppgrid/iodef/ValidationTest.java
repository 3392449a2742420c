package org.xmppgrid.iodef;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class ValidationTest {
    private static final String CAMPAIGN = "rfc7970-7.2-campaign-indicators.xml";
    private static final String SECRET = "oimireik79msd"; // from the list of observables

    static final List<String> RIGHT =
            Documents.ALL.stream().filter(name -> !name.equals(CAMPAIGN)).toList();

    private static List<Finding> errors(String document) {
        return Iodef.validate(Iodef.read(document)).stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
    }

    private static String written(PayloadType<IodefDocument> type, IodefDocument document) throws XMLStreamException {
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        try {
            type.write(document, writer);
        } finally {
            writer.close();
        }
        return text.toString();
    }

    @ParameterizedTest
    @FieldSource("RIGHT")
    void validate_whenTheDocumentIsOfAnRfc_thenHasNoErrors(String name) {
        assertThat(errors(Documents.text(name))).isEmpty();
    }

    @Test
    void validate_whenTheDocumentIsTheCampaignOfRfc7970_thenHasItsTwoErrors() {
        assertThat(errors(Documents.text(CAMPAIGN)))
                .extracting(Finding::rule, Finding::path)
                .containsExactly(
                        tuple(
                                "schema-unexpected-element",
                                "/IODEF-Document/Incident[1]/RelatedActivity[1]/ThreatActor[1]/Description[1]"),
                        tuple(
                                "schema-token",
                                "/IODEF-Document/Incident[1]/IndicatorData/Indicator[1]/Observable/BulkObservable/@type"));
    }

    @Test
    void validate_whenNothingIsWrong_thenIsEmpty() {
        assertThat(Iodef.validate(Iodef.read(Documents.withIncident("")))).isEmpty();
    }

    @Test
    void validate_whenFindingsAreOfManyKinds_thenAreInTheOrderOfTheDocument() {
        String document = Documents.withAttributes(" ext-status='x'")
                .replace(" xml:lang=\"en\"", "")
                .replace("name=\"csirt.example.com\"", "name=\"csirt\"")
                .replace("2015-07-18T09", "2015-07-18 09")
                .replace("role=\"creator\"", "role=\"owner\"");

        assertThat(Iodef.validate(Iodef.read(document)))
                .extracting(Finding::rule)
                .containsExactly(
                        "language-missing", "ext-value-unused", "name-not-fqdn", "schema-value", "schema-token");
    }

    @Test
    void validate_whenTheDocumentWasBuilt_thenMissingPartsAreNamed() {
        IodefDocument document =
                IodefDocument.builder().withLang("en").addIncident().end().buildPartial();

        assertThat(Iodef.validate(document))
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("schema-missing-attribute", "schema-missing-element");
    }

    @Test
    void write_whenTheDocumentHasErrors_thenRefusedBeforeAnythingIsWritten() throws XMLStreamException {
        IodefDocument document = Iodef.read(Documents.text(CAMPAIGN));
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);

        assertThatThrownBy(() -> Iodef.DOCUMENT.write(document, writer))
                .isInstanceOfSatisfying(
                        GridPayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_INVALID))
                .hasMessageContaining("2 errors")
                .hasMessageContaining("ThreatActor[1]")
                .hasMessageContaining("schema-token")
                .hasMessageContaining("Iodef.validate")
                .hasMessageNotContaining(SECRET);
        writer.flush();
        assertThat(text.toString()).isEmpty();
    }

    @Test
    void write_whenThereAreManyErrors_thenTheFirstThreeAreShown() {
        String four = Documents.withAttributes(" ext-status='x' status='y' ext-restriction='z'")
                .replace("role=\"creator\"", "role=\"owner\"");

        assertThatThrownBy(() -> written(Iodef.DOCUMENT, Iodef.read(four)))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("4 errors")
                .hasMessageContaining("and 1 more")
                .hasMessageContaining("@ext-restriction");
    }

    @Test
    void write_whenThePolicyIsWarn_thenWrittenAndLoggedWithoutContent() throws XMLStreamException {
        IodefDocument document = Iodef.read(Documents.text(CAMPAIGN));
        List<String> log = new ArrayList<>();

        assertThat(written(
                        new ValidatedDocuments(Iodef.DOCUMENT, ValidationPolicy.WARN, log::add),
                        Iodef.read(Documents.text(Documents.MINIMAL))))
                .isNotEmpty();
        assertThat(log).isEmpty();
        assertThat(written(
                        new ValidatedDocuments(Iodef.document(ValidationPolicy.OFF), ValidationPolicy.WARN, log::add),
                        document))
                .contains(SECRET);
        assertThat(log).singleElement().satisfies(line -> assertThat(line)
                .contains("2 errors", "/IODEF-Document/Incident[1]/RelatedActivity[1]/ThreatActor[1]", "schema-token")
                .doesNotContain(SECRET)
                .doesNotContain("\n"));
    }

    @Test
    void document_whenThePolicyIsWarn_thenWrites() throws XMLStreamException {
        assertThat(written(Iodef.document(ValidationPolicy.WARN), Iodef.read(Documents.text(CAMPAIGN))))
                .contains(SECRET);
    }

    @Test
    void write_whenThePolicyIsOff_thenWritten() throws XMLStreamException {
        IodefDocument document = Iodef.read(Documents.text(CAMPAIGN));

        assertThat(Iodef.read(written(Iodef.document(ValidationPolicy.OFF), document)))
                .isEqualTo(document);
    }

    @Test
    void write_whenByHand_thenIsNotChecked() {
        assertThat(Iodef.write(Iodef.read(Documents.text(CAMPAIGN)))).contains(SECRET);
    }
}
