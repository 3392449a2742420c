package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.FilterCriteria;
import org.xmppgrid.sdk.FilteredSubscription;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionPolicy;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.sdk.TopicListener;

/**
 * The subscription to the items that pass a filter, which goes from a sub-topic that is deleted to the topic itself. The
 * listener is called on the worker of the subscription that is used: the old one is at its end when the new one begins,
 * so there is one call at a time.
 */
final class SwitchingSubscription<T> implements FilteredSubscription {
    /** A hundred years, which nanoseconds can still count. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(365 * 100);

    private final GridTopic<T> topic;
    private final TopicFilter filter;
    private final TopicListener<? super T> listener;
    private final CatchUp<T> catchUp;
    private final DecisionFuture decision;
    private final FilteredDelivery<T> delivery;

    private final Object lock = new Object();
    private @Nullable Subscription current;
    private Way way = Way.SUB_TOPIC;
    private boolean closed;
    private boolean unsubscribed;
    private Optional<SubscriptionState> stranded = Optional.empty();
    private SubscriptionState told = SubscriptionState.PENDING;
    private boolean paused;
    /** What the subscriptions that were left had dropped. */
    private long droppedBefore;

    SwitchingSubscription(
            GridTopic<T> topic, TopicFilter filter, FilterCriteria<T> criteria, TopicListener<? super T> listener) {
        this.topic = topic;
        this.filter = filter;
        this.delivery = new FilteredDelivery<>(filter, criteria, listener);
        this.listener = listener;
        this.catchUp = new CatchUp<>(topic);
        this.decision = new DecisionFuture(topic.session().threads());
    }

    /** Subscribes to the sub-topic; the topic's latest item then tells later where to go on. */
    void viaSubTopic(GridTopic<T> subTopic, Optional<String> latestOfTopic) {
        catchUp.begin(latestOfTopic);
        use(Way.SUB_TOPIC, subscribe(subTopic, new FromSubTopic()));
    }

    /** Subscribes to the topic itself. */
    void viaTopic() {
        synchronized (lock) {
            way = Way.OWN_FILTER;
        }
        use(Way.OWN_FILTER, subscribe(topic, fromTopic(false)));
    }

    private TopicListener<T> fromTopic(boolean afterSubTopic) {
        return new FilteredTopicListener<>(
                topic, catchUp, delivery, listener, afterSubTopic, this::isPaused, this::tell);
    }

    /** Paused if this is, so that nothing comes before it can be paused. */
    private Subscription subscribe(GridTopic<T> source, TopicListener<T> from) {
        SubscriptionPolicy policy = SubscriptionPolicy.defaults();
        synchronized (lock) {
            policy = paused ? policy.startPaused() : policy;
        }
        return source.subscribe(SubscribeOptions.defaults(), policy, from);
    }

    @Override
    public Way way() {
        synchronized (lock) {
            return way;
        }
    }

    @Override
    public TopicFilter filter() {
        return filter;
    }

    @Override
    public String topic() {
        return current().topic();
    }

    @Override
    public SubscriptionState state() {
        synchronized (lock) {
            if (closed) {
                return SubscriptionState.CLOSED;
            }
            return stranded.orElseGet(() -> {
                SubscriptionState state = current().state();
                return isSwitch(state) ? SubscriptionState.PENDING : state;
            });
        }
    }

    @Override
    public SubscriptionState awaitDecision(Duration timeout) {
        long deadline = System.nanoTime() + (timeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : timeout).toNanos();
        while (state() == SubscriptionState.PENDING && deadline - System.nanoTime() > 0) {
            SubscriptionState decided = current().awaitDecision(Duration.ofNanos(deadline - System.nanoTime()));
            if (isSwitch(decided)) {
                awaitSwitch(deadline);
            }
        }
        return state();
    }

    @Override
    public CompletableFuture<SubscriptionState> decision() {
        return decision.future();
    }

    @Override
    public long delivered() {
        return delivery.count();
    }

    @Override
    public int queued() {
        return current().queued();
    }

    @Override
    public long queuedBytes() {
        return current().queuedBytes();
    }

    @Override
    public long dropped() {
        synchronized (lock) {
            return droppedBefore + current().dropped();
        }
    }

    @Override
    public void pause() {
        pause(true);
    }

    @Override
    public void resume() {
        pause(false);
    }

    @Override
    public Optional<String> id() {
        return current().id();
    }

    @Override
    public Optional<Instant> expiresAt() {
        return current().expiresAt();
    }

    @Override
    public SubscribeOptions options() {
        return current().options();
    }

    @Override
    public void configure(SubscribeOptions options) {
        current().configure(options);
    }

    @Override
    public void renew(Duration time) {
        current().renew(time);
    }

    @Override
    public void unsubscribe() {
        synchronized (lock) {
            unsubscribed = true;
        }
        end().unsubscribe();
    }

    @Override
    public void close() {
        end().close();
    }

    /** What it is subscribed to, by which filter, and how far it is. */
    @Override
    public String toString() {
        return "FilteredSubscription[" + filter + " of " + topic.name() + " by " + way() + ", " + state() + ", "
                + delivered() + " delivered]";
    }

