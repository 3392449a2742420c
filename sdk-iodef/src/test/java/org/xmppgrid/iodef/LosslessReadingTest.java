package org.xmppgrid.iodef;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmlunit.assertj3.XmlAssert;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.ForeignElement;

import static org.assertj.core.api.Assertions.assertThat;

/** What JAXB's own binding would drop or change without a word. */
class LosslessReadingTest {

    private static String roundTrip(String xml) {
        return Iodef.write(Iodef.read(xml));
    }

    private static void assertKept(String xml) {
        XmlAssert.assertThat(roundTrip(xml)).and(xml).areSimilar();
    }

    private static Incident incident(String xml) {
        return Iodef.read(xml).getIncident().get(0);
    }

    @Test
    void read_whenATokenIsUnknown_thenKeepsIt() {
        String xml = Documents.withAttributes(" status=\"under-review\"");

        Incident incident = incident(xml);

        assertThat(incident.getStatus().token()).isEqualTo("under-review");
        assertThat(incident.getStatus().isKnown()).isFalse();
        assertKept(xml);
    }

    @Test
    void read_whenConfidenceIsNumeric_thenKeepsTheNumber() {
        String xml = Documents.withAssessment(
                "<Assessment><SystemImpact/>" + "<Confidence rating=\"numeric\">0.70</Confidence></Assessment>");

        assertThat(incident(xml).getAssessment().get(0).getConfidence().getValue())
                .isEqualTo("0.70");
        assertKept(xml);
    }

    @Test
    void read_whenASoftwareReferenceHoldsText_thenKeepsIt() {
        String xml = Documents.withIncident("<EventData><Flow><System><OperatingSystem>"
                + "<SoftwareReference spec-name=\"cpe\">cpe:/o:debian:debian_linux:12</SoftwareReference>"
                + "</OperatingSystem></System></Flow></EventData>");

        assertKept(xml);
    }

    @Test
    void read_whenAReferenceLeadsNowhere_thenKeepsIt() {
        String xml = Documents.withIncident("<IndicatorData><Indicator>"
                + "<IndicatorID name=\"csirt.example.com\" version=\"1\">G1</IndicatorID>"
                + "<ObservableReference uid-ref=\"elsewhere\"/></Indicator></IndicatorData>");

        assertThat(incident(xml)
                        .getIndicatorData()
                        .getIndicator()
                        .get(0)
                        .getObservableReference()
                        .getUidRef())
                .isEqualTo("elsewhere");
        assertKept(xml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T24:00:00Z",
                "2024-02-29T10:00:00",
                "2024-02-29T10:00:00.123456789012345Z",
                "12024-02-29T10:00:00Z",
                "yesterday at noon"
            })
    void read_whenATimeIsOdd_thenKeepsItsText(String time) {
        String xml = Documents.withIncident("<EventData><DetectTime>" + time + "</DetectTime></EventData>");

        assertThat(incident(xml).getEventData().get(0).getDetectTime().text()).isEqualTo(time);
        assertKept(xml);
    }

    @Test
    void read_whenAPortIsAName_thenKeepsIt() {
        assertKept(Documents.withIncident(
                "<EventData><Flow><System><Service><Port>http</Port></Service></System></Flow></EventData>"));
    }

    @Test
    void read_whenImpactsAreMixed_thenKeepsTheirKindAndOrder() {
        String xml = Documents.withAssessment("<Assessment><IntendedImpact type=\"extortion\"/><SystemImpact/>"
                + "<BusinessImpact type=\"legal\"/><TimeImpact metric=\"labor\">5</TimeImpact></Assessment>");

        assertThat(incident(xml).getAssessment().get(0).getImpacts())
                .extracting(impact -> impact.getClass().getSimpleName())
                .containsExactly("IntendedImpact", "SystemImpact", "BusinessImpact", "TimeImpact");
        assertKept(xml);
    }

    @Test
    void read_whenTheRootSaysWhereItsSchemaIs_thenKeepsItAsText() {
        IodefDocument document = Iodef.read(Documents.text(Documents.PUBLISHED));

        assertThat(document.getSchemaLocation())
                .startsWith("http://www.iana.org/assignments/xml-registry/")
                .endsWith("schema/iodef-2.0.xsd");
        assertThat(Iodef.write(document)).contains("xsi:schemaLocation=\"" + document.getSchemaLocation() + "\"");
    }

    @Test
    void read_whenLanguagesAreGiven_thenKeepsThem() {
        assertKept(Documents.withAssessment("<Description xml:lang=\"fr\" translation-id=\"1\">ver</Description>")
                .replace("<Incident ", "<Incident xml:lang=\"de\" "));
    }

