package org.xmppgrid.iodef.value;

/**
 * Yes, no or unknown: {@code spoofed} and {@code virtual} of System, and {@code SameDomainContact} (RFC 7970
 * §3.17).
 *
 * <p>The schema calls it {@code yes-no-unknown-type}. A token that the schema does not list is kept as it was read.
 */
public final class YesNoUnknown extends OpenToken {
    private static final Vocabulary<YesNoUnknown> VOCABULARY = new Vocabulary<>(YesNoUnknown::new);

    /** {@code yes}: The statement holds. */
    public static final YesNoUnknown YES = VOCABULARY.add("yes");

    /** {@code no}: The statement does not hold. */
    public static final YesNoUnknown NO = VOCABULARY.add("no");

    /** {@code unknown}: It is not known whether the statement holds. */
    public static final YesNoUnknown UNKNOWN = VOCABULARY.add("unknown");

    private YesNoUnknown(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static YesNoUnknown of(String token) {
        return VOCABULARY.of(token);
    }
}
