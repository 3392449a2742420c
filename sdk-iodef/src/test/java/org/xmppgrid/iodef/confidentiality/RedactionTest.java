package org.xmppgrid.iodef.confidentiality;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Restriction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

class RedactionTest {
    private static final String SYSTEM =
            "<System><Node><Address category='ipv4-addr' observable-id='a1'>192.0.2.1</Address></Node></System>";
    private static final String OBSERVABLE =
            "<Observable><Address category='ipv4-addr'>192.0.2.2</Address></Observable>";
    private static final String SECRET =
            "<Observable restriction='red'><Address category='ipv4-addr'>192.0.2.3</Address></Observable>";

    @Test
    void of_whenNothingIsTooStrict_thenGivesTheSameDocument() {
        IodefDocument document = green("<EventData restriction='public'><Flow>" + SYSTEM + "</Flow></EventData>");

        Redaction redaction = Redaction.of(document, Restriction.PARTNER);

        assertThat(redaction.document().orElseThrow()).isSameAs(document);
        assertThat(redaction.removed()).isEmpty();
    }

    @Test
    void of_whenTheIncidentIsTooStrict_thenNothingLeavesWhateverAChildAllows() {
        IodefDocument document = Iodef.read(
                Reports.incident("", "<EventData restriction='public'><Flow>" + SYSTEM + "</Flow></EventData>"));

        Redaction redaction = Redaction.of(document, Restriction.AMBER);

        assertThat(redaction.document()).isEmpty();
        assertThat(Iodef.redact(document, Restriction.AMBER)).isEmpty();
        assertThat(Iodef.redact(document, Restriction.PRIVATE)).contains(document);
        assertThat(redaction.removed())
                .extracting(Finding::path, Finding::rule)
                .containsExactly(
                        tuple("/IODEF-Document", "restricted-content-needed"),
                        tuple("/IODEF-Document/Incident[1]", "restriction"));
        // The incident, its id, contact with name, event, flow, system, node, address; the last five are public.
        assertThat(redaction.removed().get(1).message()).contains("the 8 parts in it", "5 of them allow more");
    }

    @Test
    void of_whenSomePartsAreTooStrict_thenTheOthersStayAsTheyAre() {
        IodefDocument document =
                green("<EventData><Flow>" + SYSTEM + "<System restriction='red'><Node/></System></Flow>"
                        + "<Expectation restriction='amber'/></EventData><EventData restriction='red'/>");

        IodefDocument left =
                Redaction.of(document, Restriction.GREEN).document().orElseThrow();

        assertThat(left).isEqualTo(green("<EventData><Flow>" + SYSTEM + "</Flow></EventData>"));
        Incident original = document.getIncident().get(0);
        assertThat(left.getIncident().get(0).getContact().get(0))
                .isSameAs(original.getContact().get(0));
        assertThat(original.getEventData()).hasSize(2);
        assertThat(Redaction.of(left, Restriction.GREEN).removed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<EventData><Flow><System restriction='red'><Node/></System></Flow></EventData>",
                "<EventData><Record><RecordData><RecordItem dtype='string' restriction='red'>x</RecordItem></RecordData></Record></EventData>",
                "<EventData observable-id='e1'><Record><RecordData restriction='red'><URL>http://a.example/</URL></RecordData></Record></EventData>",
                "<History><HistoryItem action='other' restriction='red'><DateTime>2015-07-18T09:00:00Z</DateTime></HistoryItem></History>",
                "<IndicatorData><Indicator restriction='red'><IndicatorID name='a' version='1'>G1</IndicatorID></Indicator></IndicatorData>",
                "<EventData><Flow><System><Node><DomainData><Name>a.example</Name><DomainContacts><Contact restriction='red'"
                        + " role='tech' type='person'/></DomainContacts></DomainData></Node>"
                        + "<AdditionalData dtype='string' restriction='red'>x</AdditionalData></System></Flow></EventData>",
                "<EventData><Method><AdditionalData dtype='string' restriction='red'>x</AdditionalData></Method></EventData>",
                "<EventData><Discovery><DetectionPattern restriction='red'><Application/></DetectionPattern></Discovery></EventData>",
                "<EventData><Flow><System><Node/><Service><EmailData><EmailHeaderField dtype='string' restriction='red'>x"
                        + "</EmailHeaderField></EmailData></Service></System></Flow></EventData>",
                "<RelatedActivity><ThreatActor restriction='red'/><Confidence rating='low'/></RelatedActivity>",
                "<AlternativeID><IncidentID name='b' restriction='red'>2</IncidentID></AlternativeID>"
            })
    void of_whenAContainerHasNothingLeft_thenItGoesToo(String content) {
        IodefDocument document = green(content);

        Redaction redaction = Redaction.of(document, Restriction.GREEN);

        String left = Iodef.write(redaction.document().orElseThrow());
        assertThat(left).doesNotContain("red\"").doesNotContain("EmailData", "DomainContacts", "Service", "Discovery");
        assertThat(left)
                .doesNotContain("<Flow/>", "<Record/>", "<RecordData/>", "<History/>", "<Method/>", "<EventData/>");
        assertThat(left).doesNotContain("IndicatorData", "RelatedActivity", "AlternativeID", "e1");
        assertThat(redaction.removed()).isNotEmpty();
    }

