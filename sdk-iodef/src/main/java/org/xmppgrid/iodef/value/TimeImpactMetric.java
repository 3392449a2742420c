package org.xmppgrid.iodef.value;

/**
 * What a span of time measures: {@code metric} of TimeImpact (RFC 7970 §3.12.3).
 *
 * <p>The schema calls it {@code timeimpact-metric-type}. A token that the schema does not list is kept as it was read.
 */
public final class TimeImpactMetric extends OpenToken {
    private static final Vocabulary<TimeImpactMetric> VOCABULARY = new Vocabulary<>(TimeImpactMetric::new);

    /**
     * {@code labor}: Total staff time to recovery from the activity (e.g., 2 employees working 4 hours each
     * would be 8 hours).
     */
    public static final TimeImpactMetric LABOR = VOCABULARY.add("labor");

    /** {@code elapsed}: Elapsed time from the beginning of the recovery to its completion (i.e., wall-clock time). */
    public static final TimeImpactMetric ELAPSED = VOCABULARY.add("elapsed");

    /** {@code downtime}: Duration of time for which some provided service(s) was not available. */
    public static final TimeImpactMetric DOWNTIME = VOCABULARY.add("downtime");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final TimeImpactMetric EXT_VALUE = VOCABULARY.add("ext-value");

    private TimeImpactMetric(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static TimeImpactMetric of(String token) {
        return VOCABULARY.of(token);
    }
}
