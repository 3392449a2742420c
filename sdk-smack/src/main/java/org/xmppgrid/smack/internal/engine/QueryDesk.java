package org.xmppgrid.smack.internal.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.xmppgrid.sdk.Answerer;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.QueryRefusedException;
import org.xmppgrid.sdk.QueryType;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.smack.internal.xmpp.IncomingQuery;
import org.xmppgrid.smack.internal.xmpp.PayloadCodec;

/**
 * Answers the queries of other platforms, on threads of its own and within bounds. Whoever is not allowed to ask can't
 * tell this platform from one that does not know the query (RFC 8600 §8.2.2), however much it asks: only those who were
 * allowed before are told that there is too much to do.
 */
final class QueryDesk {
    /** Of how many platforms a query remembers that they are allowed. */
    private static final int REMEMBERED = 256;

    private final PayloadCodec codec;
    private final Observers observers;
    private final int maxChars;
    private final ThreadPoolExecutor threads;
    private final Map<Name, AtWork<?, ?>> answerers = new ConcurrentHashMap<>();

    /** How many queries of each account are under way. */
    private final Map<GridAddress, Integer> underWay = new ConcurrentHashMap<>();

    private final ThreadLocal<Boolean> answering = ThreadLocal.withInitial(() -> false);

    private record Name(String namespace, String element) {}

    /**
     * A desk.
     *
     * @param codec reads requests and writes answers
     * @param observers are told of what went wrong
     * @param maxChars the longest request, in characters
     * @param newThread makes the threads
     */
    QueryDesk(PayloadCodec codec, Observers observers, int maxChars, ThreadFactory newThread) {
        this.codec = codec;
        this.observers = observers;
        this.maxChars = maxChars;
        this.threads = new ThreadPoolExecutor(
                Answerer.THREADS,
                Answerer.THREADS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(Answerer.MAX_WAITING),
                newThread);
        threads.allowCoreThreadTimeOut(true);
    }

    <Q, A> Registration answer(
            QueryType<Q, A> type, Predicate<GridAddress> allowed, Answerer<? super Q, ? extends A> answerer) {
        PayloadType<Q> request = type.request();
        Name name = new Name(request.namespace(), request.element());
        AtWork<Q, A> work = new AtWork<>(name, type, allowed, answerer);
        if (answerers.putIfAbsent(name, work) != null) {
            throw new IllegalStateException(
                    "This grid answers " + type.name() + " already; close that registration first");
        }
        return work;
    }

    /** Whether such a query is answered. Called on the reader's thread. */
    boolean answers(String namespace, String element) {
        return answerers.containsKey(new Name(namespace, element));
    }

    /** Takes a query on the reader's thread. Returns whether it is or will be answered. */
    boolean queried(IncomingQuery query) {
        AtWork<?, ?> work = answerers.get(
                new Name(query.payload().namespace(), query.payload().element()));
        if (work == null) {
            return false;
        }
        if (query.payload().xml().length() > maxChars) {
            observers.tell(
                    Observation.Kind.LIMIT_HIT,
                    Optional.of(query.from()),
                    Optional.empty(),
                    "a query " + work.type.name() + " is longer than " + maxChars + " characters",
                    Map.of("limit", "payloadBytes"));
            return false;
        }
        if (begin(query)) {
            try {
                threads.execute(new Task(work, query));
                return true;
            } catch (RejectedExecutionException e) {
                end(query);
            }
        }
        if (work.isRemembered(query.from())) {
            query.busy();
            return true;
        }
        return false;
    }

