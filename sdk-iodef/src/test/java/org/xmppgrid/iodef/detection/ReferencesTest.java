package org.xmppgrid.iodef.detection;

import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.model.Address;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xmppgrid.iodef.detection.Reports.address;
import static org.xmppgrid.iodef.detection.Reports.indicator;

class ReferencesTest {
    private static final String INCIDENT = "/IODEF-Document/Incident[1]";

    @Test
    void resolve_whenIdentifiersHaveWhiteSpace_thenItDoesNotCount() {
        References references = References.of(Reports.incident(
                "<EventData><Flow><System><Node><Address observable-id='a1'>1</Address></Node></System></Flow></EventData>"
                        + "<IndicatorData>" + indicator("G1", address("2")) + "</IndicatorData>"));

        assertThat(references.resolve(" a1\n")).containsInstanceOf(Address.class);
        assertThat(references.pathOf("a1")).contains(INCIDENT + "/EventData[1]/Flow[1]/System[1]/Node/Address[1]");
        assertThat(references.resolve("G1")).containsInstanceOf(Indicator.class);
        assertThat(references.resolve("g1")).isEmpty();
        assertThat(references.resolve(" ")).isEmpty();
        assertThat(references.findings()).isEmpty();
    }

    @Test
    void resolve_whenEachClassHasAnObservableId_thenFindsAllOfThem() {
        String content = "<EventData observable-id='i3'><Discovery><DetectionPattern observable-id='i4'/></Discovery>"
                + "<Assessment observable-id='i5'/><Method><Reference observable-id='i6'/></Method>"
                + "<Flow><System observable-id='i7'><Node><DomainData observable-id='i8'/><Address observable-id='i9'/></Node>"
                + "<Service observable-id='i10'><EmailData observable-id='i11'/></Service></System></Flow>"
                + "<Expectation observable-id='i12'/><Record><RecordData observable-id='i13'>"
                + "<FileData observable-id='i14'><File observable-id='i15'/></FileData>"
                + "<WindowsRegistryKeysModified observable-id='i16'><Key observable-id='i17'/></WindowsRegistryKeysModified>"
                + "<CertificateData observable-id='i18'><Certificate observable-id='i19'/></CertificateData>"
                + "</RecordData></Record></EventData><History><HistoryItem observable-id='i2' action='other'/></History>"
                + "<AdditionalData dtype='string' observable-id='i20'>x</AdditionalData>";
        References references = References.of(Reports.incident(content));

        for (int i = 2; i <= 20; i++) {
            assertThat(references.resolve("i" + i)).as("i" + i).isPresent();
        }
        assertThat(references.pathOf("i17"))
                .contains(INCIDENT + "/EventData[1]/Record/RecordData[1]/WindowsRegistryKeysModified[1]/Key[1]");
    }

    @Test
    void duplicates_whenAnIdentifierStandsTwice_thenTheFirstIsMeant() {
        IodefDocument document = Reports.indicators(
                indicator("G1", "<Observable><Address observable-id='G1'>1</Address></Observable>"),
                indicator("G1", address("2")));
        References references = References.of(document);

        assertThat(references.duplicates())
                .extracting(Finding::path)
                .containsExactly(
                        INCIDENT + "/IndicatorData/Indicator[1]/Observable/Address/@observable-id",
                        INCIDENT + "/IndicatorData/Indicator[2]/IndicatorID");
        assertThat(references.resolve("G1"))
                .containsSame(document.getIncident()
                        .get(0)
                        .getIndicatorData()
                        .getIndicator()
                        .get(0));
    }

    @Test
    void dangling_whenAnIndicatorIsOnlyNamed_thenItMayBeOfAnotherDocument() {
        IodefDocument document = Reports.incident("<IndicatorData>"
                + indicator(
                        "G1",
                        "<AlternativeIndicatorID><IndicatorID name='b' version='1'>G1</IndicatorID>"
                                + "<IndicatorReference euid-ref='other'/></AlternativeIndicatorID>" + address("1"))
                + "</IndicatorData>");

        assertThat(References.of(document).findings()).isEmpty();
    }

    @Test
    void cycles_whenAnIndicatorIsItsOwnAlternative_thenThatIsNoCycle() {
        References references = References.of(Reports.indicators(
                indicator(
                        "G1",
                        "<AlternativeIndicatorID><IndicatorReference uid-ref='G1'/></AlternativeIndicatorID>"
                                + address("1")),
                indicator("G2", "<IndicatorReference uid-ref='G2'/>")));

        assertThat(references.cycles())
                .extracting(Finding::path)
                .containsExactly(INCIDENT + "/IndicatorData/Indicator[2]/IndicatorReference/@uid-ref");
        assertThat(references.cycles()).extracting(Finding::rule).containsExactly("reference-cycle");
    }

    @Test
    void findings_whenIdentifiersAreSecret_thenNameThemByPlace() {
        References references = References.of(Reports.indicators(
                indicator("s3cret", "<ObservableReference uid-ref='s3cret-2'/>"),
                indicator("s3cret", "<IndicatorReference uid-ref='s3cret'/>")));

        assertThat(references.findings()).hasSize(2).noneMatch(it -> it.toString()
                .contains("s3cret"));
    }
}
