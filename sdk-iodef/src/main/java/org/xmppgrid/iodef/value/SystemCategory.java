package org.xmppgrid.iodef.value;

/**
 * The part that a system plays in an event: {@code category} of System (RFC 7970 §3.17).
 *
 * <p>The schema calls it {@code system-category-type}. A token that the schema does not list is kept as it was read.
 */
public final class SystemCategory extends OpenToken {
    private static final Vocabulary<SystemCategory> VOCABULARY = new Vocabulary<>(SystemCategory::new);

    /** {@code source}: The System was the source of the event. */
    public static final SystemCategory SOURCE = VOCABULARY.add("source");

    /** {@code target}: The System was the target of the event. */
    public static final SystemCategory TARGET = VOCABULARY.add("target");

    /** {@code intermediate}: The System was an intermediary in the event. */
    public static final SystemCategory INTERMEDIATE = VOCABULARY.add("intermediate");

    /** {@code sensor}: The System was a sensor monitoring the event. */
    public static final SystemCategory SENSOR = VOCABULARY.add("sensor");

    /** {@code infrastructure}: The System was an infrastructure node of the IODEF document exchange. */
    public static final SystemCategory INFRASTRUCTURE = VOCABULARY.add("infrastructure");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final SystemCategory EXT_VALUE = VOCABULARY.add("ext-value");

    private SystemCategory(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static SystemCategory of(String token) {
        return VOCABULARY.of(token);
    }
}
