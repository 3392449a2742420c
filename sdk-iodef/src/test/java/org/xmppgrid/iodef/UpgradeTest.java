package org.xmppgrid.iodef;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.iodef.model.Assessment;
import org.xmppgrid.iodef.model.Contact;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Extension;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Restriction;
import org.xmppgrid.sdk.GridPayloadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** Version 1 documents (RFC 5070) that become version 2. */
class UpgradeTest {
    private static final String WORM = "rfc5070-7.1-worm.xml";

    static Set<String> documents() {
        return Documents.VERSION_1;
    }

    private static IodefDocument upgraded(String name) {
        return Iodef.readV1(Documents.text(name));
    }

    private static Incident incident(String name) {
        return upgraded(name).getIncident().get(0);
    }

    /** A version 1 document whose incident has what it must have, and more. */
    private static String withIncident(String more) {
        return "<IODEF-Document version=\"1.00\" lang=\"en\" xmlns=\"urn:ietf:params:xml:ns:iodef-1.0\">"
                + "<Incident purpose=\"reporting\"><IncidentID name=\"csirt.example.com\">1</IncidentID>"
                + "<ReportTime>2006-06-08T05:44:53-05:00</ReportTime>"
                + more
                + "</Incident></IODEF-Document>";
    }

    private static String withSystem(String more) {
        return withIncident("<EventData><Flow><System>" + more + "</System></Flow></EventData>");
    }

