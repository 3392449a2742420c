package org.xmppgrid.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * The types of payload that come with the SDK, and ways to make one's own (RFC 8600 §1: any structured data).
 *
 * <pre>{@code
 * Topic<String> alerts = grid.topic("alerts", Payloads.json());
 * alerts.publish("{\"severity\": 3}");
 * }</pre>
 *
 * <p>All of them are immutable and thread-safe, as long as the readers and writers that they are given are.
 */
public final class Payloads {
    /** The namespace of {@link #json()} (XEP-0335). */
    public static final String JSON_NAMESPACE = "urn:xmpp:json:0";

    /** The element of {@link #json()} (XEP-0335). */
    public static final String JSON_ELEMENT = "json";

    /**
     * How deep the objects and arrays of a JSON text may be nested, when it is sent and when it is read: 256 levels, as
     * many as {@link GridLimits#DEFAULT_DEPTH} of elements. Many JSON libraries read by recursion.
     */
    public static final int MAX_JSON_DEPTH = 256;

    /**
     * Reads a payload from XML.
     *
     * @param <T> what it reads
     */
    @FunctionalInterface
    public interface XmlReader<T> {

        /**
         * Reads one payload, as {@link PayloadType#read} does.
         *
         * @param reader on the start tag of the payload's element, the root of a document of its own; may be left
         *     anywhere
         * @return the payload
         * @throws Exception if it can't be read; the item is handed over unreadable, with this as its cause
         */
        T read(XMLStreamReader reader) throws Exception;
    }

    /**
     * Writes a payload as XML.
     *
     * @param <T> what it writes
     */
    @FunctionalInterface
    public interface XmlWriter<T> {

        /**
         * Writes one payload as one element, as {@link PayloadType#write} does.
         *
         * @param payload the payload
         * @param writer where to write it
         * @throws Exception if it can't be written; nothing is sent then
         */
        void write(T payload, XMLStreamWriter writer) throws Exception;
    }

    /**
     * Reads a payload from a JSON text.
     *
     * @param <T> what it reads
     */
    @FunctionalInterface
    public interface JsonReader<T> {

        /**
         * Reads one payload.
         *
         * @param json one JSON value
         * @return the payload
         * @throws Exception if it can't be read; the item is handed over unreadable, with this as its cause
         */
        T read(String json) throws Exception;
    }

    /**
     * Writes a payload as a JSON text.
     *
     * @param <T> what it writes
     */
    @FunctionalInterface
    public interface JsonWriter<T> {

        /**
         * Writes one payload.
         *
         * @param payload the payload
         * @return one JSON value
         * @throws Exception if it can't be written; nothing is sent then
         */
        String write(T payload) throws Exception;
    }

    private Payloads() {}

    /**
     * Whatever XML comes, with its prefixes, languages and attributes as they are: {@link RawPayload#ANY}.
     *
     * @return the type
     */
    public static PayloadType<RawPayload> xml() {
        return RawPayload.ANY;
    }

    /**
     * XML of one kind, as it is: {@link RawPayload#type(String, String)}.
     *
     * @param namespace the namespace of the element
     * @param element its local name
     * @return the type
     * @throws IllegalArgumentException if one of them is empty
     */
    public static PayloadType<RawPayload> xml(String namespace, String element) {
        return RawPayload.type(namespace, element);
    }

    /**
     * JSON texts, in the container of XEP-0335: {@code <json xmlns='urn:xmpp:json:0'>}. A text is checked to be one JSON
     * value (RFC 8259) when it is published and when it is received, {@value #MAX_JSON_DEPTH} levels deep at most; it
     * travels as it is, blanks included. That an object has no name twice is not checked.
     *
     * <p>A text that is none is refused by publish with {@link Reason#PAYLOAD_INVALID}. So is one with a raw character
     * that XML does not have, such as U+FFFF: JSON can say it as an escape.
     *
     * @return the type
     */
    public static PayloadType<String> json() {
        return JsonPayloads.TEXT;
    }

    /**
     * Values that a JSON library reads and writes, in the container of XEP-0335; otherwise as {@link #json()}. With
     * Jackson, for example:
     *
     * <pre>{@code
     * Payloads.json(Alert.class, json -> mapper.readValue(json, Alert.class), mapper::writeValueAsString)
     * }</pre>
     *
     * @param type the Java type
     * @param reader reads one; it gets only texts that are JSON
     * @param writer writes one; what it writes is checked
     * @param <T> the Java type
     * @return the type
     * @throws IllegalArgumentException if the Java type is a primitive one
     */
    public static <T> PayloadType<T> json(Class<T> type, JsonReader<? extends T> reader, JsonWriter<? super T> writer) {
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(writer, "writer");
        return of(
                JSON_NAMESPACE,
                JSON_ELEMENT,
                type,
                xml -> reader.read(JsonPayloads.TEXT.read(xml)),
                (payload, xml) -> JsonPayloads.TEXT.write(
                        Objects.requireNonNull(writer.write(payload), "the writer's text"), xml));
    }

    /**
     * A type of one's own.
     *
     * <p>Whatever the reader throws, an Error too, makes the item unreadable and no more than that. Its exception is the
     * cause; the message tells its class only, since its own may quote the payload. To say what is wrong on purpose,
     * throw an {@link javax.xml.stream.XMLStreamException} or a {@link GridPayloadException}, whose message is told.
     *
     * @param namespace the namespace of the element, which the topic announces
     * @param element its local name
     * @param type the Java type
     * @param reader reads one
     * @param writer writes one; what it writes is checked to be one such element
     * @param <T> the Java type
     * @return the type
     * @throws IllegalArgumentException if the namespace or element is empty, or the Java type a primitive one
     */
    public static <T> PayloadType<T> of(
            String namespace,
            String element,
            Class<T> type,
            XmlReader<? extends T> reader,
            XmlWriter<? super T> writer) {
        return new OwnPayloadType<>(namespace, element, type, reader, writer);
    }

    /**
     * Items without a payload, for topics that only tell that something happened: {@link NoPayload#NOTHING} is published
     * as an item that has an id and nothing else. An item that has a payload is unreadable here. The type has no name,
     * so that a topic that is created with it announces none.
     *
     * <p>Brokers demand a payload where the topic is configured to deliver it (XEP-0060 §7.1.3.6): create the topic with
     * {@code with(TopicField.DELIVER_PAYLOADS, false)}.
     *
     * @return the type
     */
    public static PayloadType<NoPayload> none() {
        return NoPayloadType.INSTANCE;
    }

    /**
     * Several types in one topic. An item is read by the first type that {@linkplain PayloadType#accepts accepts} its
     * element, and a value is written by the type of its Java class. The topic announces the first one.
     *
     * <pre>{@code
     * grid.topic("mixed", Payloads.oneOf(Object.class, Iodef.DOCUMENT, Payloads.json(), Payloads.xml()))
     * }</pre>
     *
     * @param common a Java type that all of them have in common; {@code Object} if there is no other
     * @param types the types; one that accepts more than one element, such as {@link #xml()}, comes last
     * @param <T> the common Java type
     * @return the type
     * @throws IllegalArgumentException if there is none, if one can never be reached because another before it accepts
     *     its element, or if two write the same Java class, so that it can't be told which. Raw payloads carry
     *     the name of their element, so of those there may be several
     */
    @SafeVarargs
    public static <T> PayloadType<T> oneOf(Class<T> common, PayloadType<? extends T>... types) {
        List<PayloadType<? extends T>> all = new ArrayList<>();
        for (PayloadType<? extends T> type : types) {
            all.add(type);
        }
        return SeveralPayloadTypes.of(common, all);
    }
}
