package org.xmppgrid.iodef.value;

/**
 * How a counter was taken: {@code type} of Counter (RFC 7970 §3.18.3).
 *
 * <p>The schema calls it {@code counter-type-type}. A token that the schema does not list is kept as it was read.
 */
public final class CounterType extends OpenToken {
    private static final Vocabulary<CounterType> VOCABULARY = new Vocabulary<>(CounterType::new);

    /** {@code counter}: The value is a counter; the schema lists this token, the text calls it count. */
    public static final CounterType COUNTER = VOCABULARY.add("counter");

    /** {@code rate}: The value is a rate; the schema lists this token, the text calls it peak. */
    public static final CounterType RATE = VOCABULARY.add("rate");

    /** {@code count}: The Counter class value is a counter. */
    public static final CounterType COUNT = VOCABULARY.add("count");

    /** {@code peak}: The Counter class value is a peak value. */
    public static final CounterType PEAK = VOCABULARY.add("peak");

    /** {@code average}: The Counter class value is an average. */
    public static final CounterType AVERAGE = VOCABULARY.add("average");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final CounterType EXT_VALUE = VOCABULARY.add("ext-value");

    private CounterType(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static CounterType of(String token) {
        return VOCABULARY.of(token);
    }
}
