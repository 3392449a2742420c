package org.xmppgrid.iodef.value;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Binary content as IODEF writes it ({@code BYTE}, base64, RFC 7970 §2.5.1), kept exactly as it was read: documents
 * hold hexadecimal digits in its place (the digests of RFC 8274 B.3), and lines are folded in their own way. Two
 * values are equal when their text is.
 */
public final class IodefBinary {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private final String text;

    private IodefBinary(String text) {
        this.text = text;
    }

    /**
     * The binary content that a text stands for. Nothing is refused: what is no base64 has no {@link #bytes() bytes}.
     *
     * @param text the text, kept as it is
     * @return the value
     */
    public static IodefBinary of(String text) {
        return new IodefBinary(text);
    }

    /**
     * Binary content, written as base64 on one line.
     *
     * @param bytes the bytes
     * @return the value
     */
    public static IodefBinary of(byte[] bytes) {
        return new IodefBinary(Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * The content as it stands in the document.
     *
     * @return the text, with its white space
     */
    public String text() {
        return text;
    }

    /**
     * The bytes that the text stands for as base64. Hexadecimal digits are mostly base64 as well, and what they stand
     * for then is not what the sender meant: where a digest is expected, compare its length.
     *
     * @return the bytes, the caller's own; empty when the text is no base64
     */
    public Optional<byte[]> bytes() {
        try {
            return Optional.of(
                    Base64.getDecoder().decode(WHITE_SPACE.matcher(text).replaceAll("")));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // kept as text, which is what text() is for
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IodefBinary binary && binary.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The length only: the content may be malware. */
    @Override
    public String toString() {
        return "IodefBinary[" + text.length() + " characters]";
    }
}
