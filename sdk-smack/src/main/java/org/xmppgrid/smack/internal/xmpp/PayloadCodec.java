package org.xmppgrid.smack.internal.xmpp;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
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
     * @throws GridPayloadException if it can't be written, is not one element of its type, or is too big
     */
    public <T> String encode(PayloadType<T> type, T payload) {
        RawPayload written;
        try {
            StringWriter text = new StringWriter(1024);
            XMLStreamWriter writer = OUTPUT.createXMLStreamWriter(text);
            type.write(payload, writer);
            writer.close();
            written = CheckedXml.of(text.toString(), limits.depth());
        } catch (GridPayloadException e) {
            throw e; // the type refuses the payload, and says why on purpose
        } catch (XMLStreamException | RuntimeException e) {
            throw new GridPayloadException(
                    Reason.PAYLOAD_INVALID,
                    "The payload can't be written as " + name(type) + ": " + said(e) + "; nothing was sent",
                    null,
                    e);
        }
        if (!isOf(type, written)) {
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
     * Reads a payload.
     *
     * @throws GridPayloadException if it is of another type or can't be read
     */
    public <T> T decode(PayloadType<T> type, RawPayload raw) {
        if (raw.element().isEmpty()) {
            throw new GridPayloadException(
                    Reason.PAYLOAD_INVALID, "The item has no payload; " + name(type) + " was expected", null, null);
        }
        if (!isOf(type, raw)) {
            throw new GridPayloadException(
                    Reason.PAYLOAD_UNKNOWN,
                    "The item carries {" + raw.namespace() + "}" + raw.element() + " where the topic is bound to "
                            + name(type) + "; read it by raw(), or bind the topic to its type",
                    null,
                    null);
        }
        if (raw.xml().isEmpty()) {
            throw new GridPayloadException(
                    Reason.LIMIT_EXCEEDED,
                    "The item's payload {" + raw.namespace() + "}" + raw.element() + " is beyond the limits of this"
                            + " platform and was not kept; raise GridLimits.depth() if it is meant to be that deep",
                    null,
                    null);
        }
        if (isRaw(type)) {
            // as it came, whatever a copy through a writer would change
            return type.javaType().cast(raw);
        }
        try {
            XMLStreamReader reader = CheckedXml.reader(raw.xml());
            CheckedXml.toRoot(reader);
            T payload = type.read(reader);
            reader.close();
            return payload;
        } catch (Throwable e) {
            // An Error too: a report that overflows a codec's stack must not end the subscription.
            throw new GridPayloadException(
                    Reason.PAYLOAD_INVALID,
                    "The item can't be read as " + name(type) + ": " + said(e) + "; raw() has it as it came",
                    null,
                    e);
        }
    }

    /** What a codec says on purpose (see {@link PayloadType#read}). Any other message may quote the payload. */
    private static String said(Throwable e) {
        return e instanceof XMLStreamException
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

    private static boolean isOf(PayloadType<?> type, RawPayload raw) {
        return (type.namespace().isEmpty() && type.element().isEmpty())
                || (type.namespace().equals(raw.namespace()) && type.element().equals(raw.element()));
    }

    private static String name(PayloadType<?> type) {
        return type.element().isEmpty() ? "any element" : '{' + type.namespace() + '}' + type.element();
    }
}
