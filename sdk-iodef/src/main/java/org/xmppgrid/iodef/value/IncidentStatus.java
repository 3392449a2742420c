package org.xmppgrid.iodef.value;

/**
 * Where the sender stands in handling the incident: {@code status} of Incident (RFC 7970 §3.2).
 *
 * <p>The schema calls it {@code incident-status-type}. A token that the schema does not list is kept as it was read.
 */
public final class IncidentStatus extends OpenToken {
    private static final Vocabulary<IncidentStatus> VOCABULARY = new Vocabulary<>(IncidentStatus::new);

    /** {@code new}: The incident is newly reported, and no action has been taken. */
    public static final IncidentStatus NEW = VOCABULARY.add("new");

    /** {@code in-progress}: The incident is under investigation. */
    public static final IncidentStatus IN_PROGRESS = VOCABULARY.add("in-progress");

    /** {@code forwarded}: The incident has been forwarded to another party for handling. */
    public static final IncidentStatus FORWARDED = VOCABULARY.add("forwarded");

    /** {@code resolved}: The investigation into the activity in this incident has concluded. */
    public static final IncidentStatus RESOLVED = VOCABULARY.add("resolved");

    /** {@code future}: The described activity has not yet been detected. */
    public static final IncidentStatus FUTURE = VOCABULARY.add("future");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final IncidentStatus EXT_VALUE = VOCABULARY.add("ext-value");

    private IncidentStatus(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static IncidentStatus of(String token) {
        return VOCABULARY.of(token);
    }
}
