package org.xmppgrid.sdk;

/** Where a durable consumer stands. What waits in its state is delivered in all states but {@link #CLOSED} and {@link #STORE_FAILED}. */
public enum ConsumerState {
    /** The topic's owner has not decided on the subscription yet. */
    PENDING,
    /** What was missed is being read from the broker; what arrives meanwhile waits behind it. */
    CATCHING_UP,
    /** Items arrive as they are published. */
    LIVE,
    /** The connection was lost and is being got back. */
    INTERRUPTED,
    /** The state on disk can't be written; nothing is taken from the network until it can be again. */
    STORE_FAILED,
    /** The subscription ended: denied, cancelled, the topic deleted, or the connection lost for good. */
    ENDED,
    /** {@link Consumer#close()} or {@link Consumer#unsubscribe()} was called, or the grid was closed. */
    CLOSED
}
