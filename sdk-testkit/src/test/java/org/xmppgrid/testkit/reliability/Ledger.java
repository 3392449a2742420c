package org.xmppgrid.testkit.reliability;

import java.util.BitSet;

/** What one consumer was given to handle, in the order in which it was. */
final class Ledger {
    private final BitSet handled = new BitSet();
    private int highest = -1;
    private int twice;
    private int outOfOrder;

    synchronized void handled(int number) {
        if (handled.get(number)) {
            twice++;
            return;
        }
        handled.set(number);
        if (number < highest) {
            outOfOrder++;
        }
        highest = Math.max(highest, number);
    }

    synchronized boolean has(int number) {
        return handled.get(number);
    }

    /** How many of the reports 0 to n-1 were handled. */
    synchronized int of(int reports) {
        return handled.get(0, reports).cardinality();
    }

    synchronized int twice() {
        return twice;
    }

    synchronized int outOfOrder() {
        return outOfOrder;
    }

    @Override
    public synchronized String toString() {
        int missing = handled.nextClearBit(0);
        return handled.cardinality() + " handled up to " + highest + ", the first missing is " + missing + ", " + twice
                + " twice, " + outOfOrder + " out of order";
    }
}
