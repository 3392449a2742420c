package org.xmppgrid.smack.internal.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a session: daemons, named after it and after what they do. */
final class SessionThreads {
    private SessionThreads() {}

    /** A thread for each worker that has something to do: a slow listener delays nobody else's. */
    static ExecutorService workers(int session) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named("xmppgrid-" + session + "-worker-"));
    }

    /** Makes the thread that gets a lost connection back. */
    static ThreadFactory supervisor(int session) {
        return named("xmppgrid-" + session + "-supervisor-");
    }

    /** Makes the threads that answer queries. */
    static ThreadFactory answerers(int session) {
        return named("xmppgrid-" + session + "-answerer-");
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
