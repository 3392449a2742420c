package org.xmppgrid.iodef.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.xmppgrid.iodef.internal.json.DocumentJson;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Reason;

/**
 * IODEF documents as JSON, in the form of RFC 8727, and back.
 *
 * <p>Reading and writing need Jackson's streaming core on the class path: add
 * {@code com.fasterxml.jackson.core:jackson-core}, 2.16 or later, to your build. It is no dependency of the SDK, all
 * else works without it, and without it these methods throw an {@link IllegalStateException} that names it;
 * {@link #losses} never needs it.
 *
 * <p>A few things that XML says have no place in JSON: {@link #losses} lists them for a document. Times, tokens and
 * numbers keep their text where JSON can write it.
 *
 * <p>Reading is tolerant in the way of {@link org.xmppgrid.iodef.Iodef}: values of another JSON type are taken where
 * their meaning is plain, members that RFC 8727 does not have are left out, and both are in the document's
 * {@code findings()}, with the place as a JSON Pointer (RFC 6901). The limits of {@code Iodef} hold here too:
 * {@code MAX_DEPTH} for elements inside each other as XML counts them (JSON may have 256 levels of arrays and objects),
 * {@code MAX_ELEMENTS} for values, {@code MAX_TEXT_LENGTH} for one string, {@code MAX_TOTAL_LENGTH} for names and values
 * together, {@code MAX_BYTES}.
 *
 * <p>Everything here may be called from any thread.
 */
public final class IodefJson {
    private static final String NEEDED = "com.fasterxml.jackson.core.StreamWriteConstraints";

    private IodefJson() {}

    /**
     * Writes a document as one line of JSON. The same document always gives the same text, with members in the order of
     * RFC 8727's schema.
     *
     * @param document the document
     * @return the JSON text
     * @throws GridPayloadException if the document holds characters that no document can hold, or is nested too deep
     * @throws IllegalStateException if Jackson is not on the class path
     */
    public static String write(IodefDocument document) {
        Objects.requireNonNull(document, "document");
        checkJackson();
        return DocumentJson.write(document);
    }

    /**
     * Writes a document as JSON in UTF-8, as {@link #write(IodefDocument)} does.
     *
     * @param document the document
     * @param out where to write it; flushed and left open
     * @throws GridPayloadException if the document holds characters that no document can hold, or is nested too deep, or
     *     the stream fails
     * @throws IllegalStateException if Jackson is not on the class path
     */
    public static void write(IodefDocument document, OutputStream out) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(out, "out");
        checkJackson();
        DocumentJson.write(document, out);
    }

    /**
     * Reads a document.
     *
     * @param json the JSON text
     * @return the document, whose {@code findings()} tell what could not be kept or was of another type
     * @throws GridPayloadException if it is no well-formed JSON, no IODEF document, or beyond a limit; names the place
     *     and never quotes the text
     * @throws IllegalStateException if Jackson is not on the class path
     */
    public static IodefDocument read(String json) {
        Objects.requireNonNull(json, "json");
        checkJackson();
        return DocumentJson.read(json);
    }

    /**
     * Reads a document to the end of a stream.
     *
     * @param in the JSON text in UTF-8, UTF-16 or UTF-32; left open
     * @return the document, whose {@code findings()} tell what could not be kept or was of another type
     * @throws GridPayloadException if it can't be read, is no well-formed JSON, no IODEF document, or beyond a limit;
     *     names the place and never quotes the text
     * @throws IllegalStateException if Jackson is not on the class path
     */
    public static IodefDocument read(InputStream in) {
        Objects.requireNonNull(in, "in");
        checkJackson();
        return DocumentJson.read(in);
    }

    /**
     * Reads the document in a file.
     *
     * @param file the file, in UTF-8, UTF-16 or UTF-32
     * @return the document, whose {@code findings()} tell what could not be kept or was of another type
     * @throws GridPayloadException if the file can't be read, is no well-formed JSON, no IODEF document, or beyond a
     *     limit; names the file and the place and never quotes the text
     * @throws IllegalStateException if Jackson is not on the class path
     */
    public static IodefDocument read(Path file) {
        Objects.requireNonNull(file, "file");
        checkJackson();
        try (InputStream in = Files.newInputStream(file)) {
            return DocumentJson.read(in);
        } catch (GridPayloadException e) {
            throw new GridPayloadException(e.reason(), file + ": " + e.getMessage(), null, e);
        } catch (IOException e) {
            throw new GridPayloadException(
                    Reason.PAYLOAD_INVALID,
                    "Can't read the file " + file + ": " + e + ". Check the path and its rights.",
                    null,
                    e);
        }
    }

    /**
     * What would be lost or changed if a document were written as JSON and read again: its grouping into Flow and
     * SignatureData, the order between elements of different names, attributes and elements without a member. It is
     * found by doing so and comparing; a document without losses comes back equal. As in XML, a text that was never set
     * comes back empty; that is no loss.
     *
     * @param document the document
     * @return one finding for each place, in document order, with a rule that begins with {@code json-}: information that
     *     would be lost is a warning, another form of the same is an information; empty if nothing would change
     * @throws GridPayloadException if the document holds characters that no document can hold, or is nested too deep
     */
    public static List<Finding> losses(IodefDocument document) {
        Objects.requireNonNull(document, "document");
        return DocumentJson.losses(document);
    }

    private static void checkJackson() {
        try {
            Class.forName(NEEDED, false, IodefJson.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "IODEF as JSON needs Jackson's streaming core: add com.fasterxml.jackson.core:jackson-core (2.16 or"
                            + " later) to the class path.",
                    e);
        }
    }
}