    @Test
    void read_whenVersionAndLanguageAreMissing_thenWritesThoseThatSayTheSame() {
        String xml = Documents.withIncident("").replace(" version=\"2.00\" xml:lang=\"en\"", "");

        assertThat(Iodef.read(xml).getLang()).isNull();
        assertThat(roundTrip(xml))
                .startsWith(
                        "<IODEF-Document xmlns=\"urn:ietf:params:xml:ns:iodef-2.0\" version=\"2.00\" xml:lang=\"und\">");
    }

    @Test
    void read_whenTheVersionIsAnother_thenKeepsIt() {
        assertKept(Documents.withIncident("").replace("2.00", "2.0"));
    }

    @Test
    void read_whenThereIsNoRestriction_thenWritesNone() {
        assertThat(roundTrip(Documents.withIncident("<EventData><Expectation/></EventData>")))
                .doesNotContain("restriction")
                .doesNotContain("action");
    }

    @Test
    void read_whenAdditionalDataIsXml_thenKeepsItAsXml() {
        String foreign =
                "<x:log xmlns:x=\"urn:x\" xmlns:y=\"urn:y\" y:type=\"x:line\">a &amp; b<line n=\"1\"/></x:log>";
        String xml = Documents.withIncident("<AdditionalData dtype=\"xml\">" + foreign + "</AdditionalData>");

        Object content = incident(xml).getAdditionalData().get(0).getContent().get(0);

        assertThat(content)
                .isInstanceOf(ForeignElement.class)
                .isEqualTo(ForeignElement.of(((ForeignElement) content).xml()));
        assertKept(xml);
        assertThat(Iodef.read(roundTrip(xml))).isEqualTo(Iodef.read(xml));
    }

    @Test
    void read_whenForeignXmlUsesAPrefixOfItsSurroundings_thenKeepsTheMeaning() {
        String xml = Documents.withIncident(
                        "<AdditionalData dtype=\"xml\"><plain xmlns=\"\" kind=\"x:y\"/></AdditionalData>")
                .replace("<IODEF-Document ", "<IODEF-Document xmlns:x=\"urn:x\" xmlns:unused=\"urn:unused\" ");

        ForeignElement element = (ForeignElement)
                incident(xml).getAdditionalData().get(0).getContent().get(0);

        assertThat(element.xml()).isEqualTo("<plain xmlns:x=\"urn:x\" kind=\"x:y\"/>");
        assertThat(element.namespace()).isEmpty();
        assertKept(xml);
    }

    @Test
    void read_whenASignatureHasItsOwnPrefix_thenKeepsIt() {
        String signature = "<dsig:Signature xmlns:dsig=\"http://www.w3.org/2000/09/xmldsig#\">"
                + "<dsig:SignedInfo/><dsig:SignatureValue>AAAA</dsig:SignatureValue></dsig:Signature>";
        String xml = Documents.withIncident("<EventData><Record><RecordData><FileData><File><SignatureData>" + signature
                + "</SignatureData></File></FileData></RecordData></Record></EventData>");

        assertThat(roundTrip(xml)).contains(signature);
    }

    @Test
    void read_whenACertificateIsGiven_thenKeepsItsParts() {
        assertKept(Documents.withIncident("<EventData><Record><RecordData><CertificateData><Certificate>"
                + "<ds:X509Data xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"
                + "<ds:X509IssuerSerial><ds:X509IssuerName>CN=a</ds:X509IssuerName>"
                + "<ds:X509SerialNumber>0017</ds:X509SerialNumber></ds:X509IssuerSerial>"
                + "<ds:X509Certificate>AA\nAA</ds:X509Certificate></ds:X509Data>"
                + "</Certificate></CertificateData></RecordData></Record></EventData>"));
    }

    @Test
    void read_whenStructuredInformationIsGiven_thenKeepsIt() {
        assertKept(Documents.withAssessment("<Method>"
                + "<sci:AttackPattern xmlns:sci=\"urn:ietf:params:xml:ns:iodef-sci-1.0\" SpecID=\"urn:x\">"
                + "<sci:RawData dtype=\"xml\"><a xmlns=\"urn:a\"/></sci:RawData>"
                + "<sci:Platform SpecID=\"urn:y\"/></sci:AttackPattern></Method>"));
    }

    @Test
    void read_whenAnElementClaimsAnotherType_thenKeepsItsOwn() {
        Incident incident = incident(
                Documents.withIncident("")
                        .replace(
                                "<Contact ",
                                "<Contact xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"ExtensionType\" "));

        assertThat(incident.getContact().get(0).getContactName().get(0).getValue())
                .isEqualTo("CSIRT");
    }

    @Test
    void read_whenAnIdStandsTwice_thenKeepsBoth() {
        String xml = Documents.withIncident("<EventData observable-id=\"o\"/><EventData observable-id=\"o\"/>");

        assertThat(incident(xml).getEventData())
                .extracting(event -> event.getObservableId())
                .containsExactly("o", "o");
        assertKept(xml);
    }