    @Test
    void of_whenAMandatoryPartGoes_thenItsIncidentGoesAndTheOthersStay() {
        IodefDocument document = Iodef.read(Reports.document(
                Reports.one("1", "restriction='green'", "").replace("<Contact ", "<Contact restriction='red' ")
                        + Reports.one(
                                "2",
                                "restriction='green'",
                                "<RelatedActivity><IncidentID name='CSIRT.Example.com'>\n 1\n"
                                        + "</IncidentID><URL>http://a.example/</URL></RelatedActivity>")));

        Redaction redaction = Redaction.of(document, Restriction.GREEN);

        IodefDocument left = redaction.document().orElseThrow();
        assertThat(left.getIncident()).hasSize(1);
        Incident second = left.getIncident().get(0);
        assertThat(second.getIncidentId().getValue()).isEqualTo("2");
        // A reference to the incident that went would tell that there is one.
        assertThat(second.getRelatedActivity().get(0).getIncidentId()).isEmpty();
        assertThat(second.getRelatedActivity().get(0).getUrl()).containsExactly("http://a.example/");
        assertThat(redaction.removed())
                .extracting(Finding::path)
                .containsExactly(
                        "/IODEF-Document/Incident[1]",
                        "/IODEF-Document/Incident[1]/Contact[1]",
                        "/IODEF-Document/Incident[2]/RelatedActivity[1]/IncidentID[1]");
    }

