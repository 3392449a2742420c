package org.xmppgrid.smack.internal.store;

import java.time.Duration;

/**
 * How much a spool may hold. It is full when another report would exceed the number or the bytes, and when its oldest
 * report is older than the age: a provider whose broker has been away for so long should know.
 *
 * @param items how many reports, at least 1
 * @param bytes how many bytes of payloads, at least 1
 * @param age how old the oldest may be
 * @param whenFull what happens to the next report then
 * @param patience how long {@link WhenSpoolFull#BLOCK} waits
 * @param deadLetters how many dead letters are kept; of more, the oldest are dropped and counted
 */
public record SpoolBounds(
        long items, long bytes, Duration age, WhenSpoolFull whenFull, Duration patience, long deadLetters) {
    /** A million reports, 1 GB, 30 days, refuse; 10,000 dead letters. */
    public static final SpoolBounds STANDARD = new SpoolBounds(
            1_000_000, 1L << 30, Duration.ofDays(30), WhenSpoolFull.REFUSE, Duration.ofSeconds(30), 10_000);

    /** Checks the values. */
    public SpoolBounds {
        if (items < 1 || bytes < 1 || deadLetters < 1 || age.isNegative() || patience.isNegative()) {
            throw new IllegalArgumentException("a bound of the spool is too small: items " + items + ", bytes " + bytes
                    + ", age " + age + ", patience " + patience + ", dead letters " + deadLetters);
        }
    }
}
