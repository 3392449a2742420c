package org.xmppgrid.smack.internal.engine;

import org.xmppgrid.sdk.GridLimits;

/**
 * What the queues of a session hold beyond their bounds, all together. A slow listener's queue may grow beyond its bound
 * while others would have to wait for it, and this bounds the sum, whatever their number.
 */
final class QueueSlack {
    private final RequestsUnderWay requests;
    private final long maxTasks;
    private final long maxSize;
    private int workers;
    private long tasks;
    private long size;

    /** As much in all as one queue may have at its hard limit. */
    QueueSlack(RequestsUnderWay requests, GridLimits limits) {
        this.requests = requests;
        this.maxTasks = (SerialWorker.HARD_LIMIT_FACTOR - 1L) * limits.queuedEvents();
        this.maxSize = (SerialWorker.HARD_LIMIT_FACTOR - 1L) * limits.queuedChars();
    }

    /** A worker begins or ends. Called without its lock. */
    void workers(int change) {
        synchronized (this) {
            workers += change;
        }
        requests.lookAgain();
    }

    /** A queue holds more or less beyond its bound than before. */
    synchronized void beyond(long moreTasks, long moreSize) {
        tasks += moreTasks;
        size += moreSize;
    }

    /** A queue holds less: called without its lock, for the reader may wait for another. */
    void released() {
        requests.lookAgain();
    }

    /** Whether somebody else would wait with the reader, and there is room for what he waits behind. */
    synchronized boolean isLeft() {
        return workers > 1 && tasks < maxTasks && size < maxSize;
    }
}
