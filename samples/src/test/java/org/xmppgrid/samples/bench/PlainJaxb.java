package org.xmppgrid.samples.bench;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
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
