package org.xmppgrid.iodef.value;

/**
 * How the incident was discovered: {@code source} of Discovery (RFC 7970 §3.10).
 *
 * <p>The schema calls it {@code discovery-source-type}. A token that the schema does not list is kept as it was read.
 */
public final class DiscoverySource extends OpenToken {
    private static final Vocabulary<DiscoverySource> VOCABULARY = new Vocabulary<>(DiscoverySource::new);

    /** {@code nidps}: Network Intrusion Detection or Prevention System. */
    public static final DiscoverySource NIDPS = VOCABULARY.add("nidps");

    /** {@code hips}: Host-based Intrusion Prevention System. */
    public static final DiscoverySource HIPS = VOCABULARY.add("hips");

    /** {@code siem}: Security Information and Event Management System. */
    public static final DiscoverySource SIEM = VOCABULARY.add("siem");

    /** {@code av}: Antivirus or antispam software. */
    public static final DiscoverySource AV = VOCABULARY.add("av");

    /** {@code third-party-monitoring}: Contracted third-party monitoring service. */
    public static final DiscoverySource THIRD_PARTY_MONITORING = VOCABULARY.add("third-party-monitoring");

    /** {@code incident}: The activity was discovered while investigating an unrelated incident. */
    public static final DiscoverySource INCIDENT = VOCABULARY.add("incident");

    /** {@code os-log}: Operating system logs. */
    public static final DiscoverySource OS_LOG = VOCABULARY.add("os-log");

    /** {@code application-log}: Application logs. */
    public static final DiscoverySource APPLICATION_LOG = VOCABULARY.add("application-log");

    /** {@code device-log}: Network device logs. */
    public static final DiscoverySource DEVICE_LOG = VOCABULARY.add("device-log");

    /** {@code network-flow}: Network flow analysis. */
    public static final DiscoverySource NETWORK_FLOW = VOCABULARY.add("network-flow");

    /** {@code passive-dns}: Passive DNS analysis. */
    public static final DiscoverySource PASSIVE_DNS = VOCABULARY.add("passive-dns");

    /**
     * {@code investigation}: Manual investigation initiated based on notification of a new vulnerability or
     * exploit.
     */
    public static final DiscoverySource INVESTIGATION = VOCABULARY.add("investigation");

    /** {@code audit}: Security audit. */
    public static final DiscoverySource AUDIT = VOCABULARY.add("audit");

    /** {@code internal-notification}: A party within the organization reported the activity. */
    public static final DiscoverySource INTERNAL_NOTIFICATION = VOCABULARY.add("internal-notification");

    /** {@code external-notification}: A party outside of the organization reported the activity. */
    public static final DiscoverySource EXTERNAL_NOTIFICATION = VOCABULARY.add("external-notification");

    /** {@code leo}: A law enforcement organization notified the victim organization. */
    public static final DiscoverySource LEO = VOCABULARY.add("leo");

    /** {@code partner}: A customer or business partner reported the activity to the victim organization. */
    public static final DiscoverySource PARTNER = VOCABULARY.add("partner");

    /** {@code actor}: The threat actor directly or indirectly reported this activity to the victim organization. */
    public static final DiscoverySource ACTOR = VOCABULARY.add("actor");

    /** {@code unknown}: Unknown detection approach. */
    public static final DiscoverySource UNKNOWN = VOCABULARY.add("unknown");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final DiscoverySource EXT_VALUE = VOCABULARY.add("ext-value");

    private DiscoverySource(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static DiscoverySource of(String token) {
        return VOCABULARY.of(token);
    }
}