    private static List<Finding> findings(IodefDocument document, String rule) {
        return document.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readV1_whenTheDocumentIsValidVersion1_thenTheResultIsValidByTheStrictSchemaOfVersion2(String name) {
        String xml = Documents.text(name);
        assertThat(StrictSchema.errors(xml)).isEmpty();

        String upgraded = Iodef.write(Iodef.readV1(xml));

        assertThat(StrictSchema.errors(upgraded)).isEmpty();
        assertThat(StrictSchema.errors(upgraded.replace("<GenerationTime>", "<GenerationTime>at ")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readV1_whenTheResultIsWrittenAndRead_thenIsTheSame(String name) {
        IodefDocument document = upgraded(name);

        assertThat(Iodef.read(Iodef.write(document))).isEqualTo(document);
    }

    @Test
    void readV1_whenTheWormOfRfc5070IsUpgraded_thenKeepsItsFacts() {
        IodefDocument document = upgraded(WORM);
        Incident incident = document.getIncident().get(0);

        assertThat(document.getVersion()).isEqualTo("2.00");
        assertThat(document.getLang()).isEqualTo("en");
        assertThat(incident.getPurpose().token()).isEqualTo("reporting");
        assertThat(incident.getIncidentId().getName()).isEqualTo("csirt.example.com");
        assertThat(incident.getIncidentId().getValue()).isEqualTo("189493");
        assertThat(incident.getReportTime().text()).isEqualTo("2001-09-13T23:19:24+00:00");
        assertThat(incident.getGenerationTime()).isEqualTo(incident.getReportTime());
        assertThat(Iodef.write(document))
                .contains("<SystemImpact completion=\"failed\" type=\"takeover-system\"/>")
                .contains("<IncidentCategory>admin</IncidentCategory>")
                .contains("<RegistryHandle registry=\"arin\">example-com</RegistryHandle>")
                .contains("<Email><EmailTo>contact@csirt.example.com</EmailTo></Email>")
                .contains("<Address category=\"ipv4-addr\">192.0.2.200</Address>"
                        + "<Counter type=\"counter\" unit=\"event\">57</Counter>")
                .contains("<Address category=\"ipv4-net\">192.0.2.16/28</Address>")
                .contains("<Service ip-protocol=\"6\"><Port>80</Port></Service>")
                .contains("<Expectation action=\"block-host\"/>")
                .contains("<DateTime>2001-09-13T18:11:21+02:00</DateTime><Description>Web-server logs</Description>")
                .contains("GET /default.ida?")
                .contains("http://mylogs.example.com/logs/httpd_access</RecordItem>")
                .contains("<HistoryItem action=\"contact-source-site\"><DateTime>2001-09-14T08:19:01+00:00</DateTime>");
    }

    @Test
    void readV1_whenTheReconnaissanceOfRfc5070IsUpgraded_thenKeepsItsFacts() {
        Incident incident = incident("rfc5070-7.2-recon.xml");
        Contact csirt = incident.getContact().get(0);
        Contact member = csirt.getContact().get(0);

        assertThat(csirt.getTelephone().get(0).getTelephoneNumber()).isEqualTo("+1 412 555 12345");
        assertThat(member.getRestriction().token()).isEqualTo("need-to-know");
        assertThat(member.getEmail().get(0).getEmailTo()).isEqualTo("smith@csirt.example.com");
        assertThat(incident.getMethod().get(0).getReference().get(0).getUrl())
                .containsExactly("http://nmap.toolsite.example.com");
        assertThat(incident.getMethod().get(0).getReference().get(0).getDescription())
                .extracting(description -> description.getValue())
                .containsExactly("nmap");
        assertThat(incident.getEventData().get(0).getFlow())
                .flatExtracting(flow -> flow.getSystem())
                .flatExtracting(system -> system.getService())
                .extracting(
                        service -> service.getPort() == null
                                ? null
                                : service.getPort().text(),
                        service -> service.getPortlist())
                .containsExactly(
                        tuple(null, "60524,60526,60527,60531"), tuple(null, "137-139,445"), tuple("445", null));
        assertThat(Iodef.write(upgraded("rfc5070-7.2-recon.xml")))
                .contains("<SystemImpact completion=\"succeeded\" ext-type=\"recon\" type=\"ext-value\"/>");
    }

    @Test
    void readV1_whenTheBotnetOfRfc5070IsUpgraded_thenKeepsItsFacts() {
        assertThat(Iodef.write(upgraded("rfc5070-7.3-botnet.xml")))
                .contains("<Incident purpose=\"mitigation\">")
                .contains("<SystemImpact completion=\"succeeded\" severity=\"high\" type=\"availability-service\"/>")
                .contains("<Reference><Description>GT Bot</Description></Reference>")
                .contains(
                        "<URL>http://www.cert.org/advisories/CA-2003-22.html</URL><Description>CA-2003-22</Description>")
                .contains("<Counter duration=\"second\" type=\"rate\" unit=\"byte\">250000</Counter>")
                .contains("<Name>irc.example.com</Name>"
                        + "<DateDomainWasChecked>2006-06-08T01:01:03-05:00</DateDomainWasChecked></DomainData>"
                        + "<Address category=\"ipv4-addr\">192.0.2.20</Address>")
                .contains("<Expectation action=\"investigate\"><Description>Confirm the source");
    }

    @Test
    void readV1_whenTheWatchListOfRfc5070IsUpgraded_thenKeepsItsFacts() {
        IodefDocument document = upgraded("rfc5070-7.4-watchlist.xml");
        Incident incident = document.getIncident().get(0);

        assertThat(document.getFormatId()).isEqualTo("watch-list-043");
        assertThat(incident.getRestriction().token()).isEqualTo("private");
        assertThat(incident.getEventData())
                .flatExtracting(EventData::getExpectation)
                .extracting(expectation -> expectation.getAction().token())
                .containsExactly("contact-sender", "block-host");
        assertThat(incident.getAssessment().get(0).getIncidentCategory())
                .extracting(category -> category.getValue())
                .containsExactly("admin", "recon");
        assertThat(incident.getAssessment().get(0).getImpacts()).hasSize(2);
    }

    @Test
    void readV1_whenAPhishingReportOfRfc5901IsUpgraded_thenKeepsItsXmlAsItIsAndSaysSo() {
        IodefDocument document = upgraded("rfc5901-phish-1.xml");

        assertThat(document.getIncident().get(0).getExtPurpose()).isEqualTo("create");
        assertThat(Iodef.write(document))
                .contains("<phish:Name>W32.Mytob.EA@mm</phish:Name>")
                .contains("<Address>192.0.2.13</Address>");
        assertThat(findings(document, "v1-left-as-is"))
                .extracting(Finding::path)
                .containsExactly("/IODEF-Document/Incident[1]/EventData[1]/AdditionalData[1]/PhraudReport[1]");
    }

    @Test
    void readV1_whenAConfidenceIsNumeric_thenKeepsTheNumberBesideIt() {
        IodefDocument document = upgraded("rfc5901-phish-2.xml");
        Assessment assessment = document.getIncident().get(0).getAssessment().get(0);
        Extension number = assessment.getAdditionalData().get(0);

        assertThat(assessment.getConfidence().getRating().token()).isEqualTo("unknown");
        assertThat(number.getName()).isEqualTo("Confidence");
        assertThat(number.getDtype().token()).isEqualTo("real");
        assertThat(number.getContent()).containsExactly("85");
        assertThat(document.findings())
                .extracting(Finding::rule, Finding::path)
                .contains(
                        tuple("v1-renamed-token", "/IODEF-Document/Incident[1]/Assessment[1]/Confidence/@rating"),
                        tuple("v1-kept-as-additional-data", "/IODEF-Document/Incident[1]/Assessment[1]/Confidence"));
    }

    @Test
    void readV1_whenAFraudReportOfRfc5941IsUpgraded_thenKeepsItsFacts() {
        assertThat(Iodef.write(upgraded("rfc5941-thraud.xml")))
                .contains("<SystemImpact completion=\"failed\" severity=\"high\"/><Confidence rating=\"high\"")
                .contains("<TelephoneNumber>+1.972.555.0150</TelephoneNumber>")
                .contains("<TransferAmount currency=\"USD\">10000</TransferAmount>")
                .contains("<DetectTime>2006-10-12T07:42:21-08:00</DetectTime>");
    }

    @Test
    void readV1_whenStructuredInformationOfRfc7203IsUpgraded_thenStandsInTheMethod() {
        IodefDocument document = upgraded("rfc7203-5.1-sci-mmdef.xml");

        assertThat(document.getIncident().get(0).getMethod().get(0).getAttackPattern())
                .hasSize(1);
        assertThat(Iodef.write(document))
                .contains("SpecID=\"urn:ietf:params:xml:ns:mile:mmdef:1.2\"")
                .contains("<sha1>3395856ce81f2b7382dee72602f798b642f14140</sha1>");
        assertThat(findings(document, "v1-moved"))
                .extracting(Finding::path)
                .containsExactly("/IODEF-Document/Incident[1]/Method[1]/AdditionalData[1]/@dtype");
    }

    @Test
    void readV1_whenSomethingWasAssumed_thenSaysWhereAndWhy() {
        assertThat(findings(upgraded(WORM), "v1-assumed")).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("/IODEF-Document/Incident[1]/ReportTime");
            assertThat(finding.clause()).isEqualTo("RFC 7970 §4.4");
            assertThat(finding.message()).contains("GenerationTime");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
        });
    }

    @Test
    void readV1_whenThereIsNoReportTime_thenSaysThatTheGenerationTimeIsMissing() {
        IodefDocument document = Iodef.readV1(withIncident("").replaceAll("<ReportTime>.*</ReportTime>", ""));

        assertThat(document.getIncident().get(0).getGenerationTime()).isNull();
        assertThat(findings(document, "v1-missing")).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Finding.Severity.ERROR));
    }

