package org.xmppgrid.sdk;

import java.io.StringWriter;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** Copies one element from a reader to a writer with its prefixes, declarations and attributes as they are. */
final class XmlCopy {
    private XmlCopy() {}

    /** The element that the reader stands on, as text. */
    static String text(XMLStreamReader reader) throws XMLStreamException {
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        element(reader, writer);
        writer.close();
        return text.toString();
    }

    /** Copies the element that the reader stands on; the reader ends on its end tag. */
    static void element(XMLStreamReader reader, XMLStreamWriter writer) throws XMLStreamException {
        int depth = 0;
        do {
            switch (reader.getEventType()) {
                case XMLStreamReader.START_ELEMENT -> {
                    depth++;
                    start(reader, writer);
                }
                case XMLStreamReader.END_ELEMENT -> {
                    depth--;
                    writer.writeEndElement();
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                    writer.writeCharacters(reader.getText());
                case XMLStreamReader.COMMENT, XMLStreamReader.PROCESSING_INSTRUCTION -> {
                    // not for a stanza (RFC 6120 §11.1), and no part of what the payload says
                }
                default ->
                    throw new XMLStreamException(
                            "only elements and text are allowed in a payload", reader.getLocation());
            }
        } while (depth > 0 && reader.next() >= 0);
    }

    private static void start(XMLStreamReader reader, XMLStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement(
                Objects.requireNonNullElse(reader.getPrefix(), ""),
                reader.getLocalName(),
                Objects.requireNonNullElse(reader.getNamespaceURI(), ""));
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            String prefix = reader.getNamespacePrefix(i);
            String namespace = Objects.requireNonNullElse(reader.getNamespaceURI(i), "");
            if (prefix == null || prefix.isEmpty()) {
                writer.writeDefaultNamespace(namespace);
            } else {
                writer.writeNamespace(prefix, namespace);
            }
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String namespace = reader.getAttributeNamespace(i);
            if (namespace == null || namespace.isEmpty()) {
                writer.writeAttribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            } else {
                writer.writeAttribute(
                        reader.getAttributePrefix(i),
                        namespace,
                        reader.getAttributeLocalName(i),
                        reader.getAttributeValue(i));
            }
        }
    }
}
