package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets threads wait for something that others change, and say so. */
final class Changes {
    /** Who waits looks again after this long, whoever forgot to say what. */
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long told;

    void tell() {
        lock.lock();
        try {
            told++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something is so. What is asked is asked without a lock.
     *
     * @return false if the timeout came first
     */
    boolean await(BooleanSupplier so, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        long deadline = System.nanoTime() + left;
        while (left > 0) {
            long seen = told();
            if (so.getAsBoolean()) {
                return true;
            }
            lock.lockInterruptibly();
            try {
                if (told == seen) {
                    changed.awaitNanos(Math.min(deadline - System.nanoTime(), LOOK_AGAIN_NANOS));
                }
            } finally {
                lock.unlock();
            }
            left = deadline - System.nanoTime();
        }
        return so.getAsBoolean();
    }

    private long told() {
        lock.lock();
        try {
            return told;
        } finally {
            lock.unlock();
        }
    }
}
