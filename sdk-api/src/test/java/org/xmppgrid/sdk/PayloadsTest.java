package org.xmppgrid.sdk;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PayloadsTest {
    private static final PayloadType<URI> LINK =
            Payloads.of("urn:example:link", "link", URI.class, xml -> URI.create(xml.getElementText()), (link, xml) -> {
                xml.writeStartElement("", "link", "urn:example:link");
                xml.writeDefaultNamespace("urn:example:link");
                xml.writeCharacters(link.toString());
                xml.writeEndElement();
            });

    private static final PayloadType<Integer> LEVEL =
            Payloads.json(Integer.class, json -> Integer.valueOf(json.strip()), level -> Integer.toString(level));

    @Test
    void json_whenWrittenAndRead_thenTheSameText() throws XMLStreamException {
        String json = "\t{ \"a\": [1.50, \"<&>\"], \"b\": \"]]>\" }\n";

        String xml = written(Payloads.json(), json);

        assertThat(xml).startsWith("<json xmlns=\"urn:xmpp:json:0\">");
        assertThat(read(Payloads.json(), xml)).isEqualTo(json);
    }

    @Test
    void json_whenTextIsNone_thenNotWrittenAndSaysWhere() {
        assertThatThrownBy(() -> written(Payloads.json(), "{s3cret}"))
                .isInstanceOfSatisfying(
                        GridPayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_INVALID))
                .hasMessageContainingAll("RFC 8259", "character 2", "nothing was sent")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<json xmlns='urn:xmpp:json:0'/>",
                "<json xmlns='urn:xmpp:json:0'>  </json>",
                "<json xmlns='urn:xmpp:json:0'>{s3cret}</json>",
                "<json xmlns='urn:xmpp:json:0'>1<s3cret/></json>",
                "<json xmlns='urn:xmpp:json:0'><json>1</json></json>"
            })
    void json_whenContentIsNone_thenNotReadAndNothingOfItIsTold(String xml) {
        assertThatThrownBy(() -> read(Payloads.json(), xml))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void json_whenALibraryReadsAndWrites_thenItsValues() throws XMLStreamException {
        assertThat(read(LEVEL, written(LEVEL, 3))).isEqualTo(3);
        assertThat(LEVEL.namespace()).isEqualTo("urn:xmpp:json:0");
        assertThat(LEVEL.element()).isEqualTo("json");
        assertThat(LEVEL.javaType()).isEqualTo(Integer.class);
    }

    @Test
    void json_whenALibraryWritesWhatIsNone_thenRefused() {
        PayloadType<Integer> broken = Payloads.json(Integer.class, Integer::valueOf, level -> "level " + level);
        PayloadType<Integer> silent = Payloads.json(Integer.class, Integer::valueOf, level -> null);

        assertThatThrownBy(() -> written(broken, 3)).isInstanceOf(GridPayloadException.class);
        assertThatThrownBy(() -> written(silent, 3)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void of_whenWrittenAndRead_thenTheSameValue() throws XMLStreamException {
        URI link = URI.create("https://csirt.example/?a=1&b=2");

        assertThat(read(LINK, written(LINK, link))).isEqualTo(link);
    }

    @Test
    void of_whenTheReaderThrowsACheckedException_thenTellsItsClassAndKeepsIt() {
        IOException failure = new IOException("s3cret");
        PayloadType<String> type = Payloads.of(
                "urn:x",
                "a",
                String.class,
                xml -> {
                    throw failure;
                },
                (value, xml) -> {
                    throw failure;
                });

        assertThatThrownBy(() -> read(type, "<a xmlns='urn:x'/>"))
                .isInstanceOf(XMLStreamException.class)
                .hasCause(failure)
                .hasMessageContaining("java.io.IOException")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> written(type, "x"))
                .isInstanceOf(XMLStreamException.class)
                .hasCause(failure);
    }

    @Test
    void of_whenTheReaderWasInterrupted_thenTheThreadStillIs() {
        PayloadType<String> type = Payloads.of(
                "urn:x",
                "a",
                String.class,
                xml -> {
                    throw new InterruptedException();
                },
                (value, xml) -> {});

        assertThatThrownBy(() -> read(type, "<a xmlns='urn:x'/>")).isInstanceOf(XMLStreamException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void of_whenThereIsNoNameOrAPrimitiveType_thenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payloads.of("", "a", String.class, xml -> "", (value, xml) -> {}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payloads.of("urn:x", "", String.class, xml -> "", (value, xml) -> {}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payloads.of("urn:x", "a", int.class, xml -> 1, (value, xml) -> {}));
    }

    @Test
    void none_whenAsked_thenAcceptsNoElementAndStandsForItsAbsence() {
        assertThat(Payloads.none().accepts("", "")).isFalse();
        assertThat(Payloads.none().accepts("urn:x", "a")).isFalse();
        assertThat(Payloads.none().withoutPayload()).contains(NoPayload.NOTHING);
        assertThat(Payloads.json().withoutPayload()).isEmpty();
    }

    @Test
    void xml_whenAny_thenAcceptsEveryElementButNone() {
        assertThat(Payloads.xml().accepts("", "a")).isTrue();
        assertThat(Payloads.xml().accepts("urn:x", "a")).isTrue();
        assertThat(Payloads.xml().accepts("", "")).isFalse();
        assertThat(Payloads.xml("urn:x", "a").accepts("urn:x", "b")).isFalse();
    }

    @Test
    void oneOf_whenRead_thenByTheElement() throws XMLStreamException {
        PayloadType<Object> type = Payloads.oneOf(Object.class, LINK, LEVEL, Payloads.none(), Payloads.xml());

        assertThat(read(type, written(LINK, URI.create("urn:a")))).isEqualTo(URI.create("urn:a"));
        assertThat(read(type, written(LEVEL, 3))).isEqualTo(3);
        assertThat(read(type, "<b xmlns=\"urn:y\"></b>"))
                .isEqualTo(new RawPayload("urn:y", "b", "<b xmlns=\"urn:y\"></b>"));
        assertThat(type.withoutPayload()).contains(NoPayload.NOTHING);
        assertThat(type.namespace()).isEqualTo("urn:example:link");
        assertThat(type.element()).isEqualTo("link");
    }

    @Test
    void oneOf_whenWritten_thenByTheClass() throws XMLStreamException {
        PayloadType<Object> type = Payloads.oneOf(
                Object.class,
                Payloads.xml("urn:x", "a"),
                Payloads.xml("urn:x", "b"),
                Payloads.oneOf(Object.class, LINK));

        assertThat(written(type, URI.create("urn:a"))).isEqualTo(written(LINK, URI.create("urn:a")));
        assertThat(written(type, RawPayload.of("<b xmlns='urn:x'/>"))).startsWith("<b ");
        assertThatThrownBy(() -> written(type, 3))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContainingAll("java.lang.Integer", "{urn:example:link}link", "nothing was sent");
        assertThatThrownBy(() -> written(type, RawPayload.of("<c xmlns='urn:x'/>")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("{urn:x}c");
    }

    @Test
    void oneOf_whenASubclassHasItsOwnType_thenThatOneWritesIt() throws XMLStreamException {
        PayloadType<Number> numbers = Payloads.of(
                "urn:n",
                "number",
                Number.class,
                xml -> 0,
                (value, xml) -> xml.writeEmptyElement("", "number", "urn:n"));

        assertThat(written(Payloads.oneOf(Number.class, numbers, LEVEL), 3)).startsWith("<json");
        assertThat(written(Payloads.oneOf(Number.class, numbers, LEVEL), 3L)).startsWith("<number");
    }

    @Test
    void oneOf_whenTypesCantBeToldApart_thenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Payloads.oneOf(Object.class));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payloads.oneOf(Object.class, LEVEL, Payloads.json()))
                .withMessageContaining("{urn:xmpp:json:0}json");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payloads.oneOf(Object.class, Payloads.xml(), LINK))
                .withMessageContainingAll("any element", "{urn:example:link}link");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payloads.oneOf(Object.class, Payloads.none(), Payloads.none()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payloads.oneOf(
                        Object.class,
                        LINK,
                        Payloads.of("urn:other", "link", URI.class, xml -> URI.create("urn:a"), (value, xml) -> {})))
                .withMessageContaining("java.net.URI");
    }

    @Test
    void xml_whenReadByItself_thenLineBreaksInAttributesStay() throws XMLStreamException {
        String xml = "<a b=\"1&#10;2&#9;3&#34;\">&#13;\n\"</a>";

        assertThat(read(Payloads.xml(), xml).xml()).isEqualTo(xml);
    }

    private static <T> String written(PayloadType<T> type, T payload) throws XMLStreamException {
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        type.write(payload, writer);
        writer.close();
        return text.toString();
    }

    private static <T> T read(PayloadType<T> type, String xml) throws XMLStreamException {
        XMLStreamReader reader = XMLInputFactory.newDefaultFactory().createXMLStreamReader(new StringReader(xml));
        reader.nextTag();
        return type.read(reader);
    }
}
