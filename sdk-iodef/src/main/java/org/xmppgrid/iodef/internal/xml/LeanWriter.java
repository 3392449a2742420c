package org.xmppgrid.iodef.internal.xml;

import java.io.StringReader;
import java.util.Arrays;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes what JAXB says with the namespaces that are used, where they are used: JAXB declares those of all packages on
 * every root, 200 bytes a document. Declarations, comments, processing instructions and DOCTYPE are left out, since a
 * stanza must not hold them (RFC 6120 §11.1). Characters that XML can't say are refused before the writer meets them.
 */
public final class LeanWriter implements XMLStreamWriter {
    /** An element whose character content is XML, to be written in its place with the prefixes it has. */
    public static final String ENVELOPE_NAMESPACE = "urn:xmppgrid:envelope";

    public static final String ENVELOPE_NAME = "envelope";

    private static final String ADVICE_DEPTH = "No reader would accept it; flatten the report.";
    private static final String ADVICE_CHARACTER =
            "XML 1.0 has no way to write it, not even escaped; remove it or carry the value as base64.";

    private final XMLStreamWriter writer;
    private final Map<String, String> preferred;
    private final StringBuilder envelope = new StringBuilder();
    private boolean inEnvelope;

    private String[] names = new String[16];
    private int depth;

    private final OpenNamespaces declared = new OpenNamespaces();
    private final Map<String, String> rootDefaults;

    /** Written when the start tag is complete, to give them one order. */
    private final HeldAttributes attributes = new HeldAttributes();

    private boolean tagOpen;

    /**
     * @param preferred the prefix to write for a namespace; for any other, the one that the caller gives
     * @param rootDefaults the attributes that the root has in any case, with {@code xml:} where they have it
     */
    public LeanWriter(XMLStreamWriter writer, Map<String, String> preferred, Map<String, String> rootDefaults) {
        this.writer = writer;
        this.preferred = preferred;
        this.rootDefaults = rootDefaults;
    }

    @Override
    public void writeStartElement(String prefix, String localName, String namespace) throws XMLStreamException {
        closeTag();
        if (namespace.equals(ENVELOPE_NAMESPACE)) {
            inEnvelope = true;
            envelope.setLength(0);
            return;
        }
        String known = preferred.getOrDefault(namespace, prefix);
        open(known, localName, namespace);
        bind(known, namespace);
        tagOpen = true;
    }

    /** Writes the attributes of the start tag that JAXB has given them all for. */
    private void closeTag() throws XMLStreamException {
        if (!tagOpen) {
            return;
        }
        tagOpen = false;
        if (depth == 1) {
            addRootDefaults();
        }
        writeAttributes();
    }

    private void writeAttributes() throws XMLStreamException {
        int count = attributes.size();
        for (int i = 0; i < count; i++) {
            String prefix = attributes.prefix(i);
            if (!prefix.isEmpty() && !prefix.equals(XMLConstants.XML_NS_PREFIX)) {
                bind(prefix, attributes.namespace(i));
            }
        }
        for (int i = 0; i < count; i++) {
            String prefix = attributes.prefix(i);
            String name = attributes.localName(i);
            String value = attributes.value(i);
            checkCharacters(value, name);
            if (prefix.isEmpty()) {
                writer.writeAttribute(name, value);
            } else {
                writer.writeAttribute(prefix, attributes.namespace(i), name, value);
            }
        }
        attributes.clear();
    }

    private void addRootDefaults() {
        rootDefaults.forEach((name, value) -> {
            int colon = name.indexOf(':');
            String prefix = colon < 0 ? "" : name.substring(0, colon);
            String localName = name.substring(colon + 1);
            if (!attributes.has(prefix, localName)) {
                attributes.insert(prefix, colon < 0 ? "" : XMLConstants.XML_NS_URI, localName, value);
            }
        });
    }

