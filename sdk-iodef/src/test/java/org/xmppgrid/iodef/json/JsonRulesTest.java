package org.xmppgrid.iodef.json;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.MlString;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.IncidentPurpose;
import org.xmppgrid.iodef.value.Restriction;

import static org.assertj.core.api.Assertions.assertThat;

/** What RFC 8727 says of single classes and types, by small documents. */
class JsonRulesTest {
    private static final String START = "<IODEF-Document version=\"2.00\" xmlns=\"urn:ietf:params:xml:ns:iodef-2.0\"";

    private static IodefDocument english(String incident) {
        return Iodef.read(START + " xml:lang=\"en\"><Incident purpose=\"reporting\">" + incident
                + "</Incident></IODEF-Document>");
    }

    private static IodefDocument german(String incident) {
        return Iodef.read(START + " xml:lang=\"de\"><Incident purpose=\"reporting\">" + incident
                + "</Incident></IODEF-Document>");
    }

    private static List<String> losses(IodefDocument document) {
        List<Finding> losses = IodefJson.losses(document);
        assertThat(IodefJson.read(IodefJson.write(document)).equals(document)).isEqualTo(losses.isEmpty());
        return losses.stream()
                .map(loss -> loss.rule() + " " + loss.path().replace("/IODEF-Document/Incident[1]", ""))
                .toList();
    }

    private static MlString description(String json) {
        return IodefJson.read(json).getIncident().get(0).getDescription().get(0);
    }

    @Test
    void write_whenATextInheritsEnglish_thenIsAString() {
        IodefDocument document = english("<Description>a</Description><Description xml:lang=\"en\">b</Description>"
                + "<Description translation-id=\"1\">c</Description>");

        assertThat(IodefJson.write(document))
                .contains("\"Description\":[\"a\",{\"value\":\"b\",\"lang\":\"en\"},"
                        + "{\"value\":\"c\",\"translation-id\":\"1\"}]");
        assertThat(losses(document)).isEmpty();
    }

    @Test
    void write_whenATextInheritsAnotherLanguage_thenIsNoStringThatWouldBeTakenForEnglish() {
        IodefDocument document = german("<Description>a</Description>");

        assertThat(IodefJson.write(document)).contains("\"Description\":[{\"value\":\"a\"}]");
        assertThat(losses(document)).isEmpty();
    }

    @Test
    void read_whenAStringWouldInheritAnotherLanguage_thenIsEnglish() {
        String incident = "\"Incident\":[{\"Description\":[\"a\"]}]}";

        assertThat(description("{\"version\":\"2.0\",\"lang\":\"de\"," + incident)
                        .getLang())
                .isEqualTo("en");
        assertThat(description("{\"version\":\"2.0\"," + incident).getLang()).isEqualTo("en");
        assertThat(description("{" + incident.replace("}]}", "}],\"lang\":\"en\",\"version\":\"2.0\"}"))
                        .getLang())
                .isNull();
    }

    @Test
    void losses_whenRelatedActivityIsDescribedInALanguage_thenNamesTheLanguage() {
        assertThat(losses(german("<RelatedActivity><Description xml:lang=\"fr\">a</Description></RelatedActivity>")))
                .containsExactly("json-no-member /RelatedActivity[1]/Description[1]/@xml:lang");
        assertThat(losses(german("<RelatedActivity><Description>a</Description></RelatedActivity>")))
                .isEmpty();
    }

    @Test
    void write_whenARecordIsRestricted_thenEachOfItsDataIs() {
        IodefDocument document = english("<EventData><Record restriction=\"red\"><RecordData/>"
                + "<RecordData restriction=\"green\"/></Record></EventData>");

        assertThat(IodefJson.write(document))
                .contains("\"RecordData\":[{\"restriction\":\"red\"},{\"restriction\":\"green\"}]");
        assertThat(losses(document))
                .containsExactly(
                        "json-restriction-moved /EventData[1]/Record/@restriction",
                        "json-restriction-moved /EventData[1]/Record/RecordData[1]/@restriction");
        assertThat(IodefJson.read(IodefJson.write(document))
                        .getIncident()
                        .get(0)
                        .getEventData()
                        .get(0)
                        .getRecord()
                        .getRecordData()
                        .get(0)
                        .getRestriction())
                .isEqualTo(Restriction.RED);
    }

