package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.TopicListener;

/** One subscription to a topic with a seat for each of several listeners, all called on its worker. */
final class TopicFeed<T> implements TopicListener<T>, SubscriptionAware {
    private final TopicFeeds feeds;
    private final GridTopic<T> topic;
    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private volatile @Nullable LiveSubscription<?> live;

    TopicFeed(TopicFeeds feeds, GridTopic<T> topic) {
        this.feeds = feeds;
        this.topic = topic;
    }

    /** Subscribes for a first listener. */
    Subscription begin(TopicListener<T> listener) {
        Seat seat = new Seat(listener, false);
        seats.add(seat);
        topic.subscribe(this);
        return seat;
    }

    /** Lets another listener take part in what has not arrived yet. */
    Subscription join(TopicListener<T> listener) {
        Seat seat = new Seat(listener, true);
        seats.add(seat);
        live().behindWhatArrived(() -> {
            seat.joining = false;
            seat.call(() -> {
                seat.know(live());
                listener.onState(live().state());
            });
        });
        return seat;
    }

    /** Whether a listener of this topic and type can join. */
    boolean isFor(GridTopic<?> other) {
        LiveSubscription<?> now = live;
        return now != null && !now.state().isEnded() && other.type().equals(topic.type());
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }

    String topic() {
        return topic.name();
    }

    /** Ends the subscription, at the broker too if that is wanted. */
    void end(boolean unsubscribe) {
        if (unsubscribe) {
            live().unsubscribe();
        } else {
            live().close();
        }
    }

    @Override
    public void listensTo(LiveSubscription<?> subscription) {
        live = subscription;
        seats.forEach(seat -> seat.know(subscription));
    }

    @Override
    public void onItem(Item<? extends T> item) {
        each(listener -> listener.onItem(item));
    }

    @Override
    public void onUnreadable(Item<? extends T> item, GridPayloadException problem) {
        each(listener -> listener.onUnreadable(item, problem));
    }

    @Override
    public void onRetracted(String itemId) {
        each(listener -> listener.onRetracted(itemId));
    }

    @Override
    public void onPurged() {
        each(TopicListener::onPurged);
    }

    @Override
    public void onState(SubscriptionState state) {
        each(listener -> listener.onState(state));
    }

    private void each(Consumer<TopicListener<T>> call) {
        for (Seat seat : seats) {
            if (!seat.joining) {
                seat.call(() -> call.accept(seat.listener));
            }
        }
    }

    private LiveSubscription<?> live() {
        return Objects.requireNonNull(live, "subscribed");
    }

    /** One listener's share of the subscription. */
    private final class Seat implements Subscription {
        private final TopicListener<T> listener;
        private volatile boolean joining;
        private volatile boolean left;

        Seat(TopicListener<T> listener, boolean joining) {
            this.listener = listener;
            this.joining = joining;
        }

        void know(LiveSubscription<?> subscription) {
            if (listener instanceof SubscriptionAware aware) {
                aware.listensTo(subscription);
            }
        }

        /** Whatever a listener does, the others are called too. */
        void call(Runnable action) {
            if (left) {
                return;
            }
            try {
                action.run();
            } catch (Throwable e) {
                topic.session().observers().handlerFailed(topic.name(), "listener", e);
            }
        }

        @Override
        public String topic() {
            return topic.name();
        }

        @Override
        public SubscriptionState state() {
            return left ? SubscriptionState.CLOSED : live().state();
        }

        @Override
        public SubscriptionState awaitDecision(Duration timeout) {
            return left ? SubscriptionState.CLOSED : live().awaitDecision(timeout);
        }

        @Override
        public CompletableFuture<SubscriptionState> decision() {
            return live().decision();
        }

        @Override
        public long delivered() {
            return live().delivered();
        }

        @Override
        public int queued() {
            return live().queued();
        }

        @Override
        public void unsubscribe() {
            leave(true);
        }

        @Override
        public void close() {
            leave(false);
        }

        private void leave(boolean unsubscribe) {
            left = true;
            if (seats.remove(this)) {
                feeds.endIfLeft(TopicFeed.this, unsubscribe);
            }
        }
    }
}
