package org.xmppgrid.iodef;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.check.Validation;
import org.xmppgrid.iodef.internal.codec.DocumentCodec;
import org.xmppgrid.iodef.internal.xml.BoundedInputStream;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.internal.xml.ReadLimits;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.Reason;

/**
 * IODEF 2.0 documents (RFC 7970): the payload type for topics, and reading and writing by hand.
 *
 * <p>Reading is tolerant. What a document says is kept as it says it, also where it breaks a rule: unknown tokens,
 * references to nowhere, times without a zone. What has no place in the model at all (elements and attributes that RFC
 * 7970 does not have) is left out and named in one warning in the log. Comments and processing instructions are not part
 * of a document. Locations of schemas are kept as text and never followed (RFC 7970 §5.2).
 *
 * <p>Publishing is strict: {@link #DOCUMENT} sends no document that has errors, so that every peer can read it.
 *
 * <p>Writing gives one element without declaration, comment or processing instruction, which is what a stanza may hold.
 *
 * <p>Everything here may be called from any thread.
 */
public final class Iodef {
    private static final DocumentCodec CODEC = new DocumentCodec();

    /** Elements inside each other: 128. IODEF's own recursions (EventData, Contact, expressions) stay far below. */
    public static final int MAX_DEPTH = ReadLimits.MAX_DEPTH;

    /** Elements in one document: 100,000. The largest known example has 15,570. */
    public static final int MAX_ELEMENTS = ReadLimits.MAX_ELEMENTS;

    /** Attributes and namespace declarations of one element: 64. IODEF's richest class has 14. */
    public static final int MAX_ATTRIBUTES = ReadLimits.MAX_ATTRIBUTES;

    /** Characters of one text or attribute value: 8,388,608, because lists of observables and e-mails are one text. */
    public static final int MAX_TEXT_LENGTH = ReadLimits.MAX_TEXT_LENGTH;

    /** Characters of a document's names, attribute values and texts together: 33,554,432. */
    public static final int MAX_TOTAL_LENGTH = ReadLimits.MAX_TOTAL_LENGTH;

    /** Bytes of a document in a file or stream: 134,217,728, which bounds what is no content, such as comments. */
    public static final long MAX_BYTES = 4L * MAX_TOTAL_LENGTH;

    /**
     * The payload type of topics that carry IODEF 2.0 documents: namespace {@code urn:ietf:params:xml:ns:iodef-2.0},
     * element {@code IODEF-Document} (RFC 8600 §5 and §6). The limits above hold for it as well. A document that has
     * errors ({@link #validate}) is not sent; {@link #document} gives a type that sends it.
     */
    public static final PayloadType<IodefDocument> DOCUMENT = document(ValidationPolicy.REFUSE);

    private Iodef() {}

    /**
     * The payload type of IODEF 2.0 documents with another policy than {@link #DOCUMENT}, which refuses to send a
     * document that has errors. Reading is the same for all: nothing that was received is dropped for its findings.
     *
     * @param policy what to do with a document that has errors, when it is sent
     * @return the payload type; {@code write} throws {@link GridPayloadException} with {@link Reason#PAYLOAD_INVALID}
     *     when the policy refuses a document, before anything is written
     */
    public static PayloadType<IodefDocument> document(ValidationPolicy policy) {
        return new ValidatedDocuments(CODEC, Objects.requireNonNull(policy, "policy"));
    }

    /**
     * Checks a document: against the schema of RFC 7970 §8 as it is published, against the rules of its text that no
     * schema says (§4.3), and with what was odd when it was read. A document without errors is one that peers take.
     *
     * <p>An ERROR breaks the schema or a MUST; a WARNING breaks a SHOULD, may be read in two ways, or is where the text
     * of RFC 7970 and its schema contradict each other. The rules are listed in docs/validation.md. Nothing is looked up
     * in a network and no location of a schema is followed.
     *
     * @param document the document, read or built
     * @return the findings in document order, none twice; 1,000 at most, and then one more that tells how many there are
     *     besides at least; empty when nothing is wrong
     */
    public static List<Finding> validate(IodefDocument document) {
        return Validation.findings(document, CODEC::send);
    }

    /**
     * Reads the document in a file.
     *
     * @param file the file, in any encoding that its XML declaration names
     * @return the document
     * @throws GridPayloadException if the file can't be read, is no well-formed IODEF 2.0 document or is beyond a limit
     */
    public static IodefDocument read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (GridPayloadException e) {
            throw unusable(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw unusable("Can't read the file " + file + ": " + e + ". Check the path and its rights.", e);
        }
    }

    /**
     * Reads a document to its end.
     *
     * @param in the document, in any encoding that its XML declaration names; left open
     * @return the document
     * @throws GridPayloadException if it can't be read, is no well-formed IODEF 2.0 document or is beyond a limit
     */
    public static IodefDocument read(InputStream in) {
        try {
            return read(Parsers.reader(new BoundedInputStream(in, MAX_BYTES)));
        } catch (XMLStreamException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    /**
     * Reads a document.
     *
     * @param xml the document
     * @return the document
     * @throws GridPayloadException if it is no well-formed IODEF 2.0 document or is beyond a limit
     */
    public static IodefDocument read(String xml) {
        try {
            return read(Parsers.reader(new StringReader(xml)));
        } catch (XMLStreamException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    private static IodefDocument read(XMLStreamReader reader) throws XMLStreamException {
        try {
            return DocumentCodec.readWhole(reader);
        } finally {
            reader.close();
        }
    }

    /**
     * Writes a document as text. It is not checked; see {@link #validate}.
     *
     * @param document the document
     * @return one XML element, without a declaration
     * @throws GridPayloadException if the document holds what XML can't say
     */
    public static String write(IodefDocument document) {
        StringWriter text = new StringWriter(1024);
        try {
            write(document, Parsers.writer((Writer) text));
        } catch (XMLStreamException e) {
            throw unusable(e.getMessage(), e);
        }
        return text.toString();
    }

    /**
     * Writes a document in UTF-8. It is not checked; see {@link #validate}.
     *
     * @param document the document
     * @param out where to write it; flushed and left open
     * @throws GridPayloadException if the document holds what XML can't say, or the stream fails
     */
    public static void write(IodefDocument document, OutputStream out) {
        try {
            write(document, Parsers.writer(out));
        } catch (XMLStreamException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    private static void write(IodefDocument document, XMLStreamWriter writer) throws XMLStreamException {
        CODEC.write(document, writer);
        writer.close();
    }

    private static GridPayloadException unusable(@Nullable String message, Throwable cause) {
        return new GridPayloadException(Reason.PAYLOAD_INVALID, String.valueOf(message), null, cause);
    }
}
