package org.xmppgrid.sdk;

import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * A payload as the XML that it is, for topics whose type this program does not know or does not care for.
 *
 * @param namespace the namespace of the element, empty if it has none
 * @param element the local name of the element
 * @param xml one complete element, with every namespace that it needs declared in it. It is checked when it is
 *     published; {@link #of(String)} checks it earlier
 */
public record RawPayload(String namespace, String element, String xml) {
    /** The payload type of whatever comes: reads every element, and writes the one it is given. */
    public static final PayloadType<RawPayload> ANY = new RawPayloadType("", "");

    /**
     * From JDK 24 on, its parser refuses what is deeper than 100 elements or has 100,000 times {@code &amp;}. The text is
     * the caller's own, without a DTD, and {@link GridLimits} hold when it is published.
     */
    private static final List<String> LIMITS_OF_JDK_24 = List.of(
            "jdk.xml.maxElementDepth",
            "jdk.xml.elementAttributeLimit",
            "jdk.xml.maxGeneralEntitySizeLimit",
            "jdk.xml.totalEntitySizeLimit");

    /**
     * A payload from its XML text. A document type declaration is refused; an XML declaration, comments and processing
     * instructions are left out when the payload is published.
     *
     * @param xml one well-formed element
     * @return the payload
     * @throws GridPayloadException if the text is not well-formed XML, or has a document type declaration
     */
    public static RawPayload of(String xml) {
        try {
            XMLStreamReader reader = atRoot(xml);
            String namespace = Objects.requireNonNullElse(reader.getNamespaceURI(), "");
            String element = reader.getLocalName();
            while (reader.hasNext()) {
                reader.next();
            }
            return new RawPayload(namespace, element, xml);
        } catch (XMLStreamException e) {
            throw new GridPayloadException(
                    Reason.PAYLOAD_INVALID,
                    "The payload is not one well-formed XML element; correct it at line "
                            + e.getLocation().getLineNumber() + ", column "
                            + e.getLocation().getColumnNumber(),
                    null,
                    e);
        }
    }

    /**
     * The payload type of raw payloads of one kind, as {@code pubsub#type} announces it.
     *
     * @param namespace the namespace of the element
     * @param element its local name
     * @return the payload type
     * @throws IllegalArgumentException if one of them is empty
     */
    public static PayloadType<RawPayload> type(String namespace, String element) {
        if (namespace.isEmpty() || element.isEmpty()) {
            throw new IllegalArgumentException(
                    "A payload type has a namespace and an element name; use RawPayload.ANY for any");
        }
        return new RawPayloadType(namespace, element);
    }

    /** The element's name and size, never its content. */
    @Override
    public String toString() {
        return "RawPayload[{" + namespace + "}" + element + ", " + xml.length() + " characters]";
    }

    private static XMLStreamReader atRoot(String xml) throws XMLStreamException {
        // The JDK's own parser by name: whatever else a host puts on its class path must not decide what is safe.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        for (String limit : LIMITS_OF_JDK_24) {
            if (factory.isPropertySupported(limit)) {
                factory.setProperty(limit, "0");
            }
        }
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
        while (reader.next() != XMLStreamReader.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamReader.DTD) {
                throw new XMLStreamException("a document type declaration is not allowed", reader.getLocation());
            }
        }
        return reader;
    }

    /** Reads and writes raw payloads; empty names stand for any. */
    private record RawPayloadType(String namespace, String element) implements PayloadType<RawPayload> {

        @Override
        public Class<RawPayload> javaType() {
            return RawPayload.class;
        }

        @Override
        public boolean accepts(String someNamespace, String someElement) {
            return element.isEmpty()
                    ? !someElement.isEmpty()
                    : namespace.equals(someNamespace) && element.equals(someElement);
        }

        /** The element, or that it is any. */
        @Override
        public String toString() {
            return element.isEmpty() ? "any element" : "{" + namespace + "}" + element;
        }

        @Override
        public RawPayload read(XMLStreamReader reader) throws XMLStreamException {
            String namespace = Objects.requireNonNullElse(reader.getNamespaceURI(), "");
            String element = reader.getLocalName();
            return new RawPayload(namespace, element, XmlCopy.text(reader));
        }

        @Override
        public void write(RawPayload payload, XMLStreamWriter writer) throws XMLStreamException {
            XMLStreamReader reader = atRoot(payload.xml());
            XmlCopy.element(reader, writer);
            while (reader.hasNext()) {
                // to the end: what follows the element is refused, never dropped without a word
                reader.next();
            }
        }
    }
}
