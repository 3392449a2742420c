package org.xmppgrid.sdk;

/** What is measured: {@link GridMetrics}. */
public enum Metric {
    /** Items handed to the network; each time again. A counter. */
    PUBLISHED(Type.COUNTER, "xmppgrid.published"),
    /** Items that the broker confirmed. A counter. */
    CONFIRMED(Type.COUNTER, "xmppgrid.confirmed"),
    /** Items that a durable provider published again under the same id. A counter. */
    RETRIED(Type.COUNTER, "xmppgrid.retried"),
    /** Items that arrived. A counter. */
    RECEIVED(Type.COUNTER, "xmppgrid.received"),
    /** Items that were handled: a listener returned, or a consumer acknowledged. A counter. */
    HANDLED(Type.COUNTER, "xmppgrid.handled"),
    /** Items that went to a dead letter. A counter. */
    DEAD_LETTERED(Type.COUNTER, "xmppgrid.dead.lettered"),
    /** Items that were dropped by a policy for full queues or spools. A counter. */
    DROPPED(Type.COUNTER, "xmppgrid.dropped"),
    /** Events that came from somebody who is not the broker. A counter. */
    FORGED(Type.COUNTER, "xmppgrid.forged"),
    /** Connections that were lost and got back. A counter. */
    RECONNECTS(Type.COUNTER, "xmppgrid.reconnects"),
    /** Items that wait: in a provider's spool for the broker, in a consumer's store for the handler. A gauge. */
    LAG(Type.GAUGE, "xmppgrid.lag"),
    /** Bytes of what waits: in a spool, a store or a subscription's queue. A gauge. */
    QUEUE_BYTES(Type.GAUGE, "xmppgrid.queue.bytes"),
    /** From the time that the payload names, where it does, to its being handled. A timer. */
    LATENCY(Type.TIMER, "xmppgrid.latency");

    /** What kind of measure it is. */
    public enum Type {
        /** Only grows. */
        COUNTER,
        /** Is asked for its value. */
        GAUGE,
        /** Durations. */
        TIMER
    }

    private final Type type;
    private final String id;

    Metric(Type type, String id) {
        this.type = type;
        this.id = id;
    }

    /**
     * What kind of measure it is.
     *
     * @return the type
     */
    public Type type() {
        return type;
    }

    /**
     * Its name in lower case with dots, as metrics systems have them.
     *
     * @return for example {@code xmppgrid.published}
     */
    public String id() {
        return id;
    }
}
