package org.xmppgrid.smack.internal.engine.provider;

import java.util.concurrent.TimeUnit;
import org.xmppgrid.sdk.GridException;

/** Opens a spool again that has failed, at longer and longer distances while that does not last. Used by one thread. */
final class SpoolRepair {
    /** A spool that has worked for so long and fails has not failed before. */
    private static final long LASTS = TimeUnit.MINUTES.toNanos(1);

    private final Spool spool;
    private final RetryDelays delays;
    private boolean underWay;
    private int failures;
    private long opened = System.nanoTime() - LASTS;
    private long due;

    SpoolRepair(Spool spool, RetryDelays delays) {
        this.spool = spool;
        this.delays = delays;
    }

    /** When to try next; the first call after a failure notes it. */
    long due() {
        if (!underWay) {
            underWay = true;
            failures = System.nanoTime() - opened >= LASTS ? 0 : failures;
            postpone();
        }
        return due;
    }

    /** Tries; false if the spool can't be opened yet. */
    boolean attempt() {
        try {
            spool.reopen();
        } catch (GridException e) {
            postpone();
            return false;
        }
        underWay = false;
        opened = System.nanoTime();
        return true;
    }

    private void postpone() {
        failures++;
        due = System.nanoTime() + delays.nanosAfter(failures);
    }
}
