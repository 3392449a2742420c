package org.xmppgrid.iodef.value;

/**
 * The part that a domain plays in the incident: {@code system-status} of DomainData (RFC 7970 §3.19).
 *
 * <p>The schema calls it {@code domaindata-system-status-type}. A token that the schema does not list is kept as it was read.
 */
public final class DomainSystemStatus extends OpenToken {
    private static final Vocabulary<DomainSystemStatus> VOCABULARY = new Vocabulary<>(DomainSystemStatus::new);

    /** {@code spoofed}: This domain was spoofed. */
    public static final DomainSystemStatus SPOOFED = VOCABULARY.add("spoofed");

    /** {@code fraudulent}: This domain was operated with fraudulent intentions. */
    public static final DomainSystemStatus FRAUDULENT = VOCABULARY.add("fraudulent");

    /** {@code innocent-hacked}: This domain was compromised by a third party. */
    public static final DomainSystemStatus INNOCENT_HACKED = VOCABULARY.add("innocent-hacked");

    /** {@code innocent-hijacked}: This domain was deliberately hijacked. */
    public static final DomainSystemStatus INNOCENT_HIJACKED = VOCABULARY.add("innocent-hijacked");

    /** {@code unknown}: The domain has an unknown status. */
    public static final DomainSystemStatus UNKNOWN = VOCABULARY.add("unknown");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final DomainSystemStatus EXT_VALUE = VOCABULARY.add("ext-value");

    private DomainSystemStatus(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static DomainSystemStatus of(String token) {
        return VOCABULARY.of(token);
    }
}
