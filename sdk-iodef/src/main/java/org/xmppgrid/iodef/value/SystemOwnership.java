package org.xmppgrid.iodef.value;

/**
 * Who owns a system: {@code ownership} of System (RFC 7970 §3.17).
 *
 * <p>The schema calls it {@code system-ownership-type}. A token that the schema does not list is kept as it was read.
 */
public final class SystemOwnership extends OpenToken {
    private static final Vocabulary<SystemOwnership> VOCABULARY = new Vocabulary<>(SystemOwnership::new);

    /** {@code organization}: Corporate or enterprise owned. */
    public static final SystemOwnership ORGANIZATION = VOCABULARY.add("organization");

    /** {@code personal}: Personally owned by an employee or affiliate of the corporation or enterprise. */
    public static final SystemOwnership PERSONAL = VOCABULARY.add("personal");

    /** {@code partner}: Owned by a partner of the corporation or enterprise. */
    public static final SystemOwnership PARTNER = VOCABULARY.add("partner");

    /** {@code customer}: Owned by a customer of the corporation or enterprise. */
    public static final SystemOwnership CUSTOMER = VOCABULARY.add("customer");

    /** {@code no-relationship}: Owned by an entity that has no known relationship with the victim organization. */
    public static final SystemOwnership NO_RELATIONSHIP = VOCABULARY.add("no-relationship");

    /** {@code unknown}: Ownership is unknown. */
    public static final SystemOwnership UNKNOWN = VOCABULARY.add("unknown");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final SystemOwnership EXT_VALUE = VOCABULARY.add("ext-value");

    private SystemOwnership(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static SystemOwnership of(String token) {
        return VOCABULARY.of(token);
    }
}
