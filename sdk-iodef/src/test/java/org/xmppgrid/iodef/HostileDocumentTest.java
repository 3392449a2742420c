package org.xmppgrid.iodef;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.GridPayloadException;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostileDocumentTest {
    private static final String BILLION_LAUGHS = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">"
            + "<!ENTITY lol2 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">"
            + "<!ENTITY lol3 \"&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;\">]>"
            + Documents.withAssessment("<Description>&lol3;</Description>");

    @Test
    void read_whenThereIsAnInternalDoctype_thenIsRefused() {
        assertThatThrownBy(() -> Iodef.read("<!DOCTYPE IODEF-Document []>" + Documents.withIncident("")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("DOCTYPE")
                .hasMessageContaining("line 1");
    }

    @Test
    void read_whenThereIsAnExternalDoctype_thenIsRefused() {
        assertThatThrownBy(() -> Iodef.read(
                        "<!DOCTYPE IODEF-Document SYSTEM \"file:///etc/passwd\">" + Documents.withIncident("")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void read_whenEntitiesExplode_thenIsRefused() {
        assertThatThrownBy(() -> Iodef.read(BILLION_LAUGHS))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void read_whenAnEntityIsNotDeclared_thenIsRefused() {
        assertThatThrownBy(() -> Iodef.read(Documents.withAssessment("<Description>&xxe;</Description>")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("refers to an entity");
    }

    @ParameterizedTest
    @ValueSource(chars = {'\uFFFE', '\uFFFF'})
    void read_whenANamespaceHasNoCharacter_thenIsRefused(char none) {
        assertThatThrownBy(() -> Iodef.read(Documents.withAssessment("<x:a xmlns:x='urn:" + none + "'/>")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("not well-formed");
    }

    @Test
    void read_whenEventsAreNestedTooDeep_thenNamesTheLimit() {
        assertThatThrownBy(() ->
                        Iodef.read(Documents.withIncident("<EventData>".repeat(5_000) + "</EventData>".repeat(5_000))))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("more than " + Iodef.MAX_DEPTH + " deep");
    }

    @Test
    void read_whenThereAreTooManyElements_thenNamesTheLimit() {
        assertThatThrownBy(() -> Iodef.read(Documents.withAssessment("<Description/>".repeat(Iodef.MAX_ELEMENTS))))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("more than " + Iodef.MAX_ELEMENTS + " elements");
    }

    @Test
    void read_whenAnElementHasTooManyAttributes_thenNamesTheLimit() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i <= Iodef.MAX_ATTRIBUTES; i++) {
            attributes.append(" a").append(i).append("=\"\"");
        }

        assertThatThrownBy(() -> Iodef.read(Documents.withAttributes(attributes.toString())))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("more than " + Iodef.MAX_ATTRIBUTES + " attributes");
    }

    @Test
    void read_whenATextIsTooLong_thenNamesTheLimitAndThePath() {
        assertThatThrownBy(() -> Iodef.read(Documents.withAssessment(
                        "<Description>" + "x".repeat(Iodef.MAX_TEXT_LENGTH + 1) + "</Description>")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("more than " + Iodef.MAX_TEXT_LENGTH + " characters")
                .hasMessageContaining("/IODEF-Document/Incident/Description");
    }

    @Test
    void read_whenAnAttributeIsTooLong_thenNamesTheLimit() {
        String value = "x".repeat(Iodef.MAX_TEXT_LENGTH + 1);

        assertThatThrownBy(() -> Iodef.read(Documents.withAttributes(" ext-purpose=\"" + value + "\"")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("attribute value of more than " + Iodef.MAX_TEXT_LENGTH);
    }

    @Test
    void read_whenAllTextTogetherIsTooLong_thenNamesTheLimit() {
        String part = "<Description>" + "x".repeat(Iodef.MAX_TEXT_LENGTH) + "</Description>";

        assertThatThrownBy(() -> Iodef.read(Documents.withIncident(part.repeat(5))))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("more than " + Iodef.MAX_TOTAL_LENGTH + " characters in all");
    }

    @Test
    void read_whenAStreamNeverEnds_thenNamesTheLimit() {
        InputStream endless = new SequenceInputStream(endlessComments());

        assertThatThrownBy(() -> Iodef.read(endless))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("more than " + Iodef.MAX_BYTES + " bytes");
    }

    private static Enumeration<InputStream> endlessComments() {
        byte[] comment = ("<!--" + "x".repeat(100_000) + "-->").getBytes(StandardCharsets.US_ASCII);
        return Collections.enumeration(Stream.<InputStream>generate(() -> new ByteArrayInputStream(comment))
                .limit(Iodef.MAX_BYTES / comment.length + 10)
                .toList());
    }

    @Test
    void documentRead_whenSomebodyElsesReaderHasADoctype_thenIsRefused() throws XMLStreamException {
        XMLInputFactory careless = XMLInputFactory.newDefaultFactory();
        careless.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        XMLStreamReader reader = careless.createXMLStreamReader(new StringReader(BILLION_LAUGHS));
        while (reader.next() != XMLStreamReader.START_ELEMENT) {
            // up to the payload, as the SPI says
        }

        assertThatThrownBy(() -> Iodef.DOCUMENT.read(reader))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("refers to an entity");
    }

    @Test
    void documentRead_whenSomebodyElsesReaderGoesTooDeep_thenNamesTheLimit() throws XMLStreamException {
        // Aalto has no limit of its own; the JDK's parser has had one since JDK 24
        XMLStreamReader reader = new InputFactoryImpl()
                .createXMLStreamReader(new StringReader(
                        Documents.withIncident("<EventData>".repeat(500) + "</EventData>".repeat(500))));
        reader.nextTag();

        assertThatThrownBy(() -> Iodef.DOCUMENT.read(reader))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("more than " + Iodef.MAX_DEPTH + " deep");
    }
}
