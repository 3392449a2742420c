package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.Objects;

/**
 * How much a durable provider's spool may hold. It is full when another report would exceed the number or the bytes. A
 * report that has waited for longer than the age is not published any more, and becomes a dead letter. Immutable; the
 * other methods return a changed copy.
 *
 * @param reports how many reports wait at most, at least 1
 * @param bytes how many bytes of payloads they have at most, at least 1
 * @param age how long a report may wait, at most {@link #LONGEST_AGE}
 * @param whenFull what happens to the next report when it is full
 * @param patience how long {@link WhenSpoolFull#BLOCK} waits
 * @param deadLetters how many dead letters are kept, at least 1; of more, the oldest are dropped and counted
 */
public record SpoolBounds(
        long reports, long bytes, Duration age, WhenSpoolFull whenFull, Duration patience, long deadLetters) {
    /** A million reports. */
    public static final long DEFAULT_REPORTS = 1_000_000;

    /** 1 GB of payloads. */
    public static final long DEFAULT_BYTES = 1L << 30;

    /** 30 days: what is older is of no use to those who would receive it now. */
    public static final Duration DEFAULT_AGE = Duration.ofDays(30);

    /** 30 seconds: as long as a request may take. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    /** 10,000 dead letters. */
    public static final long DEFAULT_DEAD_LETTERS = 10_000;

    /** A hundred years. */
    public static final Duration LONGEST_AGE = Duration.ofDays(36_500);

    private static final SpoolBounds STANDARD = new SpoolBounds(
            DEFAULT_REPORTS, DEFAULT_BYTES, DEFAULT_AGE, WhenSpoolFull.REFUSE, DEFAULT_PATIENCE, DEFAULT_DEAD_LETTERS);

    /**
     * Checks the values.
     *
     * @param reports how many reports wait at most
     * @param bytes how many bytes of payloads they have at most
     * @param age how long a report may wait
     * @param whenFull what happens to the next report when it is full
     * @param patience how long {@link WhenSpoolFull#BLOCK} waits
     * @param deadLetters how many dead letters are kept
     * @throws IllegalArgumentException if one of them is too small or too large
     */
    public SpoolBounds {
        Objects.requireNonNull(whenFull, "whenFull");
        if (reports < 1 || bytes < 1 || deadLetters < 1) {
            throw new IllegalArgumentException("a bound of the spool is below 1: reports " + reports + ", bytes "
                    + bytes + ", dead letters " + deadLetters);
        }
        if (age.isNegative() || age.isZero() || age.compareTo(LONGEST_AGE) > 0) {
            throw new IllegalArgumentException("age is not positive and at most " + LONGEST_AGE + ": " + age);
        }
        if (patience.isNegative() || patience.compareTo(GridBuilder.MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "patience is not between 0 and " + GridBuilder.MAX_TIMEOUT + ": " + patience);
        }
    }

    /**
     * The bounds that hold if nothing else is said.
     *
     * @return the defaults above; a full spool refuses
     */
    public static SpoolBounds standard() {
        return STANDARD;
    }

    /**
     * With another number of reports.
     *
     * @param count how many reports wait at most
     * @return the changed bounds
     */
    public SpoolBounds withReports(long count) {
        return new SpoolBounds(count, bytes, age, whenFull, patience, deadLetters);
    }

    /**
     * With another size.
     *
     * @param size how many bytes of payloads wait at most; the files take up to about twice as much
     * @return the changed bounds
     */
    public SpoolBounds withBytes(long size) {
        return new SpoolBounds(reports, size, age, whenFull, patience, deadLetters);
    }

    /**
     * With another age.
     *
     * @param time how long a report may wait
     * @return the changed bounds
     */
    public SpoolBounds withAge(Duration time) {
        return new SpoolBounds(reports, bytes, time, whenFull, patience, deadLetters);
    }

    /**
     * With another number of dead letters.
     *
     * @param count how many are kept
     * @return the changed bounds
     */
    public SpoolBounds withDeadLetters(long count) {
        return new SpoolBounds(reports, bytes, age, whenFull, patience, count);
    }

    /**
     * A full spool makes the sender wait.
     *
     * @param time for how long at most; then it is refused with {@link Reason#SPOOL_FULL}
     * @return the changed bounds
     */
    public SpoolBounds blocking(Duration time) {
        return new SpoolBounds(reports, bytes, age, WhenSpoolFull.BLOCK, time, deadLetters);
    }

    /**
     * A full spool drops its oldest reports.
     *
     * @return the changed bounds
     */
    public SpoolBounds droppingOldest() {
        return new SpoolBounds(reports, bytes, age, WhenSpoolFull.DROP_OLDEST, patience, deadLetters);
    }
}