    private void open(String prefix, String localName, String namespace) throws XMLStreamException {
        if (depth == ReadLimits.MAX_DEPTH) {
            throw new DocumentException(
                    "The document has elements nested more than " + ReadLimits.MAX_DEPTH + " deep",
                    "/" + names[0],
                    null,
                    ADVICE_DEPTH,
                    null);
        }
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
        }
        names[depth++] = localName;
        writer.writeStartElement(prefix, localName, namespace);
    }

    @Override
    public void writeEndElement() throws XMLStreamException {
        if (inEnvelope) {
            inEnvelope = false;
            copy(envelope.toString());
            return;
        }
        closeTag();
        end();
    }

    private void end() throws XMLStreamException {
        writer.writeEndElement();
        declared.close(depth);
        depth--;
    }

    @Override
    public void writeAttribute(String localName, String value) {
        attributes.insert("", "", localName, value);
    }

    @Override
    public void writeAttribute(String prefix, String namespace, String localName, String value) {
        if (namespace.isEmpty()) {
            attributes.insert("", "", localName, value);
        } else if (namespace.equals(XMLConstants.XML_NS_URI)) {
            attributes.insert(XMLConstants.XML_NS_PREFIX, namespace, localName, value);
        } else {
            attributes.insert(preferred.getOrDefault(namespace, prefix), namespace, localName, value);
        }
    }

    @Override
    public void writeCharacters(String text) throws XMLStreamException {
        if (inEnvelope) {
            envelope.append(text);
            return;
        }
        closeTag();
        checkCharacters(text, "");
        writer.writeCharacters(text);
    }

    @Override
    public void writeCharacters(char[] text, int start, int length) throws XMLStreamException {
        writeCharacters(new String(text, start, length));
    }

    @Override
    public void writeCData(String text) throws XMLStreamException {
        writeCharacters(text);
    }

    /** Declares a namespace if the prefix does not mean it here already. */
    private void bind(String prefix, String namespace) throws XMLStreamException {
        if (namespace.equals(declared.meaning(prefix))) {
            return;
        }
        declare(prefix, namespace);
    }

    private void declare(String prefix, String namespace) throws XMLStreamException {
        declared.open(depth, prefix, namespace);
        if (prefix.isEmpty()) {
            writer.writeDefaultNamespace(namespace);
        } else {
            writer.writeNamespace(prefix, namespace);
        }
    }

    /** Writes an element that stands on its own, with its own prefixes. */
    private void copy(String xml) throws XMLStreamException {
        XMLStreamReader reader = Parsers.foreignReader(new StringReader(xml));
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> copyStart(reader);
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        writer.writeCharacters(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> end();
                    default -> {
                        // Nothing else is in a text that ForeignXml has made.
                    }
                }
            }
        } finally {
            reader.close();
        }
    }

    private void copyStart(XMLStreamReader reader) throws XMLStreamException {
        String prefix = orEmpty(reader.getPrefix());
        String namespace = orEmpty(reader.getNamespaceURI());
        open(prefix, reader.getLocalName(), namespace);
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            declare(orEmpty(reader.getNamespacePrefix(i)), orEmpty(reader.getNamespaceURI(i))); // as in the text
        }
        bind(prefix, namespace);
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.append(
                    orEmpty(reader.getAttributePrefix(i)),
                    orEmpty(reader.getAttributeNamespace(i)),
                    reader.getAttributeLocalName(i),
                    reader.getAttributeValue(i));
        }
        writeAttributes(); // in the order of the text: two orders are two texts
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void checkCharacters(String text, String attribute) throws XMLStreamException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < Character.MIN_SURROGATE || c == '\n' || c == '\t' || c == '\r') {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            if (c >= '\uE000' && c <= '\uFFFD') {
                continue;
            }
            throw new DocumentException(
                    String.format("The character U+%04X is not for XML", (int) c),
                    path() + (attribute.isEmpty() ? "" : "/@" + attribute),
                    null,
                    ADVICE_CHARACTER,
                    null);
        }
    }

    /** The names of the open elements, as a path. */
    public String path() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            path.append('/').append(names[i]);
        }
        return path.toString();
    }

    @Override
    public void writeNamespace(String prefix, String namespace) {
        // Declared where it is used.
    }

    @Override
    public void writeDefaultNamespace(String namespace) {
        // Declared where it is used.
    }

    @Override
    public void writeStartDocument() {
        // Not for a stanza; so with the five below.
    }

    @Override
    public void writeStartDocument(String version) {}

    @Override
    public void writeStartDocument(String encoding, String version) {}

    @Override
    public void writeComment(String data) {}

    @Override
    public void writeProcessingInstruction(String target) {}

    @Override
    public void writeProcessingInstruction(String target, String data) {}

    @Override
    public void writeEndDocument() {
        // JAXB writes a fragment; the document is its owner's to end.
    }

    @Override
    public void flush() throws XMLStreamException {
        writer.flush();
    }

    @Override
    public void close() throws XMLStreamException {
        writer.close();
    }

    @Override
    public @Nullable String getPrefix(String namespace) throws XMLStreamException {
        return writer.getPrefix(namespace);
    }

    @Override
    public void setPrefix(String prefix, String namespace) {
        // A preference that the explicit prefixes make idle.
    }

    @Override
    public void setDefaultNamespace(String namespace) {
        // As above.
    }

    @Override
    public void setNamespaceContext(NamespaceContext context) throws XMLStreamException {
        writer.setNamespaceContext(context);
    }

    @Override
    public NamespaceContext getNamespaceContext() {
        return writer.getNamespaceContext();
    }

    @Override
    public Object getProperty(String name) {
        return writer.getProperty(name);
    }

    @Override
    public void writeStartElement(String localName) {
        throw notByJaxb();
    }

    @Override
    public void writeStartElement(String namespace, String localName) {
        throw notByJaxb();
    }

    @Override
    public void writeEmptyElement(String namespace, String localName) {
        throw notByJaxb();
    }

    @Override
    public void writeEmptyElement(String prefix, String localName, String namespace) {
        throw notByJaxb();
    }

    @Override
    public void writeEmptyElement(String localName) {
        throw notByJaxb();
    }

    @Override
    public void writeAttribute(String namespace, String localName, String value) {
        throw notByJaxb();
    }

    @Override
    public void writeDTD(String dtd) {
        throw notByJaxb();
    }

    @Override
    public void writeEntityRef(String name) {
        throw notByJaxb();
    }

    private static UnsupportedOperationException notByJaxb() {
        return new UnsupportedOperationException("JAXB writes elements with prefix, name and namespace only");
    }
}
