package org.xmppgrid.iodef;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.confidentiality.Redaction;
import org.xmppgrid.iodef.internal.check.Validation;
import org.xmppgrid.iodef.internal.codec.DocumentCodec;
import org.xmppgrid.iodef.internal.codec.ReadSettings;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.internal.xml.ReadLimits;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Restriction;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.Reason;

/**
 * IODEF 2.0 documents (RFC 7970): the payload type for topics, and reading and writing by hand.
 *
 * <p>Reading is tolerant. What a document says is kept as it says it, also where it breaks a rule: unknown tokens,
 * references to nowhere, times without a zone. What has no place in the model at all (elements and attributes that RFC
 * 7970 does not have) is left out, listed in {@link IodefDocument#findings()} and named in one warning in the log;
 * {@link IodefReader} says what else is listed there, and reads with other limits, or strictly. Locations of schemas are
 * kept as text and never followed (RFC 7970 §5.2).
 *
 * <p>Publishing is strict: {@link #DOCUMENT} sends no document that has errors, so that every peer can read it.
 *
 * <p>Writing gives one element without declaration, comment or processing instruction, which is what a stanza may hold.
 * Equal documents give equal bytes, everywhere: attributes are in the order of their names, each namespace is declared
 * where it is used and nowhere else. A version and a language are always written, as RFC 7970 §3.1 and §6 ask: where the
 * document has none, {@code version="2.00"} and {@code xml:lang="und"} (undetermined, RFC 5646 §4.1).
 *
 * <p>Everything here may be called from any thread.
 */
