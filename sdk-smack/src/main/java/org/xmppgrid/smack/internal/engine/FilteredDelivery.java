package org.xmppgrid.smack.internal.engine;

import java.util.concurrent.atomic.AtomicLong;
import org.xmppgrid.sdk.FilterCriteria;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.sdk.TopicListener;

/** Hands a listener what passes its filter, whichever topic it comes from, and counts it. */
final class FilteredDelivery<T> {
    private final TopicFilter filter;
    private final FilterCriteria<T> criteria;
    private final TopicListener<? super T> listener;
    private final AtomicLong count = new AtomicLong();

    FilteredDelivery(TopicFilter filter, FilterCriteria<T> criteria, TopicListener<? super T> listener) {
        this.filter = filter;
        this.criteria = criteria;
        this.listener = listener;
    }

    /** How much was handed over. */
    long count() {
        return count.get();
    }

    void item(Item<? extends T> item) {
        if (criteria.matches(filter, item.payload())) {
            count.incrementAndGet();
            listener.onItem(item);
        }
    }

    /** No filter can tell of one that can't be read. */
    void unreadable(Item<? extends T> item, GridPayloadException problem) {
        count.incrementAndGet();
        listener.onUnreadable(item, problem);
    }

    /** An item of which is not known whether it can be read. */
    void any(Item<T> item) {
        try {
            item.payload();
        } catch (GridPayloadException problem) {
            unreadable(item, problem);
            return;
        }
        item(item);
    }

    void retracted(String itemId) {
        count.incrementAndGet();
        listener.onRetracted(itemId);
    }

    void purged() {
        count.incrementAndGet();
        listener.onPurged();
    }
}
