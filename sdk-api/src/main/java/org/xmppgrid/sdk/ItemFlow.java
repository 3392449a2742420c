package org.xmppgrid.sdk;

import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber of an {@link ItemPublisher}: its subscription is paused whenever it has all that it requested. Signals
 * come one at a time (Reactive Streams §1.3), an end behind the signal that is under way.
 */
final class ItemFlow<T> implements Flow.Subscription {
    private final Topic<T> topic;
    private final Consumer<Gap> gaps;

    private final Object lock = new Object();
    /** Gone at the end, so that it can be collected (§3.13). */
    private Flow.@Nullable Subscriber<? super Item<T>> subscriber;

    private @Nullable Subscription source;
    private long demand;
    private boolean signalling;
    private @Nullable Runnable end;

    ItemFlow(Topic<T> topic, Flow.Subscriber<? super Item<T>> subscriber, Consumer<Gap> gaps) {
        this.topic = topic;
        this.subscriber = subscriber;
        this.gaps = gaps;
    }

    /** Tells the subscriber of this first (§1.9), then subscribes to the topic. */
    void begin(SubscribeOptions options, SubscriptionPolicy policy) {
        if (!signal(present -> present.onSubscribe(this))) {
            return;
        }
        Subscription granted;
        try {
            granted = topic.subscribe(options, policy.startPaused(), new Source());
        } catch (RuntimeException e) {
            end(Optional.of(e));
            return;
        }
        boolean wanted;
        synchronized (lock) {
            source = granted;
            wanted = subscriber != null;
            if (wanted && demand > 0) {
                granted.resume();
            }
        }
        if (!wanted) {
            granted.close();
        }
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            // §3.9
            end(Optional.of(new IllegalArgumentException(
                    "The number of items to request must be positive, not " + count + " (Reactive Streams §3.9)")));
            return;
        }
        synchronized (lock) {
            boolean waiting = demand == 0;
            demand = demand + count < 0 ? Long.MAX_VALUE : demand + count; // §3.17
            if (waiting && source != null && subscriber != null) {
                source.resume();
            }
        }
    }

    @Override
    public void cancel() {
        Subscription over;
        synchronized (lock) {
            subscriber = null;
            over = source;
        }
        if (over != null) {
            over.close();
        }
    }

    /**
     * Calls the subscriber, and ends it behind that if its end came meanwhile.
     *
     * @return whether it wants more
     */
    private boolean signal(Consumer<Flow.Subscriber<? super Item<T>>> call) {
        Flow.Subscriber<? super Item<T>> present;
        synchronized (lock) {
            present = subscriber;
            if (present == null || end != null) {
                return false;
            }
            signalling = true;
        }
        boolean returned = false;
        try {
            call.accept(present);
            returned = true;
        } finally {
            if (!returned) {
                cancel(); // §2.13
            }
            synchronized (lock) {
                signalling = false;
            }
            finish();
        }
        synchronized (lock) {
            return subscriber != null;
        }
    }

    private void end(Optional<Throwable> failure) {
        synchronized (lock) {
            Flow.Subscriber<? super Item<T>> present = subscriber;
            if (present == null || end != null) {
                return;
            }
            end = () -> failure.ifPresentOrElse(present::onError, present::onComplete);
        }
        finish();
    }

    /** Tells of the end, once, if there is one and nothing else is being told. */
    private void finish() {
        Runnable last;
        synchronized (lock) {
            if (signalling || end == null || subscriber == null) {
                return;
            }
            last = end;
            subscriber = null;
        }
        cancel();
        last.run();
    }

    /** Listens to the topic, on the subscription's worker. */
    private final class Source extends PulledItems<T> {

        @Override
        void arrived(Item<T> item) {
            synchronized (lock) {
                if (demand != Long.MAX_VALUE && --demand == 0 && source != null) {
                    source.pause();
                }
            }
            signal(present -> present.onNext(item));
        }

        @Override
        void ended(SubscriptionState state) {
            end(failure(topic.name(), state).map(Throwable.class::cast));
        }

        @Override
        public void onGap(Gap gap) {
            signal(present -> gaps.accept(gap));
        }
    }
}
