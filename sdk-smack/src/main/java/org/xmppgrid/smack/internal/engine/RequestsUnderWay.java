package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the requests whose answers are still to come, so that the network reader knows when it must not wait for a
 * handler: the handler may itself be waiting for the answer that only the reader can bring.
 */
final class RequestsUnderWay {
    private final AtomicInteger count = new AtomicInteger();
    /** For a reader each: the one of a stream that was lost may still wait beside its successor. */
    private final List<SerialWorker> waitedFor = new CopyOnWriteArrayList<>();

    boolean any() {
        return count.get() > 0;
    }

    void begin() {
        count.incrementAndGet();
        lookAgain();
    }

    /** Lets the reader, if it waits for a worker, see whether it still has to. */
    void lookAgain() {
        waitedFor.forEach(SerialWorker::reconsider);
    }

    void end() {
        count.decrementAndGet();
    }

    /** A reader waits for a worker. Called before it looks at {@link #any()}, so that nothing can happen unseen in between. */
    void readerWaitsFor(SerialWorker worker) {
        waitedFor.add(worker);
    }

    /** It goes on. */
    void readerGoesOn(SerialWorker worker) {
        waitedFor.remove(worker);
    }
}
