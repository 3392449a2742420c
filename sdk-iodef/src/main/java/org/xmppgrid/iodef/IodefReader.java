package org.xmppgrid.iodef;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.xmppgrid.iodef.internal.check.SchemaWatch;
import org.xmppgrid.iodef.internal.codec.DocumentCodec;
import org.xmppgrid.iodef.internal.codec.ReadSettings;
import org.xmppgrid.iodef.internal.codec.RefusedException;
import org.xmppgrid.iodef.internal.v1.Upgrade;
import org.xmppgrid.iodef.internal.xml.BoundedInputStream;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.internal.xml.ReadLimits;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.PayloadType;

/**
 * Reads IODEF 2.0 documents with limits of one's own, or strictly. Immutable: each method that changes a setting gives
 * another reader. {@link Iodef#reader()} has the defaults, which are the constants of {@link Iodef}.
 *
 * <p>A DOCTYPE and references to entities are refused, whatever the settings are. A document that a limit refuses is
 * refused while it is read, by a {@link GridPayloadException} that names the limit.
 *
 * <p>What is odd about a document is listed in {@link IodefDocument#findings()}, in document order, one hundred at most
 * (errors before all others) and then one that says how many more there were. Those that reading gives, by
 * {@link Finding#rule()}:
 *
 * <ul>
 *   <li>errors, for what was lost: {@code unknown-element}, {@code unknown-attribute}, {@code repeated-element} (the last
 *       one is kept), {@code stray-text} between elements, {@code unreadable};
 *   <li>warnings, for what was changed or may be taken in two ways: {@code element-order}, {@code divided-text},
 *       {@code version-missing}, {@code version-different}, {@code language-missing}, {@code time-invalid},
 *       {@code time-without-zone}, {@code space-dropped}, {@code prefix-in-text};
 *   <li>information: {@code unknown-token}, {@code schema-hint}, {@code comments-dropped}, {@code more-findings}.
 * </ul>
 *
 * <p>Not listed is what XML itself takes for the same: the order of attributes, prefixes of elements, CDATA or escaped
 * characters, white space between elements, and around numbers, times and tokens.
 *
 * <p>A reader may be used from any thread, by many at a time.
 */
public final class IodefReader {
    static final IodefReader DEFAULT = new IodefReader(ReadSettings.DEFAULT, Iodef.MAX_BYTES);

    private final ReadSettings settings;
    private final long maxBytes;

    private IodefReader(ReadSettings settings, long maxBytes) {
        this.settings = settings;
        this.maxBytes = maxBytes;
    }

    /**
     * How many elements may be inside each other; {@link Iodef#MAX_DEPTH} unless set.
     *
     * @param elements from 1 to {@link Iodef#MAX_DEPTH}: neither the model nor writing has room for more
     * @return a reader with this limit
     * @throws IllegalArgumentException if the value is not in this range
     */
    public IodefReader maxDepth(int elements) {
        check("maxDepth", elements, Iodef.MAX_DEPTH);
        ReadLimits l = settings.limits();
        return with(new ReadLimits(elements, l.elements(), l.attributes(), l.textLength(), l.totalLength()));
    }

    /**
     * How many elements a document may have; {@link Iodef#MAX_ELEMENTS} unless set. Each costs about 200 bytes of memory.
     *
     * @param elements from 1
     * @return a reader with this limit
     * @throws IllegalArgumentException if the value is not in this range
     */
    public IodefReader maxElements(int elements) {
        check("maxElements", elements, Integer.MAX_VALUE);
        ReadLimits l = settings.limits();
        return with(new ReadLimits(l.depth(), elements, l.attributes(), l.textLength(), l.totalLength()));
    }

    /**
     * How many attributes and namespace declarations one element may have; {@link Iodef#MAX_ATTRIBUTES} unless set.
     *
     * @param attributes from 1
     * @return a reader with this limit
     * @throws IllegalArgumentException if the value is not in this range
     */
    public IodefReader maxAttributes(int attributes) {
        check("maxAttributes", attributes, Integer.MAX_VALUE);
        ReadLimits l = settings.limits();
        return with(new ReadLimits(l.depth(), l.elements(), attributes, l.textLength(), l.totalLength()));
    }

    /**
     * How many characters one text or attribute value may have; {@link Iodef#MAX_TEXT_LENGTH} unless set.
     *
     * @param characters UTF-16 units, from 1
     * @return a reader with this limit
     * @throws IllegalArgumentException if the value is not in this range
     */
    public IodefReader maxTextLength(int characters) {
        check("maxTextLength", characters, Integer.MAX_VALUE);
        ReadLimits l = settings.limits();
        return with(new ReadLimits(l.depth(), l.elements(), l.attributes(), characters, l.totalLength()));
    }

