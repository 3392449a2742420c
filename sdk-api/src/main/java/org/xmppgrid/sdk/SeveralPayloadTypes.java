package org.xmppgrid.sdk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** Several types as one: read by the element, written by the Java class. */
record SeveralPayloadTypes<T>(Class<T> javaType, List<PayloadType<? extends T>> types) implements PayloadType<T> {

    static <T> PayloadType<T> of(Class<T> common, List<PayloadType<? extends T>> types) {
        Objects.requireNonNull(common, "common");
        List<PayloadType<? extends T>> flat = new ArrayList<>();
        for (PayloadType<? extends T> type : types) {
            flatten(type, flat);
        }
        if (flat.isEmpty()) {
            throw new IllegalArgumentException("There is no payload type; name at least one");
        }
        for (int i = 0; i < flat.size(); i++) {
            for (PayloadType<?> before : flat.subList(0, i)) {
                requireApart(before, flat.get(i));
            }
        }
        return new SeveralPayloadTypes<>(common, List.copyOf(flat));
    }

    private static <S> void flatten(PayloadType<? extends S> type, List<PayloadType<? extends S>> flat) {
        if (type instanceof SeveralPayloadTypes<? extends S> several) {
            several.types.forEach(one -> flatten(one, flat));
        } else {
            flat.add(type);
        }
    }

    private static void requireApart(PayloadType<?> before, PayloadType<?> after) {
        boolean sameName = !(before instanceof NoPayloadType)
                && !(after instanceof NoPayloadType)
                && before.namespace().equals(after.namespace())
                && before.element().equals(after.element());
        if (sameName || before.accepts(after.namespace(), after.element())) {
            throw new IllegalArgumentException("The payload type " + name(before) + " takes every " + name(after)
                    + ", whose own type comes after it; leave one out, or put the more special one first");
        }
        if (before.javaType() == after.javaType() && before.javaType() != RawPayload.class) {
            throw new IllegalArgumentException("The payload types " + name(before) + " and " + name(after)
                    + " both write " + before.javaType().getName()
                    + ", so it can't be told which; give one of them a Java type of its own");
        }
    }

    @Override
    public String namespace() {
        return types.get(0).namespace();
    }

    @Override
    public String element() {
        return types.get(0).element();
    }

    @Override
    public boolean accepts(String namespace, String element) {
        return types.stream().anyMatch(type -> type.accepts(namespace, element));
    }

    @Override
    public Optional<T> withoutPayload() {
        return types.stream()
                .flatMap(type -> type.withoutPayload().stream())
                .<T>map(value -> value)
                .findFirst();
    }

    @Override
    public T read(XMLStreamReader reader) throws XMLStreamException {
        String namespace = Objects.requireNonNullElse(reader.getNamespaceURI(), "");
        String element = reader.getLocalName();
        for (PayloadType<? extends T> type : types) {
            if (type.accepts(namespace, element)) {
                return type.read(reader);
            }
        }
        throw new XMLStreamException("it is none of " + this);
    }

    @Override
    public Optional<Instant> time(T payload) {
        return writer(payload).flatMap(type -> time(type, payload));
    }

    @Override
    public void write(T payload, XMLStreamWriter writer) throws XMLStreamException {
        PayloadType<? extends T> chosen = writer(payload)
                .orElseThrow(() -> new GridPayloadException(
                        Reason.PAYLOAD_INVALID,
                        "None of the topic's payload types " + this + " writes "
                                + (payload instanceof RawPayload raw
                                        ? "{" + raw.namespace() + "}" + raw.element()
                                        : payload.getClass().getName())
                                + "; nothing was sent",
                        null,
                        null));
        write(chosen, payload, writer);
    }

    /** The type whose own class this is; else the first that it is an instance of. */
    private Optional<PayloadType<? extends T>> writer(T payload) {
        Optional<PayloadType<? extends T>> chosen = Optional.empty();
        for (PayloadType<? extends T> type : types) {
            if (type.javaType() == payload.getClass() && fits(type, payload)) {
                return Optional.of(type);
            }
            if (chosen.isEmpty() && type.javaType().isInstance(payload) && fits(type, payload)) {
                chosen = Optional.of(type);
            }
        }
        return chosen;
    }

    private static <S> Optional<Instant> time(PayloadType<S> type, Object payload) {
        return type.time(type.javaType().cast(payload));
    }

    private static boolean fits(PayloadType<?> type, Object payload) {
        return !(payload instanceof RawPayload raw) || type.accepts(raw.namespace(), raw.element());
    }

    private static <S> void write(PayloadType<S> type, Object payload, XMLStreamWriter writer)
            throws XMLStreamException {
        type.write(type.javaType().cast(payload), writer);
    }

    private static String name(PayloadType<?> type) {
        if (type instanceof NoPayloadType) {
            return type.toString();
        }
        return type.element().isEmpty() ? "any element" : "{" + type.namespace() + "}" + type.element();
    }

    /** The elements' names. */
    @Override
    public String toString() {
        return types.stream().map(SeveralPayloadTypes::name).collect(Collectors.joining(", "));
    }
}
