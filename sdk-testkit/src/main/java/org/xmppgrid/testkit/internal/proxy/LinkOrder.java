package org.xmppgrid.testkit.internal.proxy;

import java.util.concurrent.atomic.AtomicInteger;

/** A fault as ordered, for any number of connections. */
public final class LinkOrder {
    private final LinkFault fault;
    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger newOnes;

    /**
     * Orders a fault.
     *
     * @param fault what goes wrong
     * @param newOnes how many of the connections to come it applies to
     */
    public LinkOrder(LinkFault fault, int newOnes) {
        this.fault = fault;
        this.newOnes = new AtomicInteger(newOnes);
    }

    LinkFault fault() {
        return fault;
    }

    /**
     * How often it has struck.
     *
     * @return the number of connections
     */
    public int hits() {
        return hits.get();
    }

    /**
     * Whether it applies to a connection that has just come; called once for each.
     *
     * @return whether it does
     */
    public boolean takesNew() {
        return newOnes.getAndUpdate(left -> left == Integer.MAX_VALUE ? left : Math.max(0, left - 1)) > 0;
    }

    void struck() {
        hits.incrementAndGet();
    }
}
