package org.xmppgrid.iodef.value;

/**
 * A unit of time: {@code duration} of Counter and TimeImpact (RFC 7970 §3.12.3).
 *
 * <p>The schema calls it {@code duration-type}. A token that the schema does not list is kept as it was read.
 */
public final class DurationUnit extends OpenToken {
    private static final Vocabulary<DurationUnit> VOCABULARY = new Vocabulary<>(DurationUnit::new);

    /** {@code second}: The unit of the element content is seconds. */
    public static final DurationUnit SECOND = VOCABULARY.add("second");

    /** {@code minute}: The unit of the element content is minutes. */
    public static final DurationUnit MINUTE = VOCABULARY.add("minute");

    /** {@code hour}: The unit of the element content is hours. */
    public static final DurationUnit HOUR = VOCABULARY.add("hour");

    /** {@code day}: The unit of the element content is days. */
    public static final DurationUnit DAY = VOCABULARY.add("day");

    /** {@code month}: The unit of the element content is months. */
    public static final DurationUnit MONTH = VOCABULARY.add("month");

    /** {@code quarter}: The unit of the element content is quarters. */
    public static final DurationUnit QUARTER = VOCABULARY.add("quarter");

    /** {@code year}: The unit of the element content is years. */
    public static final DurationUnit YEAR = VOCABULARY.add("year");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final DurationUnit EXT_VALUE = VOCABULARY.add("ext-value");

    private DurationUnit(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static DurationUnit of(String token) {
        return VOCABULARY.of(token);
    }
}
