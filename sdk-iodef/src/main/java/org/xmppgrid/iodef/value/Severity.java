package org.xmppgrid.iodef.value;

/**
 * A severity or priority: {@code severity} of SystemImpact, TimeImpact, MonetaryImpact and Expectation (RFC 7970
 * §3.12.1).
 *
 * <p>The schema calls it {@code severity-type}. A token that the schema does not list is kept as it was read.
 */
public final class Severity extends OpenToken {
    private static final Vocabulary<Severity> VOCABULARY = new Vocabulary<>(Severity::new);

    /** {@code low}: Low severity. */
    public static final Severity LOW = VOCABULARY.add("low");

    /** {@code medium}: Medium severity. */
    public static final Severity MEDIUM = VOCABULARY.add("medium");

    /** {@code high}: High severity. */
    public static final Severity HIGH = VOCABULARY.add("high");

    private Severity(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static Severity of(String token) {
        return VOCABULARY.of(token);
    }
}
