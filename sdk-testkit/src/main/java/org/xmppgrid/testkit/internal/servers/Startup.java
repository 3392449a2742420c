package org.xmppgrid.testkit.internal.servers;

/** How far a server has come. */
public enum Startup {
    /** It isn't listening yet. */
    UNDER_WAY,
    /** It listens on all its ports. */
    LISTENING,
    /** Somebody else was quicker to take one of its ports. */
    PORT_TAKEN
}
