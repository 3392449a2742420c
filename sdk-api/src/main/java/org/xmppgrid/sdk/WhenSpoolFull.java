package org.xmppgrid.sdk;

/** What happens to a report that a durable provider's full spool is given. */
public enum WhenSpoolFull {
    /** The sender waits until there is room, up to {@link SpoolBounds#patience()}, and is refused then. */
    BLOCK,
    /** The sender is refused at once, with {@link Reason#SPOOL_FULL}. */
    REFUSE,
    /** The oldest reports that wait are dropped until there is room, counted and told to the observers. */
    DROP_OLDEST
}
