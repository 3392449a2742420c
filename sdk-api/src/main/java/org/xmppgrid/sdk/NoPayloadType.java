package org.xmppgrid.sdk;

import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** Items without a payload: there is one value, and no element that could be read or written. */
final class NoPayloadType implements PayloadType<NoPayload> {
    static final PayloadType<NoPayload> INSTANCE = new NoPayloadType();

    private NoPayloadType() {}

    @Override
    public String namespace() {
        return "";
    }

    @Override
    public String element() {
        return "";
    }

    @Override
    public Class<NoPayload> javaType() {
        return NoPayload.class;
    }

    @Override
    public boolean accepts(String namespace, String element) {
        return false;
    }

    @Override
    public Optional<NoPayload> withoutPayload() {
        return Optional.of(NoPayload.NOTHING);
    }

    @Override
    public NoPayload read(XMLStreamReader reader) throws XMLStreamException {
        throw new XMLStreamException("there is a payload where there should be none");
    }

    @Override
    public void write(NoPayload payload, XMLStreamWriter writer) {
        // nothing, which is what the payload is
    }

    /** What it is. */
    @Override
    public String toString() {
        return "no payload";
    }
}
