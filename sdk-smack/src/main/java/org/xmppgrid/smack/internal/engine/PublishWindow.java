package org.xmppgrid.smack.internal.engine;

import java.util.concurrent.Semaphore;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;

/** Bounds how many publishes are under way at once: who wants one more waits for an answer. */
final class PublishWindow {
    private final Semaphore free;

    PublishWindow(int size) {
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

    void leave() {
        free.release();
    }
}
