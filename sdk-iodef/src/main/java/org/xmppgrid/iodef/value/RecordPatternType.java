package org.xmppgrid.iodef.value;

/**
 * The language of a search pattern: {@code type} of RecordPattern (RFC 7970 §3.22.2).
 *
 * <p>The schema calls it {@code recordpattern-type-type}. A token that the schema does not list is kept as it was read.
 */
public final class RecordPatternType extends OpenToken {
    private static final Vocabulary<RecordPatternType> VOCABULARY = new Vocabulary<>(RecordPatternType::new);

    /** {@code regex}: Regular expression as defined by POSIX Extended Regular Expressions (ERE) in Chapter 9 of. */
    public static final RecordPatternType REGEX = VOCABULARY.add("regex");

    /** {@code binary}: Binhex-encoded binary pattern, per the HEXBIN data type. */
    public static final RecordPatternType BINARY = VOCABULARY.add("binary");

    /** {@code xpath}: XML Path (XPath). */
    public static final RecordPatternType XPATH = VOCABULARY.add("xpath");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final RecordPatternType EXT_VALUE = VOCABULARY.add("ext-value");

    private RecordPatternType(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static RecordPatternType of(String token) {
        return VOCABULARY.of(token);
    }
}
