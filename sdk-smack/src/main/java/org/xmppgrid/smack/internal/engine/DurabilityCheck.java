package org.xmppgrid.smack.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.MaxItems;
import org.xmppgrid.sdk.NotificationType;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicDurability;
import org.xmppgrid.sdk.TopicField;

/** Finds out what a broker keeps of a topic for those who are away, and what its owner should change. */
final class DurabilityCheck {
    private static final int FEW = 100;

    private final GridTopic<?> topic;

    DurabilityCheck(GridTopic<?> topic) {
        this.topic = topic;
    }

    TopicDurability look() {
        TopicConfig config = TopicConfig.of(fields());
        Optional<Boolean> persists = config.get(TopicField.PERSIST_ITEMS);
        Optional<MaxItems> maxItems = config.get(TopicField.MAX_ITEMS);
        Optional<NotificationType> notification = config.get(TopicField.NOTIFICATION_TYPE);
        boolean readable = isReadable();
        List<String> advice = new ArrayList<>();
        if (persists.isPresent() && !persists.get()) {
            advice.add("the broker keeps no items: set persist_items to true (TopicConfig.secure()), or what is"
                    + " published while a consumer is away is lost");
        }
        maxItems.filter(most -> most.count().orElse(Integer.MAX_VALUE) < FEW)
                .ifPresent(most -> advice.add("the broker keeps " + most.protocolName()
                        + " items only: set max_items to" + " more than what is published while a consumer is away"));
        notification
                .filter(type -> type != NotificationType.NORMAL)
                .ifPresent(type -> advice.add("events are sent as '" + type.protocolName()
                        + "': set notification_type to normal, or the controller does not store them for who is away"));
        if (!readable) {
            advice.add("this account can't read the items that the broker keeps: have it made a member, or subscribe"
                    + " first; where the broker can't list items, nothing can be caught up with");
        }
        return new TopicDurability(readable, persists, maxItems, notification, advice);
    }

    /** The configuration is for owners; others get what the broker describes the topic with. */
    private Map<String, List<String>> fields() {
        try {
            return topic.config().fields();
        } catch (GridRequestException e) {
            if (e.reason() == Reason.TOPIC_NOT_FOUND) {
                throw e;
            }
        }
        try {
            return topic.info().fields();
        } catch (GridRequestException e) {
            if (e.reason() == Reason.TOPIC_NOT_FOUND) {
                throw e;
            }
            return Map.of();
        }
    }

    private boolean isReadable() {
        try {
            topic.latest(1);
            return true;
        } catch (GridRequestException e) {
            return false;
        }
    }
}
