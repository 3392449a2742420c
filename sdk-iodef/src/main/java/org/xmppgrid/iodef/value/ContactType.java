package org.xmppgrid.iodef.value;

/**
 * Whether a contact is a person or an organization: {@code type} of Contact (RFC 7970 §3.9).
 *
 * <p>The schema calls it {@code contact-type-type}. A token that the schema does not list is kept as it was read.
 */
public final class ContactType extends OpenToken {
    private static final Vocabulary<ContactType> VOCABULARY = new Vocabulary<>(ContactType::new);

    /** {@code person}: The information for this contact references an individual. */
    public static final ContactType PERSON = VOCABULARY.add("person");

    /** {@code organization}: The information for this contact references an organization. */
    public static final ContactType ORGANIZATION = VOCABULARY.add("organization");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final ContactType EXT_VALUE = VOCABULARY.add("ext-value");

    private ContactType(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static ContactType of(String token) {
        return VOCABULARY.of(token);
    }
}
