package org.xmppgrid.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A subscription of this platform to a topic, with a listener. Thread-safe.
 *
 * <p>The broker keeps a subscription until it is ended, also while the platform is away: {@link #close()} only stops the
 * listener, {@link #unsubscribe()} ends the subscription at the broker too.
 */
public interface Subscription extends AutoCloseable {

    /**
     * The topic's name.
     *
     * @return the name
     */
    String topic();

    /**
     * Where the subscription stands.
     *
     * @return the state
     */
    SubscriptionState state();

    /**
     * Waits until the subscription is no longer pending.
     *
     * @param timeout how long to wait at most
     * @return the state that ended the wait: still {@link SubscriptionState#PENDING} if the timeout did
     * @throws GridException with {@link Reason#INTERRUPTED} if the thread is interrupted; its flag is set again
     */
    SubscriptionState awaitDecision(Duration timeout);

    /**
     * The decision as a future: completes once when the subscription is no longer pending, with the state that it has
     * then: approved ({@link SubscriptionState#ACTIVE}) or {@link SubscriptionState#DENIED}, but also
     * {@link SubscriptionState#CLOSED}, {@link SubscriptionState#DISCONNECTED} or
     * {@link SubscriptionState#TOPIC_DELETED}. Some brokers (Openfire) don't tell of a denial: it stays pending there, so
     * give it a timeout of your own.
     *
     * @return never completes exceptionally, and completes on a thread of the SDK that may block; what is done to it
     *     changes nothing for others
     */
    CompletableFuture<SubscriptionState> decision();

    /**
     * How many events the listener has handled.
     *
     * @return a count that only grows
     */
    long delivered();

    /**
     * How many events wait for the listener.
     *
     * @return the length of the queue now
     */
    int queued();

    /**
     * How much waits for the listener, measured as the bound of its queue is: a byte for each character, and some 256 for
     * each event.
     *
     * @return about how many bytes the queue holds now
     */
    long queuedBytes();

    /**
     * How many events were dropped because the queue was full, where that is the {@linkplain Overflow#DROP_OLDEST policy}.
     *
     * @return a count that only grows; what was told by {@link Gap} events adds up to it, but for those that still wait
     */
    long dropped();

    /**
     * Hands no more events to the listener until {@link #resume()}; one that it is handling goes on. What arrives is
     * queued, and when the queue is full its {@link SubscriptionPolicy} holds: with {@link Overflow#BLOCK} a pause that is
     * too long stops everything that this grid receives, so for long ones drop, or ask the broker for nothing
     * ({@link SubscribeOptions#deliver}). Changes of state are told all the same, if no event waits before them. Pausing
     * twice is pausing once. May be called by the listener.
     */
    void pause();

    /** Hands events over again, those first that waited. Does nothing if the subscription is not paused. */
    void resume();

    /**
     * The broker's id of the subscription, where it gives such (XEP-0060 §6.1.6).
     *
     * @return the id; empty before it is known, and where there is none
     */
    Optional<String> id();

    /**
     * When the broker will end the subscription by itself, as far as it is known: what was asked for with
     * {@link SubscribeOptions#expires} or {@link #renew}, or what the broker told since.
     *
     * @return the time by the broker's clock; empty if no end is known
     */
    Optional<Instant> expiresAt();

    /**
     * Asks the broker for the options of the subscription (XEP-0060 §6.3.2), those included that nobody asked for.
     *
     * @return the options as the broker has them; {@code pubsub#expire} is among the fields
     * @throws GridException as every request of a {@link Topic}; {@link Reason#NOT_SUPPORTED} if the broker has none
     */
    SubscribeOptions options();

    /**
     * Changes options of the subscription (XEP-0060 §6.3.5), for all listeners that share it. What is not named stays.
     *
     * @param options the options to change; the address can't be
     * @throws IllegalArgumentException if no option is named
     * @throws GridException as every request of a {@link Topic}; {@link Reason#NOT_SUPPORTED} if the broker has none,
     *     {@link Reason#OPTIONS_REFUSED} if it does not accept these
     */
    void configure(SubscribeOptions options);

    /**
     * Prolongs the subscription (XEP-0060 §12.18). A broker may grant less: {@link #options()} tells.
     *
     * @param time how long it is to last from now on
     * @throws IllegalArgumentException if the time is not positive
     * @throws GridException as for {@link #configure}
     */
    void renew(Duration time);

    /**
     * Ends the subscription at the broker (XEP-0060 §6.2) and stops the listener. Where other listeners of this grid share
     * the broker's subscription it stays for them. That the broker has none any more is no error.
     *
     * @throws GridException as every request of a {@link Topic}; the listener is stopped in any case
     */
    void unsubscribe();

    /**
     * Stops the listener: what has arrived and not been handled is dropped; last it hears of
     * {@link SubscriptionState#CLOSED}. The broker keeps the subscription.
     */
    @Override
    void close();
}