    @Test
    void read_whenAnElementIsUnknown_thenKeepsWhatStandsAroundIt() {
        String xml = Documents.withAssessment("<Description>before<NodeName>x</NodeName> and after</Description>");

        IodefDocument document = Iodef.read(xml);

        assertThat(document.getIncident().get(0).getDescription().get(0).getValue())
                .isEqualTo("before and after");
        assertThat(document.findings()).extracting(Finding::rule).containsExactly("unknown-element", "divided-text");
    }

    @Test
    void read_whenABulkListIsGiven_thenKeepsItsLines() {
        assertKept(Documents.withIncident("<IndicatorData><Indicator>"
                + "<IndicatorID name=\"csirt.example.com\" version=\"1\">G1</IndicatorID><Observable><BulkObservable"
                + " type=\"ipv4-addr\"><BulkObservableList>\n192.0.2.1\n192.0.2.2\n</BulkObservableList></BulkObservable>"
                + "</Observable></Indicator></IndicatorData>"));
    }

    @Test
    void write_whenTheDocumentHadUnusedNamespaces_thenDeclaresOnlyWhatIsUsed() {
        String xml =
                Documents.withIncident("").replace("<IODEF-Document ", "<IODEF-Document xmlns:unused=\"urn:unused\" ");

        assertThat(roundTrip(xml)).containsOnlyOnce("xmlns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<s:Signature xmlns:s=\"http://www.w3.org/2000/09/xmldsig#\">\n <s:SignedInfo>\n </s:SignedInfo>\n</s:Signature>",
                "<a xmlns=\"urn:a\"> <b> </b> t <c xmlns=\"\"/>\n</a>"
            })
    void read_whenASignatureHasWhiteSpace_thenKeepsItToTheLetter(String signature) {
        String xml = Documents.withIncident("<EventData><Record><RecordData><FileData><File><SignatureData>" + signature
                + "</SignatureData></File></FileData></RecordData></Record></EventData>");

        assertThat(roundTrip(xml)).contains(signature);
    }

    @Test
    void read_whenATextNamesAPrefixAcrossItsPieces_thenForeignXmlKeepsTheMeaning() {
        for (int length = 3_900; length < 4_100; length++) {
            String xml = Documents.withIncident("<AdditionalData dtype=\"xml\" xmlns:pre=\"urn:pre\"><a>"
                    + "x".repeat(length) + " pre:fix</a></AdditionalData>");

            assertThat(roundTrip(xml)).contains("xmlns:pre=\"urn:pre\"");
        }
    }

    @Test
    void read_whenForeignXmlHasTheNamesOfTheModel_thenKeepsItAsXml() {
        assertKept(Documents.withIncident("<AdditionalData dtype=\"xml\"><Incident a=\"b\"><Zork/></Incident>"
                + "<IODEF-Document xmlns=\"urn:ietf:params:xml:ns:iodef-1.0\"/></AdditionalData>"));
        assertThat(Iodef.read(Documents.withIncident("<AdditionalData dtype=\"xml\"><Zork/></AdditionalData>"))
                        .findings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a xmlns=\"urn:a\">ds:fa</a>",
                "<a xmlns=\"urn:a\" xmlns:ds=\"urn:d\">ds:fa</a>",
                "<a xmlns=\"urn:a\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">ds:fa</a>",
                "<a xmlns=\"urn:a\"><b xmlns=\"urn:a\"/></a>",
                "<ds:a xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>"
            })
    void read_whenForeignXmlStandsWhereWritingDeclaresAPrefix_thenIsTheSameAfterwards(String foreign) {
        IodefDocument document = Iodef.read(Documents.withIncident("<EventData><Record><RecordData><FileData><File>"
                + "<HashData scope=\"file-contents\"><Hash><DigestMethod xmlns=\"http://www.w3.org/2000/09/xmldsig#\""
                + " Algorithm=\"a\">" + foreign + "</DigestMethod><ds:DigestValue"
                + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">AA==</ds:DigestValue></Hash></HashData>"
                + "</File></FileData></RecordData></Record></EventData>"));

        assertThat(Iodef.read(Iodef.write(document))).isEqualTo(document);
    }

    @Test
    void read_whenForeignXmlMeansAPrefixThatWeUseForSomethingElse_thenKeepsItsMeaning() {
        String xml = Documents.withIncident("<AdditionalData dtype='xml' xmlns:ds='urn:my-own'>"
                + "<q:e xmlns:q='urn:q' type='ds:thing'>ds:Signature</q:e></AdditionalData>");

        assertThat(roundTrip(xml)).contains("xmlns:ds=\"urn:my-own\"");
    }
}
