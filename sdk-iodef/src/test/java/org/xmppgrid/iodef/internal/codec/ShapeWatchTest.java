package org.xmppgrid.iodef.internal.codec;

import java.io.StringReader;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.iodef.internal.xml.GuardedReader;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Finding.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class ShapeWatchTest {
    private static final String XSI = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' ";

    private static ReadReport report(String xml) throws XMLStreamException {
        ShapeWatch watch = new ShapeWatch();
        GuardedReader reader = new GuardedReader(Parsers.reader(new StringReader(xml)), watch);
        while (reader.hasNext()) {
            reader.next();
        }
        watch.finish();
        return watch.report();
    }

    private static ReadReport reportOf(String inTheDocument) throws XMLStreamException {
        return report("<IODEF-Document version='2.00' xml:lang='en' xmlns='urn:ietf:params:xml:ns:iodef-2.0'>"
                + inTheDocument + "</IODEF-Document>");
    }

    /** Each finding as its severity, rule and place. */
    private static List<String> found(ReadReport report) {
        return report.findings().stream()
                .map(finding -> finding.severity() + " " + finding.rule() + " " + finding.path())
                .toList();
    }

    private static List<String> findings(String inTheDocument) throws XMLStreamException {
        return found(reportOf(inTheDocument));
    }

    @Test
    void start_whenAnElementIsUnknown_thenReportsItOnceWithItsPlace() throws XMLStreamException {
        assertThat(findings("<Incident/><Incident><NodeName><Deeper/></NodeName></Incident>"))
                .containsExactly("ERROR unknown-element /IODEF-Document/Incident[2]/NodeName");
    }

    @Test
    void start_whenAnElementIsOfAnotherNamespace_thenReportsIt() throws XMLStreamException {
        assertThat(findings("<x:Incident xmlns:x='urn:other'/>"))
                .containsExactly("ERROR unknown-element /IODEF-Document/x:Incident");
    }

    @Test
    void start_whenAnAttributeIsUnknown_thenReportsIt() throws XMLStreamException {
        assertThat(findings("<Incident lang='en' x:purpose='watch' xml:base='b' xmlns:x='urn:x'/>"))
                .containsExactly(
                        "ERROR unknown-attribute /IODEF-Document/Incident[1]/@lang",
                        "ERROR unknown-attribute /IODEF-Document/Incident[1]/@x:purpose",
                        "ERROR unknown-attribute /IODEF-Document/Incident[1]/@xml:base");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "nil"})
    void start_whenAnAttributeOfXmlSchemaSaysHowToRead_thenReportsIt(String name) throws XMLStreamException {
        assertThat(findings("<Incident " + XSI + "xsi:" + name + "='true'/>"))
                .containsExactly("ERROR unknown-attribute /IODEF-Document/Incident[1]/@xsi:" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schemaLocation", "noNamespaceSchemaLocation"})
    void start_whenAPartSaysWhereItsSchemaIs_thenReportsThatItIsLeftOut(String name) throws XMLStreamException {
        assertThat(findings("<Incident " + XSI + "xsi:" + name + "='urn:x x.xsd'/>"))
                .containsExactly("INFO schema-hint /IODEF-Document/Incident[1]/@xsi:" + name);
    }

    @Test
    void start_whenASingleElementIsRepeated_thenReportsIt() throws XMLStreamException {
        assertThat(findings("<Incident><IncidentID/><IncidentID/><Contact/><Contact/></Incident>"))
                .containsExactly("ERROR repeated-element /IODEF-Document/Incident[1]/IncidentID");
    }

    @Test
    void start_whenElementsAreOutOfOrder_thenReportsThoseThatCameLate() throws XMLStreamException {
        assertThat(findings("<AdditionalData/><Incident><Contact/><Description/><Contact/></Incident>"))
                .containsExactly(
                        "WARNING element-order /IODEF-Document/Incident[1]",
                        "WARNING element-order /IODEF-Document/Incident[1]/Description[1]");
    }

    @Test
    void start_whenProtoCodeComesFirst_thenReportsProtoType() throws XMLStreamException {
        assertThat(findings(
                        "<Incident><EventData><Flow><System><Service><ProtoCode>1</ProtoCode><ProtoType>2</ProtoType>"
                                + "</Service></System></Flow></EventData></Incident>"))
                .containsExactly("WARNING element-order /IODEF-Document/Incident[1]/EventData[1]/Flow[1]/System[1]"
                        + "/Service[1]/ProtoType");
    }

    @Test
    void start_whenAChoiceIsInAnyOrder_thenCountsEachNameAndReportsNothing() throws XMLStreamException {
        assertThat(findings("<Incident><Assessment><TimeImpact metric='labor'/><SystemImpact/>"
                        + "<TimeImpact metric='labour'/></Assessment></Incident>"))
                .containsExactly("INFO unknown-token /IODEF-Document/Incident[1]/Assessment[1]/TimeImpact[2]/@metric");
    }

    @Test
    void text_whenItStandsBetweenElements_thenReportsItWithoutContent() throws XMLStreamException {
        List<Finding> findings = reportOf("<Incident>secret<![CDATA[ one]]><Contact/>more</Incident>")
                .findings();

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.rule()).isEqualTo("stray-text");
            assertThat(finding.path()).isEqualTo("/IODEF-Document/Incident[1]");
            assertThat(finding.toString()).doesNotContain("secret").doesNotContain("more");
        });
    }

    @Test
    void start_whenAnElementDividesAText_thenReportsBoth() throws XMLStreamException {
        assertThat(findings("<Incident><Description>a<b/>c</Description><Description><b/>c</Description></Incident>"))
                .containsExactly(
                        "ERROR unknown-element /IODEF-Document/Incident[1]/Description[1]/b",
                        "WARNING divided-text /IODEF-Document/Incident[1]/Description[1]",
                        "ERROR unknown-element /IODEF-Document/Incident[1]/Description[2]/b");
    }

    @Test
    void start_whenContentIsFreeOrNested_thenReportsNothing() throws XMLStreamException {
        assertThat(findings(
                        "<Incident><EventData><EventData><Description>x</Description></EventData></EventData></Incident>"
                                + "<AdditionalData dtype='xml'>x<any a='b'><thing/></any></AdditionalData>"))
                .isEmpty();
    }

    @Test
    void start_whenStructuredInformationHasMore_thenReportsItWithItsPrefix() throws XMLStreamException {
        assertThat(findings("<Incident><Method><sci:AttackPattern SpecID='urn:x' "
                        + "xmlns:sci='urn:ietf:params:xml:ns:iodef-sci-1.0'><sci:Zork/></sci:AttackPattern></Method>"
                        + "</Incident>"))
                .containsExactly(
                        "ERROR unknown-element /IODEF-Document/Incident[1]/Method[1]/sci:AttackPattern[1]/sci:Zork");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2015-07-18T09:00:00-05:00",
                "2015-12-28T23:59:59Z",
                "2024-02-29T24:00:00Z",
                "2024-02-29T10:00:00.123456789012345+14:00",
                "-0044-03-15T12:00:00Z",
                "\n  2015-07-18T09:00:00Z "
            })
    void end_whenATimeIsRight_thenReportsNothing(String time) throws XMLStreamException {
        assertThat(findings("<Incident><DetectTime>" + time + "</DetectTime></Incident>"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2015-02-31T09:00:00Z",
                "2015-07-18T09:00:60Z",
                "2015-07-18T25:00:00Z",
                "2015-13-18T09:00:00Z",
                "2015-07-18T09:00:00+15:00",
                "2015-07-18T09:00:00+05:60",
                "2015-07-18 09:00:00Z",
                "2015-07-18T09:00Z",
                "2015-07-18T09:00:00z"
            })
    void end_whenATimeIsNone_thenReportsIt(String time) throws XMLStreamException {
        assertThat(findings("<Incident><DetectTime>" + time + "</DetectTime></Incident>"))
                .containsExactly("WARNING time-invalid /IODEF-Document/Incident[1]/DetectTime");
    }

    @Test
    void end_whenATimeHasNoZone_thenReportsIt() throws XMLStreamException {
        assertThat(findings("<Incident><DetectTime>2015-07-18<![CDATA[T09:00:00]]></DetectTime></Incident>"))
                .containsExactly("WARNING time-without-zone /IODEF-Document/Incident[1]/DetectTime");
    }

    @Test
    void end_whenASpaceThatXmlHasNotIsDropped_thenReportsIt() throws XMLStreamException {
        assertThat(findings("<Incident purpose='watch\u2003' status=' new '><EventData><Flow><System><Service>"
                        + "<Port>\u300080</Port></Service><Counter type='byte' unit='byte'> 5\n</Counter></System></Flow>"
                        + "</EventData></Incident>"))
                .contains("WARNING space-dropped /IODEF-Document/Incident[1]/@purpose")
                .contains("WARNING space-dropped /IODEF-Document/Incident[1]/EventData[1]/Flow[1]/System[1]"
                        + "/Service[1]/Port")
                .noneMatch(finding -> finding.endsWith("Counter[1]") || finding.endsWith("@status"));
    }

    @Test
    void start_whenATokenIsUnknown_thenReportsItByTheNameOfItsAttribute() throws XMLStreamException {
        List<Finding> findings = reportOf("<Incident purpose='reporting' status='under-review'/>")
                .findings();

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.rule()).isEqualTo("unknown-token");
            assertThat(finding.path()).isEqualTo("/IODEF-Document/Incident[1]/@status");
            assertThat(finding.message()).doesNotContain("under-review");
        });
    }

    @Test
    void start_whenTheRootSaysNeitherVersionNorLanguage_thenReportsBoth() throws XMLStreamException {
        assertThat(found(report("<IODEF-Document xmlns='urn:ietf:params:xml:ns:iodef-2.0'/>")))
                .containsExactly(
                        "WARNING version-missing /IODEF-Document/@version",
                        "WARNING language-missing /IODEF-Document/@xml:lang");
    }

    @Test
    void start_whenTheVersionIsAnother_thenReportsIt() throws XMLStreamException {
        assertThat(found(report(
                        "<IODEF-Document version='2.0' xml:lang='en' xmlns='urn:ietf:params:xml:ns:iodef-2.0'/>")))
                .containsExactly("WARNING version-different /IODEF-Document/@version");
    }

    @Test
    void finish_whenThereWereCommentsAndInstructions_thenCountsThemOnce() throws XMLStreamException {
        ReadReport report = report("<!-- a --><IODEF-Document version='2.00' xml:lang='en'"
                + " xmlns='urn:ietf:params:xml:ns:iodef-2.0'><AdditionalData dtype='xml'><x><!-- b --></x></AdditionalData>"
                + "<?c d?></IODEF-Document>");

        assertThat(found(report)).containsExactly("INFO comments-dropped /IODEF-Document");
        assertThat(report.findings().get(0).message()).startsWith("3 comments");
    }

    @Test
    void text_whenItUsesAPrefixThatIsNotWrittenAgain_thenReportsIt() throws XMLStreamException {
        String data = "<AdditionalData dtype='string' meaning='x:thing'>%s</AdditionalData>";

        assertThat(findings("<Incident xmlns:x='urn:x'>" + data.formatted("\n x:line") + "</Incident>"
                        + data.formatted("x:line")))
                .containsExactly(
                        "WARNING prefix-in-text /IODEF-Document/Incident[1]/AdditionalData[1]/@meaning",
                        "WARNING prefix-in-text /IODEF-Document/Incident[1]/AdditionalData[1]");
    }

    @Test
    void report_whenThereAreTooManyFindings_thenCountsThem() throws XMLStreamException {
        ReadReport report = reportOf("<a/>".repeat(1_000));

        assertThat(report.lost()).isEqualTo(1_000);
        assertThat(report.findings()).hasSize(101);
        assertThat(report.findings().get(100).severity()).isEqualTo(Severity.INFO);
        assertThat(report.findings().get(100).message()).isEqualTo("900 more findings are not listed.");
        assertThat(report.summary()).isEqualTo("unknown element a (100 times), and 900 more");
    }

    @Test
    void report_whenErrorsComeBehindAHundredOthers_thenKeepsTheErrors() throws XMLStreamException {
        ReadReport report = reportOf("<Incident status='x'/>".repeat(150) + "<a/><b/>");

        assertThat(found(report))
                .hasSize(101)
                .contains("ERROR unknown-element /IODEF-Document/a", "ERROR unknown-element /IODEF-Document/b")
                .contains("INFO unknown-token /IODEF-Document/Incident[98]/@status")
                .doesNotContain("INFO unknown-token /IODEF-Document/Incident[99]/@status");
        assertThat(report.findings().get(100).message()).startsWith("52 more");
    }

    @Test
    void report_whenANameIsLong_thenShortensItInMessageAndPath() throws XMLStreamException {
        Finding finding = reportOf("<" + "a".repeat(10_000) + "/>").findings().get(0);

        assertThat(finding.toString()).hasSizeLessThan(500);
    }

    @Test
    void metForeignNames_whenOnlyAPrefixIsForeign_thenKnows() throws XMLStreamException {
        ShapeWatch watch = new ShapeWatch();
        GuardedReader reader = new GuardedReader(
                Parsers.reader(new StringReader("<p1:IODEF-Document xmlns:p1='urn:ietf:params:xml:ns:iodef-2.0'/>")),
                watch);

        reader.toRoot();

        assertThat(watch.metForeignNames()).isTrue();
    }
}
