package org.xmppgrid.testkit.internal.pki;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * From when to when a certificate is valid.
 *
 * @param from the first moment
 * @param to the last moment
 */
public record Validity(Instant from, Instant to) {

    // A day back, for a server or client whose clock is behind; a year on, longer than any run.
    private static final Duration BACK = Duration.ofDays(1);
    private static final Duration ON = Duration.ofDays(365);

    /**
     * A validity that holds now.
     *
     * @return from yesterday for a year
     */
    public static Validity now() {
        Instant now = Instant.now();
        return new Validity(now.minus(BACK), now.plus(ON));
    }

    /**
     * A validity that has ended.
     *
     * @return the month of January 2020
     */
    public static Validity past() {
        return new Validity(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2020-02-01T00:00:00Z"));
    }

    /**
     * A validity that has not begun.
     *
     * @return a month, a year from now
     */
    public static Validity future() {
        Instant from = Instant.now().plus(ON);
        return new Validity(from, from.plus(Duration.ofDays(30)));
    }

    Date notBefore() {
        return Date.from(from);
    }

    Date notAfter() {
        return Date.from(to);
    }
}
