package org.xmppgrid.iodef.value;

/**
 * The technical impact on a system: {@code type} of SystemImpact (RFC 7970 §3.12.1).
 *
 * <p>The schema calls it {@code systemimpact-type-type}. A token that the schema does not list is kept as it was read.
 */
public final class SystemImpactType extends OpenToken {
    private static final Vocabulary<SystemImpactType> VOCABULARY = new Vocabulary<>(SystemImpactType::new);

    /** {@code takeover-account}: Control was taken of a given account. */
    public static final SystemImpactType TAKEOVER_ACCOUNT = VOCABULARY.add("takeover-account");

    /** {@code takeover-service}: Control was taken of a given service. */
    public static final SystemImpactType TAKEOVER_SERVICE = VOCABULARY.add("takeover-service");

    /** {@code takeover-system}: Control was taken of a given system. */
    public static final SystemImpactType TAKEOVER_SYSTEM = VOCABULARY.add("takeover-system");

    /** {@code cps-manipulation}: A cyber-physical system was manipulated. */
    public static final SystemImpactType CPS_MANIPULATION = VOCABULARY.add("cps-manipulation");

    /** {@code cps-damage}: A cyber-physical system was damaged. */
    public static final SystemImpactType CPS_DAMAGE = VOCABULARY.add("cps-damage");

    /** {@code availability-data}: Access to particular data was degraded or denied. */
    public static final SystemImpactType AVAILABILITY_DATA = VOCABULARY.add("availability-data");

    /** {@code availability-account}: Access to an account was degraded or denied. */
    public static final SystemImpactType AVAILABILITY_ACCOUNT = VOCABULARY.add("availability-account");

    /** {@code availability-service}: Access to a service was degraded or denied. */
    public static final SystemImpactType AVAILABILITY_SERVICE = VOCABULARY.add("availability-service");

    /** {@code availability-system}: Access to a system was degraded or denied. */
    public static final SystemImpactType AVAILABILITY_SYSTEM = VOCABULARY.add("availability-system");

    /** {@code damaged-system}: Hardware on a system was irreparably damaged. */
    public static final SystemImpactType DAMAGED_SYSTEM = VOCABULARY.add("damaged-system");

    /** {@code damaged-data}: Data on a system was deleted. */
    public static final SystemImpactType DAMAGED_DATA = VOCABULARY.add("damaged-data");

    /** {@code breach-proprietary}: Sensitive or proprietary information was accessed or exfiltrated. */
    public static final SystemImpactType BREACH_PROPRIETARY = VOCABULARY.add("breach-proprietary");

    /** {@code breach-privacy}: Personally identifiable information was accessed or exfiltrated. */
    public static final SystemImpactType BREACH_PRIVACY = VOCABULARY.add("breach-privacy");

    /** {@code breach-credential}: Credential information was accessed or exfiltrated. */
    public static final SystemImpactType BREACH_CREDENTIAL = VOCABULARY.add("breach-credential");

    /** {@code breach-configuration}: System configuration or data inventory was access or exfiltrated. */
    public static final SystemImpactType BREACH_CONFIGURATION = VOCABULARY.add("breach-configuration");

    /** {@code integrity-data}: Data on the system was modified. */
    public static final SystemImpactType INTEGRITY_DATA = VOCABULARY.add("integrity-data");

    /** {@code integrity-configuration}: Application or system configuration was modified. */
    public static final SystemImpactType INTEGRITY_CONFIGURATION = VOCABULARY.add("integrity-configuration");

    /** {@code integrity-hardware}: Firmware of a hardware component was modified. */
    public static final SystemImpactType INTEGRITY_HARDWARE = VOCABULARY.add("integrity-hardware");

    /** {@code traffic-redirection}: Network traffic on the system was redirected. */
    public static final SystemImpactType TRAFFIC_REDIRECTION = VOCABULARY.add("traffic-redirection");

    /** {@code monitoring-traffic}: Network traffic emerging from a host or enclave was monitored. */
    public static final SystemImpactType MONITORING_TRAFFIC = VOCABULARY.add("monitoring-traffic");

    /** {@code monitoring-host}: System activity (e.g., running processes, keystrokes) were monitored. */
    public static final SystemImpactType MONITORING_HOST = VOCABULARY.add("monitoring-host");

    /** {@code policy}: Activity violated the system owner's acceptable use policy. */
    public static final SystemImpactType POLICY = VOCABULARY.add("policy");

    /** {@code unknown}: The impact is unknown. */
    public static final SystemImpactType UNKNOWN = VOCABULARY.add("unknown");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final SystemImpactType EXT_VALUE = VOCABULARY.add("ext-value");

    private SystemImpactType(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static SystemImpactType of(String token) {
        return VOCABULARY.of(token);
    }
}