    @Test
    void of_whenAnObservableGoes_thenReferencesToItGoWithTheirIndicators() {
        IodefDocument document = green("<EventData><Flow><System restriction='red'>" + SYSTEM.substring(8)
                + "</Flow></EventData>"
                + indicators(
                        indicator("G1", "<ObservableReference uid-ref='a1'/>"),
                        indicator("G2", OBSERVABLE),
                        indicator("G3", "<IndicatorReference uid-ref='G1'/>"),
                        indicator("G4", "<IndicatorReference euid-ref='elsewhere'/>")));

        IodefDocument left =
                Redaction.of(document, Restriction.GREEN).document().orElseThrow();

        assertThat(indicatorIds(left)).containsExactly("G2", "G4");
        assertThat(left.getIncident().get(0).getEventData()).isEmpty();
        assertThat(Iodef.write(left)).doesNotContain("a1", "G1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"and", "or", "not", "xor"})
    void of_whenAnExpressionLosesATerm_thenTheIndicatorGoes(String operator) {
        IodefDocument document = green(
                indicators(
                        indicator(
                                "G1",
                                "<IndicatorExpression><IndicatorExpression operator='" + operator + "'>" + OBSERVABLE
                                        + SECRET + "</IndicatorExpression>" + OBSERVABLE + "</IndicatorExpression>"),
                        indicator(
                                "G2",
                                "<IndicatorExpression>" + OBSERVABLE
                                        + "<AdditionalData dtype='string' restriction='red'>x</AdditionalData></IndicatorExpression>")));

        IodefDocument left =
                Redaction.of(document, Restriction.GREEN).document().orElseThrow();

        assertThat(indicatorIds(left)).containsExactly("G2");
        assertThat(Iodef.write(left)).doesNotContain("192.0.2.3", ">x<");
    }

    @Test
    void of_whenAFeatureLosesADetail_thenWhatMatchesByItGoes() {
        IodefDocument document = green("<EventData observable-id='e1'><Flow><System><Node/></System>"
                + "<System restriction='red'><Node/></System></Flow></EventData>"
                + indicators(
                        indicator("G1", "<ObservableReference uid-ref='e1'/>"),
                        indicator(
                                "G2",
                                "<Observable><EventData><Flow>" + SYSTEM
                                        + "<System restriction='red'><Node/></System></Flow></EventData></Observable>"),
                        indicator("G3", OBSERVABLE)));

        IodefDocument left =
                Redaction.of(document, Restriction.GREEN).document().orElseThrow();

        assertThat(indicatorIds(left)).containsExactly("G3");
        assertThat(left.getIncident()
                        .get(0)
                        .getEventData()
                        .get(0)
                        .getFlow()
                        .get(0)
                        .getSystem())
                .hasSize(1);
    }

    @Test
    void of_whenAnIndicatorOnlyLosesItsContact_thenReferencesToItStay() {
        IodefDocument document = green(indicators(
                indicator(
                        "G1",
                        "<Contact role='tech' type='person' restriction='red'><ContactName>x</ContactName></Contact>"
                                + OBSERVABLE),
                indicator("G2", "<IndicatorReference uid-ref='G1'/>")));

        IodefDocument left =
                Redaction.of(document, Restriction.GREEN).document().orElseThrow();

        assertThat(indicatorIds(left)).containsExactly("G1", "G2");
        assertThat(Iodef.write(left)).doesNotContain("ContactName>x");
    }

    @Test
    void of_whenDataStandsBesideTheIncidents_thenStaysOnlyIfItSaysSo() {
        IodefDocument document = Iodef.read(Reports.document(Reports.one("1", "restriction='public'", "")
                + "<AdditionalData dtype='string'>a</AdditionalData>"
                + "<AdditionalData dtype='string' restriction='public'>b</AdditionalData>"));

        IodefDocument left =
                Redaction.of(document, Restriction.PUBLIC).document().orElseThrow();

        assertThat(left.getAdditionalData()).hasSize(1);
        assertThat(left.getAdditionalData().get(0).getContent()).containsExactly("b");
        assertThat(left.getVersion()).isEqualTo("2.00");
        assertThat(left.getLang()).isEqualTo("en");
    }

    @Test
    void of_whenOneObjectStandsTwice_thenEachPlaceIsJudgedByItself() {
        EventData event = EventData.builder().addFlow().addSystem().end().end().buildPartial();
        IodefDocument document = IodefDocument.builder()
                .addIncident()
                .withRestriction(Restriction.GREEN)
                .addEventData(event)
                .addEventData()
                .withRestriction(Restriction.RED)
                .addEventData(event)
                .end()
                .end()
                .buildPartial();

        IodefDocument left =
                Redaction.of(document, Restriction.GREEN).document().orElseThrow();

        assertThat(left.getIncident().get(0).getEventData()).hasSize(1);
        assertThat(left.getIncident().get(0).getEventData().get(0)).isSameAs(event);
    }

    @Test
    void of_whenTheDocumentIsIncomplete_thenWhatIsMissingIsNoReason() {
        IodefDocument document =
                Iodef.read(Reports.document("<Incident restriction='green'><EventData><Flow/></EventData>"
                        + "<EventData restriction='red'/></Incident>"));

        IodefDocument left =
                Redaction.of(document, Restriction.GREEN).document().orElseThrow();

        assertThat(left.getIncident().get(0).getEventData()).hasSize(1);
        assertThat(left.getIncident().get(0).getContact()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "ext-value", "clear"})
    void of_whenTheLevelIsNone_thenRefusesRatherThanGuesses(String level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Redaction.of(green(""), Restriction.of(level)))
                .withMessageContaining("atMost");
    }

    @Test
    void of_whenAnExtendedValueIsConfigured_thenItStaysForThoseReaders() {
        IodefDocument document =
                Iodef.read(Reports.incident("restriction='ext-value' ext-restriction='amber-strict'", ""));
        DisclosurePolicy policy = DisclosurePolicy.strict().withExtension("amber-strict", Restriction.AMBER);

        assertThat(Redaction.of(document, Restriction.AMBER).document()).isEmpty();
        assertThat(Redaction.of(document, Restriction.AMBER, policy).document()).contains(document);
        assertThat(Redaction.of(document, Restriction.GREEN, policy).document()).isEmpty();
    }

    @Test
    void removed_whenContentIsSecret_thenNamesPlacesOnly() {
        IodefDocument document =
                green("<EventData restriction='ext-value' ext-restriction='s3cret' observable-id='s3cret-id'>"
                        + "<Description>s3cret</Description></EventData>"
                        + indicators(indicator("s3cret-indicator", "<ObservableReference uid-ref='s3cret-id'/>")));

        Redaction redaction = Redaction.of(document, Restriction.GREEN);

        assertThat(redaction.removed()).hasSize(4).allSatisfy(finding -> {
            assertThat(finding.toString()).doesNotContain("s3cret");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.INFO);
        });
        assertThat(redaction.toString()).doesNotContain("s3cret");
    }

    @Test
    void of_whenIndicatorsReferToEachOtherInALongChain_thenAllGo() {
        // Each refers to the one before, so that a fresh look at the document for each that goes would take ages.
        int count = 10_000;
        String chain = IntStream.range(1, count)
                .mapToObj(i -> indicator("G" + i, "<IndicatorReference uid-ref='G" + (i - 1) + "'/>"))
                .collect(Collectors.joining());
        IodefDocument document = green(indicators(indicator("G0", SECRET), chain, indicator("other", OBSERVABLE)));

        Redaction redaction = Redaction.of(document, Restriction.GREEN);

        assertThat(indicatorIds(redaction.document().orElseThrow())).containsExactly("other");
    }

    private static IodefDocument green(String content) {
        return Iodef.read(Reports.incident("restriction='green'", content));
    }

    private static String indicators(String... indicators) {
        return "<IndicatorData>" + String.join("", indicators) + "</IndicatorData>";
    }

    private static String indicator(String id, String content) {
        return "<Indicator><IndicatorID name='csirt.example.com' version='1'>\n" + id + "\n</IndicatorID>" + content
                + "</Indicator>";
    }

    private static List<String> indicatorIds(IodefDocument document) {
        return document.getIncident().get(0).getIndicatorData().getIndicator().stream()
                .map(indicator -> indicator.getIndicatorId().getValue().strip())
                .toList();
    }
}
