package org.xmppgrid.sdk;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How events wait for the listener of a subscription, in this program: nothing of it goes to the broker. Immutable: each
 * method returns a changed copy.
 *
 * <p>Where events {@linkplain Overflow#BLOCK block}, a full queue gives way up to eight times its bounds before the SDK
 * stops reading, while an answer of the broker is awaited, or while other listeners of the grid would wait too.
 *
 * @param overflow what is done when the queue is full
 * @param maxEvents how many events may wait; empty for {@link GridLimits#queuedEvents()}
 * @param maxChars how many characters of events may wait; empty for {@link GridLimits#queuedChars()}
 * @param paused whether the subscription begins paused, until {@link Subscription#resume()}
 */
public record SubscriptionPolicy(Overflow overflow, OptionalInt maxEvents, OptionalLong maxChars, boolean paused) {
    private static final SubscriptionPolicy DEFAULTS =
            new SubscriptionPolicy(Overflow.BLOCK, OptionalInt.empty(), OptionalLong.empty(), false);

    /**
     * Checks the bounds.
     *
     * @param overflow what is done when the queue is full
     * @param maxEvents how many events may wait
     * @param maxChars how many characters of events may wait
     * @param paused whether the subscription begins paused
     * @throws IllegalArgumentException if a bound is not positive
     */
    public SubscriptionPolicy {
        Objects.requireNonNull(overflow, "overflow");
        maxEvents.ifPresent(count -> positive("maxEvents", count));
        maxChars.ifPresent(count -> positive("maxChars", count));
    }

    /**
     * Nothing is dropped, and the bounds are those of the {@link GridLimits}.
     *
     * @return the policy of {@link Topic#subscribe(TopicListener)}
     */
    public static SubscriptionPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Nothing is dropped: the network waits for the listener. The default.
     *
     * @return the changed policy
     */
    public SubscriptionPolicy block() {
        return new SubscriptionPolicy(Overflow.BLOCK, maxEvents, maxChars, paused);
    }

    /**
     * The network never waits for the listener: what it is too slow for is dropped, the oldest first, and told as a
     * {@link Gap}.
     *
     * @return the changed policy
     */
    public SubscriptionPolicy dropOldest() {
        return new SubscriptionPolicy(Overflow.DROP_OLDEST, maxEvents, maxChars, paused);
    }

    /**
     * Other bounds of the queue than those of the {@link GridLimits}. The latest event is queued even if it is larger.
     *
     * @param events how many events may wait
     * @param chars how many characters of events may wait, each event with some 256 for itself
     * @return the changed policy
     * @throws IllegalArgumentException if a bound is not positive
     */
    public SubscriptionPolicy queue(int events, long chars) {
        return new SubscriptionPolicy(overflow, OptionalInt.of(events), OptionalLong.of(chars), paused);
    }

    /**
     * Begins paused: nothing is handed over before {@link Subscription#resume()}.
     *
     * @return the changed policy
     */
    public SubscriptionPolicy startPaused() {
        return new SubscriptionPolicy(overflow, maxEvents, maxChars, true);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
