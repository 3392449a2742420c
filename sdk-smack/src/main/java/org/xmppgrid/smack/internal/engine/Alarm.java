package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs an action later. */
@FunctionalInterface
interface Alarm {

    /** Runs the action after a time, unless its executor has ended by then. */
    void after(Duration time, Runnable action);

    /** Alarms that ring on the threads of an executor. */
    static Alarm on(Executor executor) {
        // the time is kept by a thread of the JDK, which must not run what is left when the executor has ended
        Executor whileItRuns = action -> {
            try {
                executor.execute(action);
            } catch (RejectedExecutionException e) {
                // the session is over, and with it all that it was to do
            }
        };
        return (time, action) -> CompletableFuture.delayedExecutor(
                        Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS, whileItRuns)
                .execute(action);
    }
}
