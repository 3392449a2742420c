package org.xmppgrid.testkit.internal.proxy;

/** Which way bytes go. */
public enum Way {
    /** From the client to the server. */
    UP,
    /** From the server to the client. */
    DOWN;

    Way back() {
        return this == UP ? DOWN : UP;
    }
}
