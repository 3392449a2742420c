package org.xmppgrid.iodef.internal.codec;

import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.Unmarshaller;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xmppgrid.iodef.internal.xml.DocumentException;
import org.xmppgrid.iodef.internal.xml.GuardedReader;
import org.xmppgrid.iodef.internal.xml.LeanWriter;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.PayloadType;

/** Reads and writes IODEF documents. Stateless; what is costly is pooled. */
public final class DocumentCodec implements PayloadType<IodefDocument> {
    private static final Logger LOG = LoggerFactory.getLogger("org.xmppgrid.iodef");

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:iodef-2.0";
    private static final String NAMESPACE_V1 = "urn:ietf:params:xml:ns:iodef-1.0";
    private static final String ELEMENT = "IODEF-Document";

    /** The prefixes of RFC 7970 §8; JAXB would number them. */
    private static final Map<String, String> PREFIXES = Map.of(
            NAMESPACE,
            "",
            NAMESPACE_V1,
            "iodef1",
            "http://www.w3.org/2000/09/xmldsig#",
            "ds",
            "urn:ietf:params:xml:ns:iodef-enum-1.0",
            "enum",
            "urn:ietf:params:xml:ns:iodef-sci-1.0",
            "sci");

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public String element() {
        return ELEMENT;
    }

    @Override
    public Class<IodefDocument> javaType() {
        return IodefDocument.class;
    }

    @Override
    public IodefDocument read(XMLStreamReader reader) throws XMLStreamException {
        ShapeWatch watch = new ShapeWatch();
        return read(new GuardedReader(reader, watch), watch);
    }

    /** Reads a document from its start to its end, both of which must be well-formed. */
    public static IodefDocument readWhole(XMLStreamReader reader) throws XMLStreamException {
        ShapeWatch watch = new ShapeWatch();
        boolean done = false;
        try {
            GuardedReader guarded = new GuardedReader(reader, watch);
            while (guarded.getEventType() != XMLStreamConstants.START_ELEMENT) {
                guarded.next();
            }
            IodefDocument document = read(guarded, watch);
            while (guarded.hasNext()) {
                guarded.next();
            }
            done = true;
            return document;
        } finally {
            if (!done || watch.metForeignNames()) {
                Parsers.forgetNames();
            }
        }
    }

    private static IodefDocument read(GuardedReader reader, ShapeWatch watch) throws XMLStreamException {
        checkRoot(reader);
        IodefDocument document;
        try {
            Unmarshaller unmarshaller = Binding.UNMARSHALLERS.take();
            unmarshaller.setEventHandler(event -> {
                watch.unreadable(reader);
                return true;
            });
            document = (IodefDocument) unmarshaller.unmarshal(reader);
            unmarshaller.setEventHandler(null);
            Binding.UNMARSHALLERS.giveBack(unmarshaller);
        } catch (JAXBException e) {
            throw unwrapped(e, "read", reader.path());
        }
        ReadReport report = watch.report();
        if (!report.isEmpty()) {
            LOG.warn(
                    "RFC 7970 has no place for {} of the parts of an IODEF document; they were not kept: {}",
                    report.count(),
                    report.summary());
        }
        return document;
    }

    private static void checkRoot(GuardedReader reader) throws DocumentException {
        String namespace = String.valueOf(reader.getNamespaceURI());
        String element = reader.getLocalName();
        if (namespace.equals(NAMESPACE_V1)) {
            throw new DocumentException(
                    "This is an IODEF version 1 document (RFC 5070, " + NAMESPACE_V1 + ")",
                    "",
                    reader.getLocation(),
                    "Only version 2 (RFC 7970, " + NAMESPACE + ") is read; have it converted by its sender.",
                    null);
        }
        if (!namespace.equals(NAMESPACE) || !element.equals(ELEMENT)) {
            throw new DocumentException(
                    "The root is {" + namespace + "}" + element,
                    "",
                    reader.getLocation(),
                    "An IODEF document starts with {" + NAMESPACE + "}" + ELEMENT + ".",
                    null);
        }
    }

    @Override
    public void write(IodefDocument document, XMLStreamWriter writer) throws XMLStreamException {
        LeanWriter lean = new LeanWriter(writer, PREFIXES);
        try {
            Marshaller marshaller = Binding.MARSHALLERS.take();
            marshaller.marshal(document, lean);
            Binding.MARSHALLERS.giveBack(marshaller);
        } catch (JAXBException e) {
            throw unwrapped(e, "written", lean.path());
        }
    }

    /** Sends the document as events: what {@link #write} would write, foreign XML still as text in its envelope. */
    public void send(IodefDocument document, ContentHandler to) throws SAXException {
        try {
            Marshaller marshaller = Binding.MARSHALLERS.take();
            marshaller.marshal(document, to);
            Binding.MARSHALLERS.giveBack(marshaller);
        } catch (JAXBException e) {
            throw new SAXException(e);
        }
    }

    /** JAXB wraps what the reader or writer threw, which says it better. */
    private static XMLStreamException unwrapped(JAXBException e, String verb, String path) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DocumentException known) {
                return known;
            }
        }
        return new DocumentException(
                "The document can't be " + verb + ": " + e,
                path,
                null,
                "Please report this with the document, if it may be shared.",
                e);
    }
}
