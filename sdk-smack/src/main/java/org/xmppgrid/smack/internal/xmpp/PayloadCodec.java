package org.xmppgrid.smack.internal.xmpp;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.StringWriter;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;

/**
 * Payloads to XML and back through their {@link PayloadType}.
 *
 * <p>Whatever a type wrote is {@linkplain CheckedXml checked} before it is sent: so what goes out is one complete,
 * well-formed element, and can neither inject a stanza nor end the stream.
 */
public final class PayloadCodec {
    private static final XMLOutputFactory OUTPUT = new OutputFactoryImpl();

    private final GridLimits limits;

    public PayloadCodec(GridLimits limits) {
        this.limits = limits;
    }

    /**
     * Writes a payload.
     *
     * @return one element, or nothing for the value that stands for an item without a payload
     * @throws GridPayloadException if it can't be written, is not one element of its type, or is too big
     */
    public <T> String encode(PayloadType<T> type, T payload) {
        RawPayload written;
        boolean accepted;
        try {
            if (type.withoutPayload().filter(payload::equals).isPresent()) {
                return "";
            }
            StringWriter text = new StringWriter(1024);
            XMLStreamWriter writer = OUTPUT.createXMLStreamWriter(text);
            type.write(payload, writer);
            writer.close();
            written = CheckedXml.of(text.toString(), limits.depth());
            accepted = type.accepts(written.namespace(), written.element());
        } catch (GridPayloadException e) {
            throw e; // the type refuses the payload, and says why on purpose
        } catch (XMLStreamException | RuntimeException | StackOverflowError e) {
            throw new GridPayloadException(
                    Reason.PAYLOAD_INVALID,
                    "The payload can't be written as " + name(type) + ": " + said(e) + "; nothing was sent",
                    null,
                    e);
        }
        if (!accepted) {
            throw new GridPayloadException(
                    Reason.PAYLOAD_INVALID,
                    "The payload type " + name(type) + " wrote {" + written.namespace() + "}" + written.element()
                            + "; correct its write(..), nothing was sent",
                    null,
                    null);
        }
        checkSize(type, written.xml());
        return written.xml();
    }

    /**
     * Reads the payload of an item.
     *
     * @throws GridPayloadException if it is of another type or can't be read; nothing else comes of a type's faults
     */
    public <T> T decode(PayloadType<T> type, RawPayload raw) {
        return decode("item", "; raw() has it as it came", type, raw);
    }

    /**
     * Reads the payload of something else than an item.
     *
     * @param what what it is, for messages
     */
    public <T> T decode(String what, PayloadType<T> type, RawPayload raw) {
        return decode(what, "", type, raw);
    }

    private <T> T decode(String what, String hint, PayloadType<T> type, RawPayload raw) {
        Optional<GridPayloadException> foreign;
        try {
            foreign = foreign(what, type, raw);
            if (foreign.isEmpty()) {
                return read(type, raw);
            }
        } catch (Throwable e) {
            // An Error too: a report that overflows a codec's stack must not end the subscription.
            throw new GridPayloadException(
                    Reason.PAYLOAD_INVALID,
                    "The " + what + " can't be read as " + name(type) + ": " + said(e) + hint,
                    null,
                    e);
        }
        throw foreign.get();
    }

    /** What keeps a payload from being tried at all. */
    private static Optional<GridPayloadException> foreign(String what, PayloadType<?> type, RawPayload raw) {
        String carried = "{" + raw.namespace() + "}" + raw.element();
        if (raw.element().isEmpty()) {
            return type.withoutPayload().isPresent()
                    ? Optional.empty()
                    : problem(
                            Reason.PAYLOAD_INVALID, "The " + what + " has no payload; " + name(type) + " was expected");
        }
        if (!type.accepts(raw.namespace(), raw.element())) {
            return problem(
                    Reason.PAYLOAD_UNKNOWN,
                    "The " + what + " carries " + carried + " where "
                            + (what.equals("item")
                                    ? "the topic is bound to " + name(type)
                                            + "; read it by raw(), or bind the topic to its type"
                                    : name(type) + " was expected"));
        }
        return raw.xml().isEmpty()
                ? problem(
                        Reason.LIMIT_EXCEEDED,
                        "The " + what + "'s payload " + carried + " is beyond the limits of this platform and was not"
                                + " kept; raise GridLimits.depth() if it is meant to be that deep")
                : Optional.empty();
    }

    private static Optional<GridPayloadException> problem(Reason reason, String message) {
        return Optional.of(new GridPayloadException(reason, message, null, null));
    }

    private static <T> T read(PayloadType<T> type, RawPayload raw) throws XMLStreamException {
        if (raw.element().isEmpty()) {
            return type.withoutPayload().orElseThrow();
        }
        if (isRaw(type)) {
            // as it came, whatever a copy through a writer would change
            return type.javaType().cast(raw);
        }
        XMLStreamReader reader = CheckedXml.reader(raw.xml());
        CheckedXml.toRoot(reader);
        @Nullable T payload = type.read(reader);
        reader.close();
        if (!type.javaType().isInstance(payload)) {
            // A listener would meet it as a ClassCastException or a null, and the item would be lost.
            throw new XMLStreamException("the type's read(..) returned "
                    + (payload == null ? "null" : "a " + payload.getClass().getName()) + ", and its javaType() is "
                    + type.javaType().getName());
        }
        return payload;
    }

    /** What a codec says on purpose (see {@link PayloadType#read}). Any other message may quote the payload. */
    private static String said(Throwable e) {
        return e instanceof XMLStreamException || e instanceof GridPayloadException
                ? String.valueOf(e.getMessage())
                : e.getClass().getName();
    }

    private void checkSize(PayloadType<?> type, String xml) {
        // a character is three bytes at most in a Java string's UTF-16, so most payloads need no counting
        int bytes = xml.length() * 3L <= limits.payloadBytes() ? 0 : utf8Length(xml);
        if (bytes > limits.payloadBytes()) {
            throw new GridPayloadException(
                    Reason.PAYLOAD_TOO_BIG,
                    "The payload (" + name(type) + ") has " + bytes + " bytes and the limit is " + limits.payloadBytes()
                            + "; split it, send a reference to it, or raise GridLimits.payloadBytes() if your broker"
                            + " takes more. Nothing was sent",
                    null,
                    null);
        }
    }

    private static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // each half of a surrogate pair accounts for two of its four bytes
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** Whether this is one of {@link RawPayload}'s own types, and not somebody's with a reading of its own. */
    private static boolean isRaw(PayloadType<?> type) {
        return type == RawPayload.ANY
                || type.javaType() == RawPayload.class
                        && !type.namespace().isEmpty()
                        && !type.element().isEmpty()
                        && type.equals(RawPayload.type(type.namespace(), type.element()));
    }

    private static String name(PayloadType<?> type) {
        try {
            if (!type.element().isEmpty()) {
                return '{' + type.namespace() + '}' + type.element();
            }
            return type.withoutPayload().isPresent() ? "no payload" : "any element";
        } catch (RuntimeException e) {
            // it is only to say whose fault it is, and now that is clear
            return type.getClass().getName();
        }
    }
}
