package org.xmppgrid.testkit.internal.embedded;

import org.jspecify.annotations.Nullable;

/** A client that has logged in and bound a resource. */
final class Session {
    private final Jid jid;
    private final Wire wire;
    private volatile @Nullable Integer priority;
    private volatile @Nullable Xml presence;

    Session(Jid jid, Wire wire) {
        this.jid = jid;
        this.wire = wire;
    }

    Jid jid() {
        return jid;
    }

    Wire wire() {
        return wire;
    }

    /** Whether it has sent initial presence (RFC 6121 §4.2). */
    boolean isAvailable() {
        return priority != null;
    }

    /** Its priority; lower than any valid one while it isn't available. */
    int priority() {
        Integer known = priority;
        return known == null ? Integer.MIN_VALUE : known;
    }

    /** The presence it sent last, if it is available. */
    @Nullable
    Xml presence() {
        return presence;
    }

    void available(int newPriority, Xml newPresence) {
        priority = newPriority;
        presence = newPresence;
    }

    void unavailable() {
        priority = null;
        presence = null;
    }

    void send(String xml) {
        wire.send(xml);
    }
}
