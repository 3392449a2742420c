package org.xmppgrid.iodef.value;

/**
 * Why the document was sent: {@code purpose} of Incident (RFC 7970 §3.2).
 *
 * <p>The schema calls it {@code incident-purpose-type}. A token that the schema does not list is kept as it was read.
 */
public final class IncidentPurpose extends OpenToken {
    private static final Vocabulary<IncidentPurpose> VOCABULARY = new Vocabulary<>(IncidentPurpose::new);

    /** {@code traceback}: The incident was sent for trace-back purposes. */
    public static final IncidentPurpose TRACEBACK = VOCABULARY.add("traceback");

    /** {@code mitigation}: The incident was sent to request aid in mitigating the described activity. */
    public static final IncidentPurpose MITIGATION = VOCABULARY.add("mitigation");

    /** {@code reporting}: The incident was sent to comply with reporting requirements. */
    public static final IncidentPurpose REPORTING = VOCABULARY.add("reporting");

    /** {@code watch}: The incident was sent to convey indicators that should be monitored. */
    public static final IncidentPurpose WATCH = VOCABULARY.add("watch");

    /** {@code other}: The incident was sent for purposes specified in the Expectation class. */
    public static final IncidentPurpose OTHER = VOCABULARY.add("other");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final IncidentPurpose EXT_VALUE = VOCABULARY.add("ext-value");

    private IncidentPurpose(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static IncidentPurpose of(String token) {
        return VOCABULARY.of(token);
    }
}
