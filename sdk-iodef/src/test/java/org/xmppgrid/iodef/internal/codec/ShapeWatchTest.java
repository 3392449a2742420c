package org.xmppgrid.iodef.internal.codec;

import java.io.StringReader;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.internal.codec.ReadReport.Finding;
import org.xmppgrid.iodef.internal.codec.ReadReport.Kind;
import org.xmppgrid.iodef.internal.xml.GuardedReader;
import org.xmppgrid.iodef.internal.xml.Parsers;

import static org.assertj.core.api.Assertions.assertThat;

class ShapeWatchTest {

    private static ReadReport report(String inTheDocument) throws XMLStreamException {
        ShapeWatch watch = new ShapeWatch();
        GuardedReader reader = new GuardedReader(
                Parsers.reader(
                        new StringReader("<IODEF-Document xml:lang='en' xmlns='urn:ietf:params:xml:ns:iodef-2.0'>"
                                + inTheDocument + "</IODEF-Document>")),
                watch);
        while (reader.hasNext()) {
            reader.next();
        }
        return watch.report();
    }

    private static List<Finding> findings(String inTheDocument) throws XMLStreamException {
        return report(inTheDocument).findings();
    }

    @Test
    void start_whenAnElementIsUnknown_thenReportsItOnceWithItsParent() throws XMLStreamException {
        assertThat(findings("<Incident><NodeName><Deeper/></NodeName></Incident>"))
                .containsExactly(new Finding(Kind.UNKNOWN_ELEMENT, "NodeName", "/IODEF-Document/Incident"));
    }

    @Test
    void start_whenAnElementIsOfAnotherNamespace_thenReportsIt() throws XMLStreamException {
        assertThat(findings("<Incident xmlns='urn:other'/>"))
                .containsExactly(new Finding(Kind.UNKNOWN_ELEMENT, "Incident", "/IODEF-Document"));
    }

    @Test
    void start_whenAnAttributeIsUnknown_thenReportsIt() throws XMLStreamException {
        assertThat(findings("<Incident lang='en'/>"))
                .containsExactly(new Finding(Kind.UNKNOWN_ATTRIBUTE, "lang", "/IODEF-Document/Incident"));
    }

    @Test
    void start_whenASingleElementIsRepeated_thenReportsIt() throws XMLStreamException {
        assertThat(findings("<Incident><IncidentID/><IncidentID/><Contact/><Contact/></Incident>"))
                .containsExactly(new Finding(Kind.REPEATED_ELEMENT, "IncidentID", "/IODEF-Document/Incident"));
    }

    @Test
    void text_whenItStandsBetweenElements_thenReportsItWithoutContent() throws XMLStreamException {
        assertThat(findings("<Incident>secret</Incident>"))
                .containsExactly(new Finding(Kind.STRAY_TEXT, "Incident", "/IODEF-Document/Incident"));
    }

    @Test
    void start_whenContentIsFreeOrNested_thenReportsNothing() throws XMLStreamException {
        assertThat(
                        findings(
                                "<AdditionalData dtype='xml'>x<any a='b'><thing/></any></AdditionalData>"
                                        + "<Incident><EventData><EventData><Description>x</Description></EventData></EventData></Incident>"))
                .isEmpty();
    }

    @Test
    void report_whenThereAreTooManyFindings_thenCountsThem() throws XMLStreamException {
        ReadReport report = report("<a/>".repeat(1_000));

        assertThat(report.count()).isEqualTo(1_000);
        assertThat(report.findings()).hasSize(100);
        assertThat(report.summary()).isEqualTo("unknown element a (100 times), and 900 more");
    }
}
