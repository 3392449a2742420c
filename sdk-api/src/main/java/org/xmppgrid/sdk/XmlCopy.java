package org.xmppgrid.sdk;

import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Copies one element from a reader to a writer with its prefixes, declarations and attributes as they are. */
final class XmlCopy {
    private XmlCopy() {}

    /** The element that the reader stands on, as text; the reader ends on its end tag. */
    static String text(XMLStreamReader reader) throws XMLStreamException {
        // By hand: the JDK's writer loses the line breaks of attributes and carriage returns.
        StringBuilder xml = new StringBuilder(256);
        int depth = 0;
        do {
            switch (reader.getEventType()) {
                case XMLStreamReader.START_ELEMENT -> {
                    depth++;
                    start(reader, xml);
                }
                case XMLStreamReader.END_ELEMENT -> {
                    depth--;
                    xml.append("</")
                            .append(qualified(reader.getPrefix(), reader.getLocalName()))
                            .append('>');
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                    escape(reader.getText(), false, xml);
                case XMLStreamReader.COMMENT, XMLStreamReader.PROCESSING_INSTRUCTION -> {
                    // not for a stanza (RFC 6120 §11.1), and no part of what the payload says
                }
                default ->
                    throw new XMLStreamException(
                            "only elements and text are allowed in a payload", reader.getLocation());
            }
        } while (depth > 0 && reader.next() >= 0);
        return xml.toString();
    }

    private static void start(XMLStreamReader reader, StringBuilder xml) {
        xml.append('<').append(qualified(reader.getPrefix(), reader.getLocalName()));
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            String prefix = reader.getNamespacePrefix(i);
            attribute(
                    prefix == null || prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix,
                    Objects.requireNonNullElse(reader.getNamespaceURI(i), ""),
                    xml);
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attribute(
                    qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)),
                    reader.getAttributeValue(i),
                    xml);
        }
        xml.append('>');
    }

    private static void attribute(String name, String value, StringBuilder xml) {
        xml.append(' ').append(name).append("=\"");
        escape(value, true, xml);
        xml.append('"');
    }

    private static void escape(String text, boolean attribute, StringBuilder xml) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '\r' -> xml.append("&#13;");
                case '"', '\t', '\n' -> {
                    if (attribute) {
                        xml.append("&#").append((int) c).append(';');
                    } else {
                        xml.append(c);
                    }
                }
                default -> xml.append(c);
            }
        }
    }

    private static String qualified(@Nullable String prefix, String name) {
        return prefix == null || prefix.isEmpty() ? name : prefix + ':' + name;
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
