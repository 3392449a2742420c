package org.xmppgrid.sdk;

/** The value of an item that carries nothing but its id: see {@link Payloads#none()}. */
public enum NoPayload {
    /** Nothing. */
    NOTHING
}