    private Subscription current() {
        synchronized (lock) {
            Subscription now = current;
            if (now == null) {
                throw new IllegalStateException("nothing is subscribed to yet");
            }
            return now;
        }
    }

    /** Holds for the subscription that takes the place of this one, too. */
    private void pause(boolean now) {
        synchronized (lock) {
            paused = now;
            apply(current());
        }
    }

    private boolean isPaused() {
        synchronized (lock) {
            return paused;
        }
    }

    private void apply(Subscription used) {
        if (paused) {
            used.pause();
        } else {
            used.resume();
        }
    }

    private Subscription end() {
        Subscription last;
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
            last = current();
        }
        decision.is(SubscriptionState.CLOSED);
        return last;
    }

    /** A subscription was granted; it is not used if another has taken its place, or this was closed. */
    private void use(Way by, Subscription granted) {
        boolean unsubscribe;
        synchronized (lock) {
            unsubscribe = unsubscribed;
            if (way == by && !closed) {
                droppedBefore += current == null ? 0 : current.dropped();
                current = granted;
                apply(granted);
                lock.notifyAll();
                return;
            }
        }
        if (unsubscribe) {
            granted.unsubscribe();
        } else {
            granted.close();
        }
    }

    /** Whether this is the state in which the sub-topic leaves for the topic: it was deleted, and then is closed here. */
    private boolean isSwitch(SubscriptionState state) {
        synchronized (lock) {
            if (closed || stranded.isPresent()) {
                return false;
            }
            boolean left = current == null || !current.topic().equals(topic.name());
            return way == Way.SUB_TOPIC
                    ? state == SubscriptionState.TOPIC_DELETED
                    : left && (state == SubscriptionState.TOPIC_DELETED || state == SubscriptionState.CLOSED);
        }
    }

    private void awaitSwitch(long deadline) {
        synchronized (lock) {
            try {
                long left = deadline - System.nanoTime();
                while (left > 0 && current != null && isSwitch(current.state())) {
                    TimeUnit.NANOSECONDS.timedWait(lock, Math.max(left, 1_000_000));
                    left = deadline - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GridException(
                        Reason.INTERRUPTED,
                        "Interrupted while waiting for the subscription to '" + topic.name() + "'",
                        e);
            }
        }
    }

    /** Called on the sub-topic's worker, behind the last item that came from it. */
    private void switchToTopic() {
        @Nullable Subscription left;
        synchronized (lock) {
            if (closed || way == Way.OWN_FILTER) {
                return;
            }
            way = Way.OWN_FILTER;
            left = current;
        }
        if (left != null) {
            left.close();
        }
        subscribeToTopic();
    }

    /** Again on the next connection if this one is lost meanwhile: nothing else would lead to the topic any more. */
    private void subscribeToTopic() {
        synchronized (lock) {
            if (closed) {
                return;
            }
        }
        try {
            use(Way.OWN_FILTER, subscribe(topic, fromTopic(true)));
        } catch (GridRequestException e) {
            strand(
                    switch (e.reason()) {
                        case FORBIDDEN, NOT_ON_WHITELIST -> SubscriptionState.CANCELLED;
                        default -> SubscriptionState.TOPIC_DELETED;
                    },
                    e);
        } catch (GridException e) {
            if (NextConnection.mends(e)) {
                new NextConnection(topic.session())
                        .await(this::subscribeToTopic, () -> strand(SubscriptionState.DISCONNECTED, e));
            } else {
                strand(SubscriptionState.DISCONNECTED, e);
            }
        }
    }

    private void strand(SubscriptionState state, RuntimeException why) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            stranded = Optional.of(state);
            lock.notifyAll();
        }
        topic.session().observers().handlerFailed(topic.name(), "way from a deleted sub-topic to the topic", why);
        tell(state);
    }

    /** Tells the listener of a state that is new to it. */
    private void tell(SubscriptionState state) {
        synchronized (lock) {
            if (told == state) {
                return;
            }
            told = state;
        }
        decision.is(state);
        listener.onState(state);
    }

    /** Listens to the sub-topic. Its items are held against the filter too: the provider may have other criteria. */
    private final class FromSubTopic extends FilteredListener<T> {
        FromSubTopic() {
            super(delivery, listener);
        }

        @Override
        public void onItem(Item<? extends T> item) {
            if (way() == Way.SUB_TOPIC) {
                catchUp.note(item.id());
                delivery.item(item);
            }
        }

        @Override
        public void onUnreadable(Item<? extends T> item, GridPayloadException problem) {
            catchUp.note(item.id());
            delivery.unreadable(item, problem);
        }

        @Override
        public void onState(SubscriptionState state) {
            if (state == SubscriptionState.TOPIC_DELETED) {
                switchToTopic();
            } else if (way() == Way.SUB_TOPIC || closedByUser()) {
                tell(state);
            }
        }
    }

    private boolean closedByUser() {
        synchronized (lock) {
            return closed;
        }
    }
}
