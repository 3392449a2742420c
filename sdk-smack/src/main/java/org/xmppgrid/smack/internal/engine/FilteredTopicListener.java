package org.xmppgrid.smack.internal.engine;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.TopicListener;

/** Listens to the topic itself, and first catches up if it comes after a sub-topic. */
final class FilteredTopicListener<T> extends FilteredListener<T> implements SubscriptionAware {
    private final GridTopic<T> topic;
    private final CatchUp<T> catchUp;
    private final FilteredDelivery<T> delivery;
    private final BooleanSupplier paused;
    private final Consumer<SubscriptionState> states;
    /** Used by the worker only. */
    private boolean catchUpDue;

    private volatile @Nullable LiveSubscription<?> subscription;

    /**
     * A listener for one subscription.
     *
     * @param afterSubTopic whether something may have come between the sub-topic's end and the subscription to the topic
     * @param paused whether nothing is to be handed over now
     * @param states is told of the states of the subscription
     */
    FilteredTopicListener(
            GridTopic<T> topic,
            CatchUp<T> catchUp,
            FilteredDelivery<T> delivery,
            TopicListener<? super T> listener,
            boolean afterSubTopic,
            BooleanSupplier paused,
            Consumer<SubscriptionState> states) {
        super(delivery, listener);
        this.topic = topic;
        this.catchUp = catchUp;
        this.delivery = delivery;
        this.catchUpDue = afterSubTopic;
        this.paused = paused;
        this.states = states;
    }

    @Override
    public void listensTo(LiveSubscription<?> mine) {
        subscription = mine;
    }

    @Override
    public void onItem(Item<? extends T> item) {
        catchUpFirst();
        if (!catchUp.hadAlready(item.id())) {
            delivery.item(item);
        }
    }

    @Override
    public void onUnreadable(Item<? extends T> item, GridPayloadException problem) {
        catchUpFirst();
        if (!catchUp.hadAlready(item.id())) {
            delivery.unreadable(item, problem);
        }
    }

    @Override
    public void onState(SubscriptionState state) {
        if (state == SubscriptionState.ACTIVE) {
            LiveSubscription<?> mine = subscription;
            if (paused.getAsBoolean() && mine != null) {
                mine.afterPause(this::catchUpFirst);
            } else {
                catchUpFirst();
            }
        }
        states.accept(state);
    }

    /** Before the first item, which comes before the state where the account is subscribed already. */
    private void catchUpFirst() {
        LiveSubscription<?> mine = subscription;
        if (catchUpDue && mine != null) {
            catchUpDue = false;
            catchUp(mine);
        }
    }

    /** Hands over what came between the sub-topic's end and the subscription to the topic. */
    private void catchUp(LiveSubscription<?> mine) {
        for (Item<T> missed : catchUp.missed(mine)) {
            guarded(() -> delivery.any(missed));
        }
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            topic.session().observers().handlerFailed(topic.name(), "listener", e);
        }
    }
}
