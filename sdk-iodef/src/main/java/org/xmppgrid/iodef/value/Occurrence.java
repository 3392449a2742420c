package org.xmppgrid.iodef.value;

/**
 * Whether an assessment speaks of what happened or of what may happen: {@code occurrence} of Assessment (RFC 7970
 * §3.12).
 *
 * <p>A token that the schema does not list is kept as it was read.
 */
public final class Occurrence extends OpenToken {
    private static final Vocabulary<Occurrence> VOCABULARY = new Vocabulary<>(Occurrence::new);

    /** {@code actual}: This assessment describes activity that has occurred. */
    public static final Occurrence ACTUAL = VOCABULARY.add("actual");

    /** {@code potential}: This assessment describes potential activity that might occur. */
    public static final Occurrence POTENTIAL = VOCABULARY.add("potential");

    private Occurrence(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static Occurrence of(String token) {
        return VOCABULARY.of(token);
    }
}