    @Test
    void readV1_whenThereAreComments_thenCountsThem() {
        assertThat(findings(upgraded("rfc5070-7.3-botnet.xml"), "v1-dropped-comment"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("8 in all"));
    }

    @Test
    void readV1_whenAnAddressSaysNoCategory_thenWritesTheDefaultOfVersion1() {
        String upgraded = Iodef.write(Iodef.readV1(withSystem("<Node><Address>192.0.2.1</Address></Node>")));

        assertThat(upgraded).contains("<Address category=\"ipv4-addr\">192.0.2.1</Address>");
    }

    @Test
    void readV1_whenSoftwareIsNamedByAttributes_thenIsAReferenceAndADescription() {
        String upgraded = Iodef.write(Iodef.readV1(withSystem(
                "<Node/><OperatingSystem vendor=\"Debian\" name=\"Linux\" version=\"12\" configid=\"7\"/>")));

        assertThat(upgraded)
                .contains("<OperatingSystem><SoftwareReference dtype=\"xml\" spec-name=\"custom\">"
                        + "<OperatingSystem xmlns=\"urn:ietf:params:xml:ns:iodef-1.0\" vendor=\"Debian\" name=\"Linux\""
                        + " version=\"12\" configid=\"7\"/>"
                        + "</SoftwareReference><Description>Debian Linux 12</Description></OperatingSystem>");
    }

    @Test
    void readV1_whenPartsAreOfNoVersion_thenKeepsThemUnderTheRestrictionAroundThem() {
        IodefDocument document = Iodef.readV1(withIncident("stray"
                + "<History restriction=\"private\" color=\"red\"/>"
                + "<Mystery xmlns:m=\"urn:m\" m:a=\"1\">inside<m:b/></Mystery>"));

        assertThat(document.getIncident().get(0).getAdditionalData())
                .extracting(
                        Extension::getName,
                        data -> data.getDtype().token(),
                        data -> data.getRestriction() == null
                                ? null
                                : data.getRestriction().token(),
                        Extension::getMeaning)
                .containsExactly(
                        tuple("text()", "string", null, "IODEF version 1: /IODEF-Document/Incident[1]/text()"),
                        tuple(
                                "color",
                                "string",
                                "private",
                                "IODEF version 1: /IODEF-Document/Incident[1]/History/@color"),
                        tuple("Mystery", "xml", null, "IODEF version 1: /IODEF-Document/Incident[1]/Mystery[1]"));
        assertThat(findings(document, "v1-kept-as-additional-data")).hasSize(3);
        assertThat(Iodef.write(document))
                .contains(
                        "<Mystery xmlns=\"urn:ietf:params:xml:ns:iodef-1.0\" xmlns:m=\"urn:m\" m:a=\"1\">inside<m:b/>")
                .contains(">stray</AdditionalData>");
    }

    @Test
    void readV1_whenAClassStandsTooOften_thenKeepsTheSecond() {
        IodefDocument document =
                Iodef.readV1(withIncident("<History/><History><HistoryItem action=\"other\"/></History>"));

        assertThat(Iodef.write(document)).contains("<HistoryItem action=\"other\"/>");
        assertThat(findings(document, "v1-kept-as-additional-data"))
                .extracting(Finding::path)
                .containsExactly("/IODEF-Document/Incident[1]/History[2]");
    }

    @Test
    void readV1_whenAnImpactHasATokenOfNobody_thenKeepsItAsExtension() {
        String upgraded = Iodef.write(
                Iodef.readV1(withIncident("<Assessment><Impact type=\"malware\">text</Impact></Assessment>")));

        assertThat(upgraded)
                .contains("<SystemImpact ext-type=\"malware\" type=\"ext-value\"><Description>text</Description>");
    }

    @Test
    void readV1_whenThereAreManyFindings_thenCountsTheRest() {
        IodefDocument document = Iodef.readV1(withIncident("<Mystery/>".repeat(2_000)));

        assertThat(document.findings()).hasSize(1_001);
        assertThat(document.findings().get(1_000).message()).contains("1003 more");
        assertThat(document.getIncident().get(0).getAdditionalData()).hasSize(2_000);
    }

    @Test
    void readV1_whenItIsAFileOrAStream_thenReadsTheSame(@TempDir Path folder) throws IOException {
        String xml = Documents.text(WORM);
        Path file = Files.writeString(folder.resolve("report.xml"), xml);

        assertThat(Iodef.readV1(file)).isEqualTo(Iodef.readV1(xml));
        assertThat(Iodef.readV1(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Iodef.readV1(xml));
        assertThatThrownBy(() -> Iodef.readV1(folder.resolve("other.xml")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("other.xml");
    }

    @Test
    void readV1_whenItIsVersion2_thenSaysHowToReadIt() {
        assertThatThrownBy(() -> Iodef.readV1(Documents.text(Documents.MINIMAL)))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("Iodef.read;");
    }

    @Test
    void read_whenItIsVersion1_thenSaysHowToUpgradeIt() {
        assertThatThrownBy(() -> Iodef.read(Documents.text(WORM)))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("Iodef.readV1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void readV1_whenItIsARidMessage_thenSaysWhatToTakeOutOfIt(int number) {
        assertThatThrownBy(() -> Iodef.readV1(Documents.text("rfc6545-rid-" + number + ".xml")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("RID message (RFC 6545)")
                .hasMessageContaining("Take the IODEF-Document out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html/>", "<IODEF-Document/>", "<Incident xmlns=\"urn:ietf:params:xml:ns:iodef-1.0\"/>"})
    void readV1_whenTheRootIsAnother_thenNamesTheOneItWants(String xml) {
        assertThatThrownBy(() -> Iodef.readV1(xml))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("The root is {")
                .hasMessageContaining("starts with {urn:ietf:params:xml:ns:iodef-1.0}IODEF-Document");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE IODEF-Document [<!ENTITY a \"b\">]>",
                "<!DOCTYPE IODEF-Document SYSTEM \"file:///etc/passwd\">"
            })
    void readV1_whenThereIsADoctype_thenIsRefused(String doctype) {
        assertThatThrownBy(() -> Iodef.readV1(doctype + withIncident("")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void readV1_whenItIsNotWellFormed_thenIsRefused() {
        assertThatThrownBy(() -> Iodef.readV1(withIncident("") + "<more/>"))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("not well-formed");
    }

    @Test
    void readV1_whenItIsTooDeep_thenNamesTheLimit() {
        assertThatThrownBy(() -> Iodef.readV1(withIncident("<EventData>".repeat(5_000) + "</EventData>".repeat(5_000))))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("more than " + Iodef.MAX_DEPTH + " deep");
    }

    @Test
    void readV1_whenItIsTooDeepOnlyAsVersion2_thenNamesTheLimit() {
        int contacts = Iodef.MAX_DEPTH - 3;

        assertThatThrownBy(() -> Iodef.readV1(withIncident("<Contact role=\"irt\" type=\"person\">".repeat(contacts)
                        + "<Email>a@example.com</Email>" + "</Contact>".repeat(contacts))))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("more than " + Iodef.MAX_DEPTH + " deep");
    }

    @Test
    void readV1_whenNamespacesAreDeclaredWithoutEnd_thenNamesTheLimit() {
        StringBuilder xml = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            xml.append("<EventData xmlns:a")
                    .append(i)
                    .append("=\"urn:a\" xmlns:b")
                    .append(i)
                    .append("=\"urn:b\">");
        }

        assertThatThrownBy(() -> Iodef.readV1(withIncident(xml + "</EventData>".repeat(100))))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("128 namespace declarations");
    }

    @Test
    void readV1_whenShortElementsNeedALongNamespace_thenNamesTheLimit() {
        String xml = withIncident("<AdditionalData dtype=\"xml\"><x:a/></AdditionalData>".repeat(1_000))
                .replace("<IODEF-Document ", "<IODEF-Document xmlns:x=\"urn:" + "x".repeat(100_000) + "\" ");

        assertThatThrownBy(() -> Iodef.readV1(xml))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("XML of other vocabularies");
    }

    @Test
    void readV1_whenWhatIsKeptIsStricterThanItsSurroundings_thenTheAdditionalDataIsToo() {
        String xml = withIncident("<EventData restriction='public'><Description>d</Description>"
                        + "<Bogus restriction='private'>SECRET</Bogus><Other><Deep restriction='need-to-know'/></Other>"
                        + "</EventData>")
                .replace("<Incident ", "<Incident restriction='public' ");

        IodefDocument upgraded = Iodef.readV1(xml);

        assertThat(upgraded.getIncident().get(0).getEventData().get(0).getAdditionalData())
                .extracting(data -> data.getRestriction().token())
                .containsExactly("private", "need-to-know");
        assertThat(Iodef.redact(upgraded, Restriction.PUBLIC))
                .hasValueSatisfying(open -> assertThat(Iodef.write(open)).doesNotContain("SECRET"));
    }
}
