package org.xmppgrid.sdk;

import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RawPayloadTest {
    private static final String XML = "<p:a xmlns:p=\"urn:p\" xmlns:q=\"urn:q\" xml:lang=\"de\" q:x=\"1 &amp; 2\">"
            + "<b xmlns=\"urn:b\">&lt;text&gt;</b><p:c></p:c></p:a>";

    @Test
    void of_whenWellFormed_thenKnowsItsNameAndNamespace() {
        RawPayload payload = RawPayload.of("<?xml version='1.0'?><!-- x --><p:a xmlns:p='urn:p'/>");

        assertThat(payload.namespace()).isEqualTo("urn:p");
        assertThat(payload.element()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<a>",
                "<a/><b/>",
                "<p:a/>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>"
            })
    void of_whenNotOneElement_thenRefused(String xml) {
        assertThatThrownBy(() -> RawPayload.of(xml))
                .isInstanceOfSatisfying(
                        GridPayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_INVALID));
    }

    @Test
    void toString_whenPayloadIsSecret_thenHidesIt() {
        assertThat(RawPayload.of("<a>s3cret</a>").toString()).doesNotContain("s3cret");
    }

    @Test
    void any_whenReadAndWritten_thenNothingIsLost() throws XMLStreamException {
        XMLStreamReader reader = XMLInputFactory.newDefaultFactory().createXMLStreamReader(new StringReader(XML));
        reader.nextTag();
        RawPayload read = RawPayload.ANY.read(reader);
        StringWriter written = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(written);
        RawPayload.ANY.write(read, writer);
        writer.close();

        assertThat(read.namespace()).isEqualTo("urn:p");
        assertThat(written.toString().replace("></p:c>", "/>")).isEqualTo(XML.replace("></p:c>", "/>"));
    }

    @Test
    void of_whenDeepAndFullOfEscapes_thenNoJdkRefusesIt() {
        String xml = "<a>" + "<b>".repeat(200) + "&amp;".repeat(150_000) + "</b>".repeat(200) + "</a>";

        assertThat(RawPayload.of(xml).element()).isEqualTo("a");
    }
}
