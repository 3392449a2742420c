package org.xmppgrid.iodef.value;

/**
 * The kind of e-mail address: {@code type} of Email (RFC 7970 §3.9.3).
 *
 * <p>The schema calls it {@code email-type-type}. A token that the schema does not list is kept as it was read.
 */
public final class EmailType extends OpenToken {
    private static final Vocabulary<EmailType> VOCABULARY = new Vocabulary<>(EmailType::new);

    /** {@code direct}: An email address of an individual. */
    public static final EmailType DIRECT = VOCABULARY.add("direct");

    /** {@code hotline}: An email address regularly monitored for operational purposes. */
    public static final EmailType HOTLINE = VOCABULARY.add("hotline");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final EmailType EXT_VALUE = VOCABULARY.add("ext-value");

    private EmailType(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static EmailType of(String token) {
        return VOCABULARY.of(token);
    }
}
