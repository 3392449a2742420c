package org.xmppgrid.sdk;

/** What is done with an event whose subscription's queue is full: {@link SubscriptionPolicy}. */
public enum Overflow {
    /**
     * The SDK stops reading from the network until there is room, so that nothing is dropped and the sender is slowed
     * down.
     */
    BLOCK,
    /**
     * The oldest event that waits is dropped, and the network is read on. The listener is told of a run of dropped events
     * by one {@link Gap}, in the place that they had in the order.
     */
    DROP_OLDEST
}
