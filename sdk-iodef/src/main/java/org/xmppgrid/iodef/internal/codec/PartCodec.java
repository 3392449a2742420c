package org.xmppgrid.iodef.internal.codec;

import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.Unmarshaller;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.xmppgrid.iodef.internal.xml.GuardedReader;
import org.xmppgrid.iodef.internal.xml.LeanWriter;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.internal.xml.ReadGuide;

/** One part of a document as XML that stands on its own: what other formats embed. */
public final class PartCodec {
    private PartCodec() {}

    /** The part as one element without a declaration, its namespace the default one. */
    public static <T> String write(QName name, Class<T> type, T part) throws XMLStreamException {
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = Parsers.writer(text);
        try {
            Marshaller marshaller = Binding.MARSHALLERS.take();
            marshaller.marshal(
                    new JAXBElement<>(name, type, part),
                    new LeanWriter(writer, Map.of(name.getNamespaceURI(), ""), Map.of()));
            Binding.MARSHALLERS.giveBack(marshaller);
        } catch (JAXBException e) {
            throw new XMLStreamException("Can't write " + name, e);
        }
        writer.close();
        return text.toString();
    }

    /**
     * Reads what {@link #write} wrote. Whoever lets a sender choose the names calls {@link Parsers#forgetNames} some time after.
     *
     * @throws XMLStreamException if it is not one well-formed element of that name, or beyond a limit
     */
    public static <T> T read(QName name, Class<T> type, String xml) throws XMLStreamException {
        GuardedReader reader = new GuardedReader(Parsers.reader(new StringReader(xml)), new PartGuide(Shape.of(type)));
        try {
            reader.nextTag();
            if (!name.equals(reader.getName())) {
                throw new XMLStreamException("Not a " + name);
            }
            Unmarshaller unmarshaller = Binding.UNMARSHALLERS.take();
            unmarshaller.setEventHandler(event -> false);
            T part = unmarshaller.unmarshal(reader, type).getValue();
            unmarshaller.setEventHandler(null);
            Binding.UNMARSHALLERS.giveBack(unmarshaller);
            reader.toEnd();
            return part;
        } catch (JAXBException e) {
            throw new XMLStreamException("Can't read " + name, e);
        } finally {
            reader.close();
        }
    }

    /** A name in the namespace of XML Signature. */
    public static QName signatureName(String localName) {
        return new QName("http://www.w3.org/2000/09/xmldsig#", localName, XMLConstants.DEFAULT_NS_PREFIX);
    }

    /** Shows the binding what the class has room for, and as XML what it keeps as XML. */
    private static final class PartGuide implements ReadGuide {
        private final Deque<Shape> open = new ArrayDeque<>();
        private final Shape root;

        PartGuide(Shape root) {
            this.root = root;
        }

        @Override
        public Fate start(GuardedReader reader) {
            Shape parent = open.peek();
            if (parent == null) {
                open.push(root);
                return Fate.BIND;
            }
            String namespace = reader.getNamespaceURI();
            Shape.Child child = parent.child(reader.getLocalName(), namespace == null ? "" : namespace);
            if (child == null) {
                return parent.hasAny() ? Fate.KEEP_AS_XML : Fate.SKIP;
            }
            open.push(child.shape());
            return Fate.BIND;
        }

        @Override
        public void text(GuardedReader reader) {}

        @Override
        public void end() {
            open.pop();
        }

        @Override
        public void aside(int event) {}
    }
}
