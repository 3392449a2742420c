package org.xmppgrid.iodef.value;

/**
 * How the organization was or would be hurt: {@code type} of BusinessImpact and IntendedImpact (RFC 7970 §3.12.2).
 *
 * <p>The schema calls it {@code businessimpact-type-type}. A token that the schema does not list is kept as it was read.
 */
public final class BusinessImpactKind extends OpenToken {
    private static final Vocabulary<BusinessImpactKind> VOCABULARY = new Vocabulary<>(BusinessImpactKind::new);

    /** {@code breach-proprietary}: Sensitive or proprietary information was accessed or exfiltrated. */
    public static final BusinessImpactKind BREACH_PROPRIETARY = VOCABULARY.add("breach-proprietary");

    /** {@code breach-privacy}: Personally identifiable information was accessed or exfiltrated. */
    public static final BusinessImpactKind BREACH_PRIVACY = VOCABULARY.add("breach-privacy");

    /** {@code breach-credential}: Credential information was accessed or exfiltrated. */
    public static final BusinessImpactKind BREACH_CREDENTIAL = VOCABULARY.add("breach-credential");

    /** {@code loss-of-integrity}: Sensitive or proprietary information was changed or deleted. */
    public static final BusinessImpactKind LOSS_OF_INTEGRITY = VOCABULARY.add("loss-of-integrity");

    /** {@code loss-of-service}: Service delivery was disrupted. */
    public static final BusinessImpactKind LOSS_OF_SERVICE = VOCABULARY.add("loss-of-service");

    /** {@code theft-financial}: Money was stolen. */
    public static final BusinessImpactKind THEFT_FINANCIAL = VOCABULARY.add("theft-financial");

    /** {@code theft-service}: Services were misappropriated. */
    public static final BusinessImpactKind THEFT_SERVICE = VOCABULARY.add("theft-service");

    /** {@code degraded-reputation}: The reputation of the organization's brand was diminished. */
    public static final BusinessImpactKind DEGRADED_REPUTATION = VOCABULARY.add("degraded-reputation");

    /** {@code asset-damage}: A cyber-physical system was damaged. */
    public static final BusinessImpactKind ASSET_DAMAGE = VOCABULARY.add("asset-damage");

    /** {@code asset-manipulation}: A cyber-physical system was manipulated. */
    public static final BusinessImpactKind ASSET_MANIPULATION = VOCABULARY.add("asset-manipulation");

    /** {@code legal}: The incident resulted in legal or regulatory action. */
    public static final BusinessImpactKind LEGAL = VOCABULARY.add("legal");

    /** {@code extortion}: The incident resulted in actors extorting the victim organization. */
    public static final BusinessImpactKind EXTORTION = VOCABULARY.add("extortion");

    /** {@code unknown}: The impact is unknown. */
    public static final BusinessImpactKind UNKNOWN = VOCABULARY.add("unknown");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final BusinessImpactKind EXT_VALUE = VOCABULARY.add("ext-value");

    private BusinessImpactKind(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static BusinessImpactKind of(String token) {
        return VOCABULARY.of(token);
    }
}
