package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one timer thread of all streams. What it runs never blocks. */
final class WireTimer {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private WireTimer() {}

    static ScheduledFuture<?> after(Duration delay, Runnable task) {
        return TIMER.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "xmppgrid-timer");
            thread.setDaemon(true);
            return thread;
        });
        // An answered request must not stay in the heap until its timeout would have been.
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
