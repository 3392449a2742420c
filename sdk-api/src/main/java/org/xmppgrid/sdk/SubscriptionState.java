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
    /** The connection was lost and is being got back: items arrive again when it stands, or are told as a {@link Gap}. */
    INTERRUPTED,
    /** The connection was lost for good: the broker may still have the subscription, and no more items arrive here. */
    DISCONNECTED;

    /**
     * Whether no more items can arrive.
     *
     * @return true for all but {@link #PENDING}, {@link #ACTIVE} and {@link #INTERRUPTED}
     */
    public boolean isEnded() {
        return this != PENDING && this != ACTIVE && this != INTERRUPTED;
    }
}
