package org.xmppgrid.iodef.value;

/**
 * How far the sender allows information to be shared: {@code restriction} of 24 classes (RFC 7970 §3.3.1).
 *
 * <p>The schema calls it {@code restriction-type}. A token that the schema does not list is kept as it was read.
 */
public final class Restriction extends OpenToken {
    private static final Vocabulary<Restriction> VOCABULARY = new Vocabulary<>(Restriction::new);

    /**
     * {@code default}: The information can be shared according to an information disclosure policy pre-arranged
     * by the communicating parties.
     */
    public static final Restriction DEFAULT = VOCABULARY.add("default");

    /** {@code public}: The information can be freely distributed without restriction. */
    public static final Restriction PUBLIC = VOCABULARY.add("public");

    /**
     * {@code partner}: The information may be shared within a closed community of peers, partners, or affected
     * parties, but cannot be openly published.
     */
    public static final Restriction PARTNER = VOCABULARY.add("partner");

    /**
     * {@code need-to-know}: The information may be shared only within the organization with individuals that
     * have a need to know.
     */
    public static final Restriction NEED_TO_KNOW = VOCABULARY.add("need-to-know");

    /** {@code private}: The information may not be shared. */
    public static final Restriction PRIVATE = VOCABULARY.add("private");

    /** {@code white}: Same as 'public'. */
    public static final Restriction WHITE = VOCABULARY.add("white");

    /** {@code green}: Same as 'partner'. */
    public static final Restriction GREEN = VOCABULARY.add("green");

    /** {@code amber}: Same as 'need-to-know'. */
    public static final Restriction AMBER = VOCABULARY.add("amber");

    /** {@code red}: Same as 'private'. */
    public static final Restriction RED = VOCABULARY.add("red");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final Restriction EXT_VALUE = VOCABULARY.add("ext-value");

    private Restriction(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static Restriction of(String token) {
        return VOCABULARY.of(token);
    }
}
