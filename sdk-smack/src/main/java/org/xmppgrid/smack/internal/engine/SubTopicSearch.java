package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.xmppgrid.sdk.FilteredSubscription;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.sdk.TopicListener;

/** Finds the way to the items that pass a filter: the sub-topic if it can be used, else the topic itself. */
final class SubTopicSearch<T> {
    private final GridTopic<T> topic;
    private final GridTopic<T> subTopic;
    private final FilteredGridTopic<T> view;
    private final TopicFilter filter;
    private final TopicListener<? super T> listener;

    SubTopicSearch(FilteredGridTopic<T> view, TopicFilter filter, TopicListener<? super T> listener) {
        this.view = view;
        this.topic = view.itself();
        this.subTopic = view.subTopic(filter);
        this.filter = filter;
        this.listener = listener;
    }

    FilteredSubscription subscribe() {
        return subscribe(isUsable());
    }

    /** Subscribes; where there is no sub-topic, after somebody was asked for it, who says whether it is there then. */
    FilteredSubscription subscribe(BooleanSupplier ask) {
        return subscribe(isUsable() || !subTopic.exists() && ask.getAsBoolean() && isUsable());
    }

    private FilteredSubscription subscribe(boolean usable) {
        SwitchingSubscription<T> subscription = new SwitchingSubscription<>(topic, filter, view.criteria(), listener);
        if (usable) {
            try {
                // read before, so that whatever is not older is known to be owed
                subscription.viaSubTopic(subTopic, latestId());
                return subscription;
            } catch (GridRequestException e) {
                if (!isAbsent(e)) {
                    throw e;
                }
            }
        }
        subscription.viaTopic();
        return subscription;
    }

    /** Whether the sub-topic is there, and not known to be a stranger's. */
    private boolean isUsable() {
        List<GridAddress> owners;
        try {
            owners = subTopic.info().owners();
        } catch (GridRequestException e) {
            if (isAbsent(e)) {
                return false;
            }
            throw e;
        }
        List<GridAddress> expected = owners.isEmpty() ? List.of() : ownersOfTopic();
        // Prosody does not tell: there it is for its administrator to say who may create topics
        boolean strangers = !expected.isEmpty()
                && owners.stream().noneMatch(owner -> expected.stream().anyMatch(one -> isSame(one, owner)));
        if (strangers) {
            topic.session()
                    .observers()
                    .tell(
                            Observation.Kind.DOWNGRADED,
                            Optional.empty(),
                            Optional.of(subTopic.name()),
                            "the sub-topic belongs to " + owners + " and not to an owner of '" + topic.name()
                                    + "', so it is not used; ask the broker's administrator who they are",
                            Map.of("reason", "sub-topic of another owner"));
        }
        return !strangers;
    }

    private List<GridAddress> ownersOfTopic() {
        try {
            return topic.info().owners();
        } catch (GridRequestException e) {
            // whoever may not look at the topic is told by its own subscription
            return List.of();
        }
    }

    private Optional<String> latestId() {
        try {
            return topic.latest(1).stream().map(Item::id).findFirst();
        } catch (GridRequestException e) {
            // nothing kept, or not for this account before it is subscribed
            return Optional.empty();
        }
    }

    private static boolean isSame(GridAddress one, GridAddress other) {
        return one.bare().equals(other.bare());
    }

    private static boolean isAbsent(GridRequestException refusal) {
        return switch (refusal.reason()) {
            case TOPIC_NOT_FOUND, FORBIDDEN, NOT_ON_WHITELIST, NOT_SUBSCRIBED, NOT_SUPPORTED -> true;
            default -> false;
        };
    }
}
