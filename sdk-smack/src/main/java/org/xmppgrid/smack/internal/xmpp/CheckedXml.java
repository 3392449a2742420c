package org.xmppgrid.smack.internal.xmpp;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.StringReader;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.RawPayload;

/**
 * Serialises XML of unknown origin anew, so that it is one complete, well-formed element and nothing else: what is not
 * for a stanza (RFC 6120 §11.1) is left out, and a DTD, an entity or an unbound prefix is refused. Otherwise a payload
 * could end the stanza around it and begin one of its own.
 */
final class CheckedXml {
    /**
     * Aalto keeps every name that a factory's readers have seen. A factory is replaced when they have read this many
     * characters, so that a stream of ever new names stays bounded.
     */
    private static final long RENEW_AFTER_CHARS = 1024 * 1024;

    private static volatile Parsers parsers = new Parsers();

    private static final class Parsers {
        // By name: what else is on the class path must not decide which parser this is.
        private final XMLInputFactory factory = new InputFactoryImpl();
        private final AtomicLong chars = new AtomicLong();

        Parsers() {
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        }
    }

    private final XMLStreamReader reader;
    private final XmlBuilder xml;
    private final int maxDepth;

    private CheckedXml(XMLStreamReader reader, int capacity, int maxDepth) {
        this.reader = reader;
        this.xml = new XmlBuilder(capacity);
        this.maxDepth = maxDepth;
    }

    /** A reader of XML text, with its document type declaration refused by {@link #toRoot}. */
    static XMLStreamReader reader(String text) throws XMLStreamException {
        Parsers current = parsers;
        if (current.chars.addAndGet(text.length()) > RENEW_AFTER_CHARS) {
            current = new Parsers();
            parsers = current;
        }
        return current.factory.createXMLStreamReader(new StringReader(text));
    }

    /** Moves a reader to the root's start tag. Every parser accepts a DTD that nobody uses, so it is refused here. */
    static void toRoot(XMLStreamReader reader) throws XMLStreamException {
        while (reader.next() != XMLStreamReader.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamReader.DTD) {
                throw new XMLStreamException("a document type declaration is not allowed", reader.getLocation());
            }
        }
    }

    static RawPayload of(String text, int maxDepth) throws XMLStreamException {
        XMLStreamReader reader = reader(text);
        toRoot(reader);
        RawPayload payload = new CheckedXml(reader, text.length() + 64, maxDepth).element();
        while (reader.hasNext()) {
            // whatever follows the root is refused by the parser, but for comments and processing instructions
            reader.next();
        }
        return payload;
    }

    private RawPayload element() throws XMLStreamException {
        String namespace = nonNull(reader.getNamespaceURI());
        String element = reader.getLocalName();
        int depth = 0;
        do {
            switch (reader.getEventType()) {
                case XMLStreamReader.START_ELEMENT -> {
                    if (++depth > maxDepth) {
                        throw new XMLStreamException(
                                "elements are nested deeper than " + maxDepth, reader.getLocation());
                    }
                    start();
                }
                case XMLStreamReader.END_ELEMENT -> {
                    depth--;
                    xml.end(qualified(reader.getPrefix(), reader.getLocalName()));
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                    xml.text(reader.getText());
                case XMLStreamReader.COMMENT, XMLStreamReader.PROCESSING_INSTRUCTION -> {
                    // no part of what the payload says
                }
                default -> throw new XMLStreamException("an entity is not allowed", reader.getLocation());
            }
        } while (depth > 0 && reader.next() >= 0);
        return new RawPayload(namespace, element, xml.toString());
    }

    private void start() {
        xml.start(qualified(reader.getPrefix(), reader.getLocalName()));
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            String prefix = nonNull(reader.getNamespacePrefix(i));
            xml.attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, nonNull(reader.getNamespaceURI(i)));
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            xml.attribute(
                    qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)),
                    reader.getAttributeValue(i));
        }
    }

    private static String qualified(@Nullable String prefix, String name) {
        return prefix == null || prefix.isEmpty() ? name : prefix + ':' + name;
    }

    private static String nonNull(@Nullable String text) {
        return text == null ? "" : text;
    }
}
