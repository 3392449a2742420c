package org.xmppgrid.sdk;

/**
 * A subscription to those items of a topic that pass a filter. {@link #topic()} is the name of what it is subscribed to
 * now: the sub-topic or the topic itself.
 */
public interface FilteredSubscription extends Subscription {
    /** How the items come to pass the filter. */
    enum Way {
        /** The provider publishes them to a sub-topic. */
        SUB_TOPIC,
        /** All items of the topic arrive, and this platform drops the others. */
        OWN_FILTER
    }

    /**
     * How the items come to pass the filter. It changes once, when a sub-topic is deleted.
     *
     * @return the way that is taken now
     */
    Way way();

    /**
     * The filter.
     *
     * @return what was subscribed with
     */
    TopicFilter filter();
}
