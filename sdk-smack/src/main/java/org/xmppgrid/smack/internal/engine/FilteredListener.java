package org.xmppgrid.smack.internal.engine;

import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.TopicListener;

/** Hands over what a filter does not matter to; what it matters to is left to who knows where the items come from. */
abstract class FilteredListener<T> implements TopicListener<T> {
    private final FilteredDelivery<T> delivery;
    private final TopicListener<? super T> listener;

    FilteredListener(FilteredDelivery<T> delivery, TopicListener<? super T> listener) {
        this.delivery = delivery;
        this.listener = listener;
    }

    @Override
    public void onRetracted(String itemId) {
        delivery.retracted(itemId);
    }

    @Override
    public void onPurged() {
        delivery.purged();
    }

    @Override
    public void onGap(Gap gap) {
        listener.onGap(gap);
    }

    @Override
    public void onResumed() {
        listener.onResumed();
    }
}
