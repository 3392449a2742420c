package org.xmppgrid.sdk;

import java.time.Duration;
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
     * Ends the subscription at the broker (XEP-0060 §6.2) and stops the listener.
     *
     * @throws GridException as every request of a {@link Topic}; the listener is stopped in any case
     */
    void unsubscribe();

    /**
     * Stops the listener: what has arrived and not been handled is dropped. The broker keeps the subscription.
     */
    @Override
    void close();
}
