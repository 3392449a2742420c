package org.xmppgrid.sdk;

import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** A type made of a reader and a writer that may throw what they like. */
record OwnPayloadType<T>(
        String namespace,
        String element,
        Class<T> javaType,
        Payloads.XmlReader<? extends T> reader,
        Payloads.XmlWriter<? super T> writer)
        implements PayloadType<T> {

    OwnPayloadType {
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(writer, "writer");
        if (namespace.isEmpty() || element.isEmpty()) {
            throw new IllegalArgumentException("A payload type has a namespace and an element name, not '" + namespace
                    + "' and '" + element + "'");
        }
        if (javaType.isPrimitive()) {
            throw new IllegalArgumentException("The Java type " + javaType + " is a primitive one; take its wrapper");
        }
    }

    @Override
    public T read(XMLStreamReader xml) throws XMLStreamException {
        try {
            return reader.read(xml);
        } catch (XMLStreamException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw unexpected("reader", e);
        }
    }

    @Override
    public void write(T payload, XMLStreamWriter xml) throws XMLStreamException {
        try {
            writer.write(payload, xml);
        } catch (XMLStreamException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw unexpected("writer", e);
        }
    }

    /** Without the exception's own words, which may quote the payload. */
    private static XMLStreamException unexpected(String who, Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new XMLStreamException(
                "the payload type's " + who + " threw " + e.getClass().getName(), e);
    }

    /** The element's name. */
    @Override
    public String toString() {
        return "{" + namespace + "}" + element;
    }
}
