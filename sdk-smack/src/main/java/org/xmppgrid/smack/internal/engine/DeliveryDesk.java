package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.DeliveryHandler;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.smack.internal.store.StoredDelivery;

/**
 * Hands over what waits in a consumer's state: in its order, those of one key one after the other, as many at once as was
 * asked for. Reads a little ahead of what it hands over, and holds nothing else in memory.
 */
final class DeliveryDesk<T> {
    private static final int READ_AT_ONCE = 32;
    /** So many items are read ahead for each handler, to find such as may be handed over. */
    private static final int AHEAD = 64;

    private static final long AHEAD_BYTES = 8L * 1024 * 1024;
    /** A hundred years: no clock has a name for what is for ever. */
    private static final Duration LONGEST_RETRY = Duration.ofDays(36_500);

    private static final Duration STORE_RETRY = Duration.ofSeconds(1);

    private enum Stage {
        WAITS,
        RUNS,
        /** The handler returned, and the outcome comes later. */
        OUT
    }

    /** An item in the window. Its stage and delivery are guarded by the desk's lock. */
    private final class Entry {
        private final ReceivedItem<T> item;
        private final String key;
        private StoredDelivery delivery;
        private Instant due;
        private Stage stage = Stage.WAITS;

        Entry(StoredDelivery delivery, ReceivedItem<T> item, String key) {
            this.delivery = delivery;
            this.item = item;
            this.key = key;
            this.due = delivery.retryAt();
        }
    }

