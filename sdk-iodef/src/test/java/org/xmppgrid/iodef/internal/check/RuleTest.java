package org.xmppgrid.iodef.internal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xmppgrid.iodef.value.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xmppgrid.iodef.internal.check.Snippet.CONTACT;
import static org.xmppgrid.iodef.internal.check.Snippet.after;
import static org.xmppgrid.iodef.internal.check.Snippet.before;
import static org.xmppgrid.iodef.internal.check.Snippet.bulk;
import static org.xmppgrid.iodef.internal.check.Snippet.event;
import static org.xmppgrid.iodef.internal.check.Snippet.expression;
import static org.xmppgrid.iodef.internal.check.Snippet.hash;
import static org.xmppgrid.iodef.internal.check.Snippet.hashes;
import static org.xmppgrid.iodef.internal.check.Snippet.incident;
import static org.xmppgrid.iodef.internal.check.Snippet.indicator;
import static org.xmppgrid.iodef.internal.check.Snippet.node;
import static org.xmppgrid.iodef.internal.check.Snippet.observable;
import static org.xmppgrid.iodef.internal.check.Snippet.record;
import static org.xmppgrid.iodef.internal.check.Snippet.service;
import static org.xmppgrid.iodef.internal.check.Snippet.systems;

/** Each rule with a document that breaks it and one like it that does not. */
class RuleTest {
    private final List<Case> cases = new ArrayList<>();

    /** @param path where the rule is broken, from the incident on where it is inside one */
    private record Case(String rule, String path, String broken, String kept) {}

    private static final String VALID = after("");

