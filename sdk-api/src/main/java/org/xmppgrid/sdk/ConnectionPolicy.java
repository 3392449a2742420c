package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.Optional;

/**
 * How a grid finds out that its connection is lost, and what it does then. Immutable; the {@code with} methods return a
 * changed copy.
 *
 * <p>A lost connection is first resumed where the controller can (XEP-0198), and else a new session takes its place, with
 * its subscriptions verified and restored. Before each attempt it waits for a random time between nothing
 * and a bound that doubles from {@code firstDelay} up to {@code maxDelay} (exponential back-off with full jitter): a
 * thousand platforms that lose one controller don't come back at once. Credentials are asked for at each attempt, and
 * each tries all endpoints. What trying again can't mend, such as a refused password or an untrusted certificate
 * ({@link GridException#retryable()} is false), ends in {@link ConnectionState#FAILED}.
 *
 * @param reconnects whether a lost connection is got back at all
 * @param resumes whether a lost stream is resumed where the controller offers it
 * @param firstDelay the bound of the wait before the first attempt
 * @param maxDelay the largest bound of the wait before an attempt
 * @param giveUpAfter how long after the loss no more attempt is begun; empty for never
 * @param returnsWhenReplaced whether to come back when the controller ended the session because another program took its
 *     address ({@code conflict}, RFC 6120 §4.9.3.3). Two programs that both do this throw each other out for ever
 * @param probeAfter how long nothing may arrive before the controller is asked whether it is there (XEP-0198 §4,
 *     XEP-0199)
 * @param probeTimeout how long its answer may take before the connection counts as lost. Both times are longer by what
 *     is under way on a slow link, and writing to it may stand still for half a minute more
 * @param callsWait how long a call waits for a lost connection to come back, before it fails with
 *     {@link Reason#CONNECTION_LOST}; zero to fail at once
 */
