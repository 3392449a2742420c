package org.xmppgrid.sdk;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** JSON in the container of XEP-0335, which holds nothing but one JSON text. */
final class JsonPayloads implements PayloadType<String> {
    static final PayloadType<String> TEXT = new JsonPayloads();

    private JsonPayloads() {}

    @Override
    public String namespace() {
        return Payloads.JSON_NAMESPACE;
    }

    @Override
    public String element() {
        return Payloads.JSON_ELEMENT;
    }

    @Override
    public Class<String> javaType() {
        return String.class;
    }

    @Override
    public String read(XMLStreamReader reader) throws XMLStreamException {
        String text = text(reader);
        try {
            JsonSyntax.require(text, Payloads.MAX_JSON_DEPTH);
        } catch (IllegalArgumentException e) {
            throw new XMLStreamException("it is not one JSON value: " + e.getMessage(), e);
        }
        return text;
    }

    /** XEP-0335 §4: only character data. The reader's own words would name the element that is too much. */
    private static String text(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (reader.next()) {
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                    text.append(reader.getText());
                case XMLStreamReader.END_ELEMENT -> {
                    return text.toString();
                }
                case XMLStreamReader.COMMENT, XMLStreamReader.PROCESSING_INSTRUCTION -> {
                    // no part of what it says
                }
                default -> throw new XMLStreamException("an element stands where only JSON text belongs (XEP-0335 §4)");
            }
        }
    }

    @Override
    public void write(String json, XMLStreamWriter writer) throws XMLStreamException {
        try {
            JsonSyntax.require(json, Payloads.MAX_JSON_DEPTH);
        } catch (IllegalArgumentException e) {
            throw new GridPayloadException(
                    Reason.PAYLOAD_INVALID,
                    "The payload is not one JSON value (RFC 8259): " + e.getMessage() + "; nothing was sent",
                    null,
                    e);
        }
        writer.writeStartElement("", Payloads.JSON_ELEMENT, Payloads.JSON_NAMESPACE);
        writer.writeDefaultNamespace(Payloads.JSON_NAMESPACE);
        writer.writeCharacters(json);
        writer.writeEndElement();
    }

    /** The container's name. */
    @Override
    public String toString() {
        return "{" + namespace() + "}" + element();
    }
}
