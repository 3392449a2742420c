package org.xmppgrid.sdk;

import java.util.List;
import java.util.Optional;

/**
 * A publish-subscribe service of a controller, which hosts topics (RFC 8600 §2). Thread-safe.
 *
 * <p>A {@link Grid} publishes and subscribes at one broker, {@link Grid#broker()}; others can be looked at. To work with
 * another one too, connect once more, with {@link GridBuilder#broker(String)}.
 */
public interface Broker {

    /**
     * The broker's address.
     *
     * @return for example {@code broker.grid.example}
     */
    GridAddress address();

    /**
     * Its name for people, as its description tells it.
     *
     * @return the name, or empty if it has none
     * @throws GridException if the broker can't be asked
     */
    Optional<String> name();

    /**
     * What it says that it can do. Asked for once, at the first call.
     *
     * @return the features
     * @throws GridException if the broker can't be asked
     */
    BrokerFeatures features();

    /**
     * Whether it says that it can do something.
     *
     * @param feature a feature of XEP-0060
     * @return true if it names it
     * @throws GridException if the broker can't be asked
     */
    default boolean supports(BrokerFeature feature) {
        return features().supports(feature);
    }

    /**
     * Its topics (RFC 8600 §5): a lazy query that sends nothing until it is iterated.
     *
     * @return all topics that it lists
     */
    Topics topics();

    /**
     * What it tells of one topic (RFC 8600 §5).
     *
     * @param topic the topic's name
     * @return the description
     * @throws GridRequestException {@link Reason#TOPIC_NOT_FOUND}, or {@link Reason#FORBIDDEN} where the broker hides
     *     topics from those who may not subscribe
     */
    TopicInfo info(String topic);

    /**
     * The configuration that the broker gives to a topic for which nothing else is asked (XEP-0060 §8.3).
     *
     * @return the broker's default
     * @throws GridRequestException {@link Reason#NOT_SUPPORTED} or {@link Reason#FORBIDDEN} if it does not tell
     */
    TopicConfig defaultConfig();

    /**
     * What this platform's account may do at the broker's topics (XEP-0060 §5.7), whichever connection got it.
     *
     * @return the topics at which it has an affiliation, in the broker's order
     * @throws GridRequestException {@link Reason#NOT_SUPPORTED} where the broker does not tell (Prosody 0.12);
     *     {@link Reason#LIMIT_EXCEEDED} beyond {@link GridLimits#topics()}
     */
    List<TopicAffiliation> affiliations();

    /**
     * The subscriptions of this platform's account that the broker keeps (XEP-0060 §5.6), whichever connection made them
     * and whether or not anything listens here.
     *
     * @return the subscriptions, in the broker's order
     * @throws GridRequestException {@link Reason#LIMIT_EXCEEDED} beyond {@link GridLimits#topics()}
     * @throws GridTimeoutException with {@link Reason#TIMEOUT}: Prosody never answers again once a topic was deleted that
     *     the account was subscribed to
     */
    List<TopicSubscription> subscriptions();

    /** The address. */
    @Override
    String toString();
}
