package org.xmppgrid.testkit;

/** What an {@linkplain GridBroker embedded grid} has in its memory, and can {@linkplain GridBroker#lose lose}. */
public enum GridState {
    /** The topics, with their items, subscriptions and affiliations. */
    TOPICS,
    /** What topics keep of what was published. */
    ITEMS,
    /** Who is subscribed, and who waits for approval. */
    SUBSCRIPTIONS,
    /** The messages, events among them, for those who are away. */
    OFFLINE
}
