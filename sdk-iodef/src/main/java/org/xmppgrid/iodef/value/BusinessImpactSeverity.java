package org.xmppgrid.iodef.value;

/**
 * How hard the organization was or would be hit: {@code severity} of BusinessImpact and IntendedImpact (RFC 7970
 * §3.12.2).
 *
 * <p>The schema calls it {@code businessimpact-severity-type}. A token that the schema does not list is kept as it was read.
 */
public final class BusinessImpactSeverity extends OpenToken {
    private static final Vocabulary<BusinessImpactSeverity> VOCABULARY = new Vocabulary<>(BusinessImpactSeverity::new);

    /** {@code none}: No effect to the organization's ability to provide all services to all users. */
    public static final BusinessImpactSeverity NONE = VOCABULARY.add("none");

    /**
     * {@code low}: Minimal effect as the organization can still provide all critical services to all users but
     * has lost efficiency.
     */
    public static final BusinessImpactSeverity LOW = VOCABULARY.add("low");

    /**
     * {@code medium}: The organization has lost the ability to provide a critical service to a subset of system
     * users.
     */
    public static final BusinessImpactSeverity MEDIUM = VOCABULARY.add("medium");

    /** {@code high}: The organization is no longer able to provide some critical services to any users. */
    public static final BusinessImpactSeverity HIGH = VOCABULARY.add("high");

    /** {@code unknown}: The impact is not known. */
    public static final BusinessImpactSeverity UNKNOWN = VOCABULARY.add("unknown");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final BusinessImpactSeverity EXT_VALUE = VOCABULARY.add("ext-value");

    private BusinessImpactSeverity(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static BusinessImpactSeverity of(String token) {
        return VOCABULARY.of(token);
    }
}