    @Test
    void write_whenNumbersHaveAnotherForm_thenJsonGetsItsOwn() {
        IodefDocument document = english("<EventData><Flow><System><Node/>"
                + "<Service ip-protocol=\"+6\"><Port>http</Port></Service><Service ip-protocol=\"6\"><Port>0080</Port>"
                + "</Service><Counter type=\"count\" unit=\"byte\">1.50</Counter>"
                + "<Counter type=\"count\" unit=\"byte\">.5</Counter></System></Flow></EventData>");
        String system = "/EventData[1]/Flow[1]/System[1]";

        assertThat(IodefJson.write(document))
                .contains("{\"ip-protocol\":6,\"Port\":\"http\"},{\"ip-protocol\":6,\"Port\":80}")
                .contains("{\"value\":1.50,\"type\"")
                .contains("{\"value\":0.5,\"type\"");
        assertThat(losses(document))
                .containsExactly(
                        "json-number " + system + "/Service[1]/@ip-protocol",
                        "json-number " + system + "/Service[2]/Port",
                        "json-number " + system + "/Counter[2]/text()");
    }

    @Test
    void write_whenAConfidenceHasNoNumber_thenTheNumberThatJsonDemandsIsZero() {
        IodefDocument document = english("<Assessment><Confidence rating=\"high\"/></Assessment>"
                + "<Assessment><Confidence rating=\"numeric\">0</Confidence></Assessment>"
                + "<Assessment><Confidence rating=\"numeric\">0.70</Confidence></Assessment>");

        assertThat(IodefJson.write(document))
                .contains("{\"value\":0,\"rating\":\"high\"}", "{\"value\":0,\"rating\":\"numeric\"}", "0.70");
        assertThat(losses(document)).isEmpty();
    }

    @Test
    void write_whenJsonDemandsWhatXmlLeavesToADefault_thenTheDefaultIsWritten() {
        assertThat(losses(english("<Assessment><SystemImpact/></Assessment>")))
                .containsExactly("json-default /Assessment[1]/SystemImpact[1]/@type");
    }

    @Test
    void losses_whenTermsOfAnExpressionAreMixed_thenNameTheOrderOnce() {
        String indicator = "<IndicatorData><Indicator><IndicatorID name=\"a\" version=\"1\">1</IndicatorID>"
                + "<IndicatorExpression operator=\"or\"><ObservableReference uid-ref=\"x\"/>"
                + "<IndicatorExpression operator=\"and\"/><ObservableReference uid-ref=\"y\"/>"
                + "</IndicatorExpression></Indicator></IndicatorData>";

        assertThat(IodefJson.write(english(indicator))).contains("\"uid-ref\":[\"x\",\"y\"]");
        assertThat(losses(english(indicator)))
                .containsExactly("json-order /IndicatorData/Indicator[1]/IndicatorExpression");
    }

    @Test
    void losses_whenWhatHasNoMemberIsThere_thenEachIsNamed() {
        assertThat(losses(english("<IndicatorData/>"))).containsExactly("json-grouping /IndicatorData");
        assertThat(losses(english("<IndicatorData><Indicator><IndicatorID name=\"a\" version=\"1\">1</IndicatorID>"
                        + "<AlternativeIndicatorID><IndicatorReference euid-ref=\"a\"/></AlternativeIndicatorID>"
                        + "</Indicator></IndicatorData>")))
                .containsExactly("json-no-member"
                        + " /IndicatorData/Indicator[1]/AlternativeIndicatorID[1]/IndicatorReference[1]");
        assertThat(losses(english("<EventData><Record><RecordData><WindowsRegistryKeysModified>"
                        + "<Key><KeyName>a</KeyName><KeyValue>b</KeyValue></Key><Key><KeyName>a</KeyName>"
                        + "<Value>b</Value></Key></WindowsRegistryKeysModified></RecordData></Record></EventData>")))
                .containsExactly("json-key-value /EventData[1]/Record/RecordData[1]"
                        + "/WindowsRegistryKeysModified[1]/Key[1]/KeyValue");
    }

    @Test
    void write_whenThereIsForeignXml_thenXmlComesBackAsXml() {
        IodefDocument document = english("<AdditionalData dtype=\"xml\"> <a:x xmlns:a=\"urn:a\"><y b=\"&lt;\"/></a:x> "
                + "</AdditionalData><AdditionalData dtype=\"string\">&lt;no xml/&gt;</AdditionalData>");

        assertThat(losses(document)).isEmpty();
        assertThat(losses(english("<AdditionalData dtype=\"string\"><x xmlns=\"urn:a\"/></AdditionalData>")))
                .containsExactly("json-foreign-xml /AdditionalData[1]");
    }

    @Test
    void write_whenThereAreSignaturesAndCertificates_thenTheyAreBase64OfTheirXml() {
        String ds = "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"";
        IodefDocument document = english("<EventData><Record><RecordData><FileData><File><HashData"
                + " scope=\"file-contents\"><Hash><ds:DigestMethod " + ds + " Algorithm=\"urn:a\"/><ds:DigestValue "
                + ds + ">XA==</ds:DigestValue><ds:CanonicalizationMethod " + ds + " Algorithm=\"urn:b\"/></Hash>"
                + "</HashData><SignatureData><ds:Signature " + ds + "><ds:SignatureValue/></ds:Signature>"
                + "</SignatureData></File></FileData><CertificateData><Certificate><ds:X509Data " + ds
                + "><ds:X509SubjectName>CN=a</ds:X509SubjectName><ds:X509Certificate>AAAA</ds:X509Certificate>"
                + "<x xmlns=\"urn:x\"/></ds:X509Data></Certificate></CertificateData></RecordData></Record>"
                + "</EventData>");

        assertThat(losses(document)).isEmpty();
        assertThat(IodefJson.write(document))
                .contains("\"DigestValue\":\"XA==\"")
                .doesNotContain("CN=a");
    }

