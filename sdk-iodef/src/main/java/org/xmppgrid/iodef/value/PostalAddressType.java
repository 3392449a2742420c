package org.xmppgrid.iodef.value;

/**
 * The kind of postal address: {@code type} of PostalAddress (RFC 7970 §3.9.2).
 *
 * <p>The schema calls it {@code postaladdress-type-type}. A token that the schema does not list is kept as it was read.
 */
public final class PostalAddressType extends OpenToken {
    private static final Vocabulary<PostalAddressType> VOCABULARY = new Vocabulary<>(PostalAddressType::new);

    /** {@code street}: An address describing a physical location. */
    public static final PostalAddressType STREET = VOCABULARY.add("street");

    /** {@code mailing}: An address to which correspondence should be sent. */
    public static final PostalAddressType MAILING = VOCABULARY.add("mailing");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final PostalAddressType EXT_VALUE = VOCABULARY.add("ext-value");

    private PostalAddressType(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static PostalAddressType of(String token) {
        return VOCABULARY.of(token);
    }
}
