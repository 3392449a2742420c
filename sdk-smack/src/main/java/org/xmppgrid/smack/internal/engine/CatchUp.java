package org.xmppgrid.smack.internal.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xmppgrid.sdk.FilteredTopic;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Observation;

/**
 * Knows which of the topic's latest items a subscriber of a sub-topic has not had when it goes on with the topic itself:
 * those that it had not, behind the one that was the topic's latest when it began, or else behind the first that it had.
 */
final class CatchUp<T> {
    /** The ids of so many items are remembered: twice as many as are looked through, since they may be out of order. */
    private static final int REMEMBERED = 2 * FilteredTopic.CATCH_UP_ITEMS;

    private final GridTopic<T> topic;
    private final Set<String> had = new LinkedHashSet<>();
    private boolean over;
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

    /**
     * Asks for the items that came in between, the oldest first; none if the broker does not keep items. What arrives
     * before the answer can be in it too, what arrives behind it is new.
     */
    List<Item<T>> missed(LiveSubscription<?> subscription) {
        List<Item<T>> latest;
        try {
            latest = topic.latest(FilteredTopic.CATCH_UP_ITEMS, () -> subscription.behindWhatArrived(this::end));
        } catch (GridException e) {
            topic.session().observers().handlerFailed(topic.name(), "catching up after a deleted sub-topic", e);
            end();
            return List.of();
        }
        synchronized (this) {
            List<String> ids = latest.stream().map(Item::id).toList();
            int known = (int) ids.stream().filter(had::contains).count();
            boolean begun = !had.isEmpty() || start.isPresent();
            int from = firstOwed(ids);
            if (begun && from == 0 && known == 0 && ids.size() == FilteredTopic.CATCH_UP_ITEMS) {
                topic.session()
                        .observers()
                        .tell(
                                Observation.Kind.EVENTS_DISCARDED,
                                topic.name(),
                                "more items came while a sub-topic was deleted than the " + FilteredTopic.CATCH_UP_ITEMS
                                        + " that are looked through: read the topic's items for the others");
            }
            List<Item<T>> missed = latest.subList(from, latest.size()).stream()
                    .filter(item -> !had.contains(item.id()))
                    .toList();
            had.addAll(ids);
            return missed;
        }
    }

    /** Whether an item that arrives was handed over already. Afterwards it would be one that replaces another. */
    synchronized boolean hadAlready(String itemId) {
        return !over && had.contains(itemId);
    }

    private int firstOwed(List<String> ids) {
        // one that came again has been replaced, and stands somewhere else now
        if (start.isPresent() && !had.contains(start.get())) {
            return ids.indexOf(start.get()) + 1;
        }
        for (int i = 0; i < ids.size(); i++) {
            if (had.contains(ids.get(i))) {
                return i;
            }
        }
        return 0;
    }

    private synchronized void end() {
        over = true;
        had.clear();
    }
}