    private void rule(String rule, String path, String broken, String kept) {
        cases.add(new Case(rule, path, broken, kept));
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        schema();
        identity();
        times();
        contents();
        contacts();
        systemsAndServices();
        assessments();
        records();
        indicators();
        extensions();
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.rule + " " + one.path, () -> check(one)));
    }

    private static void check(Case one) {
        List<Finding> findings = findings(one, one.broken);
        String path = one.path.startsWith("/IODEF-Document") ? one.path : "/IODEF-Document/Incident[1]" + one.path;

        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(one.rule);
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.message()).endsWith(finding.message().contains("(Erratum") ? ")" : ".");
        });
        assertThat(findings)
                .allSatisfy(finding -> assertThat(finding.toString()).doesNotContain("SECRET"));
        assertThat(findings(one, one.kept)).extracting(Finding::rule).doesNotContain(one.rule);
    }

    private static List<Finding> findings(Case one, String document) {
        return one.rule.startsWith("schema-") ? Snippet.schemaFindings(document) : Snippet.findings(document);
    }

    @Test
    void rules_whenTheBookHasThem_thenAllAreTested() {
        rules();

        assertThat(cases.stream().map(Case::rule).distinct())
                .containsExactlyInAnyOrderElementsOf(Validation.rules().stream()
                        .map(Rule::id)
                        .filter(rule -> !List.of("schema-other", "not-writable", "more-findings")
                                .contains(rule))
                        .toList());
    }

    private void schema() {
        rule("schema-missing-element", "", VALID.replace(CONTACT, ""), VALID);
        rule(
                "schema-unexpected-element",
                "/RelatedActivity[1]/ThreatActor[1]/Description[1]",
                related("<ThreatActor><Description>SECRET</Description></ThreatActor>"),
                related("<ThreatActor><URL>http://a.example</URL><Description>x</Description></ThreatActor>"));
        rule("schema-missing-attribute", "/@purpose", incident("", "", ""), VALID);
        rule("schema-unexpected-attribute", "/@odd", incident("purpose='reporting' odd='SECRET'", "", ""), VALID);
        rule(
                "schema-text",
                "/Contact[1]/Email[1]",
                VALID.replace("</ContactName>", "</ContactName><Email>SECRET<EmailTo>a@b.example</EmailTo></Email>"),
                VALID);
        rule("schema-token", "/@purpose", incident("purpose='SECRET'", "", ""), VALID);
        rule("schema-value", "/IODEF-Document/@version", VALID.replace("2.00", "SECRET"), VALID);
        rule("schema-value", "/DetectTime", detect("SECRET"), detect("2015-07-18T09:00:00Z"));
        rule(
                "schema-id",
                "/EventData[1]/@observable-id",
                after("<EventData observable-id='1 SECRET'><Description>x</Description></EventData>"),
                after("<EventData observable-id='e-1'><Description>x</Description></EventData>"));
        rule(
                "schema-id",
                "/IndicatorData/Indicator[1]/ObservableReference/@uid-ref",
                indicator("<ObservableReference uid-ref='SECRET'/>"),
                indicator("<ObservableReference uid-ref='ind-1'/>"));
        rule("schema-against-text", "/Assessment[1]/Confidence", confidence("numeric", "0.7"), confidence("high", ""));
    }

    private static String related(String content) {
        return VALID.replace("<GenerationTime>", "<RelatedActivity>" + content + "</RelatedActivity><GenerationTime>");
    }

    private static String detect(String time) {
        return VALID.replace("<GenerationTime>", "<DetectTime>" + time + "</DetectTime><GenerationTime>");
    }

    private static String confidence(String rating, String content) {
        return before("<Assessment><SystemImpact type='policy'/><Confidence rating='" + rating + "'>" + content
                + "</Confidence></Assessment>");
    }

    private void identity() {
        rule("version-missing", "/IODEF-Document/@version", VALID.replace("version='2.00'", ""), VALID);
        rule("language-missing", "/IODEF-Document/@xml:lang", VALID.replace("xml:lang='en'", ""), VALID);
        rule(
                "private-enum-name-missing",
                "/IODEF-Document/@private-enum-id",
                VALID.replace("xml:lang", "private-enum-id='SECRET' xml:lang"),
                VALID.replace("xml:lang", "private-enum-id='1' private-enum-name='a.example' xml:lang"));
        rule("name-not-fqdn", "/IncidentID/@name", VALID.replace("csirt.example.com", "SECRET CERT"), VALID);
        rule(
                "name-not-fqdn",
                "/IndicatorData/Indicator[1]/IndicatorID/@name",
                indicator(observable(1)).replace("name='csirt.example.com' version", "name='SECRET' version"),
                indicator(observable(1)));
        rule("incident-id-empty", "/IncidentID", VALID.replace("492382", " "), VALID);
        String two =
                VALID.replace("</Incident>", "</Incident>" + VALID.replaceAll(".*(<Incident .*</Incident>).*", "$1"));
        rule("incident-id-repeated", "/IODEF-Document", two, two.replaceFirst("492382", "1"));
        rule(
                "alternative-id-own",
                "/AlternativeID",
                alternative("csirt.example.com"),
                alternative("other.example.com"));
    }

    private static String alternative(String name) {
        return VALID.replace(
                "<GenerationTime>",
                "<AlternativeID><IncidentID name='" + name + "'>SECRET</IncidentID></AlternativeID><GenerationTime>");
    }

    private void times() {
        rule("time-without-zone", "/DetectTime", detect("2015-07-18T09:00:00"), detect("2015-07-18T09:00:00Z"));
        rule("end-before-start", "/EventData[1]", event(span("02", "01")), event(span("01", "02")));
        rule(
                "end-before-start",
                "/IndicatorData/Indicator[1]",
                indicator(span("02", "01") + observable(1)),
                indicator(span("01", "02") + observable(1)));
        rule(
                "expectation-expired",
                "/EventData[1]/Expectation[1]",
                event("<Expectation action='other'><EndTime>2015-07-18T13:59:59Z</EndTime></Expectation>"),
                event("<Expectation action='other'><EndTime>2015-07-18T14:00:00Z</EndTime></Expectation>"));
        rule(
                "event-outside-incident",
                "/EventData[1]",
                event(span("01", "03")).replace("<GenerationTime>", span("02", "04") + "<GenerationTime>"),
                event(span("02", "03")).replace("<GenerationTime>", span("02", "04") + "<GenerationTime>"));
    }

    private static String span(String firstDay, String lastDay) {
        return "<StartTime>2015-07-" + firstDay + "T00:00:00Z</StartTime><EndTime>2015-07-" + lastDay
                + "T00:00:00Z</EndTime>";
    }

    private void contents() {
        String contact = "<Contact type='organization' role='creator'/>";
        rule("child-missing", "/Contact[1]", VALID.replace(CONTACT, contact), VALID);
        rule("child-missing", "/EventData[1]", event(""), event("<Description>x</Description>"));
        rule(
                "child-missing",
                "/Method[1]",
                before("<Method/>"),
                before("<Method><Description>x</Description></Method>"));
        rule(
                "child-missing",
                "/Method[1]/Reference[1]",
                before("<Method><Reference/></Method>"),
                before("<Method><Reference><URL>urn:x</URL></Reference></Method>"));
        rule(
                "child-missing",
                "/RelatedActivity[1]",
                related("<IndicatorID name='a.example' version='1'>i</IndicatorID>"),
                related("<URL>urn:x</URL>"));
        rule("child-missing", "/RelatedActivity[1]/ThreatActor[1]", related("<ThreatActor/>"), VALID);
        rule(
                "child-missing",
                "/RelatedActivity[1]/Campaign[1]",
                related("<Campaign/>"),
                related("<Campaign><CampaignID>x</CampaignID></Campaign>"));
        rule(
                "child-missing",
                "/Discovery[1]/DetectionPattern[1]",
                before("<Discovery><DetectionPattern><Application><URL>urn:x</URL></Application></DetectionPattern>"
                        + "</Discovery>"),
                before("<Discovery><DetectionPattern><Application><URL>urn:x</URL></Application>"
                        + "<DetectionConfiguration>x</DetectionConfiguration></DetectionPattern></Discovery>"));
        rule(
                "child-missing",
                "/EventData[1]/Flow[1]/System[1]/Service[1]",
                service("", ""),
                service("", "<ServiceName><IANAService>x</IANAService></ServiceName>"));
        rule(
                "child-missing",
                "/EventData[1]/Flow[1]/System[1]/Service[1]/ServiceName",
                service("", "<ServiceName/>"),
                VALID);
        rule(
                "child-missing",
                "/EventData[1]/Flow[1]/System[1]/Service[1]/Application",
                service("", "<Application/>"),
                VALID);
        rule(
                "child-missing",
                "/EventData[1]/Record/RecordData[1]",
                record("<Description>SECRET</Description>"),
                record("<URL>urn:x</URL>"));
        rule(
                "child-missing",
                "/EventData[1]/Record/RecordData[1]/FileData[1]/File[1]/HashData",
                hashes("file-contents", ""),
                hashes("file-contents", hash("sha1", 20, "")));
        rule("child-missing", "/IndicatorData/Indicator[1]/Observable", indicator("<Observable/>"), VALID);
        rule(
                "child-missing",
                "/IndicatorData/Indicator[1]/Observable/BulkObservable/BulkObservableFormat",
                bulk("mutex", "<BulkObservableFormat/>", "x"),
                bulk("mutex", "", "x"));
        rule(
                "child-missing",
                "/IndicatorData/Indicator[1]/AttackPhase[1]",
                indicator(observable(1) + "<AttackPhase/>"),
                indicator(observable(1) + "<AttackPhase><URL>urn:x</URL></AttackPhase>"));
        rule("node-empty", "/EventData[1]/Flow[1]/System[1]/Node", node(""), node("<Address>::1</Address>"));
    }

    private void contacts() {
        rule("email-syntax", "/Contact[1]/Email[1]/EmailTo", email("SECRET@"), email("\n a.b@c.example \n"));
        rule(
                "email-syntax",
                "/EventData[1]/Flow[1]/System[1]/Service[1]/EmailData/EmailFrom",
                service("", "<EmailData><EmailFrom>SECRET</EmailFrom></EmailData>"),
                service("", "<EmailData><EmailFrom>A &lt;a@b.example&gt;, c@d.example</EmailFrom></EmailData>"));
        rule("phone-syntax", "/Contact[1]/Telephone[1]/TelephoneNumber", phone("SECRET"), phone("+49 30 1234-567"));
        rule("registry-missing", "/Contact[1]/RegistryHandle[1]/@registry", handle(""), handle("registry='ripe'"));
    }

    private static String inContact(String content) {
        return VALID.replace("</ContactName>", "</ContactName>" + content);
    }

    private static String email(String address) {
        return inContact("<Email><EmailTo>" + address + "</EmailTo></Email>");
    }

    private static String phone(String number) {
        return inContact("<Telephone><TelephoneNumber>" + number + "</TelephoneNumber></Telephone>");
    }

    private static String handle(String attribute) {
        return inContact("<RegistryHandle " + attribute + ">SECRET</RegistryHandle>");
    }

    private void systemsAndServices() {
        String address = "/EventData[1]/Flow[1]/System[1]/Node/Address[1]";
        rule(
                "address-syntax",
                address,
                node("<Address category='ipv4-addr'>SECRET</Address>"),
                node("<Address category='ipv4-addr'>\n 192.0.2.1\n </Address>"));
        rule(
                "address-category-missing",
                address + "/@category",
                node("<Address>::1</Address>"),
                node("<Address category='ipv6-addr'>::1</Address>"));
        String servers =
                "<DomainData system-status='unknown' domain-status='unknown'><Name>a.example</Name><Nameservers>"
                        + "<Server>SECRET</Server><Address category='ipv4-net'>192.0.2.0/24</Address></Nameservers></DomainData>";
        rule(
                "nameserver-address",
                "/EventData[1]/Flow[1]/System[1]/Node/DomainData[1]/Nameservers[1]",
                node(servers),
                node(servers.replace("net", "addr")));
        rule(
                "domain-status-missing",
                "/EventData[1]/Flow[1]/System[1]/Node/DomainData[1]/@domain-status",
                node(servers.replace("domain-status='unknown'", "")),
                node(servers));
        String service = "/EventData[1]/Flow[1]/System[1]/Service[1]";
        rule(
                "ip-protocol-missing",
                service + "/@ip-protocol",
                service("", "<Port>23</Port>"),
                service("ip-protocol='6'", "<Port>23</Port>"));
        rule(
                "port-range",
                service,
                service("ip-protocol='6'", "<Port>65536</Port>"),
                service("ip-protocol='6'", "<Port>65535</Port>"));
        rule(
                "port-range",
                service,
                service("ip-protocol='6'", "<Portlist>1,9-3</Portlist>"),
                service("ip-protocol='6'", "<Portlist>1,3-9</Portlist>"));
        rule("portlist-pairing", "/EventData[1]/Flow[1]", flow("1,2", "1"), flow("1,2", "3-4"));
        String twoTargets = flow("1,2", "3-4").replace("</Flow>", system("target", "3-4") + "</Flow>");
        rule("portlist-flow", "/EventData[1]/Flow[1]", twoTargets, flow("1,2", "3-4"));
        String header = "<EmailData><EmailHeaderField %s>x</EmailHeaderField></EmailData>";
        String field = "<ApplicationHeader><ApplicationHeaderField dtype='string' %s</ApplicationHeaderField>"
                + "</ApplicationHeader>";
        rule(
                "header-name-missing",
                service + "/ApplicationHeader",
                service("", field.formatted(">SECRET")),
                service("", field.formatted("name='Host'>x")));
        rule(
                "header-value-missing",
                service + "/ApplicationHeader",
                service("", field.formatted("name='Host'>")),
                service("", field.formatted("name='Host'>x")));
        rule(
                "email-header-dtype",
                service + "/EmailData",
                service("", header.formatted("name='To' dtype='csv'")),
                service("", header.formatted("name='To' dtype='string'")));
    }

    private static String flow(String sourcePorts, String targetPorts) {
        return systems(system("source", sourcePorts) + system("target", targetPorts));
    }

    private static String system(String category, String ports) {
        return "<System category='" + category + "'><Node><Address category='ipv4-addr'>192.0.2.1</Address></Node>"
                + "<Service ip-protocol='6'><Portlist>" + ports + "</Portlist></Service></System>";
    }

    private void assessments() {
        rule(
                "impact-type-missing",
                "/Assessment[1]/BusinessImpact[1]/@type",
                before("<Assessment><BusinessImpact/></Assessment>"),
                before("<Assessment><BusinessImpact type='legal'/></Assessment>"));
        rule(
                "currency-syntax",
                "/Assessment[1]/MonetaryImpact[1]/@currency",
                before("<Assessment><MonetaryImpact currency='SECRET'>1</MonetaryImpact></Assessment>"),
                before("<Assessment><MonetaryImpact currency='EUR'>1</MonetaryImpact></Assessment>"));
        rule("confidence-not-empty", "/Assessment[1]/Confidence", confidence("high", "SECRET"), confidence("high", ""));
        rule(
                "confidence-number-missing",
                "/Assessment[1]/Confidence",
                confidence("numeric", ""),
                confidence("numeric", "0.7"));
        rule(
                "coa-missing",
                "/EventData[1]/Expectation[1]",
                event("<Expectation action='defined-coa'/>"),
                event("<Expectation action='defined-coa'><DefinedCOA>x</DefinedCOA></Expectation>"));
        String history = "<History><HistoryItem action='defined-coa'><DateTime>2015-07-18T09:00:00Z</DateTime>%s"
                + "</HistoryItem></History>";
        rule(
                "coa-missing",
                "/History/HistoryItem[1]",
                after(history.formatted("")),
                after(history.formatted("<DefinedCOA>x</DefinedCOA>")));
        rule(
                "purpose-unexplained",
                "/@purpose",
                incident("purpose='other'", "", ""),
                incident("purpose='other'", "", "<EventData><Expectation action='other'/></EventData>"));
    }

    private void records() {
        String data = "/EventData[1]/Record/RecordData[1]/FileData[1]/File[1]/HashData";
        String sha1 = hash("sha1", 20, "");
        rule(
                "hash-target-missing",
                data,
                hashes("file-pe-section", sha1),
                hashes("file-pe-section", "<HashTargetID>1</HashTargetID>" + sha1));
        rule(
                "hash-application-missing",
                data,
                hashes("file-pe-iat", sha1),
                hashes("file-pe-iat", hash("sha1", 20, "<Application><URL>urn:x</URL></Application>")));
        rule(
                "digest-length",
                data + "/Hash[1]",
                hashes("file-contents", hash("sha256", 48, "")),
                hashes("file-contents", hash("sha256", 32, "")));
        String pattern = "<RecordPattern type='binary'>%s</RecordPattern><URL>urn:x</URL>";
        rule(
                "pattern-syntax",
                "/EventData[1]/Record/RecordData[1]/RecordPattern[1]",
                record(pattern.formatted("SECRET")),
                record(pattern.formatted("0aFF")));
    }

    private void indicators() {
        String indicator = "/IndicatorData/Indicator[1]";
        rule(
                "indicator-reference-empty",
                indicator + "/IndicatorReference",
                indicator("<IndicatorReference version='1'/>"),
                indicator("<IndicatorReference euid-ref='x'/>"));
        rule(
                "indicator-reference-double",
                indicator + "/IndicatorReference",
                indicator("<IndicatorReference uid-ref='ind-1' euid-ref='SECRET'/>"),
                indicator("<IndicatorReference uid-ref='ind-1'/>"));
        rule(
                "reference-kind",
                indicator + "/ObservableReference/@uid-ref",
                indicator("<ObservableReference uid-ref='ind-1'/>"),
                tagged("<ObservableReference uid-ref='e-1'/>"));
        rule(
                "reference-kind",
                indicator + "/IndicatorReference/@uid-ref",
                tagged("<IndicatorReference uid-ref='e-1'/>"),
                indicator("<IndicatorReference uid-ref='ind-1'/>"));
        String expression = indicator + "/IndicatorExpression";
        String two = observable(1) + observable(2);
        rule(
                "expression-not",
                expression,
                expression("operator='not'", two),
                expression("operator='not'", "<IndicatorExpression>" + two + "</IndicatorExpression>"));
        rule(
                "expression-xor",
                expression,
                expression("operator='xor'", two + observable(3)),
                expression("operator='xor'", two));
        String confident = observable(1) + "<Confidence rating='low'/>";
        rule(
                "expression-confidence",
                expression,
                expression("", confident + confident),
                expression("", observable(1) + confident));
        String bulk = indicator + "/Observable/BulkObservable";
        rule(
                "bulk-hash-format",
                bulk,
                bulk("file-hash", "", "d41d8cd98f00b204e9800998ecf8427e"),
                bulk(
                        "file-hash",
                        "<BulkObservableFormat>" + hash("md5", 0, "") + "</BulkObservableFormat>",
                        "d41d8cd98f00b204e9800998ecf8427e"));
        rule(
                "bulk-syntax",
                bulk,
                bulk("ipv4-addr", "", "192.0.2.1\n SECRET\n"),
                bulk("ipv4-addr", "", "\r\n 192.0.2.1\r\n"));
    }

    private static String tagged(String reference) {
        return after("<EventData observable-id='e-1'><Description>x</Description></EventData>"
                + Snippet.indicators(reference));
    }

    private void extensions() {
        rule(
                "ext-value-missing",
                "/@purpose",
                incident("purpose='ext-value'", "", ""),
                incident("purpose='ext-value' ext-purpose='SECRET'", "", ""));
        rule(
                "ext-value-unused",
                "/@ext-status",
                incident("purpose='reporting' status='new' ext-status='SECRET'", "", ""),
                incident("purpose='reporting' status='ext-value' ext-status='x'", "", ""));
        String pattern = "<Method><sci:AttackPattern SpecID='private' %s><sci:RawData dtype='xml'/></sci:AttackPattern>"
                + "</Method>";
        rule(
                "spec-id-missing",
                "/Method[1]/sci:AttackPattern[1]/@ext-SpecID",
                before(pattern.formatted("")),
                before(pattern.formatted("ext-SpecID='x'")));
        String data = "/EventData[1]/AdditionalData[1]";
        rule("extension-empty", data, data("dtype='integer'", ""), data("dtype='string'", ""));
        rule("extension-type", data, data("dtype='integer'", "SECRET"), data("dtype='integer'", " 7 "));
        rule("extension-type", data, data("dtype='xml'", "SECRET"), data("dtype='xml'", "<x:a xmlns:x='urn:x'/>"));
        rule(
                "extension-type",
                data,
                data("dtype='string'", "<x:a xmlns:x='urn:x'/>"),
                data("dtype='ext-value' ext-dtype='x'", "<x:a xmlns:x='urn:x'/>"));
        rule(
                "extension-namespace",
                data,
                data("dtype='xml'", "<a xmlns=''>SECRET</a>"),
                data("dtype='xml'", "<a xmlns='urn:x'/>"));
        String software = "<Application><SoftwareReference %s</SoftwareReference></Application>";
        String reference = "/EventData[1]/Flow[1]/System[1]/Service[1]/Application/SoftwareReference";
        rule(
                "software-dtype-missing",
                reference + "/@dtype",
                service("", software.formatted("spec-name='custom'>SECRET")),
                service("", software.formatted("spec-name='custom' dtype='string'>x")));
        rule(
                "cpe-syntax",
                reference,
                service("", software.formatted("spec-name='cpe'>SECRET")),
                service("", software.formatted("spec-name='cpe'>cpe:/a:vendor:product:1.0")));
    }

    private static String data(String attributes, String content) {
        return event("<AdditionalData " + attributes + ">" + content + "</AdditionalData>");
    }
}
