package org.xmppgrid.sdk;

/** Where a subscription stands. */
public enum SubscriptionState {
    /** Requested; the topic's owner has not decided yet. */
    PENDING,
    /** Items arrive. */
    ACTIVE,
    /** The owner denied it: it ended while it was pending. */
    DENIED,
    /** The owner or broker ended it after it had been active. */
    CANCELLED,
    /** The topic was deleted. */
    TOPIC_DELETED,
    /** This program ended it: {@link Subscription#unsubscribe()} or {@link Subscription#close()}. */
    CLOSED,
    /** The connection was lost: the broker may still have the subscription, and no more items arrive here. */
    DISCONNECTED;

    /**
     * Whether no more items can arrive.
     *
     * @return true for all but {@link #PENDING} and {@link #ACTIVE}
     */
    public boolean isEnded() {
        return this != PENDING && this != ACTIVE;
    }
}