    /**
     * How many characters all names, attribute values and texts of a document may have together;
     * {@link Iodef#MAX_TOTAL_LENGTH} unless set.
     *
     * @param characters UTF-16 units, from 1
     * @return a reader with this limit
     * @throws IllegalArgumentException if the value is not in this range
     */
    public IodefReader maxTotalLength(int characters) {
        check("maxTotalLength", characters, Integer.MAX_VALUE);
        ReadLimits l = settings.limits();
        return with(new ReadLimits(l.depth(), l.elements(), l.attributes(), l.textLength(), characters));
    }

    /**
     * How many bytes a document in a file or stream may have; {@link Iodef#MAX_BYTES} unless set. It bounds what is no
     * content, such as comments.
     *
     * @param bytes from 1
     * @return a reader with this limit
     * @throws IllegalArgumentException if the value is not in this range
     */
    public IodefReader maxBytes(long bytes) {
        check("maxBytes", bytes, Long.MAX_VALUE);
        return new IodefReader(settings, bytes);
    }

    /**
     * A reader that also holds each document, as it was sent, against the schema of RFC 7970 §8 as it is published, and
     * lists what the schema has against it in {@link IodefDocument#findings()}. Nothing is refused for it.
     * {@link Iodef#validate} on what was read sees less: the model has brought it into order by then. It takes some ten
     * times as long as reading alone.
     *
     * @return a validating reader with the same limits
     */
    public IodefReader validating() {
        return settings.watches().isEmpty() ? new IodefReader(settings.watchedBy(SchemaWatch::new), maxBytes) : this;
    }

    /**
     * A reader that {@linkplain #validating() validates} and refuses a document with a finding that is an
     * {@linkplain Finding.Severity#ERROR error}. The message of the refusal names the first few; {@link #findingsOf} has
     * all.
     *
     * @return a strict reader with the same limits
     */
    public IodefReader strict() {
        return new IodefReader(validating().settings.refusingErrors(), maxBytes);
    }

    private IodefReader with(ReadLimits limits) {
        return new IodefReader(settings.withLimits(limits), maxBytes);
    }