    /** Takes no more queries, and waits until those that came in are answered; the rest is then refused. */
    void finish(long deadline) throws InterruptedException {
        threads.shutdown();
        if (!answering.get()) {
            threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    /** Takes no more queries, and refuses those that nobody has begun to answer. */
    void close() {
        answerers.clear();
        threads.shutdown();
        List<Runnable> rest = new ArrayList<>();
        threads.getQueue().drainTo(rest);
        for (Runnable task : rest) {
            if (task instanceof Task waiting) {
                waiting.work.send(waiting.query, waiting.query::unknown);
            }
        }
    }

    private boolean begin(IncomingQuery query) {
        boolean[] begun = {false};
        underWay.compute(query.from().bare(), (account, count) -> {
            int before = count == null ? 0 : count;
            begun[0] = before < Answerer.MAX_OF_ONE_ACCOUNT;
            return begun[0] ? before + 1 : before;
        });
        return begun[0];
    }

    private void end(IncomingQuery query) {
        underWay.computeIfPresent(query.from().bare(), (account, count) -> count == 1 ? null : count - 1);
    }

    private final class Task implements Runnable {
        private final AtWork<?, ?> work;
        private final IncomingQuery query;

        Task(AtWork<?, ?> work, IncomingQuery query) {
            this.work = work;
            this.query = query;
        }

        @Override
        public void run() {
            answering.set(true);
            try {
                work.answer(query);
            } finally {
                answering.set(false);
                end(query);
            }
        }
    }

    /** An answerer with what it answers, and whom. */
    private final class AtWork<Q, A> implements Registration {
        private final Name name;
        private final QueryType<Q, A> type;
        private final Predicate<GridAddress> allowed;
        private final Answerer<? super Q, ? extends A> answerer;

        /** Guarded by itself. */
        private final Map<GridAddress, Boolean> remembered = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<GridAddress, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        };

        AtWork(
                Name name,
                QueryType<Q, A> type,
                Predicate<GridAddress> allowed,
                Answerer<? super Q, ? extends A> answerer) {
            this.name = name;
            this.type = type;
            this.allowed = allowed;
            this.answerer = answerer;
        }

        @Override
        public void close() {
            answerers.remove(name, this);
        }

        /** What it answers. */
        @Override
        public String toString() {
            return "Registration[queries " + type.name() + "]";
        }

        boolean isRemembered(GridAddress platform) {
            synchronized (remembered) {
                return remembered.containsKey(platform);
            }
        }

        void answer(IncomingQuery query) {
            if (answerers.get(name) != this || !isAllowed(query.from())) {
                send(query, query::unknown);
                return;
            }
            Q request;
            try {
                request = codec.decode("query", type.request(), query.payload());
            } catch (GridPayloadException e) {
                observers.tell(
                        Observation.Kind.ITEM_UNREADABLE,
                        Optional.of(query.from()),
                        Optional.empty(),
                        "a query " + type.name() + " can't be read: " + e.reason());
                send(query, query::malformed);
                return;
            }
            try {
                String answer = codec.encode(type.response(), answerer.answer(query.from(), request));
                send(query, () -> query.answer(answer));
            } catch (Throwable e) {
                // An Error too: one query that an answerer can't cope with must not stop the others.
                notAnswered(query, e);
            }
        }

        private void notAnswered(IncomingQuery query, Throwable why) {
            // One with a condition is what a third platform told the answerer, whose words are not for this asker.
            if (why instanceof QueryRefusedException refusal
                    && refusal.condition().isEmpty()) {
                send(query, () -> query.refused(refusal.text()));
            } else {
                observers.answererFailed(query.from(), "answerer of " + type.name(), why);
                send(query, query::failed);
            }
        }

        private boolean isAllowed(GridAddress platform) {
            boolean yes;
            try {
                yes = allowed.test(platform);
            } catch (Throwable e) {
                observers.answererFailed(platform, "condition for " + type.name(), e);
                yes = false;
            }
            synchronized (remembered) {
                if (yes) {
                    remembered.put(platform, true);
                } else {
                    remembered.remove(platform);
                }
            }
            return yes;
        }

        void send(IncomingQuery query, Runnable answer) {
            try {
                answer.run();
            } catch (GridException e) {
                observers.tell(
                        Observation.Kind.HANDLER_FAILED,
                        Optional.of(query.from()),
                        Optional.empty(),
                        "the answer to " + type.name() + " was not sent: " + e.reason());
            }
        }
    }
}
