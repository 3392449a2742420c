package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time in the order they were put, on whatever thread an executor lends, from a bounded queue. A
 * thousand idle workers cost no thread.
 *
 * <p>Who puts into a full queue waits, and thereby stops reading from the network. While a request of this connection is
 * under way the bound gives way, up to {@value #HARD_LIMIT_FACTOR} times, so that the answer can be read.
 */
final class SerialWorker {
    /** How far the bound gives way while an answer is awaited. */
    static final int HARD_LIMIT_FACTOR = 8;

    private record Task(Runnable action, int size) {}

    private final Executor executor;
    private final RequestsUnderWay requests;
    private final Consumer<Throwable> failures;
    private final int maxTasks;
    private final long maxSize;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Task> queue = new ArrayDeque<>();
    private long size;
    private boolean started;
    private boolean running;
    private boolean stopped;
    private volatile @Nullable Thread thread;

    /**
     * A worker that has not started.
     *
     * @param failures is told what a task threw; the next task runs all the same
     */
    SerialWorker(
            Executor executor, RequestsUnderWay requests, Consumer<Throwable> failures, int maxTasks, long maxSize) {
        this.executor = executor;
        this.requests = requests;
        this.failures = failures;
        this.maxTasks = maxTasks;
        this.maxSize = maxSize;
    }

    /** Begins to run what was put and what will be. */
    void start() {
        lock.lock();
        try {
            started = true;
            runIfNeeded();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a task, and waits while the queue is full. An interruption ends the waiting and not the task: it is queued
     * beyond the bound, and the thread's flag is set again.
     *
     * @return false if the worker was stopped and the task will not run
     */
    boolean put(Runnable action, int taskSize) {
        lock.lock();
        try {
            requests.readerWaitsFor(this);
            while (!stopped && isBeyond(1) && !(requests.any() && !isBeyond(HARD_LIMIT_FACTOR))) {
                changed.await();
            }
            return add(action, taskSize);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return add(action, taskSize);
        } finally {
            requests.readerWaitsFor(null);
            lock.unlock();
        }
    }

    /** Puts a task that must not wait: what is bounded elsewhere already, or only a word on the state. */
    boolean putAtOnce(Runnable action, int taskSize) {
        lock.lock();
        try {
            return add(action, taskSize);
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
        lock.lock();
        try {
            stopped = true;
            List<Runnable> dropped = queue.stream().map(Task::action).toList();
            queue.clear();
            size = 0;
            changed.signalAll();
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything that was put has run. Called by a task of this worker, it does not wait.
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
            while (running || (started && !stopped && !queue.isEmpty())) {
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
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean isBeyond(int factor) {
        return queue.size() >= (long) maxTasks * factor || size >= maxSize * factor;
    }

    private boolean add(Runnable action, int taskSize) {
        if (stopped) {
            return false;
        }
        queue.add(new Task(action, taskSize));
        size += taskSize;
        runIfNeeded();
        return true;
    }

    private void runIfNeeded() {
        if (started && !running && !stopped && !queue.isEmpty()) {
            running = true;
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException e) {
                // the grid is closed and its threads are gone: nothing will run here any more
                running = false;
                stopped = true;
                queue.clear();
            } catch (Throwable e) {
                // no thread to be had now; the next task tries again
                running = false;
                failures.accept(e);
            }
        }
    }

    private void drain() {
        thread = Thread.currentThread();
        for (Task task = next(); task != null; task = next()) {
            try {
                task.action().run();
            } catch (Throwable e) {
                // Whatever it was, a worker that dies here would silence its subscription and stall the reader.
                failures.accept(e);
            }
        }
    }

    private @Nullable Task next() {
        lock.lock();
        try {
            Task task = queue.poll();
            if (task == null) {
                thread = null;
                running = false;
            } else {
                size -= task.size();
            }
            changed.signalAll();
            return task;
        } finally {
            lock.unlock();
        }
    }
}
