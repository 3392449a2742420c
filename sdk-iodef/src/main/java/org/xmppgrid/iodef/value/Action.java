package org.xmppgrid.iodef.value;

/**
 * An action that is expected of the recipient or was taken: {@code action} of Expectation and HistoryItem (RFC 7970
 * §3.15).
 *
 * <p>The schema calls it {@code action-type}. A token that the schema does not list is kept as it was read.
 */
public final class Action extends OpenToken {
    private static final Vocabulary<Action> VOCABULARY = new Vocabulary<>(Action::new);

    /** {@code nothing}: No action is requested. */
    public static final Action NOTHING = VOCABULARY.add("nothing");

    /** {@code contact-source-site}: Contact the site(s) identified as the source of the activity. */
    public static final Action CONTACT_SOURCE_SITE = VOCABULARY.add("contact-source-site");

    /** {@code contact-target-site}: Contact the site(s) identified as the target of the activity. */
    public static final Action CONTACT_TARGET_SITE = VOCABULARY.add("contact-target-site");

    /** {@code contact-sender}: Contact the originator of the document. */
    public static final Action CONTACT_SENDER = VOCABULARY.add("contact-sender");

    /** {@code investigate}: Investigate the system(s) listed in the event. */
    public static final Action INVESTIGATE = VOCABULARY.add("investigate");

    /** {@code block-host}: Block traffic from the machine(s) listed as sources in the event. */
    public static final Action BLOCK_HOST = VOCABULARY.add("block-host");

    /** {@code block-network}: Block traffic from the network(s) lists as sources in the event. */
    public static final Action BLOCK_NETWORK = VOCABULARY.add("block-network");

    /** {@code block-port}: Block the port listed as sources in the event. */
    public static final Action BLOCK_PORT = VOCABULARY.add("block-port");

    /** {@code rate-limit-host}: Rate-limit the traffic from the machine(s) listed as sources in the event. */
    public static final Action RATE_LIMIT_HOST = VOCABULARY.add("rate-limit-host");

    /** {@code rate-limit-network}: Rate-limit the traffic from the network(s) lists as sources in the event. */
    public static final Action RATE_LIMIT_NETWORK = VOCABULARY.add("rate-limit-network");

    /** {@code rate-limit-port}: Rate-limit the port(s) listed as sources in the event. */
    public static final Action RATE_LIMIT_PORT = VOCABULARY.add("rate-limit-port");

    /** {@code redirect-traffic}: Redirect traffic from the intended recipient for further analysis. */
    public static final Action REDIRECT_TRAFFIC = VOCABULARY.add("redirect-traffic");

    /** {@code honeypot}: Redirect traffic from systems listed in the event to a honeypot for further analysis. */
    public static final Action HONEYPOT = VOCABULARY.add("honeypot");

    /** {@code upgrade-software}: Upgrade or patch the software or firmware on an asset listed in the event. */
    public static final Action UPGRADE_SOFTWARE = VOCABULARY.add("upgrade-software");

    /** {@code rebuild-asset}: Reinstall the operating system or applications on an asset listed in the event. */
    public static final Action REBUILD_ASSET = VOCABULARY.add("rebuild-asset");

    /** {@code harden-asset}: Change the configuration of an asset listed in the event to reduce the attack surface. */
    public static final Action HARDEN_ASSET = VOCABULARY.add("harden-asset");

    /** {@code remediate-other}: Remediate the activity in a way other than by rate-limiting or blocking. */
    public static final Action REMEDIATE_OTHER = VOCABULARY.add("remediate-other");

    /** {@code status-triage}: Confirm receipt and begin triaging the incident. */
    public static final Action STATUS_TRIAGE = VOCABULARY.add("status-triage");

    /** {@code status-new-info}: Notify the sender when new information is received for this incident. */
    public static final Action STATUS_NEW_INFO = VOCABULARY.add("status-new-info");

    /** {@code watch-and-report}: Watch for the described activity or indicators, and notify the sender when seen. */
    public static final Action WATCH_AND_REPORT = VOCABULARY.add("watch-and-report");

    /** {@code training}: Train user to identify or mitigate the described threat. */
    public static final Action TRAINING = VOCABULARY.add("training");

    /** {@code defined-coa}: Perform a predefined course of action (COA). */
    public static final Action DEFINED_COA = VOCABULARY.add("defined-coa");

    /** {@code other}: Perform a custom action described in the Description class. */
    public static final Action OTHER = VOCABULARY.add("other");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final Action EXT_VALUE = VOCABULARY.add("ext-value");

    private Action(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static Action of(String token) {
        return VOCABULARY.of(token);
    }
}
