package org.xmppgrid.iodef.value;

/**
 * The unit of an offset in a record: {@code offsetunit} of RecordPattern (RFC 7970 §3.22.2).
 *
 * <p>The schema calls it {@code recordpattern-offsetunit-type}. A token that the schema does not list is kept as it was read.
 */
public final class OffsetUnit extends OpenToken {
    private static final Vocabulary<OffsetUnit> VOCABULARY = new Vocabulary<>(OffsetUnit::new);

    /** {@code line}: Offset is a count of lines. */
    public static final OffsetUnit LINE = VOCABULARY.add("line");

    /** {@code byte}: Offset is a count of bytes. */
    public static final OffsetUnit BYTE = VOCABULARY.add("byte");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final OffsetUnit EXT_VALUE = VOCABULARY.add("ext-value");

    private OffsetUnit(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static OffsetUnit of(String token) {
        return VOCABULARY.of(token);
    }
}
