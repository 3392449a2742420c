package org.xmppgrid.sdk;

import java.time.Instant;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * A type of payload that topics carry: the XML element that stands in an item, and the codec between that element and
 * a Java type. A topic is bound to its payload type once, and its items are typed from then on.
 *
 * <p>The {@linkplain #namespace() namespace} is what a broker announces of a topic in its {@code pubsub#type} field
 * (RFC 8600 §5), so it is also how a consumer finds the topics that it understands.
 *
 * <p>An implementation is stateless or thread-safe: the SDK reads on the worker of each subscription and writes on the
 * thread that publishes, many at a time.
 *
 * @param <T> the Java type of the payload
 */
public interface PayloadType<T> {

    /**
     * The namespace of the payload's element, as {@code pubsub#type} states it.
     *
     * @return a namespace name; empty only for a type that announces none, such as {@link Payloads#xml()}
     */
    String namespace();

    /**
     * The local name of the payload's element.
     *
     * @return an XML name without a prefix; empty only for a type of no one element
     */
    String element();

    /**
     * Whether this type reads and writes an element. Unless overridden, that is the one element that it is named after.
     *
     * @param namespace the namespace of the element, empty if it has none
     * @param element its local name
     * @return true if {@link #read} is to be tried on it
     */
    default boolean accepts(String namespace, String element) {
        return namespace().equals(namespace) && element().equals(element);
    }

    /**
     * The value that stands for an item without a payload. {@link #read} is not called for such an item, nor
     * {@link #write} for this value, which is published as one. Empty unless overridden: then an item without a payload
     * can't be read.
     *
     * @return the value, or empty
     */
    default Optional<T> withoutPayload() {
        return Optional.empty();
    }

    /**
     * When what a payload tells of was reported, where the payload says so: {@link Metric#LATENCY} is measured from then
     * on. Must be fast, and is asked only of payloads that were read. Empty unless overridden.
     *
     * @param payload the payload
     * @return the time by the clock of whoever wrote it; empty if it does not tell
     */
    default Optional<Instant> time(T payload) {
        return Optional.empty();
    }

    /**
     * The Java type that {@link #read} returns.
     *
     * @return the class of the payload
     */
    Class<T> javaType();

    /**
     * Reads one payload. The reader stands on the start tag of the payload's element, which is the root of its own
     * document: what the SDK hands over is complete, and neither a DOCTYPE nor an entity can be in it.
     *
     * @param reader the reader, on the start tag; the implementation need not read past the matching end tag
     * @return the payload
     * @throws XMLStreamException if the element can't be read as this type; say in the message what is wrong and where,
     *     and nothing of the content: messages end in logs. Anything else may be thrown too, an Error included: then
     *     only its class is told
     * @throws GridPayloadException if the type refuses the payload; its message is told
     */
    T read(XMLStreamReader reader) throws XMLStreamException;

    /**
     * Writes one payload as one element. What is written is checked before any of it is sent: it must be one
     * well-formed element that this type {@linkplain #accepts accepts}. Declarations, comments and processing instructions are
     * not for a stanza and are left out.
     *
     * @param payload the payload
     * @param writer where to write it; the implementation neither starts a document nor closes the writer
     * @throws XMLStreamException if the payload can't be written; say in the message what is wrong and where
     * @throws GridPayloadException if the type refuses the payload; the caller of publish gets it as it is
     */
    void write(T payload, XMLStreamWriter writer) throws XMLStreamException;
}