    private static void check(String setting, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(setting + ": " + value + " is not between 1 and " + most);
        }
    }

    /**
     * The payload type of topics whose items are read by this reader: as {@link Iodef#DOCUMENT}, with these settings.
     *
     * @return the payload type
     */
    public PayloadType<IodefDocument> payloadType() {
        return payloadType(ValidationPolicy.REFUSE);
    }

    /**
     * The payload type of topics whose items are read by this reader, with another policy for what is published.
     *
     * @param policy what to do with a document that has errors, when it is sent
     * @return the payload type
     */
    public PayloadType<IodefDocument> payloadType(ValidationPolicy policy) {
        return new ValidatedDocuments(new DocumentCodec(settings), Objects.requireNonNull(policy, "policy"));
    }

    /**
     * Reads the document in a file.
     *
     * @param file the file, in UTF-8, UTF-16 (with a byte order mark or declaration) or what its XML declaration names
     * @return the document
     * @throws GridPayloadException if the file can't be read, is no well-formed IODEF 2.0 document, is beyond a limit, or
     *     is refused by a strict reader
     */
    public IodefDocument read(Path file) {
        return fromFile(file, this::read);
    }

    /**
     * Reads a document to its end.
     *
     * @param in the document, in UTF-8, UTF-16 (with a byte order mark or declaration) or what its XML declaration names;
     *     left open
     * @return the document
     * @throws GridPayloadException if it can't be read, is no well-formed IODEF 2.0 document, is beyond a limit, or is
     *     refused by a strict reader
     */
    public IodefDocument read(InputStream in) {
        Objects.requireNonNull(in, "in");
        return readWhole(
                () -> Parsers.reader(new BoundedInputStream(in, maxBytes), settings.limits()),
                DocumentCodec::readWhole);
    }

    /**
     * Reads a document. An encoding that its XML declaration names says nothing here and is ignored.
     *
     * @param xml the document
     * @return the document
     * @throws GridPayloadException if it is no well-formed IODEF 2.0 document, is beyond a limit, or is refused by a
     *     strict reader
     */
    public IodefDocument read(String xml) {
        Objects.requireNonNull(xml, "xml");
        return readWhole(() -> Parsers.reader(new StringReader(xml), settings.limits()), DocumentCodec::readWhole);
    }

    /**
     * Reads a document inside other XML. All limits but {@link #maxBytes} hold, and DOCTYPE and entities are refused as
     * far as they can be seen: of what stood before the start tag, a reader tells nothing. One that replaces references
     * to entities by itself hides them in the text, where the limits count them; switch its support of DTDs off.
     *
     * @param xml a namespace-aware reader at the start of its document or on the start tag of IODEF-Document. Afterwards
     *     it stands on the matching end tag, and nothing behind that was read or checked; it is left open. After an
     *     exception it stands anywhere
     * @return the document
     * @throws GridPayloadException if it is no well-formed IODEF 2.0 document, is beyond a limit, or is refused by a
     *     strict reader
     * @throws IllegalArgumentException if the reader stands elsewhere
     */
    public IodefDocument read(XMLStreamReader xml) {
        int event = xml.getEventType();
        if (event != XMLStreamConstants.START_DOCUMENT && event != XMLStreamConstants.START_ELEMENT) {
            throw new IllegalArgumentException(
                    "xml: stands on the event " + event + " and not on a start tag or at the start of a document; go to"
                            + " the start tag of IODEF-Document first");
        }
        try {
            return DocumentCodec.readElement(xml, settings);
        } catch (XMLStreamException e) {
            throw Iodef.unusable(e.getMessage(), e);
        }
    }

    /**
     * Reads the IODEF version 1 document in a file and makes version 2 of it; see {@link #readV1(String)}.
     *
     * @param file the file, in UTF-8, UTF-16 (with a byte order mark or declaration) or what its XML declaration names
     * @return the document as version 2; its findings say what was not mapped exactly
     * @throws GridPayloadException if the file can't be read, is no well-formed IODEF 1.0 document, is beyond a limit, or
     *     is refused by a strict reader
     */
    public IodefDocument readV1(Path file) {
        return fromFile(file, this::readV1);
    }

    /**
     * Reads an IODEF version 1 document to its end and makes version 2 of it; see {@link #readV1(String)}.
     *
     * @param in the document, in UTF-8, UTF-16 (with a byte order mark or declaration) or what its XML declaration names;
     *     left open
     * @return the document as version 2; its findings say what was not mapped exactly
     * @throws GridPayloadException if it can't be read, is no well-formed IODEF 1.0 document, is beyond a limit, or is
     *     refused by a strict reader
     */
    public IodefDocument readV1(InputStream in) {
        Objects.requireNonNull(in, "in");
        return readWhole(() -> Parsers.reader(new BoundedInputStream(in, maxBytes), settings.limits()), Upgrade::read);
    }

    /**
     * Reads an IODEF version 1 document (RFC 5070, namespace {@code urn:ietf:params:xml:ns:iodef-1.0}) and makes version
     * 2 of it (RFC 7970 §4.4). What was not mapped exactly is named in {@code findings()} of the document, with rules
     * that start with {@code v1-} and the path where it stood in the version 1 document. What version 2 has no place for
     * is kept as AdditionalData of the nearest class that may have some. The limits hold for what is read and for what
     * becomes of it; a strict reader refuses what lacks something that version 2 must have.
     *
     * @param xml the document
     * @return the document as version 2
     * @throws GridPayloadException if it is no well-formed IODEF 1.0 document (such as one of version 2, or a RID
     *     message around one), is beyond a limit, or is refused by a strict reader
     */
    public IodefDocument readV1(String xml) {
        Objects.requireNonNull(xml, "xml");
        return readWhole(() -> Parsers.reader(new StringReader(xml), settings.limits()), Upgrade::read);
    }

    private static IodefDocument fromFile(Path file, Function<InputStream, IodefDocument> reading) {
        if (Files.isDirectory(Objects.requireNonNull(file, "file"))) {
            throw Iodef.unusable(file + " is a folder; name a file in it.", null);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return reading.apply(in);
        } catch (GridPayloadException e) {
            throw Iodef.unusable(file + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw Iodef.unusable("There is no file " + file + ". Check its name and folder.", e);
        } catch (IOException e) {
            throw Iodef.unusable("Can't read the file " + file + ": " + e + ". Check the path and its rights.", e);
        }
    }

    private IodefDocument readWhole(Opening opening, Codec codec) {
        try {
            XMLStreamReader reader = opened(opening);
            try {
                return codec.read(reader, settings);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw Iodef.unusable(e.getMessage(), e);
        }
    }

    /** The parser looks at the start of the bytes at once, to see their encoding. */
    private static XMLStreamReader opened(Opening opening) {
        try {
            return opening.open();
        } catch (XMLStreamException e) {
            throw Iodef.unusable(
                    "The document can't be read from its start: " + e.getMessage()
                            + ". UTF-8 and UTF-16 are always understood; have it written in one of them.",
                    e);
        }
    }

    /**
     * What was found in a document that a strict reader refused, or that was not published for its errors.
     *
     * @param refusal what the reader, a subscription with its {@linkplain #payloadType() type}, or publishing has thrown
     * @return the findings, also those that are no errors, in the order of {@link IodefDocument#findings()}; empty if the
     *     document was refused for another reason
     */
    public static List<Finding> findingsOf(GridPayloadException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused.findings();
            }
        }
        return List.of();
    }

    @FunctionalInterface
    private interface Codec {
        IodefDocument read(XMLStreamReader reader, ReadSettings settings) throws XMLStreamException;
    }

    @FunctionalInterface
    private interface Opening {
        XMLStreamReader open() throws XMLStreamException;
    }
}
