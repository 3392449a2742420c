package org.xmppgrid.smack.internal.wire;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that has no timeout of its own, such as looking up a name: done on a daemon thread, and waited for no longer than
 * wanted. Who is given up may hang on, so that there is a bound on their number too.
 */
final class Errands {
    /** Name lookups and connecting. */
    static final Errands NETWORK = new Errands("xmppgrid-connect", 64);
    /** Asking whether certificates were revoked. */
    static final Errands REVOCATION = new Errands("xmppgrid-revocation", 16);

    private static final long IDLE_SECONDS = 10;

    private final ExecutorService threads;
    private final Semaphore places;

    Errands(String name, int most) {
        places = new Semaphore(most);
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Does some work.
     *
     * @return its result
     * @throws TimeoutException if it is not done by the deadline, or did not even find a place
     * @throws InterruptedException if the calling thread was interrupted; the work is interrupted too
     * @throws Exception what the work threw
     */
    <T> T run(Deadline deadline, Callable<T> work) throws Exception {
        return start(deadline, work).get(deadline);
    }

    /** Starts some work. */
    <T> Errand<T> start(Deadline deadline, Callable<T> work) throws InterruptedException, TimeoutException {
        if (!places.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException("Too much of this hangs already");
        }
        try {
            FutureTask<T> task = new FutureTask<>(work);
            threads.execute(() -> {
                try {
                    // Does nothing if it was given up before it began.
                    task.run();
                } finally {
                    places.release();
                }
            });
            return new Errand<>(task);
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
    }

    /** Work under way. */
    static final class Errand<T> {
        private final Future<T> future;

        private Errand(Future<T> future) {
            this.future = future;
        }

        T get(Deadline deadline) throws Exception {
            try {
                return future.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } catch (TimeoutException | InterruptedException e) {
                future.cancel(true);
                throw e;
            }
        }
    }
}
