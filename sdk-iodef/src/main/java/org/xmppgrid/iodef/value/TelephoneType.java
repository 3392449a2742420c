package org.xmppgrid.iodef.value;

/**
 * The kind of telephone number: {@code type} of Telephone (RFC 7970 §3.9.4).
 *
 * <p>The schema calls it {@code telephone-type-type}. A token that the schema does not list is kept as it was read.
 */
public final class TelephoneType extends OpenToken {
    private static final Vocabulary<TelephoneType> VOCABULARY = new Vocabulary<>(TelephoneType::new);

    /** {@code wired}: A number of a wire-line (land-line) phone. */
    public static final TelephoneType WIRED = VOCABULARY.add("wired");

    /** {@code mobile}: A number of a mobile phone. */
    public static final TelephoneType MOBILE = VOCABULARY.add("mobile");

    /** {@code fax}: A number to a fax machine. */
    public static final TelephoneType FAX = VOCABULARY.add("fax");

    /** {@code hotline}: A number to a regularly monitored operational hotline. */
    public static final TelephoneType HOTLINE = VOCABULARY.add("hotline");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final TelephoneType EXT_VALUE = VOCABULARY.add("ext-value");

    private TelephoneType(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static TelephoneType of(String token) {
        return VOCABULARY.of(token);
    }
}
