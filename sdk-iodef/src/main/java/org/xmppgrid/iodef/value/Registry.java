package org.xmppgrid.iodef.value;

/**
 * The database that a handle belongs to: {@code registry} of RegistryHandle (RFC 7970 §3.9.1).
 *
 * <p>The schema calls it {@code registryhandle-registry-type}. A token that the schema does not list is kept as it was read.
 */
public final class Registry extends OpenToken {
    private static final Vocabulary<Registry> VOCABULARY = new Vocabulary<>(Registry::new);

    /** {@code internic}: Internet Network Information Center. */
    public static final Registry INTERNIC = VOCABULARY.add("internic");

    /** {@code apnic}: Asia Pacific Network Information Center. */
    public static final Registry APNIC = VOCABULARY.add("apnic");

    /** {@code arin}: American Registry for Internet Numbers. */
    public static final Registry ARIN = VOCABULARY.add("arin");

    /** {@code lacnic}: Latin American and Caribbean Internet Addresses Registry. */
    public static final Registry LACNIC = VOCABULARY.add("lacnic");

    /** {@code ripe}: Reseaux IP Europeens. */
    public static final Registry RIPE = VOCABULARY.add("ripe");

    /** {@code afrinic}: African Network Information Center. */
    public static final Registry AFRINIC = VOCABULARY.add("afrinic");

    /** {@code local}: A database local to the CSIRT. */
    public static final Registry LOCAL = VOCABULARY.add("local");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final Registry EXT_VALUE = VOCABULARY.add("ext-value");

    private Registry(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static Registry of(String token) {
        return VOCABULARY.of(token);
    }
}
