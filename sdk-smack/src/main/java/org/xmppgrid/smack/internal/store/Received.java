package org.xmppgrid.smack.internal.store;

/** What an item is to a consumer that was given it. */
public enum Received {
    /** Not known: it waits to be delivered. */
    NEW,
    /** The item is known with other content: the new content waits to be delivered. */
    UPDATE,
    /** The same waits already. */
    WAITING,
    /** The same was settled before. */
    SETTLED
}
