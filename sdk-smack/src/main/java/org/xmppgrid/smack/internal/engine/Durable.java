package org.xmppgrid.smack.internal.engine;

/** Keeps a state on disk for a session, and ends with it. */
interface Durable {

    /** The session is about to close: what has arrived is written without waiting for room. */
    void leave();

    /** Ends. Closing twice is once. */
    void close();
}
