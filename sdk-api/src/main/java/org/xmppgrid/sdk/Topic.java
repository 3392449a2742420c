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
     * Creates the topic, with its configuration in the same request (XEP-0060 §8.1.3) or, where the broker can't do that,
     * in one right after it. The creator owns it. Then the configuration is read back: what the broker ignored or changed
     * of it is in {@link AppliedConfig#ignored()}.
     *
     * <p>The topic is not left with a weaker access than asked for. Weaker is an access model that lets in more than
     * the one asked for, from {@code authorize} and {@code whitelist} over {@code roster} and {@code presence} to
     * {@code open}, and a publish model that does, from {@code publishers} over {@code subscribers} to {@code open}; one
     * that XEP-0060 does not know counts as {@code open}. Where nothing is asked, the strongest are expected
     * (RFC 8600 §8.3.4 and §4, step c), so that a broker's default of {@code open} has to be asked for to be had.
     *
     * @param config the configuration; start from {@link TopicConfig#secure()}
     * @return what came of it; {@link AppliedConfig#isVerified()} says whether the broker told
     * @throws GridRequestException {@link Reason#TOPIC_EXISTS}, {@link Reason#FORBIDDEN} or
     *     {@link Reason#CONFIGURATION_REFUSED}: nothing was created then. {@link Reason#ACCESS_WEAKENED}: the topic was
     *     deleted again, unless the message says that it still exists
     * @throws GridException with {@link Reason#OUTCOME_UNKNOWN} also if the topic was created, and then neither its
     *     configuration could be read back nor the topic be deleted
     */
    AppliedConfig create(TopicConfig config);

    /**
     * Creates the topic, unless it is there already. Safe when several do it at once: one of them creates it, and all are
     * told of the same configuration. A topic that is there is left as it is; how it differs from what was asked for is
     * in {@link AppliedConfig#ignored()}. Who does not own it compares what the broker tells everybody.
     *
     * @param config the configuration, as for {@link #create(TopicConfig)}
     * @return what came of it; {@link AppliedConfig#created()} says whether this call created the topic
     * @throws GridRequestException as {@link #create(TopicConfig)} does, but for {@link Reason#TOPIC_EXISTS}, and with
     *     {@link Reason#FORBIDDEN} only if the topic is not there. With {@link Reason#ACCESS_WEAKENED} for a topic that
     *     was there, it still is
     */
    AppliedConfig createIfAbsent(TopicConfig config);

    /**
     * The topic's configuration (XEP-0060 §8.2). For its owners; what everybody may know is in {@link #info()}.
     *
     * @return the configuration, with every field that the broker tells
     * @throws GridRequestException {@link Reason#TOPIC_NOT_FOUND}, {@link Reason#FORBIDDEN} or
     *     {@link Reason#NOT_SUPPORTED}
     */
    TopicConfig config();

    /**
     * Changes the topic's configuration (XEP-0060 §8.2.5). Only the fields that are stated and differ from what they are
     * go over the wire; nothing does if none does. Then the configuration is read back.
     *
     * @param change the fields to change
     * @return what came of it, with the whole configuration
     * @throws GridRequestException {@link Reason#TOPIC_NOT_FOUND}, {@link Reason#FORBIDDEN} or
     *     {@link Reason#CONFIGURATION_REFUSED}: nothing was changed then. {@link Reason#ACCESS_WEAKENED} if the access
     *     is then weaker than asked for or, where the change does not state it, than before, in the sense of
     *     {@link #create(TopicConfig)}; the message says whether the former access could be restored
     */
    AppliedConfig configure(TopicConfig change);

    /**
     * Whether the broker has the topic.
     *
     * @return true if it has, also where it does not tell this platform anything else of it
     */
    boolean exists();

    /**
     * Deletes the topic with all its items and subscriptions (XEP-0060 §8.4).
     *
     * @throws GridRequestException {@link Reason#TOPIC_NOT_FOUND} or {@link Reason#FORBIDDEN}
     */
    void delete();

    /**
     * Deletes the topic, and tells its subscribers where to go (XEP-0060 §8.4). Brokers that do not know redirection
     * delete it without a word of that.
     *
     * @param redirectUri the address of what takes its place, for example
     *     {@code xmpp:broker.grid.example?;node=MILEHost2}
     * @throws IllegalArgumentException if the address is blank, or XML has no way to say it
     * @throws GridRequestException as for {@link #delete()}
     */
    void delete(String redirectUri);

    /**
     * Removes all items of the topic; it and its subscriptions stay (XEP-0060 §8.5).
     *
     * @throws GridRequestException {@link Reason#TOPIC_NOT_FOUND}, {@link Reason#FORBIDDEN}, or
     *     {@link Reason#NOT_SUPPORTED} if the topic keeps no items or the broker can't remove them so
     */
    void purge();

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
     * A durable provider: it keeps reports on disk until the broker has confirmed them. Nothing is sent or opened before
     * {@link ProviderBuilder#open()}.
     *
     * @param name the provider's name, any characters; it tells the spool apart from others in the same directory
     * @return a builder, to be given a directory and ended with {@link ProviderBuilder#open()}
     * @throws IllegalArgumentException if the name is blank
     */
    ProviderBuilder<T> provider(String name);

    /**
     * Withdraws an item (XEP-0060 §7.2): the broker drops it and tells the subscribers. Owners may withdraw any item,
     * publishers those of their own; the broker decides.
     *
     * @param itemId the item's id
     * @throws GridRequestException {@link Reason#ITEM_NOT_FOUND}, {@link Reason#FORBIDDEN}, or
     *     {@link Reason#NOT_SUPPORTED} if the topic keeps no items
     * @throws IllegalArgumentException if the id is empty
     */
    void retract(String itemId);

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
    default Subscription subscribe(SubscribeOptions options, TopicListener<? super T> listener) {
        return subscribe(options, SubscriptionPolicy.defaults(), listener);
    }

    /**
     * Subscribes this platform with options, and with a policy for events that wait for the listener.
     *
     * @param options the address and the options to subscribe with
     * @param policy how much may wait, and what is done with more
     * @param listener receives the items
     * @return the subscription
     * @throws GridRequestException as for {@link #subscribe(SubscribeOptions, TopicListener)}
     */
    Subscription subscribe(SubscribeOptions options, SubscriptionPolicy policy, TopicListener<? super T> listener);

    /**
     * The items as a publisher of the standard library: each of its subscribers gets a subscription of its own, and as
     * many items as it requests. Nothing is sent before somebody subscribes.
     *
     * @return a publisher with the defaults of {@link #subscribe(TopicListener)}
     */
    default ItemPublisher<T> publisher() {
        return new ItemPublisher<>(this);
    }

    /**
     * Subscribes, and gives the items to whoever asks for them: for programs that wait rather than listen. Close it.
     *
     * @return the items from now on
     * @throws GridRequestException as for {@link #subscribe(TopicListener)}
     */
    default ItemIterator<T> items() {
        return items(SubscribeOptions.defaults(), SubscriptionPolicy.defaults());
    }

    /**
     * Subscribes with options and a policy, and gives the items to whoever asks for them; see {@link #items()}.
     *
     * @param options the address and the options to subscribe with
     * @param policy how much may wait, and what is done with more
     * @return the items from now on
     * @throws GridRequestException as for {@link #subscribe(SubscribeOptions, TopicListener)}
     */
    default ItemIterator<T> items(SubscribeOptions options, SubscriptionPolicy policy) {
        return new ItemIterator<>(this, options, policy);
    }

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

    /**
     * A durable consumer of this topic: what arrives is kept on disk until it is handled, and what is missed meanwhile is
     * read from the broker.
     *
     * @param name the name that its state is kept under: any characters, but no two consumers that keep their states in
     *     one directory have the same
     * @return says how, and opens it
     * @throws IllegalArgumentException if the name is blank
     */
    ConsumerBuilder<T> consumer(String name);

    /**
     * What the broker is known to keep of this topic for those who are away: asks for its configuration or, where that is
     * for its owners only, for its description, and for its newest item.
     *
     * @return what is known, with advice for the topic's owner
     * @throws GridRequestException {@link Reason#TOPIC_NOT_FOUND}
     */
    TopicDurability durability();

    /**
     * A version of this topic: the topic of the name {@code MILEHost;v=2} by the convention of {@link TopicName}. Nothing
     * is sent: it need not exist. A type that evolves by additions alone, which its older readers skip, stays in one
     * topic; a version is for what they would not understand.
     *
     * @param number the version, 1 to {@value TopicName#MAX_VERSION}; it takes the place of the one that this topic's name
     *     has
     * @return the topic, bound to the same type; {@link Grid#topic} binds it to another
     * @throws IllegalArgumentException if the number is out of range, or the name becomes too long
     */
    Topic<T> version(int number);

    /**
     * This topic with filter criteria, by which its provider and consumers use sub-topics. At most
     * {@value FilteredTopic#DEFAULT_SUB_TOPICS} of them.
     *
     * @param criteria what its items can be filtered by, the same at the provider and at consumers
     * @return the topic with its sub-topics
     * @throws IllegalArgumentException if this is a sub-topic itself
     */
    default FilteredTopic<T> filteredBy(FilterCriteria<T> criteria) {
        return filteredBy(criteria, FilteredTopic.DEFAULT_SUB_TOPICS);
    }

    /**
     * This topic with filter criteria and another limit.
     *
     * @param criteria what its items can be filtered by
     * @param maxSubTopics how many sub-topics this account may own of it, and publish each item to
     * @return the topic with its sub-topics
     * @throws IllegalArgumentException if this is a sub-topic itself, or the limit is not positive
     */
    FilteredTopic<T> filteredBy(FilterCriteria<T> criteria, int maxSubTopics);

    /**
     * Who may do what at this topic, and who is subscribed to it, for the topic's owner (XEP-0060 §8.8, §8.9). Nothing is
     * sent.
     *
     * @return the members of this topic
     */
    Members members();
}
