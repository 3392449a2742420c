package org.xmppgrid.sdk;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A topic at a broker, bound to the type of its payloads (RFC 8600 §2). Thread-safe, and as cheap as its name.
 *
 * <p>Every call that blocks does so until the broker has answered, at most for the request timeout. All throw:
 * {@link GridRequestException} if the broker refuses, {@link GridTimeoutException} if it does not answer,
 * {@link GridConnectionException} if the connection is lost meanwhile and {@link GridClosedException} if the grid was
 * closed. A request that changes something and whose answer did not arrive has {@link Reason#OUTCOME_UNKNOWN}.
 *
 * @param <T> the Java type of the payloads
 */
public interface Topic<T> {

    /**
     * The topic's name.
     *
     * @return for example {@code MILEHost}
     */
    String name();

    /**
     * The type of its payloads.
     *
     * @return the type that the topic was bound to
     */
    PayloadType<T> type();

    /**
     * Creates the topic, with its configuration in the same request (XEP-0060 §8.1.3). The creator owns it.
     *
     * @param config the configuration; start from {@link TopicConfig#secure()}
     * @return the configuration that the broker accepted: with the one access model that it did not refuse
     * @throws GridRequestException {@link Reason#TOPIC_EXISTS}, {@link Reason#FORBIDDEN} or
     *     {@link Reason#CONFIGURATION_REFUSED}; nothing was created then
     */
    TopicConfig create(TopicConfig config);

    /**
     * Deletes the topic with all its items and subscriptions (XEP-0060 §8.4).
     *
     * @throws GridRequestException {@link Reason#TOPIC_NOT_FOUND} or {@link Reason#FORBIDDEN}
     */
    void delete();

    /**
     * What the broker tells of the topic (RFC 8600 §5).
     *
     * @return the description
     * @throws GridRequestException {@link Reason#TOPIC_NOT_FOUND}, or {@link Reason#FORBIDDEN} where the broker hides
     *     topics from those who may not subscribe
     */
    TopicInfo info();

    /**
     * Publishes a payload under an item id that the SDK chooses, and waits for the broker's confirmation.
     *
     * @param payload the payload
     * @return the item's id
     * @throws GridPayloadException if the payload can't be sent: nothing was sent then
     */
    String publish(T payload);

    /**
     * Publishes a payload under an item id, and waits for the broker's confirmation. Publishing again under the same id
     * replaces the item, so this is safe to repeat after {@link Reason#OUTCOME_UNKNOWN}.
     *
     * @param itemId the item's id, unique in the topic
     * @param payload the payload
     * @return the item's id
     * @throws GridPayloadException if the payload can't be sent: nothing was sent then
     */
    String publish(String itemId, T payload);

    /**
     * Publishes without waiting for the confirmation. Requests go out in the order of the calls. When
     * {@link GridLimits#publishWindow()} of them are under way, the call waits for one of them to be confirmed.
     *
     * @param payload the payload
     * @return completes with the item's id, on a thread of the SDK that may block; completes exceptionally with a
     *     {@link GridException}
     * @throws GridPayloadException if the payload can't be sent: nothing was sent then
     */
    CompletableFuture<String> publishAsync(T payload);

    /**
     * Publishes under an item id without waiting for the confirmation; see {@link #publishAsync(Object)}.
     *
     * @param itemId the item's id, unique in the topic
     * @param payload the payload
     * @return completes with the item's id
     * @throws GridPayloadException if the payload can't be sent: nothing was sent then
     */
    CompletableFuture<String> publishAsync(String itemId, T payload);

    /**
     * Subscribes this platform's account (RFC 8600 §6) and hands each item to a listener from then on: in the broker's
     * order, one at a time, on a worker of this subscription's own. Where the owner has to approve, the subscription is
     * {@linkplain SubscriptionState#PENDING pending} first, and subscribing again while it is pending is not an error.
     *
     * <p>The first subscription of a grid also announces that this platform is present, upon which the controller hands
     * over what it stored while it was away. So items can arrive that are older than this call, also before it returns;
     * those for a topic that has no listener yet are held until it has one.
     *
     * @param listener receives the items
     * @return the subscription
     * @throws GridRequestException {@link Reason#TOPIC_NOT_FOUND}, {@link Reason#NOT_ON_WHITELIST} or
     *     {@link Reason#FORBIDDEN}
     */
    Subscription subscribe(TopicListener<? super T> listener);

    /**
     * Subscribes this platform with options (XEP-0060 §6.3). A topic can have several listeners in one grid: each gets
     * every event, on a worker and from a queue of its own. Those that ask for the same options share one subscription at
     * the broker, which ends with the last of them that calls {@link Subscription#unsubscribe()}; where the broker lets
     * an address subscribe several times ({@code multi-subscribe}), others get one of their own, and only its events.
     *
     * @param options the address and the options to subscribe with
     * @param listener receives the items
     * @return the subscription
     * @throws GridRequestException as for {@link #subscribe(TopicListener)}; {@link Reason#NOT_SUPPORTED} if the broker
     *     has no options, or this grid is subscribed to the topic with others and the broker does not let it subscribe
     *     again, and nothing was sent then; or if the broker accepted options and dropped them (Prosody), when the
     *     account is subscribed without them
     */
    Subscription subscribe(SubscribeOptions options, TopicListener<? super T> listener);

    /**
     * The latest items that the broker keeps (RFC 8600 §4, step d: "query a Topic").
     *
     * @param count how many at most
     * @return the items, the oldest first; an item that can't be read is in the list too
     * @throws GridRequestException {@link Reason#TOPIC_NOT_FOUND}, {@link Reason#NOT_SUBSCRIBED}
     *     {@link Reason#FORBIDDEN} or {@link Reason#NOT_SUPPORTED}
     */
    List<Item<T>> latest(int count);

    /**
     * One item that the broker keeps.
     *
     * @param itemId the item's id
     * @return the item, or empty if the broker does not have it
     * @throws GridRequestException as for {@link #latest(int)}
     */
    Optional<Item<T>> item(String itemId);

    /**
     * The items that the broker keeps: a lazy query that sends nothing until it is iterated.
     *
     * @return all items, the oldest first
     */
    History<T> history();

    /**
     * The requests to subscribe that await the decision of this topic's owner (XEP-0060 §8.6).
     *
     * @return the approvals of this topic
     */
    Approvals approvals();
}
