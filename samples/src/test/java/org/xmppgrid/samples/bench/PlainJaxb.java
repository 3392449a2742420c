package org.xmppgrid.samples.bench;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.ForeignElement;

/**
 * What one writes who has only the classes: the JDK's StAX and, for each document, an unmarshaller or marshaller of one
 * shared context. No limits, no findings.
 */
final class PlainJaxb {
    private static final JAXBContext CONTEXT = context();
    private static final XMLInputFactory INPUT = XMLInputFactory.newDefaultFactory();
    private static final XMLOutputFactory OUTPUT = XMLOutputFactory.newDefaultFactory();

    private static final Map<String, String> SCHEMAS = Map.of(
            "urn:ietf:params:xml:ns:iodef-1.0", "iodef-1.0",
            "urn:ietf:params:xml:ns:iodef-enum-1.0", "iodef-enum-1.0",
            "urn:ietf:params:xml:ns:iodef-sci-1.0", "iodef-sci-1.0",
            "http://www.w3.org/2000/09/xmldsig#", "xmldsig-core-schema",
            "http://www.w3.org/XML/1998/namespace", "xml");
    private static final Schema SCHEMA = schema();

    static {
        INPUT.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    private PlainJaxb() {}

    static IodefDocument read(InputStream in) throws XMLStreamException, JAXBException {
        XMLStreamReader reader = INPUT.createXMLStreamReader(in);
        return (IodefDocument) CONTEXT.createUnmarshaller().unmarshal(reader);
    }

    static void write(IodefDocument document, OutputStream out) throws XMLStreamException, JAXBException {
        XMLStreamWriter writer = OUTPUT.createXMLStreamWriter(out, "UTF-8");
        CONTEXT.createMarshaller().marshal(document, writer);
        writer.close();
    }

    /** The JAXB runtime's own writer, which is faster than the JDK's. */
    static void writeDirectly(IodefDocument document, OutputStream out) throws JAXBException {
        CONTEXT.createMarshaller().marshal(document, out);
    }

    /** Whether the schema of RFC 7970 has nothing against a document: written, parsed, and validated once more. */
    static boolean isValid(IodefDocument document) throws JAXBException, SAXException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeDirectly(document, out);
        try {
            SCHEMA.newValidator().validate(new StreamSource(new ByteArrayInputStream(out.toByteArray())));
            return true;
        } catch (SAXParseException e) {
            return false;
        }
    }

    private static Schema schema() {
        try {
            DOMImplementationLS inputs = (DOMImplementationLS)
                    DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
                LSInput input = inputs.createLSInput();
                input.setSystemId(namespace);
                input.setByteStream(open(SCHEMAS.get(namespace)));
                return input;
            });
            return factory.newSchema(new StreamSource(open("iodef-2.0")));
        } catch (ReflectiveOperationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream open(String name) {
        return IodefDocument.class.getResourceAsStream("/org/xmppgrid/iodef/internal/check/schema/" + name + ".xsd");
    }

    private static JAXBContext context() {
        try {
            return JAXBContext.newInstance(
                    org.xmppgrid.iodef.model.ObjectFactory.class,
                    ForeignElement.class,
                    org.xmppgrid.iodef.model.sci.ObjectFactory.class,
                    org.xmppgrid.iodef.model.dsig.ObjectFactory.class,
                    org.xmppgrid.iodef.model.enumref.ObjectFactory.class,
                    org.xmppgrid.iodef.model.v1.ObjectFactory.class);
        } catch (JAXBException e) {
            throw new IllegalStateException(e);
        }
    }
}
