package org.xmppgrid.iodef.internal.xml;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * The XML parser and writer: Aalto, by its class, because the JDK's is five times slower on small documents and a
 * look-up by service would take whatever an application has on its class path.
 */
public final class Parsers {
    private static final AtomicReference<XMLInputFactory> INPUT = new AtomicReference<>(inputFactory());
    private static final XMLOutputFactory OUTPUT = new OutputFactoryImpl();

    private static final int MAX_PARSED_ATTRIBUTES = 1_000;

    private Parsers() {}

    /** A reader of bytes in UTF-8, UTF-16, or what the document's XML declaration names. */
    public static XMLStreamReader reader(InputStream in, ReadLimits limits) throws XMLStreamException {
        PushbackInputStream start = new PushbackInputStream(in, 4);
        try {
            Optional<Reader> characters = GatedInput.wide(start);
            if (characters.isPresent()) {
                return reader(characters.get(), limits);
            }
        } catch (IOException e) {
            throw new XMLStreamException(e.getMessage(), e);
        }
        return INPUT.get().createXMLStreamReader(GatedInput.stream(start, gate(limits)));
    }

    public static XMLStreamReader reader(Reader in, ReadLimits limits) throws XMLStreamException {
        return INPUT.get().createXMLStreamReader(GatedInput.reader(in, gate(limits)));
    }

    public static XMLStreamReader reader(Reader in) throws XMLStreamException {
        return reader(in, ReadLimits.DEFAULT);
    }

    /** GuardedReader says it better, where an element has only a few attributes too many. */
    private static int gate(ReadLimits limits) {
        return Math.max(MAX_PARSED_ATTRIBUTES, limits.attributes());
    }

    /** For text whose names are not the model's: with a table of names of its own, which goes with it. */
    static XMLStreamReader foreignReader(Reader in) throws XMLStreamException {
        return inputFactory().createXMLStreamReader(GatedInput.reader(in, MAX_PARSED_ATTRIBUTES));
    }

    public static XMLStreamWriter writer(OutputStream out) throws XMLStreamException {
        return OUTPUT.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
    }

    public static XMLStreamWriter writer(Writer out) throws XMLStreamException {
        return OUTPUT.createXMLStreamWriter(out);
    }

    /**
     * Forgets the names that the parser has seen. It keeps every name of every document in one table, so a sender of
     * made-up names could fill the memory; called after each document that had names the model does not know.
     */
    public static void forgetNames() {
        INPUT.set(inputFactory());
    }

    private static XMLInputFactory inputFactory() {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        // Left as they are, so that GuardedReader refuses them by name; the five of XML itself are replaced all the
        // same.
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }
}
