package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Overflow;

/**
 * Runs tasks one at a time in the order they were put, on whatever thread an executor lends, from a bounded queue. A
 * thousand idle workers cost no thread.
 *
 * <p>Who puts an event into a full queue waits, and thereby stops reading from the network, unless the oldest is to be
 * dropped. While a request of this connection is under way, or other workers would wait too, the bound gives way, up to
 * {@value #HARD_LIMIT_FACTOR} times, so that the network is read on.
 */
final class SerialWorker {
    /** How far the bound gives way while somebody else waits for what is to be read. */
    static final int HARD_LIMIT_FACTOR = 8;

    private final Executor executor;
    private final RequestsUnderWay requests;
    private final QueueSlack slack;
    private final Consumer<Throwable> failures;
    private final QueueBounds bounds;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TaskQueue queue = new TaskQueue();
    /** What the queue holds beyond its bounds, as the slack knows it. */
    private long tasksBeyond;

    private long sizeBeyond;
    private LongConsumer gaps = count -> {};
    private long dropped;
    private boolean started;
    private boolean running;
    private boolean paused;
    /** Takes no more, and runs what it has. */
    private boolean ending;

    private boolean stopped;
    private volatile @Nullable Thread thread;

    /**
     * A worker that has not started.
     *
     * @param failures is told what a task threw; the next task runs all the same
     */
    SerialWorker(
            Executor executor,
            RequestsUnderWay requests,
            QueueSlack slack,
            Consumer<Throwable> failures,
            QueueBounds bounds) {
        this.executor = executor;
        this.requests = requests;
        this.slack = slack;
        this.failures = failures;
        this.bounds = bounds;
    }

    /** Whom to tell, as a task in their place, how many events were dropped. To be called before there are any. */
    void tellsDropped(LongConsumer told) {
        gaps = told;
    }

    /** Begins to run what was put and what will be. */
    void start() {
        slack.workers(1);
        lock.lock();
        try {
            started = true;
            runIfNeeded();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts an event, and waits while the queue is full, or drops the oldest. An interruption ends the waiting and not the
     * event: it is queued beyond the bound, and the thread's flag is set again.
     *
     * @return false if the worker was stopped and the event will not be handled
     */
    boolean put(Runnable action, int taskSize) {
        lock.lock();
        try {
            if (bounds.overflow() == Overflow.BLOCK && takesMore() && isBeyond(1)) {
                awaitRoom();
            }
            return addEvent(action, taskSize);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return addEvent(action, taskSize);
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws InterruptedException {
        requests.readerWaitsFor(this);
        try {
            while (takesMore() && isBeyond(1) && !mayGiveWay()) {
                changed.await();
            }
        } finally {
            requests.readerGoesOn(this);
        }
    }

    /** Puts an event that must not wait, for it is bounded elsewhere already; it can be dropped as others can. */
    boolean putHeld(Runnable action, int taskSize) {
        lock.lock();
        try {
            return addEvent(action, taskSize);
        } finally {
            lock.unlock();
        }
    }

    /** Puts a task that neither waits nor is dropped: a word on the state, or what is bounded elsewhere. */
    boolean putAtOnce(Runnable action, int taskSize) {
        lock.lock();
        try {
            if (!takesMore()) {
                return false;
            }
            queue.addWord(action, taskSize);
            added();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Runs no more events until {@link #resume()}; the one that runs goes on. */
    void pause() {
        lock.lock();
        try {
            paused = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Goes on after a pause. */
    void resume() {
        lock.lock();
        try {
            paused = false;
            runIfNeeded();
        } finally {
            lock.unlock();
        }
    }

    /** Lets whoever waits to put look again. */
    void reconsider() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes back what is queued; the task that runs now goes on.
     *
     * @return the tasks that will not run, in their order
     */
    List<Runnable> stop() {
        List<Runnable> taken;
        boolean first;
        lock.lock();
        try {
            first = started && takesMore();
            stopped = true;
            taken = queue.clear();
            weigh();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (first) {
            slack.workers(-1);
        }
        return taken;
    }

    /** Drops the events that are queued and takes nothing more; the words on the state still run. */
    void stopBehindWords() {
        boolean first;
        lock.lock();
        try {
            first = started && takesMore();
            ending = true;
            paused = false;
            queue.keepWords();
            weigh();
            runIfNeeded();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (first) {
            slack.workers(-1);
        }
    }

    /**
     * Waits until everything that was put has run, or a pause keeps it from running. Called by a task of this worker, it
     * does not wait.
     *
     * @return false if the timeout came first
     */
    boolean awaitIdle(Duration timeout) throws InterruptedException {
        if (thread == Thread.currentThread()) {
            return true;
        }
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (running || (started && !stopped && queue.isReady(paused))) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    int queued() {
        lock.lock();
        try {
            return queue.count();
        } finally {
            lock.unlock();
        }
    }

    /** What the queue holds, in characters. */
    long queuedSize() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many events were dropped so far. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private boolean takesMore() {
        return !stopped && !ending;
    }

    private boolean isBeyond(int factor) {
        return queue.count() >= (long) bounds.tasks() * factor || queue.size() >= bounds.size() * factor;
    }

    private boolean mayGiveWay() {
        return !isBeyond(HARD_LIMIT_FACTOR) && (requests.any() || slack.isLeft());
    }

    private boolean addEvent(Runnable action, int taskSize) {
        if (!takesMore()) {
            return false;
        }
        if (bounds.overflow() == Overflow.DROP_OLDEST) {
            while (isBeyond(1) && queue.dropOldest()) {
                dropped++;
            }
        }
        queue.addEvent(action, taskSize);
        added();
        return true;
    }

    private void added() {
        weigh();
        runIfNeeded();
    }

    /**
     * Tells the slack what the queue holds beyond its bounds now.
     *
     * @return whether that is less than before
     */
    private boolean weigh() {
        long moreTasks = Math.max(0, queue.count() - bounds.tasks()) - tasksBeyond;
        long moreSize = Math.max(0, queue.size() - bounds.size()) - sizeBeyond;
        if (moreTasks != 0 || moreSize != 0) {
            slack.beyond(moreTasks, moreSize);
            tasksBeyond += moreTasks;
            sizeBeyond += moreSize;
        }
        return moreTasks < 0 || moreSize < 0;
    }

    private void runIfNeeded() {
        if (started && !running && !stopped && queue.isReady(paused)) {
            running = true;
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException e) {
                // the grid is closed and its threads are gone: nothing will run here any more
                running = false;
                stopped = true;
                queue.clear();
                weigh();
            } catch (Throwable e) {
                // no thread to be had now; the next task tries again
                running = false;
                failures.accept(e);
            }
        }
    }

    private void drain() {
        thread = Thread.currentThread();
        for (TaskQueue.Task task = next(); task != null; task = next()) {
            try {
                Runnable action = task.action();
                if (action == null) {
                    gaps.accept(task.dropped());
                } else {
                    action.run();
                }
            } catch (Throwable e) {
                // Whatever it was, a worker that dies here would silence its subscription and stall the reader.
                failures.accept(e);
            }
        }
    }

    private TaskQueue.@Nullable Task next() {
        boolean less;
        TaskQueue.Task task;
        lock.lock();
        try {
            task = queue.poll(paused);
            if (task == null) {
                thread = null;
                running = false;
            }
            less = weigh();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (less) {
            slack.released();
        }
        return task;
    }
}
