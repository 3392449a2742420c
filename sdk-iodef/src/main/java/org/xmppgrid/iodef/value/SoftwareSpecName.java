package org.xmppgrid.iodef.value;

/**
 * The specification that a software reference follows: {@code spec-name} of SoftwareReference (RFC 7970 §2.15.1).
 *
 * <p>The schema calls it {@code softwarereference-spec-name-type}. A token that the schema does not list is kept as it was read.
 */
public final class SoftwareSpecName extends OpenToken {
    private static final Vocabulary<SoftwareSpecName> VOCABULARY = new Vocabulary<>(SoftwareSpecName::new);

    /** {@code custom}: The element content is free-form and of the data type specified by the dtype attribute. */
    public static final SoftwareSpecName CUSTOM = VOCABULARY.add("custom");

    /** {@code cpe}: The element content describes a Common Platform Enumeration (CPE) entry per. */
    public static final SoftwareSpecName CPE = VOCABULARY.add("cpe");

    /** {@code swid}: The element content describes a software identification (SWID) tag per. */
    public static final SoftwareSpecName SWID = VOCABULARY.add("swid");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final SoftwareSpecName EXT_VALUE = VOCABULARY.add("ext-value");

    private SoftwareSpecName(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static SoftwareSpecName of(String token) {
        return VOCABULARY.of(token);
    }
}