public record ConnectionPolicy(
        boolean reconnects,
        boolean resumes,
        Duration firstDelay,
        Duration maxDelay,
        Optional<Duration> giveUpAfter,
        boolean returnsWhenReplaced,
        Duration probeAfter,
        Duration probeTimeout,
        Duration callsWait) {

    /** 500 milliseconds. */
    public static final Duration DEFAULT_FIRST_DELAY = Duration.ofMillis(500);

    /** One minute. */
    public static final Duration DEFAULT_MAX_DELAY = Duration.ofMinutes(1);

    /** 30 seconds: less than the idle time-outs of common firewalls. */
    public static final Duration DEFAULT_PROBE_AFTER = Duration.ofSeconds(30);

    /** 15 seconds: with the time before the probe, a half-open connection is found within 45. */
    public static final Duration DEFAULT_PROBE_TIMEOUT = Duration.ofSeconds(15);

    private static final ConnectionPolicy STANDARD = new ConnectionPolicy(
            true,
            true,
            DEFAULT_FIRST_DELAY,
            DEFAULT_MAX_DELAY,
            Optional.empty(),
            false,
            DEFAULT_PROBE_AFTER,
            DEFAULT_PROBE_TIMEOUT,
            Duration.ZERO);

    /**
     * Checks the times.
     *
     * @param reconnects whether a lost connection is got back at all
     * @param resumes whether a lost stream is resumed
     * @param firstDelay the bound of the wait before the first attempt
     * @param maxDelay the largest bound of the wait
     * @param giveUpAfter how long after the loss no more attempt is begun
     * @param returnsWhenReplaced whether to come back after a conflict
     * @param probeAfter how long nothing may arrive before the controller is asked
     * @param probeTimeout how long its answer may take
     * @param callsWait how long a call waits for the connection
     * @throws IllegalArgumentException if a time is not positive (the wait may be zero), longer than
     *     {@link GridBuilder#MAX_TIMEOUT}, or the first delay is longer than the largest
     */
    public ConnectionPolicy {
        requirePositive("first delay", firstDelay);
        requirePositive("largest delay", maxDelay);
        requirePositive("time before a probe", probeAfter);
        requirePositive("time for a probe", probeTimeout);
        giveUpAfter.ifPresent(time -> requirePositive("time after which to give up", time));
        if (callsWait.isNegative() || callsWait.compareTo(GridBuilder.MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("The wait for a lost connection must be zero or positive and at most "
                    + GridBuilder.MAX_TIMEOUT + ", not " + callsWait);
        }
        if (firstDelay.compareTo(maxDelay) > 0) {
            throw new IllegalArgumentException(
                    "The first delay, " + firstDelay + ", is longer than the largest, " + maxDelay);
        }
    }

    /**
     * The policy that holds if nothing else is said.
     *
     * @return resumes and reconnects for ever, within the defaults above; calls fail at once while there is no connection
     */
    public static ConnectionPolicy standard() {
        return STANDARD;
    }

    /**
     * A connection that is over when it is lost: {@link ConnectionState#FAILED} follows at once. It is still probed.
     *
     * @return the policy
     */
    public static ConnectionPolicy once() {
        return new ConnectionPolicy(
                false,
                false,
                DEFAULT_FIRST_DELAY,
                DEFAULT_MAX_DELAY,
                Optional.empty(),
                false,
                DEFAULT_PROBE_AFTER,
                DEFAULT_PROBE_TIMEOUT,
                Duration.ZERO);
    }

    /**
     * With other waits between attempts.
     *
     * @param first the bound of the wait before the first attempt
     * @param max the largest bound
     * @return the changed policy
     */
    public ConnectionPolicy withDelays(Duration first, Duration max) {
        return new ConnectionPolicy(
                reconnects, resumes, first, max, giveUpAfter, returnsWhenReplaced, probeAfter, probeTimeout, callsWait);
    }

    /**
     * With an end to the attempts.
     *
     * @param time how long after the loss no more attempt is begun
     * @return the changed policy
     */
    public ConnectionPolicy withGiveUpAfter(Duration time) {
        return new ConnectionPolicy(
                reconnects,
                resumes,
                firstDelay,
                maxDelay,
                Optional.of(time),
                returnsWhenReplaced,
                probeAfter,
                probeTimeout,
                callsWait);
    }

    /**
     * That begins a new session each time.
     *
     * @return the changed policy
     */
    public ConnectionPolicy withoutResumption() {
        return new ConnectionPolicy(
                reconnects,
                false,
                firstDelay,
                maxDelay,
                giveUpAfter,
                returnsWhenReplaced,
                probeAfter,
                probeTimeout,
                callsWait);
    }

    /**
     * That comes back when another program took the session's address.
     *
     * @return the changed policy
     */
    public ConnectionPolicy withReturnWhenReplaced() {
        return new ConnectionPolicy(
                reconnects, resumes, firstDelay, maxDelay, giveUpAfter, true, probeAfter, probeTimeout, callsWait);
    }

    /**
     * With other times for finding out that the connection is lost.
     *
     * @param after how long nothing may arrive before the controller is asked whether it is there
     * @param timeout how long its answer may take
     * @return the changed policy
     */
    public ConnectionPolicy withProbe(Duration after, Duration timeout) {
        return new ConnectionPolicy(
                reconnects, resumes, firstDelay, maxDelay, giveUpAfter, returnsWhenReplaced, after, timeout, callsWait);
    }

    /**
     * With calls that wait for a lost connection to come back.
     *
     * @param time how long they wait; zero to fail at once
     * @return the changed policy
     */
    public ConnectionPolicy withWait(Duration time) {
        return new ConnectionPolicy(
                reconnects,
                resumes,
                firstDelay,
                maxDelay,
                giveUpAfter,
                returnsWhenReplaced,
                probeAfter,
                probeTimeout,
                time);
    }

    private static void requirePositive(String name, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(GridBuilder.MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "The " + name + " must be positive and at most " + GridBuilder.MAX_TIMEOUT + ", not " + time);
        }
    }
}
