package org.xmppgrid.sdk;

import java.util.List;
import java.util.Optional;

/**
 * What a broker is known to keep of a topic: {@link Topic#durability()}. A durable consumer can get only what the broker
 * keeps while it is away.
 *
 * @param readable whether this account can read the items that the broker keeps
 * @param persists whether items are kept ({@code pubsub#persist_items}); empty if the broker does not tell this account
 * @param maxItems how many ({@code pubsub#max_items}); empty if the broker does not tell this account
 * @param notification the type of the events' messages ({@code pubsub#notification_type}); empty if the broker does not
 *     tell this account
 * @param advice what the topic's owner should change and why, a sentence each; empty if nothing is known to be wrong
 */
public record TopicDurability(
        boolean readable,
        Optional<Boolean> persists,
        Optional<MaxItems> maxItems,
        Optional<NotificationType> notification,
        List<String> advice) {
    /**
     * Copies the advice.
     *
     * @param readable whether this account can read the items that the broker keeps
     * @param persists whether items are kept
     * @param maxItems how many
     * @param notification the type of the events' messages
     * @param advice what the topic's owner should change and why
     */
    public TopicDurability {
        advice = List.copyOf(advice);
    }

    /**
     * Whether nothing is known that would lose items for a consumer that is away for a short time.
     *
     * @return true if there is no advice
     */
    public boolean isSound() {
        return advice.isEmpty();
    }
}
