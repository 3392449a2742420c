package org.xmppgrid.smack.internal.engine;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xmppgrid.sdk.FilteredTopic;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Observation;

/**
 * Knows which of the topic's latest items a subscriber of a sub-topic has not had when it goes on with the topic itself:
 * those behind the last one that it had, or behind the one that was the topic's latest when it began.
 */
final class CatchUp<T> {
    /** The ids of so many items are remembered: twice as many as are looked through, since they may be out of order. */
    private static final int REMEMBERED = 2 * FilteredTopic.CATCH_UP_ITEMS;

    private final GridTopic<T> topic;
    private final Set<String> had = new LinkedHashSet<>();
    private final Map<String, String> handedOver = new HashMap<>();
    private Optional<String> start = Optional.empty();

    CatchUp(GridTopic<T> topic) {
        this.topic = topic;
    }

    /** The topic's latest item is this, so what comes behind it is owed. */
    synchronized void begin(Optional<String> latest) {
        start = latest;
    }

    /** An item came from the sub-topic. */
    synchronized void note(String itemId) {
        had.remove(itemId);
        had.add(itemId);
        if (had.size() > REMEMBERED) {
            had.remove(had.iterator().next());
        }
    }

    /** Asks for the items that came in between, the oldest first; none if the broker does not keep items. */
    List<Item<T>> missed() {
        List<Item<T>> latest;
        try {
            latest = topic.latest(FilteredTopic.CATCH_UP_ITEMS);
        } catch (GridRequestException e) {
            topic.session().observers().handlerFailed(topic.name(), "catching up after a deleted sub-topic", e);
            return List.of();
        }
        synchronized (this) {
            int from = 0;
            for (int i = 0; i < latest.size(); i++) {
                String id = latest.get(i).id();
                if (had.contains(id) || start.equals(Optional.of(id))) {
                    from = i + 1;
                }
            }
            if (from == 0 && latest.size() == FilteredTopic.CATCH_UP_ITEMS && !(had.isEmpty() && start.isEmpty())) {
                topic.session()
                        .observers()
                        .tell(
                                Observation.Kind.EVENTS_DISCARDED,
                                topic.name(),
                                "more items came while a sub-topic was deleted than the " + FilteredTopic.CATCH_UP_ITEMS
                                        + " that are looked through: read the topic's items for the others");
            }
            List<Item<T>> missed = List.copyOf(latest.subList(from, latest.size()));
            missed.forEach(item -> handedOver.put(item.id(), item.raw().xml()));
            return missed;
        }
    }

    /** Whether an item that arrives was among the missed ones, and has not been replaced since. */
    synchronized boolean hadAlready(Item<?> item) {
        String text = handedOver.remove(item.id());
        return text != null && text.equals(item.raw().xml());
    }
}