public final class Iodef {
    private static final DocumentCodec CODEC = new DocumentCodec(ReadSettings.DEFAULT);

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
        return Validation.findings(Objects.requireNonNull(document, "document"), CODEC::send);
    }

    /**
     * Starts a report on an incident: say its purpose and a contact next, then whatever else there is, then
     * {@code build()}.
     *
     * <pre>{@code
     * IodefDocument report = Iodef.incident("csirt.example.com", "492382")
     *         .purpose(IncidentPurpose.REPORTING)
     *         .contact(ContactRole.CREATOR, ContactType.ORGANIZATION, "contact@csirt.example.com")
     *         .build();
     * }</pre>
     *
     * @param name the fully qualified domain name of the CSIRT that reports, which makes the id unique (RFC 7970 §3.4)
     * @param id the incident's id there; don't count up, or it tells how many incidents there are (RFC 8134 §7)
     * @return what takes the purpose
     * @throws IllegalArgumentException if the name is no domain name of at least two labels, or the id is blank or
     *     longer than a line
     * @see Parts
     * @see IndicatorParts
     */
    public static IncidentBuilder.NeedsPurpose incident(String name, String id) {
        return new IncidentBuilder.NeedsPurpose(name, id);
    }

    /**
     * The reader with the limits above, which takes any IODEF 2.0 document that it can read. Its {@code with} methods
     * and {@link IodefReader#strict()} give others.
     *
     * @return the reader, always the same
     */
    public static IodefReader reader() {
        return IodefReader.DEFAULT;
    }

    /**
     * Reads the document in a file: {@link IodefReader#read(Path)} of {@link #reader()}.
     *
     * @param file the file, in UTF-8, UTF-16 or what its XML declaration names
     * @return the document
     * @throws GridPayloadException if the file can't be read, is no well-formed IODEF 2.0 document or is beyond a limit
     */
    public static IodefDocument read(Path file) {
        return reader().read(file);
    }

    /**
     * Reads a document to its end: {@link IodefReader#read(InputStream)} of {@link #reader()}.
     *
     * @param in the document, in UTF-8, UTF-16 or what its XML declaration names; left open
     * @return the document
     * @throws GridPayloadException if it can't be read, is no well-formed IODEF 2.0 document or is beyond a limit
     */
    public static IodefDocument read(InputStream in) {
        return reader().read(in);
    }

    /**
     * Reads a document: {@link IodefReader#read(String)} of {@link #reader()}.
     *
     * @param xml the document
     * @return the document
     * @throws GridPayloadException if it is no well-formed IODEF 2.0 document or is beyond a limit
     */
    public static IodefDocument read(String xml) {
        return reader().read(xml);
    }

    /**
     * Reads a document inside other XML: {@link IodefReader#read(XMLStreamReader)} of {@link #reader()}.
     *
     * @param xml a reader at the start of its document or on the start tag of IODEF-Document; afterwards it stands on
     *     the matching end tag
     * @return the document
     * @throws GridPayloadException if it is no well-formed IODEF 2.0 document or is beyond a limit
     * @throws IllegalArgumentException if the reader stands elsewhere
     */
    public static IodefDocument read(XMLStreamReader xml) {
        return reader().read(xml);
    }

    /**
     * Reads the IODEF version 1 document in a file and makes version 2 of it: {@link IodefReader#readV1(String)} of
     * {@link #reader()}.
     *
     * @param file the file, in UTF-8, UTF-16 or what its XML declaration names
     * @return the document as version 2; its findings say what was not mapped exactly
     * @throws GridPayloadException if the file can't be read, is no well-formed IODEF 1.0 document or is beyond a limit
     */
    public static IodefDocument readV1(Path file) {
        return reader().readV1(file);
    }

    /**
     * Reads an IODEF version 1 document to its end and makes version 2 of it: {@link IodefReader#readV1(String)} of
     * {@link #reader()}.
     *
     * @param in the document, in UTF-8, UTF-16 or what its XML declaration names; left open
     * @return the document as version 2; its findings say what was not mapped exactly
     * @throws GridPayloadException if it can't be read, is no well-formed IODEF 1.0 document or is beyond a limit
     */
    public static IodefDocument readV1(InputStream in) {
        return reader().readV1(in);
    }

    /**
     * Reads an IODEF version 1 document and makes version 2 of it: {@link IodefReader#readV1(String)} of
     * {@link #reader()}.
     *
     * @param xml the document
     * @return the document as version 2; its findings say what was not mapped exactly
     * @throws GridPayloadException if it is no well-formed IODEF 1.0 document or is beyond a limit
     */
    public static IodefDocument readV1(String xml) {
        return reader().readV1(xml);
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

    /**
     * Writes a document to a file: in UTF-8, with the XML declaration that a file begins with (RFC 7970 §4.1) and a
     * line feed at its end. The file is there complete or not at all: what was there before stays until the new one is
     * written, and where that fails. Afterwards its owner alone may read it, where the file system knows owners, also where
     * others could read what was there before; a symbolic link becomes a file.
     *
     * @param document the document
     * @param file the file, in a folder that exists
     * @throws GridPayloadException if the document holds what XML can't say, or the file can't be written
     */
    public static void write(IodefDocument document, Path file) {
        FileWriting.write(Objects.requireNonNull(document, "document"), Objects.requireNonNull(file, "file"));
    }

    private static void write(IodefDocument document, XMLStreamWriter writer) throws XMLStreamException {
        CODEC.write(Objects.requireNonNull(document, "document"), writer);
        writer.close();
    }

    /**
     * A copy of a document without what is stricter than a level: {@link Redaction} says what goes, and what went.
     *
     * @param document the document, complete or not
     * @param atMost the strictest guideline that may stay, such as {@link Restriction#PARTNER}
     * @return the document, the same object when nothing had to go; empty when nothing may leave
     * @throws IllegalArgumentException if {@code atMost} is none of the four levels and the four colours
     */
    public static Optional<IodefDocument> redact(IodefDocument document, Restriction atMost) {
        return Redaction.of(document, atMost).document();
    }

    static GridPayloadException unusable(@Nullable String message, @Nullable Throwable cause) {
        return new GridPayloadException(Reason.PAYLOAD_INVALID, String.valueOf(message), null, cause);
    }
}
