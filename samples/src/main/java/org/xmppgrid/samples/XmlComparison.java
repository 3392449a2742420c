package org.xmppgrid.samples;

import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Says where two XML documents first differ. Names count by their namespaces, not by their prefixes; attributes in any
 * order. What is no content is ignored: comments, processing instructions, white space around a text or between
 * elements, and the version and language that a writer adds to a root that had none.
 */
final class XmlComparison {
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    /** Both documents have been read within the limits of the SDK, which these would fall below. */
    private static final List<String> LIMITS_OF_JDK_24 = List.of(
            "jdk.xml.maxElementDepth",
            "jdk.xml.elementAttributeLimit",
            "jdk.xml.maxGeneralEntitySizeLimit",
            "jdk.xml.totalEntitySizeLimit");

    private final XMLStreamReader original;
    private final XMLStreamReader other;
    private final StringBuilder path = new StringBuilder();
    private int depth;
    private String inFile = "";
    private String inCopy = "";

    private XmlComparison(XMLStreamReader original, XMLStreamReader other) {
        this.original = original;
        this.other = other;
    }

    /**
     * Compares two documents.
     *
     * @return the path of the first difference and what it is, in names and never in content; empty when there is none
     */
    static Optional<String> difference(InputStream original, InputStream other) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        for (String limit : LIMITS_OF_JDK_24) {
            if (factory.isPropertySupported(limit)) {
                factory.setProperty(limit, "0");
            }
        }
        XmlComparison comparison =
                new XmlComparison(factory.createXMLStreamReader(original), factory.createXMLStreamReader(other));
        return comparison.element()
                ? Optional.empty()
                : Optional.of(comparison.path + " lost: Here the file has " + comparison.inFile
                        + ", and what was read and" + " written again has " + comparison.inCopy + '.');
    }

    /** Compares from the next start tag on, both readers before it, to the end tags. On a difference the path stays. */
    private boolean element() throws XMLStreamException {
        if (depth == 0) {
            original.nextTag();
            other.nextTag();
            path.append('/').append(original.getLocalName());
        }
        depth++;
        if (!original.getName().equals(other.getName())) {
            return differs(tag(original), tag(other));
        }
        if (!attributes(original).equals(attributes(other))) {
            return differs(
                    "attributes " + attributes(original).keySet(),
                    attributes(other).keySet() + " or other values");
        }
        Map<String, Integer> positions = new HashMap<>();
        while (true) {
            String text = text(original);
            String otherText = text(other);
            if (!text.equals(otherText)) {
                return differs(text.length() + " characters of text", "others, " + otherText.length());
            }
            if (original.getEventType() != other.getEventType()) {
                return differs(tag(original), tag(other));
            }
            if (original.getEventType() == XMLStreamConstants.END_ELEMENT) {
                depth--;
                return true;
            }
            int length = path.length();
            String name = original.getLocalName();
            path.append('/').append(name).append('[').append(positions.merge(name, 1, Integer::sum));
            path.append(']');
            if (!element()) {
                return false;
            }
            path.setLength(length);
        }
    }

    private boolean differs(String file, String copy) {
        inFile = file;
        inCopy = copy;
        return false;
    }

    private static String tag(XMLStreamReader reader) {
        boolean start = reader.getEventType() == XMLStreamConstants.START_ELEMENT;
        return (start ? "<" : "</") + reader.getLocalName() + '>';
    }

    private Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new TreeMap<>();
        if (depth == 1) {
            attributes.put("version", "2.00");
            attributes.put("{" + XML + "}lang", "und");
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String value = reader.getAttributeValue(i).strip().replaceAll("\\s+", " ");
            attributes.put(reader.getAttributeName(i).toString(), value);
        }
        return attributes;
    }

    /** The text up to the next tag, on which the reader then stands. */
    private static String text(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT, XMLStreamConstants.END_ELEMENT -> {
                    return text.toString().strip();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                default -> {
                    // Comments and processing instructions.
                }
            }
        }
    }
}
