package org.xmppgrid.smack.internal.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests whose answers are still to come, so that the network reader knows when it must not wait for a
 * handler: the handler may itself be waiting for the answer that only the reader can bring.
 */
final class RequestsUnderWay {
    private final AtomicInteger count = new AtomicInteger();
    private volatile @Nullable SerialWorker readerWaitsFor;

    boolean any() {
        return count.get() > 0;
    }

    void begin() {
        count.incrementAndGet();
        lookAgain();
    }

    /** Lets the reader, if it waits for a worker, see whether it still has to. */
    void lookAgain() {
        SerialWorker worker = readerWaitsFor;
        if (worker != null) {
            worker.reconsider();
        }
    }

    void end() {
        count.decrementAndGet();
    }

    /** Called by the reader before it looks at {@link #any()}, so that nothing can happen unseen in between. */
    void readerWaitsFor(@Nullable SerialWorker worker) {
        readerWaitsFor = worker;
    }
}
