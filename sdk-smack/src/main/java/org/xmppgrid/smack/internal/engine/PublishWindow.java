package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;

/** Bounds how many publishes are under way at once: who wants one more waits for an answer. */
final class PublishWindow {
    private final Semaphore free;
    private final int size;

    PublishWindow(int size) {
        this.size = size;
        this.free = new Semaphore(size);
    }

    void enter() {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridException(
                    Reason.INTERRUPTED, "Interrupted while waiting for earlier publishes; this one was not sent", e);
        }
    }

    /** Waits until none is under way; false if the time came first. None can enter until {@link #reopen}. */
    boolean awaitEmpty(Duration timeout) throws InterruptedException {
        return free.tryAcquire(size, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets publishes in again. */
    void reopen() {
        free.release(size);
    }

    void leave() {
        free.release();
    }
}
