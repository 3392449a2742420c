package org.xmppgrid.smack.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.xmppgrid.smack.internal.xmpp.StoredPage;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

/** Retrieves items by their ids (XEP-0060 §6.5.8), in the order in which they were asked for, not the broker's. */
final class ItemsById implements Iterator<StoredItem> {
    private final Function<List<String>, StoredPage> broker;
    private final Deque<String> wanted;
    private final int pageSize;
    private final Deque<StoredItem> ready = new ArrayDeque<>();

    ItemsById(Function<List<String>, StoredPage> broker, List<String> ids, int pageSize) {
        this.broker = broker;
        this.wanted = new ArrayDeque<>(ids);
        this.pageSize = pageSize;
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !wanted.isEmpty()) {
            List<String> ids = new ArrayList<>();
            while (ids.size() < pageSize && !wanted.isEmpty()) {
                ids.add(wanted.remove());
            }
            Map<String, StoredItem> found = found(ids);
            ids.stream().filter(found::containsKey).map(found::get).forEach(ready::add);
        }
        return !ready.isEmpty();
    }

    @Override
    public StoredItem next() {
        if (!hasNext()) {
            throw new NoSuchElementException("None of the other items is there");
        }
        return ready.remove();
    }

    /** Asks again for what a broker left out that cut its answer and said so. */
    private Map<String, StoredItem> found(List<String> ids) {
        Map<String, StoredItem> found = new HashMap<>();
        List<String> missing = ids;
        boolean more = true;
        while (more && !missing.isEmpty()) {
            int before = found.size();
            StoredPage page = broker.apply(missing);
            for (StoredItem item : page.items()) {
                if (ids.contains(item.id())) {
                    found.putIfAbsent(item.id(), item);
                }
            }
            missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
            more = page.total().orElse(0) > page.items().size() && found.size() > before;
        }
        return found;
    }
}
