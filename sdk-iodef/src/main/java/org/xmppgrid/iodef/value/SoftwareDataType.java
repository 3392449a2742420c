package org.xmppgrid.iodef.value;

/**
 * The data type of a software reference: {@code dtype} of SoftwareReference (RFC 7970 §2.15.1).
 *
 * <p>The schema calls it {@code softwarereference-dtype-type}. A token that the schema does not list is kept as it was read.
 */
public final class SoftwareDataType extends OpenToken {
    private static final Vocabulary<SoftwareDataType> VOCABULARY = new Vocabulary<>(SoftwareDataType::new);

    /** {@code bytes}: The element content is of type HEXBIN. */
    public static final SoftwareDataType BYTES = VOCABULARY.add("bytes");

    /** {@code integer}: The element content is of type INTEGER. */
    public static final SoftwareDataType INTEGER = VOCABULARY.add("integer");

    /** {@code real}: The element content is of type REAL. */
    public static final SoftwareDataType REAL = VOCABULARY.add("real");

    /** {@code string}: The element content is of type STRING. */
    public static final SoftwareDataType STRING = VOCABULARY.add("string");

    /** {@code xml}: The element content is XML. See RFC 7970 §5.2. */
    public static final SoftwareDataType XML = VOCABULARY.add("xml");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final SoftwareDataType EXT_VALUE = VOCABULARY.add("ext-value");

    private SoftwareDataType(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static SoftwareDataType of(String token) {
        return VOCABULARY.of(token);
    }
}
