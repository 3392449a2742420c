package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * A topic with filter criteria: its provider publishes each item to the topic and to those of its sub-topics whose
 * filter it passes, and a consumer that wants some of the items subscribes to a sub-topic, or filters by itself where
 * there is none, with the same result. Thread-safe.
 *
 * <p>A sub-topic is a topic at the same broker with a name by the convention of {@link TopicName}, and with members and
 * approvals of its own ({@link #subTopic}). Its owner creates it ({@link #allow}, {@link #allowOnRequest}). For a sub-topic to have all that the
 * topic has, every provider of the topic publishes through this interface and owns the sub-topics too.
 *
 * <p>Calls throw as those of {@link Topic} do.
 *
 * @param <T> the Java type of the payloads
 */
public interface FilteredTopic<T> {
    /** 64 sub-topics: an item that passes all of their filters is sent 65 times. */
    int DEFAULT_SUB_TOPICS = 64;

    /** 30 seconds after which a provider looks again which sub-topics there are. */
    Duration REFRESH_INTERVAL = Duration.ofSeconds(30);

    /** 50 items: so many are looked through when a sub-topic vanishes; also the largest fit one stanza. */
    int CATCH_UP_ITEMS = 50;

    /**
     * The topic itself.
     *
     * @return the topic, with all of its items
     */
    Topic<T> topic();

    /**
     * What its items can be filtered by.
     *
     * @return the criteria
     */
    FilterCriteria<T> criteria();

    /**
     * A sub-topic by its filter, for example to look after its members. Nothing is sent: it need not exist.
     *
     * @param filter the filter
     * @return the topic of the name that is the convention for it
     * @throws IllegalArgumentException if a criterion is unknown, or the name becomes too long
     */
    Topic<T> subTopic(TopicFilter filter);

    /**
     * The filters for which the broker lists a sub-topic, whoever owns it.
     *
     * @return the filters; brokers leave out topics that this account may not see
     */
    List<TopicFilter> filters();

    /**
     * Creates the sub-topic of a filter, if it is absent, as the owner: {@link TopicConfig#secure()}, with the access
     * model of the topic itself, and a description that names the topic. From then on it gets the items that pass the
     * filter; those from before it does not have.
     *
     * @param filter the filter
     * @return the sub-topic
     * @throws GridRequestException {@link Reason#LIMIT_EXCEEDED} if there are as many sub-topics as this view allows,
     *     {@link Reason#TOPIC_EXISTS} if somebody else owns a topic of its name, and as for {@link Topic#create}
     * @throws IllegalArgumentException if a criterion is unknown, or the name becomes too long
     */
    Topic<T> allow(TopicFilter filter);

    /**
     * Creates sub-topics for consumers that ask for them ({@link #subscribe(TopicFilter, GridAddress, TopicListener)}), as
     * {@link #allow} does and within its limit, until the registration is closed. The account of a platform that asked
     * and was allowed is let in: it becomes a member of the sub-topic where that has a whitelist or approval, and its
     * subscription is approved. Whoever is not allowed learns nothing, as of any query ({@link Grid#answer}).
     *
     * @param allowed whether a platform may ask, by its full address
     * @param filters whether there may be a sub-topic of a filter; those with a criterion that is not among
     *     {@link #criteria()} are refused in any case
     * @return close it to create no more
     * @throws IllegalStateException if this grid does so for this topic already
     */
    Registration allowOnRequest(Predicate<GridAddress> allowed, Predicate<TopicFilter> filters);

    /**
     * Deletes the sub-topics that this account owns and that nobody is subscribed to. Who waits for an approval counts
     * where the broker tells the owner of it; one that subscribes at the same time goes on with the topic itself, as
     * {@link #subscribe} says. To be called now and then: what has just been {@linkplain #allow allowed} has no
     * subscriber yet.
     *
     * @return the filters of the sub-topics that were deleted
     */
    List<TopicFilter> cleanUp();

    /**
     * Publishes under an item id that the SDK chooses; see {@link #publish(String, Object)}.
     *
     * @param payload the payload
     * @return the item's id, the same in the topic and its sub-topics
     */
    String publish(T payload);

    /**
     * Publishes to the topic and to each sub-topic that this account owns and whose filter the payload passes, under the
     * same item id, and waits for all confirmations. A sub-topic that was deleted meanwhile is left out. One that was
     * created by another process of this account is known after {@link #REFRESH_INTERVAL} at the latest. One whose filter
     * has a criterion that is not among {@link #criteria()} gets nothing from here.
     *
     * <p>Nothing is published to a sub-topic whose access model is not that of the topic, where the broker tells that:
     * others could read it then. The broker refuses it (XEP-0060 §7.1.5), which is told as every failure.
     *
     * @param itemId the item's id
     * @param payload the payload
     * @return the item's id
     * @throws PartlyPublishedException if one of them did not get it and another did; it is safe to publish again under
     *     the same id
     * @throws GridException if none got it: what the topic itself met
     * @throws GridRequestException {@link Reason#LIMIT_EXCEEDED} if this account owns more sub-topics than this view
     *     allows: nothing was sent then
     * @throws GridPayloadException if the payload can't be sent: nothing was sent then
     */
    String publish(String itemId, T payload);

    /**
     * Publishes without waiting for the confirmations; see {@link #publish(String, Object)}. It waits to learn which
     * sub-topics there are, and for {@link GridLimits#publishWindow()}, in which each sub-topic counts.
     *
     * @param payload the payload
     * @return completes with the item's id, exceptionally with what {@code publish} throws
     */
    CompletableFuture<String> publishAsync(T payload);

    /**
     * Publishes under an item id without waiting for the confirmations; see {@link #publishAsync(Object)}.
     *
     * @param itemId the item's id
     * @param payload the payload
     * @return completes with the item's id, exceptionally with what {@code publish} throws
     */
    CompletableFuture<String> publishAsync(String itemId, T payload);

    /**
     * Subscribes to the items that pass a filter: to its sub-topic if there is one that takes this account and that,
     * where the broker tells owners, is of an owner of the topic; otherwise to the topic itself, with the filter applied
     * here. The listener gets the same items either way, each once. {@link FilteredSubscription#way()} says which it is.
     *
     * <p>When the sub-topic is deleted, the subscription goes on with the topic itself: it looks through the latest
     * {@value #CATCH_UP_ITEMS} items that the broker keeps for those that came in between. If it can't tell where to
     * begin, because nothing came yet and the topic's items could not be read before, it hands over all of those that
     * pass the filter.
     *
     * <p>Unreadable items and retractions are handed over as they come, since nobody can tell whether they would pass.
     *
     * @param filter the filter
     * @param listener receives the items, as with {@link Topic#subscribe}
     * @return the subscription
     * @throws GridRequestException as for {@link Topic#subscribe} of the topic itself
     * @throws IllegalArgumentException if a criterion is unknown, or the sub-topic's name would be too long
     */
    FilteredSubscription subscribe(TopicFilter filter, TopicListener<? super T> listener);

    /**
     * Subscribes to the items that pass a filter, and where it has no sub-topic asks the owner for one first
     * ({@link #allowOnRequest}), for at most the request timeout. If the owner is not there or does not want it, the filter
     * is applied here: {@link FilteredSubscription#way()} tells.
     *
     * @param filter the filter
     * @param owner the full address of the owner's platform, as its operator tells it or a resource is agreed upon
     *     ({@code sensor@grid.example/site-1}): brokers tell accounts at most
     * @param listener receives the items
     * @return the subscription
     * @throws GridRequestException as for {@link #subscribe(TopicFilter, TopicListener)}
     * @throws IllegalArgumentException as there, and if the address has no resource
     */
    FilteredSubscription subscribe(TopicFilter filter, GridAddress owner, TopicListener<? super T> listener);
}
