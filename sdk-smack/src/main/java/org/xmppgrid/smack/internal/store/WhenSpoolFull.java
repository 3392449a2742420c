package org.xmppgrid.smack.internal.store;

/** What happens to a report that a full spool is given. */
public enum WhenSpoolFull {
    /** The sender waits until there is room, up to a bound, and is refused then. */
    BLOCK,
    /** The sender is refused at once. */
    REFUSE,
    /** The oldest reports that wait are dropped until there is room, and counted. */
    DROP_OLDEST
}
