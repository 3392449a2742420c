package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items of a topic as they arrive, for one thread that waits for them: {@link Topic#items()}. What it has not asked for
 * waits as the {@link SubscriptionPolicy} says; {@value #AHEAD} items at most are on their way to it beside that. An item
 * that can't be read is given out too: {@link Item#isReadable()}.
 *
 * <p>It ends when it or the grid is closed, or the topic is deleted. While a lost connection is being got back it waits.
 *
 * @param <T> the Java type of the payloads
 */
public final class ItemIterator<T> implements Iterator<Item<T>>, AutoCloseable {
    /** How many items are fetched ahead of their being asked for. */
    static final int AHEAD = 32;

    private static final Duration LONGEST_WAIT = Duration.ofDays(365 * 100);

    /** An item, or in its place a gap. */
    private record Entry<T>(
            @Nullable Item<T> item, @Nullable Gap gap) {}

    private final String topic;
    private final Subscription subscription;
    private final ArrayDeque<Entry<T>> arrived = new ArrayDeque<>();
    private Consumer<Gap> gaps = gap -> {};
    private boolean paused;
    private Optional<SubscriptionState> end = Optional.empty();

    ItemIterator(Topic<T> topic, SubscribeOptions options, SubscriptionPolicy policy) {
        this.topic = topic.name();
        // paused until it is known here what to pause
        this.subscription = topic.subscribe(options, policy.startPaused(), new Source());
        subscription.resume();
    }

    /**
     * Takes gaps: the handler is called by the thread that asks for items, before it gets the first item behind the gap.
     * Without one they pass unseen here.
     *
     * @param handler is told of events that were missed
     * @return this
     */
    public ItemIterator<T> onGap(Consumer<Gap> handler) {
        synchronized (arrived) {
            gaps = Objects.requireNonNull(handler, "handler");
        }
        return this;
    }

    /**
     * Waits for an item, for as long as it takes.
     *
     * @return false if no more can come
     * @throws GridRequestException if the topic's owner denied or ended the subscription
     * @throws GridConnectionException if the connection is lost for good
     * @throws GridException with {@link Reason#INTERRUPTED} if the thread is interrupted; its flag is set again
     */
    @Override
    public boolean hasNext() {
        return await(LONGEST_WAIT).isPresent();
    }

    /**
     * The next item; waits for it, for as long as it takes.
     *
     * @return the item
     * @throws NoSuchElementException if no more can come
     * @throws GridException as for {@link #hasNext()}
     */
    @Override
    public Item<T> next() {
        return next(LONGEST_WAIT)
                .orElseThrow(() -> new NoSuchElementException("The items of '" + topic + "' are at their end"));
    }

    /**
     * The next item, if it comes in time.
     *
     * @param timeout how long to wait at most; zero not to wait
     * @return the item; empty if none came, or no more can come: {@link Subscription#state()} tells which
     * @throws GridException as for {@link #hasNext()}
     */
    public Optional<Item<T>> next(Duration timeout) {
        Optional<Item<T>> next = await(timeout);
        if (next.isPresent()) {
            synchronized (arrived) {
                arrived.poll();
                if (paused && arrived.size() <= AHEAD / 2) {
                    paused = false;
                    subscription.resume();
                }
            }
        }
        return next;
    }

    /**
     * The subscription that the items come from: its state and its counts. Pausing it is for this iterator alone.
     *
     * @return the subscription
     */
    public Subscription subscription() {
        return subscription;
    }

    /** Stops the listener, as {@link Subscription#close()} does; whoever waits is told that no more items come. */
    @Override
    public void close() {
        over(SubscriptionState.CLOSED, true);
        subscription.close();
    }

    /** The topic and where its subscription stands. */
    @Override
    public String toString() {
        return "ItemIterator[" + topic + ", " + subscription.state() + "]";
    }

    /** The next item, which stays the next; gaps before it are told of. */
    private Optional<Item<T>> await(Duration timeout) {
        long deadline = System.nanoTime() + (timeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : timeout).toNanos();
        while (true) {
            Gap gap;
            Consumer<Gap> handler;
            synchronized (arrived) {
                Entry<T> first = awaitEntry(deadline);
                if (first == null) {
                    return Optional.empty();
                }
                if (first.item() != null) {
                    return Optional.of(first.item());
                }
                gap = first.gap();
                handler = gaps;
                arrived.poll();
            }
            if (gap != null) {
                handler.accept(gap);
            }
        }
    }

    private @Nullable Entry<T> awaitEntry(long deadline) {
        while (arrived.isEmpty()) {
            if (end.isPresent()) {
                PulledItems.failure(topic, end.get()).ifPresent(why -> {
                    throw why;
                });
                return null;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(arrived, Math.max(left, 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GridException(
                        Reason.INTERRUPTED, "Interrupted while waiting for an item of '" + topic + "'", e);
            }
        }
        return arrived.peek();
    }

    private void over(SubscriptionState state, boolean dropped) {
        synchronized (arrived) {
            if (dropped) {
                arrived.clear();
            }
            if (end.isEmpty()) {
                end = Optional.of(state);
            }
            arrived.notifyAll();
        }
    }

    /** Listens to the topic, on the subscription's worker. */
    private final class Source extends PulledItems<T> {

        @Override
        void arrived(Item<T> item) {
            add(new Entry<>(item, null));
        }

        @Override
        public void onGap(Gap gap) {
            add(new Entry<>(null, gap));
        }

        @Override
        void ended(SubscriptionState state) {
            over(state, false);
        }

        private void add(Entry<T> entry) {
            synchronized (arrived) {
                if (end.isPresent()) {
                    return;
                }
                arrived.add(entry);
                if (!paused && arrived.size() >= AHEAD) {
                    paused = true;
                    subscription.pause();
                }
                arrived.notifyAll();
            }
        }
    }
}
