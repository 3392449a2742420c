package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.smack.internal.store.StoredDelivery;

/**
 * Hands over what waits in a consumer's state: in its order, those of one key one after the other, as many at once as was
 * asked for. Reads a little ahead of what it hands over, and holds nothing else in memory.
 */
final class DeliveryDesk<T> implements DeliveryHandover.Returns<T> {
    private static final Duration STORE_RETRY = Duration.ofSeconds(1);

    private final ConsumerTerms<T> terms;
    private final ConsumerStore store;
    private final ReadAhead<T> ahead;
    private final DeliveryHandover<T> handover;
    private final Executor threads;
    private final Alarm alarm;
    private final Clock clock;
    private final Changes changes;

    private final ReentrantLock lock = new ReentrantLock();
    private final DeliveryWindow<T> window;
    private int workers;
    /** The threads that hand something over, and its key. */
    private final Map<Thread, String> atWork = new HashMap<>();

    private long woken;
    /** What {@link #woken} was when all was read that there was. */
    private long readAt = -1;

    private boolean loading;
    private boolean paused;
    private boolean halted;
    /** Handlers still have deliveries of a state that failed. */
    private boolean awaitsHandlers;

    private boolean stopped;
    private @Nullable Instant alarmAt;

    DeliveryDesk(
            GridTopic<T> topic,
            ConsumerTerms<T> terms,
            ConsumerStore store,
            ConsumerMeasures measures,
            Executor threads,
            Alarm alarm,
            Changes changes) {
        this.terms = terms;
        this.store = store;
        this.window = new DeliveryWindow<>(terms);
        this.ahead = new ReadAhead<>(topic, terms, store);
        this.handover = new DeliveryHandover<>(topic, terms, store, measures, this);
        this.threads = threads;
        this.alarm = alarm;
        this.clock = store.clock();
        this.changes = changes;
    }

    /** There may be something to hand over. */
    void wake() {
        lock.lock();
        try {
            woken++;
            spawn();
        } finally {
            lock.unlock();
        }
    }

    /** One more worker, if there may be. */
    private void spawn() {
        lock.lock();
        try {
            if (workers < terms.handlers() && mayHand()) {
                workers++;
                try {
                    threads.execute(this::work);
                } catch (RejectedExecutionException e) {
                    // the session is over
                    workers--;
                    stopped = true;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void pause(boolean pauses) {
        lock.lock();
        try {
            paused = pauses;
        } finally {
            lock.unlock();
        }
        wake();
    }

    boolean isPaused() {
        lock.lock();
        try {
            return paused;
        } finally {
            lock.unlock();
        }
    }

    /** The state failed: nothing is handed over until {@link #restart}. */
    void halt() {
        lock.lock();
        try {
            halted = true;
        } finally {
            lock.unlock();
        }
    }

    /** Another state has taken the place of the one that failed. */
    void restart() {
        lock.lock();
        try {
            window.clear();
            readAt = -1;
            halted = false;
            awaitsHandlers = !atWork.isEmpty();
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** Hands nothing more over, and waits for the handlers that run; not for the one that calls this. */
    boolean stop(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
        return changes.await(() -> !othersAtWork(), timeout);
    }

    private boolean othersAtWork() {
        lock.lock();
        try {
            return atWork.size() > (atWork.containsKey(Thread.currentThread()) ? 1 : 0);
        } finally {
            lock.unlock();
        }
    }

    private boolean mayHand() {
        return !stopped && !paused && !halted && !awaitsHandlers;
    }

    private void work() {
        for (DeliveryWindow.Entry<T> entry = next(); entry != null; entry = next()) {
            if (more()) {
                spawn();
            }
            try {
                handover.hand(entry);
            } finally {
                ran();
            }
        }
    }

    /** Whether another handler may find something too. */
    private boolean more() {
        lock.lock();
        try {
            return workers < terms.handlers() && (woken != readAt || window.hasWaiting());
        } finally {
            lock.unlock();
        }
    }

    private void ran() {
        lock.lock();
        try {
            atWork.remove(Thread.currentThread());
            awaitsHandlers &= !atWork.isEmpty();
        } finally {
            lock.unlock();
        }
        changes.tell();
    }

    private DeliveryWindow.@Nullable Entry<T> next() {
        while (true) {
            long seen;
            lock.lock();
            try {
                DeliveryWindow.Entry<T> ready = mayHand() ? ready() : null;
                if (ready != null) {
                    ready.runs();
                    atWork.put(Thread.currentThread(), ready.key());
                    return ready;
                }
                boolean reads = mayHand() && !loading && woken != readAt && window.hasRoom();
                if (!reads) {
                    workers--;
                    return null;
                }
                loading = true;
                seen = woken;
            } finally {
                lock.unlock();
            }
            load(seen);
        }
    }

    private DeliveryWindow.@Nullable Entry<T> ready() {
        if (atWork.size() >= terms.handlers()) {
            return null;
        }
        Instant now = clock.instant();
        // also where the outcome is there already: the handler is not done with that key before it returns
        DeliveryWindow.Entry<T> next = window.next(new HashSet<>(atWork.values()), now);
        if (next != null && next.due().isAfter(now)) {
            ringAt(next.due(), now);
            return null;
        }
        return next;
    }

    private void ringAt(Instant time, Instant now) {
        Instant set = alarmAt;
        if (set == null || time.isBefore(set)) {
            alarmAt = time;
            alarm.after(Duration.between(now, time), () -> {
                lock.lock();
                try {
                    alarmAt = null;
                } finally {
                    lock.unlock();
                }
                wake();
            });
        }
    }

    /** Reads ahead, without a lock: payloads and keys are read by a user's code. */
    private void load(long seen) {
        List<DeliveryWindow.Entry<T>> read = new ArrayList<>();
        long generation = store.generation();
        long from;
        lock.lock();
        try {
            from = window.readUpTo();
        } finally {
            lock.unlock();
        }
        try {
            if (!ahead.read(from, read)) {
                alarm.after(STORE_RETRY, this::wake);
            }
        } finally {
            lock.lock();
            try {
                loading = false;
                readAt = seen;
                if (generation == store.generation() && from == window.readUpTo()) {
                    window.add(read);
                    // behind a part there may be more
                    readAt = read.isEmpty() ? seen : -1;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void out(DeliveryWindow.Entry<T> entry) {
        lock.lock();
        try {
            entry.out();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void leave(DeliveryWindow.Entry<T> entry) {
        lock.lock();
        try {
            window.remove(entry);
        } finally {
            lock.unlock();
        }
        changes.tell();
        wake();
    }

    @Override
    public void again(DeliveryWindow.Entry<T> entry, StoredDelivery delivery, Instant due) {
        lock.lock();
        try {
            entry.again(delivery, due);
        } finally {
            lock.unlock();
        }
        wake();
    }
}