    private final GridTopic<T> topic;
    private final ConsumerTerms<T> terms;
    private final ConsumerStore store;
    private final ConsumerMeasures measures;
    private final Executor threads;
    private final Alarm alarm;
    private final Clock clock;
    private final Changes changes;

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Long, Entry> window = new TreeMap<>();
    private long readUpTo;
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
        this.topic = topic;
        this.terms = terms;
        this.store = store;
        this.measures = measures;
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
            readUpTo = 0;
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
        for (Entry entry = next(); entry != null; entry = next()) {
            if (more()) {
                spawn();
            }
            try {
                hand(entry);
            } finally {
                ran();
            }
        }
    }

    /** Whether another handler may find something too. */
    private boolean more() {
        lock.lock();
        try {
            return workers < terms.handlers()
                    && (woken != readAt || window.values().stream().anyMatch(entry -> entry.stage == Stage.WAITS));
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

    private @Nullable Entry next() {
        while (true) {
            long seen;
            lock.lock();
            try {
                Entry ready = mayHand() ? ready() : null;
                if (ready != null) {
                    ready.stage = Stage.RUNS;
                    atWork.put(Thread.currentThread(), ready.key);
                    return ready;
                }
                boolean reads = mayHand() && !loading && woken != readAt && hasRoom();
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

    private boolean hasRoom() {
        int most = terms.unacknowledged() + AHEAD * terms.handlers();
        // what is handed over counts by number alone: a sink may wait for its batch, however large the items are
        long bytes = window.values().stream()
                .filter(entry -> entry.stage == Stage.WAITS)
                .mapToLong(entry -> entry.delivery.item().payload().length)
                .sum();
        return window.isEmpty() || window.size() < most && bytes < AHEAD_BYTES;
    }

    private @Nullable Entry ready() {
        Instant now = clock.instant();
        // also where the outcome is there already: the handler is not done with that key before it returns
        Set<String> taken = new HashSet<>(atWork.values());
        Instant soonest = null;
        long handed = window.values().stream()
                .filter(entry -> entry.stage != Stage.WAITS)
                .count();
        if (handed >= terms.unacknowledged() || atWork.size() >= terms.handlers()) {
            return null;
        }
        for (Entry entry : window.values()) {
            if (entry.stage == Stage.OUT) {
                continue;
            }
            if (entry.stage == Stage.WAITS && !taken.contains(entry.key)) {
                if (!entry.due.isAfter(now)) {
                    return entry;
                }
                soonest = soonest == null || entry.due.isBefore(soonest) ? entry.due : soonest;
            }
            taken.add(entry.key);
        }
        if (soonest != null) {
            ringAt(soonest, now);
        }
        return null;
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
        List<Entry> read = new ArrayList<>();
        long generation = store.generation();
        long from;
        lock.lock();
        try {
            from = readUpTo;
        } finally {
            lock.unlock();
        }
        try {
            for (StoredDelivery delivery : store.with(inbox -> inbox.read(from, READ_AT_ONCE))) {
                ReceivedItem<T> item = ItemOnDisk.read(topic, delivery.item());
                read.add(new Entry(delivery, item, key(item)));
            }
        } catch (GridStorageException e) {
            // its watcher was told, and wakes this again
            alarm.after(STORE_RETRY, this::wake);
        } catch (GridClosedException e) {
            // what waits is read when the consumer is opened again
        } catch (RuntimeException | Error e) {
            // a user's type or key may throw anything; a worker that ended here would end the consumer
            topic.session().observers().handlerFailed(topic.name(), "reading for the consumer " + terms.name(), e);
            alarm.after(STORE_RETRY, this::wake);
        } finally {
            lock.lock();
            try {
                loading = false;
                readAt = seen;
                if (generation == store.generation() && from == readUpTo) {
                    read.forEach(this::add);
                    // behind a part there may be more
                    readAt = read.isEmpty() ? seen : -1;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void add(Entry entry) {
        window.put(entry.delivery.sequence(), entry);
        readUpTo = entry.delivery.sequence();
    }

    private String key(ReceivedItem<T> item) {
        if (terms.key().isEmpty()) {
            return "";
        }
        if (!item.isReadable()) {
            return item.id();
        }
        try {
            return String.valueOf(terms.key().get().apply(item));
        } catch (RuntimeException e) {
            topic.session().observers().handlerFailed(topic.name(), "key of the consumer " + terms.name(), e);
            return item.id();
        }
    }

    private void hand(Entry entry) {
        StoredDelivery delivery = entry.delivery;
        try {
            Optional<GridPayloadException> problem = entry.item.problem();
            DeliveryHandler<T> handler = problem.isPresent() ? terms.unreadable() : terms.handler();
            Outcome outcome = new Outcome(entry, store.generation());
            if (delivery.attempts() >= terms.maxAttempts()) {
                outcome.reject(delivery, "given up after " + delivery.attempts() + " attempts");
            } else if (handler == null) {
                outcome.reject(
                        delivery,
                        problem.map(e -> e.reason() + ": " + e.getMessage()).orElse("unreadable"));
            } else {
                Optional<StoredDelivery> begun = store.with(inbox -> inbox.begin(delivery));
                if (begun.isPresent()) {
                    call(entry, handler, new HandedDelivery<>(begun.get(), entry.item, outcome));
                } else {
                    leave(entry);
                }
            }
        } catch (GridStorageException e) {
            again(entry, delivery, clock.instant().plus(STORE_RETRY));
        } catch (GridClosedException e) {
            // it comes again when the consumer is opened
            leave(entry);
        } catch (RuntimeException | Error e) {
            topic.session().observers().handlerFailed(topic.name(), "consumer " + terms.name(), e);
            again(entry, delivery, clock.instant().plus(STORE_RETRY));
        }
    }

    private void call(Entry entry, DeliveryHandler<T> handler, HandedDelivery<T> handed) {
        try {
            handler.handle(handed);
            if (terms.autoAck()) {
                handed.returned();
            }
        } catch (Throwable e) {
            // An Error too: whatever a handler does, the consumer goes on and somebody is told.
            topic.session().observers().handlerFailed(topic.name(), "handler of the consumer " + terms.name(), e);
            try {
                handed.threw(e, terms.backOff(handed.attempt()));
            } catch (GridStorageException | GridClosedException state) {
                handed.abandon();
                throw state;
            }
        }
        lock.lock();
        try {
            if (entry.stage == Stage.RUNS && !handed.isOver()) {
                entry.stage = Stage.OUT;
            }
        } finally {
            lock.unlock();
        }
    }

    /** It does not wait any more. */
    private void leave(Entry entry) {
        lock.lock();
        try {
            window.remove(entry.delivery.sequence(), entry);
        } finally {
            lock.unlock();
        }
        changes.tell();
        wake();
    }

    private void again(Entry entry, StoredDelivery delivery, Instant due) {
        lock.lock();
        try {
            entry.delivery = delivery;
            entry.due = due;
            entry.stage = Stage.WAITS;
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** What becomes of an entry, in the state that it came from. */
    private final class Outcome implements HandedDelivery.Outcomes {
        private final Entry entry;
        private final long generation;

        Outcome(Entry entry, long generation) {
            this.entry = entry;
            this.generation = generation;
        }

        @Override
        public void ack(StoredDelivery delivery) {
            store.with(generation, inbox -> inbox.ack(delivery));
            handled();
        }

        @Override
        public CompletableFuture<Boolean> ackAsync(StoredDelivery delivery) {
            CompletableFuture<Boolean> safe = store.with(generation, inbox -> inbox.ackAsync(delivery));
            handled();
            return safe;
        }

        @Override
        public void ackLater(StoredDelivery delivery) {
            store.with(generation, inbox -> inbox.ackLater(delivery));
            handled();
        }

        private void handled() {
            measures.handled();
            if (entry.item.isReadable()) {
                latency();
            }
            leave(entry);
        }

        private void latency() {
            try {
                topic.type().time(entry.item.payload()).ifPresent(since -> measures.latency(since, clock.instant()));
            } catch (RuntimeException e) {
                topic.session().observers().handlerFailed(topic.name(), "time of a payload", e);
            }
        }

        @Override
        public void nack(StoredDelivery delivery, Duration retryAfter, String why) {
            if (delivery.attempts() >= terms.maxAttempts()) {
                reject(delivery, "given up after " + delivery.attempts() + " attempts; at the last " + why);
                return;
            }
            Duration wait = retryAfter.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retryAfter;
            Optional<StoredDelivery> later = store.with(generation, inbox -> inbox.nack(delivery, wait));
            if (later.isPresent()) {
                again(entry, later.get(), later.get().retryAt());
            } else {
                leave(entry);
            }
        }

        @Override
        public void reject(StoredDelivery delivery, String reason) {
            if (store.with(generation, inbox -> inbox.reject(delivery, reason))) {
                measures.deadLettered();
                topic.session()
                        .observers()
                        .tell(
                                Observation.Kind.ITEM_DEAD_LETTERED,
                                Optional.empty(),
                                Optional.of(topic.name()),
                                "item " + delivery.item().itemId() + " is a dead letter: " + reason,
                                Map.of(
                                        "consumer",
                                        terms.name(),
                                        "item",
                                        delivery.item().itemId(),
                                        "attempts",
                                        Integer.toString(delivery.attempts())));
            }
            leave(entry);
        }
    }
}
