package org.xmppgrid.sdk;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * The items of a topic for whoever requests them, as {@code java.util.concurrent.Flow} has it. Immutable: the
 * {@code with} methods return a changed copy.
 *
 * <p>Each {@link #subscribe subscriber} gets a {@link Subscription} of its own, which the broker grants before
 * {@code subscribe} returns. It is handed as many items as it requests, in the broker's order, on the subscription's
 * worker; what it has not requested waits as the {@link SubscriptionPolicy} says. An item that can't be read is handed
 * over too: {@link Item#isReadable()}.
 *
 * <ul>
 *   <li>{@code cancel()} stops the listener and leaves the broker's subscription, as {@link Subscription#close()} does.
 *   <li>{@code onComplete} comes when the topic is deleted, and when the grid is closed by this program.
 *   <li>{@code onError} comes with a {@link GridException}: when the topic can't be subscribed to, when its owner ends or
 *       denies the subscription, and when the connection is lost for good. While it is being got back nothing is told but
 *       the gap.
 *   <li>Events that were missed are told to the handler of {@link #onGap}, between the items that they stood between.
 * </ul>
 *
 * @param <T> the Java type of the payloads
 */
public final class ItemPublisher<T> implements Flow.Publisher<Item<T>> {
    private final Topic<T> topic;
    private final SubscribeOptions options;
    private final SubscriptionPolicy policy;
    private final Consumer<Gap> gaps;

    ItemPublisher(Topic<T> topic) {
        this(topic, SubscribeOptions.defaults(), SubscriptionPolicy.defaults(), gap -> {});
    }

    private ItemPublisher(Topic<T> topic, SubscribeOptions options, SubscriptionPolicy policy, Consumer<Gap> gaps) {
        this.topic = topic;
        this.options = Objects.requireNonNull(options, "options");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.gaps = Objects.requireNonNull(gaps, "gaps");
    }

    /**
     * This publisher with other options.
     *
     * @param options what each subscriber's subscription asks the broker for
     * @return the changed publisher
     */
    public ItemPublisher<T> withOptions(SubscribeOptions options) {
        return new ItemPublisher<>(topic, options, policy, gaps);
    }

    /**
     * This publisher with another policy for what waits for a subscriber's request. Whether it begins paused makes no
     * difference: nothing is handed over before it is requested.
     *
     * @param policy the policy of each subscriber's queue
     * @return the changed publisher
     */
    public ItemPublisher<T> withPolicy(SubscriptionPolicy policy) {
        return new ItemPublisher<>(topic, options, policy, gaps);
    }

    /**
     * This publisher with a handler for events that were missed. It is called on the worker that calls {@code onNext},
     * never at the same time, and before the first item behind the gap; it needs no request.
     *
     * @param handler takes the gaps of every subscriber
     * @return the changed publisher
     */
    public ItemPublisher<T> onGap(Consumer<Gap> handler) {
        return new ItemPublisher<>(topic, options, policy, handler);
    }

    /**
     * Subscribes to the topic, for as long as the broker takes to grant it.
     *
     * @param subscriber is told of all else; also of a topic that can't be subscribed to
     */
    @Override
    public void subscribe(Flow.Subscriber<? super Item<T>> subscriber) {
        new ItemFlow<>(topic, Objects.requireNonNull(subscriber, "subscriber"), gaps).begin(options, policy);
    }

    /** The topic and how its events wait. */
    @Override
    public String toString() {
        return "ItemPublisher[" + topic.name() + ", " + policy.overflow() + "]";
    }
}
