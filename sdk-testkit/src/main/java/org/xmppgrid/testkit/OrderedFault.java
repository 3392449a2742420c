package org.xmppgrid.testkit;

import java.util.function.IntSupplier;

/** A fault that somebody else counts and lifts. */
final class OrderedFault implements Fault {
    private final IntSupplier hits;
    private final Runnable lift;
    private boolean lifted;

    private OrderedFault(IntSupplier hits, Runnable lift) {
        this.hits = hits;
        this.lift = lift;
    }

    static Fault of(IntSupplier hits, Runnable lift) {
        return new OrderedFault(hits, lift);
    }

    @Override
    public int hits() {
        return hits.getAsInt();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (lifted) {
                return;
            }
            lifted = true;
        }
        lift.run();
    }
}
