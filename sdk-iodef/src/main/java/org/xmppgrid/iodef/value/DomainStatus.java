package org.xmppgrid.iodef.value;

/**
 * Registration status of a domain: {@code domain-status} of DomainData (RFC 7970 §3.19).
 *
 * <p>The schema calls it {@code domaindata-domain-status-type}. A token that the schema does not list is kept as it was read.
 */
public final class DomainStatus extends OpenToken {
    private static final Vocabulary<DomainStatus> VOCABULARY = new Vocabulary<>(DomainStatus::new);

    /** {@code reservedDelegation}: The domain is permanently inactive. */
    public static final DomainStatus RESERVEDDELEGATION = VOCABULARY.add("reservedDelegation");

    /** {@code assignedAndActive}: The domain is in a normal state. */
    public static final DomainStatus ASSIGNEDANDACTIVE = VOCABULARY.add("assignedAndActive");

    /** {@code assignedAndInactive}: The domain is registered, but the delegation is inactive. */
    public static final DomainStatus ASSIGNEDANDINACTIVE = VOCABULARY.add("assignedAndInactive");

    /** {@code assignedAndOnHold}: The domain is in dispute. */
    public static final DomainStatus ASSIGNEDANDONHOLD = VOCABULARY.add("assignedAndOnHold");

    /** {@code revoked}: The domain is in the process of being purged from the database. */
    public static final DomainStatus REVOKED = VOCABULARY.add("revoked");

    /** {@code transferPending}: The domain is pending a change in authority. */
    public static final DomainStatus TRANSFERPENDING = VOCABULARY.add("transferPending");

    /** {@code registryLock}: The domain is on hold by the registry. */
    public static final DomainStatus REGISTRYLOCK = VOCABULARY.add("registryLock");

    /** {@code registrarLock}: Same as registryLock. */
    public static final DomainStatus REGISTRARLOCK = VOCABULARY.add("registrarLock");

    /** {@code other}: The domain has a known status, but it is not one of the redefined enumerated values. */
    public static final DomainStatus OTHER = VOCABULARY.add("other");

    /** {@code unknown}: The domain has an unknown status. */
    public static final DomainStatus UNKNOWN = VOCABULARY.add("unknown");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final DomainStatus EXT_VALUE = VOCABULARY.add("ext-value");

    private DomainStatus(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static DomainStatus of(String token) {
        return VOCABULARY.of(token);
    }
}
