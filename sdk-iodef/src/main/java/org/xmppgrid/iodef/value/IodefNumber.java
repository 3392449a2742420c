package org.xmppgrid.iodef.value;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number as IODEF writes it ({@code INTEGER} and {@code REAL}, RFC 7970 §2.1 and §2.2), kept exactly as it was read:
 * peers put names of services into Port, and a float that is parsed and printed comes back as another text. Two
 * numbers are equal when their text is.
 */
public final class IodefNumber {
    /** Longer than any number that means something, short enough that parsing it costs nothing. */
    private static final int MAX_LENGTH = 64;
    /** Beyond the range of a double on both sides; without a bound, a dozen characters become gigabytes of digits. */
    private static final int MAX_SCALE = 400;

    private final String text;

    private IodefNumber(String text) {
        this.text = text;
    }

    /**
     * The number that a text stands for. Nothing is refused: what is no number has no {@link #decimal() value}.
     *
     * @param text the text; white space around it is not part of it
     * @return the number
     */
    public static IodefNumber of(String text) {
        return new IodefNumber(text.strip());
    }

    /**
     * A whole number.
     *
     * @param value the value
     * @return the number
     */
    public static IodefNumber of(long value) {
        return new IodefNumber(Long.toString(value));
    }

    /**
     * A decimal number.
     *
     * @param value the value
     * @return the number
     */
    public static IodefNumber of(BigDecimal value) {
        return new IodefNumber(value.toString());
    }

    /**
     * The number as it stands in the document.
     *
     * @return the text, without white space around it
     */
    public String text() {
        return text;
    }

    /**
     * The exact value.
     *
     * @return the value; empty for {@code INF}, {@code NaN}, text that is no number, and a number of more than 64
     *     characters or an exponent beyond 400
     */
    public Optional<BigDecimal> decimal() {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            BigDecimal value = new BigDecimal(text);
            return Math.abs((long) value.scale()) > MAX_SCALE ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException e) {
            return Optional.empty(); // kept as text, which is what text() is for
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IodefNumber number && number.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text. */
    @Override
    public String toString() {
        return text;
    }
}