    @Test
    void write_whenThereIsStructuredInformation_thenItsRawDataIsBase64AndItsReferenceADescription() {
        String sci = "<Method><Vulnerability xmlns=\"urn:ietf:params:xml:ns:iodef-sci-1.0\" SpecID=\"private\""
                + " ext-SpecID=\"a\" ContentID=\"CVE-2010-3333\">";
        String end = "</Vulnerability></Method>";

        assertThat(losses(english(sci + "<RawData dtype=\"xml\"><x xmlns=\"urn:x\"/></RawData>" + end)))
                .isEmpty();
        IodefDocument named = english(sci
                + "<Reference xmlns=\"urn:ietf:params:xml:ns:iodef-1.0\"><ReferenceName>n</ReferenceName></Reference>"
                + end);
        assertThat(IodefJson.write(named)).contains("\"Reference\":[{\"Description\":[\"n\"]}]");
        assertThat(losses(named))
                .containsExactly("json-reference-name /Method[1]/sci:Vulnerability[1]/iodef1:Reference[1]");
    }

    @Test
    void read_whenAReferenceOfStructuredInformationHasAnIdentifier_thenItIsTheName() {
        IodefDocument document = IodefJson.read(
                "{\"version\":\"2.0\",\"Incident\":[{\"Method\":[{\"Vulnerability\":["
                        + "{\"SpecID\":\"private\",\"Reference\":[{\"ReferenceName\":{\"specIndex\":1,\"ID\":\"dgZ\"}}]}]}]}]}");

        assertThat(Iodef.write(document)).contains(">dgZ</");
        assertThat(document.findings())
                .extracting(Finding::path)
                .containsExactly("/Incident/0/Method/0/Vulnerability/0/Reference/0/ReferenceName");
    }

    @Test
    void losses_whenTheJsonHadNoText_thenAreNone() {
        assertThat(losses(IodefJson.read(
                        "{\"version\":\"2.0\",\"Incident\":[{\"IncidentID\":{\"name\":\"a\"},\"Description\":[{}]}]}")))
                .isEmpty();
    }

    @Test
    void read_whenTokensAreUnknown_thenTheyAreKept() {
        IodefDocument document =
                IodefJson.read("{\"version\":\"2.0\",\"Incident\":[{\"purpose\":\"hunting\",\"ext-purpose\":\"x\"}]}");

        assertThat(document.getIncident().get(0).getPurpose()).isEqualTo(IncidentPurpose.of("hunting"));
        assertThat(document.findings()).isEmpty();
        assertThat(IodefJson.write(document)).contains("\"purpose\":\"hunting\",\"ext-purpose\":\"x\"");
    }

    @Test
    void read_whenMembersAreUnknownOrOfAnotherType_thenFindingsNameThem() {
        IodefDocument document = IodefJson.read("{\"version\":2.0,\"x\":{},\"Incident\":{\"purpose\":null,"
                + "\"IncidentID\":[{\"id\":7,\"name\":\"a\"},{}],\"Contact\":[\"a\"],\"a/b~c\\n\":1,"
                + "\"EventData\":[{\"System\":[{\"Service\":[{\"Port\":\"80\",\"ip-protocol\":true}]}]}]}}");

        assertThat(document.findings())
                .extracting(finding -> finding.severity() + " " + finding.rule() + " " + finding.path())
                .containsExactly(
                        "WARNING json-type /version",
                        "ERROR json-not-kept /x",
                        "WARNING json-type /Incident",
                        "ERROR json-not-kept /Incident/0/purpose",
                        "WARNING json-type /Incident/0/IncidentID",
                        "ERROR json-not-kept /Incident/0/IncidentID",
                        "WARNING json-type /Incident/0/IncidentID/id",
                        "ERROR json-not-kept /Incident/0/Contact/0",
                        "ERROR json-not-kept /Incident/0/a~1b~0c?",
                        "WARNING json-type /Incident/0/EventData/0/System/0/Service/0/Port",
                        "WARNING json-type /Incident/0/EventData/0/System/0/Service/0/ip-protocol");
        assertThat(document.getVersion()).isEqualTo("2.00");
        assertThat(document.getIncident().get(0).getIncidentId().getValue()).isEqualTo("7");
    }
}
