package org.xmppgrid.iodef.value;

/**
 * Whether the attempted activity succeeded: {@code completion} of SystemImpact (RFC 7970 §3.12.1).
 *
 * <p>The schema calls it {@code systemimpact-completion-type}. A token that the schema does not list is kept as it was read.
 */
public final class ImpactCompletion extends OpenToken {
    private static final Vocabulary<ImpactCompletion> VOCABULARY = new Vocabulary<>(ImpactCompletion::new);

    /** {@code failed}: The attempted activity was not successful. */
    public static final ImpactCompletion FAILED = VOCABULARY.add("failed");

    /** {@code succeeded}: The attempted activity succeeded. */
    public static final ImpactCompletion SUCCEEDED = VOCABULARY.add("succeeded");

    private ImpactCompletion(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static ImpactCompletion of(String token) {
        return VOCABULARY.of(token);
    }
}
