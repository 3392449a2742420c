package org.xmppgrid.testkit.internal.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one connection, in order, and the thread that writes it.
 *
 * <p>Two bounds. Above the soft one, whoever causes more traffic is asked to wait a moment ({@link #awaitRoom}), so that
 * a fast publisher doesn't run away from an honest consumer. Above the hard one nothing helps: the reader is too slow
 * and the connection is cut, as real servers do.
 */
final class Outbox implements Runnable {
    private static final int CHUNK = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<String> queue = new ArrayDeque<>();
    private final OutputStream out;
    private final long softLimit;
    private final long hardLimit;
    private final Runnable onOverflow;
    private long waiting;
    private long written;
    private boolean closing;
    private boolean stalled;
    private boolean finished;

    Outbox(OutputStream out, long hardLimit, Runnable onOverflow) {
        this.out = out;
        this.softLimit = hardLimit / 8;
        this.hardLimit = hardLimit;
        this.onOverflow = onOverflow;
    }

    /** Adds one element to what is to be written; nothing is added any more once the stream is closing. */
    boolean offer(String xml) {
        boolean overflow;
        lock.lock();
        try {
            if (closing) {
                return false;
            }
            queue.addLast(xml);
            waiting += xml.length();
            overflow = waiting > hardLimit;
            closing = overflow;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (overflow) {
            onOverflow.run();
        }
        return !overflow;
    }

    boolean isPressed() {
        lock.lock();
        try {
            return waiting > softLimit && !stalled && !closing;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is room again, at most {@code millis}; a peer that took nothing in that time isn't waited for again. */
    void awaitRoom(long millis) throws InterruptedException {
        lock.lock();
        try {
            long before = written;
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (waiting > softLimit && !closing && left > 0) {
                left = changed.awaitNanos(left);
            }
            stalled = waiting > softLimit && written == before;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is queued, then stops. */
    void finish(@Nullable String lastWord) {
        lock.lock();
        try {
            if (!closing && lastWord != null) {
                queue.addLast(lastWord);
            }
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything is written or writing failed. */
    boolean awaitFinished(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!finished && left > 0) {
                left = changed.awaitNanos(left);
            }
            return finished;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        StringBuilder chunk = new StringBuilder();
        try {
            while (take(chunk)) {
                out.write(chunk.toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
                progressed(chunk.length());
                chunk.setLength(0);
            }
        } catch (IOException gone) {
            // The connection is gone; its reader meets the same and cleans up.
            finish(null);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private boolean take(StringBuilder chunk) throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty() && !closing) {
                changed.await();
            }
            while (!queue.isEmpty() && chunk.length() < CHUNK) {
                chunk.append(queue.removeFirst());
            }
            return chunk.length() > 0;
        } finally {
            lock.unlock();
        }
    }

    private void progressed(int characters) {
        lock.lock();
        try {
            waiting -= characters;
            written += characters;
            stalled = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            closing = true;
            finished = true;
            queue.clear();
            waiting = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
