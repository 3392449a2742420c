package org.xmppgrid.iodef.value;

/**
 * How far the sender trusts its own statement: {@code rating} of Confidence (RFC 7970 §3.12.5).
 *
 * <p>The schema calls it {@code confidence-rating-type}. A token that the schema does not list is kept as it was read.
 */
public final class ConfidenceRating extends OpenToken {
    private static final Vocabulary<ConfidenceRating> VOCABULARY = new Vocabulary<>(ConfidenceRating::new);

    /** {@code low}: Low confidence. */
    public static final ConfidenceRating LOW = VOCABULARY.add("low");

    /** {@code medium}: Medium confidence. */
    public static final ConfidenceRating MEDIUM = VOCABULARY.add("medium");

    /** {@code high}: High confidence. */
    public static final ConfidenceRating HIGH = VOCABULARY.add("high");

    /** {@code numeric}: The element content contains a number that conveys the confidence of the data. */
    public static final ConfidenceRating NUMERIC = VOCABULARY.add("numeric");

    /** {@code unknown}: The confidence rating value is not known. */
    public static final ConfidenceRating UNKNOWN = VOCABULARY.add("unknown");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final ConfidenceRating EXT_VALUE = VOCABULARY.add("ext-value");

    private ConfidenceRating(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static ConfidenceRating of(String token) {
        return VOCABULARY.of(token);
    }
}
