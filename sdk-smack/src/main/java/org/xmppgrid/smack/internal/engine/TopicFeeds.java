package org.xmppgrid.smack.internal.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.TopicListener;

/** The topics that several filters of a connection are applied to: each is subscribed to once, and left with the last. */
final class TopicFeeds {
    private final Map<String, TopicFeed<?>> feeds = new HashMap<>();

    /** Held while a subscription begins or ends, so that none begins while the last of its topic ends. */
    private final ReentrantLock changing = new ReentrantLock();

    /** Subscribes, or shares the subscription that there is. */
    <T> Subscription subscribe(GridTopic<T> topic, TopicListener<T> listener) {
        changing.lock();
        try {
            TopicFeed<?> before = feeds.get(topic.name());
            if (before != null && before.isFor(topic)) {
                @SuppressWarnings("unchecked") // the payload types are the same
                TopicFeed<T> same = (TopicFeed<T>) before;
                return same.join(listener);
            }
            TopicFeed<T> feed = new TopicFeed<>(this, topic);
            Subscription first = feed.begin(listener);
            feeds.put(topic.name(), feed);
            return first;
        } finally {
            changing.unlock();
        }
    }

    /** Ends a feed that nobody listens to any more. */
    void endIfLeft(TopicFeed<?> feed, boolean unsubscribe) {
        changing.lock();
        try {
            if (feed.isEmpty()) {
                // another may have taken its place since it ended, and needs what the broker has
                boolean latest = feeds.remove(feed.topic(), feed) || !feeds.containsKey(feed.topic());
                feed.end(unsubscribe && latest);
            }
        } finally {
            changing.unlock();
        }
    }
}
