package org.xmppgrid.smack.internal.engine;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.History;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.xmpp.PageRequest;
import org.xmppgrid.smack.internal.xmpp.StoredPage;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

/**
 * A query for a topic's items; asks the broker when it is iterated.
 *
 * @param most how many items at most, {@code Long.MAX_VALUE} for all
 * @param wanted the ids of the items; none for all
 */
record TopicHistory<T>(
        GridTopic<T> topic, boolean backwards, long most, int size, Optional<Instant> begin, List<String> wanted)
        implements History<T> {
    private static final int TRAITS = Spliterator.ORDERED | Spliterator.NONNULL;

    TopicHistory(GridTopic<T> topic) {
        this(topic, false, Long.MAX_VALUE, DEFAULT_PAGE_SIZE, Optional.empty(), List.of());
    }

    @Override
    public History<T> newestFirst() {
        return new TopicHistory<>(topic, true, most, size, begin, wanted);
    }

    @Override
    public History<T> oldestFirst() {
        return new TopicHistory<>(topic, false, most, size, begin, wanted);
    }

    @Override
    public History<T> limit(int items) {
        return new TopicHistory<>(topic, backwards, positive("limit", items), size, begin, wanted);
    }

    @Override
    public History<T> pageSize(int items) {
        return new TopicHistory<>(topic, backwards, most, positive("page size", items), begin, wanted);
    }

    @Override
    public History<T> since(Instant time) {
        if (!wanted.isEmpty()) {
            throw new IllegalStateException("This query is for items by their ids, whenever they were published");
        }
        return new TopicHistory<>(topic, backwards, most, size, Optional.of(time), wanted);
    }

    @Override
    public History<T> ids(String... itemIds) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(List.of(itemIds)));
        if (distinct.isEmpty() || distinct.contains("")) {
            throw new IllegalArgumentException("There is at least one item's id, and none is empty");
        }
        if (begin.isPresent()) {
            throw new IllegalStateException("This query is for what was published since " + begin.get());
        }
        return new TopicHistory<>(topic, backwards, most, size, begin, distinct);
    }

    @Override
    public Iterator<Item<T>> iterator() {
        Iterator<StoredItem> stored = stored();
        GridAddress broker = topic.session().brokerAddress();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return stored.hasNext();
            }

            @Override
            public Item<T> next() {
                return ReceivedItem.kept(topic.session().codec(), topic.type(), topic.name(), broker, stored.next());
            }
        };
    }

    @Override
    public Stream<Item<T>> stream() {
        return StreamSupport.stream(() -> Spliterators.spliteratorUnknownSize(iterator(), TRAITS), TRAITS, false);
    }

    /** The query in words. */
    @Override
    public String toString() {
        String which = wanted.isEmpty()
                ? (backwards ? "newest" : "oldest") + " first"
                        + begin.map(time -> ", since " + time).orElse("")
                : "items " + wanted;
        return "History[" + topic.name() + ", " + which + (most == Long.MAX_VALUE ? "" : ", at most " + most) + ", "
                + size + " a page, asked for when iterated]";
    }

    private Iterator<StoredItem> stored() {
        GridSession session = topic.session();
        GridAddress broker = session.brokerAddress();
        if (!wanted.isEmpty()) {
            return lazily(new ItemsById(
                            ids -> session.tracked(session.xmpp()
                                            .storedById(
                                                    broker,
                                                    topic.name(),
                                                    session.subscriptions().id(topic.name()),
                                                    ids))
                                    .await(),
                            wanted,
                            size))
                    .limit(most)
                    .iterator();
        }
        if (begin.isEmpty()) {
            return new PagedItems(new KeptItems(session, broker, topic.name()), backwards, size, most);
        }
        if (session.features().has(broker, AdvertisedFeatures.ARCHIVE)) {
            return new PagedItems(new Archived(session, broker, topic.name(), begin.get()), backwards, size, most);
        }
        return lazily(new PagedItems(new KeptItems(session, broker, topic.name()), backwards, size, Long.MAX_VALUE))
                .filter(this::isSince)
                .limit(most)
                .iterator();
    }

    private boolean isSince(StoredItem item) {
        Instant published = item.delayedSince()
                .orElseThrow(() -> new GridRequestException(
                        Reason.NOT_SUPPORTED,
                        "Can't read the items of the topic '" + topic.name()
                                + "' since a time: the broker keeps no archive of its topics (XEP-0442) and does not say"
                                + " when its items were published; read history().newestFirst() and stop by what the"
                                + " payloads say",
                        null,
                        null));
        return !published.isBefore(begin.orElse(Instant.MIN));
    }

    private static <E> Stream<E> lazily(Iterator<E> items) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(items, TRAITS), false);
    }

    private static int positive(String what, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("A " + what + " is at least one item, not " + value);
        }
        return value;
    }

    /** What was published to the topic, as the broker's archive has it. */
    private record Archived(GridSession session, GridAddress broker, String topic, Instant since)
            implements PagedItems.Source {

        @Override
        public StoredPage page(PageRequest request) {
            return session.tracked(session.xmpp()
                            .archived(
                                    broker,
                                    topic,
                                    since,
                                    request,
                                    session.limits().queuedChars()))
                    .await();
        }

        /** An archive has to page (XEP-0313 §4.3): what it sends is what there is. */
        @Override
        public StoredPage all() {
            return page(new PageRequest(History.DEFAULT_PAGE_SIZE, false, Optional.empty()));
        }

        @Override
        public boolean repeats() {
            return true;
        }

        @Override
        public String what() {
            return "the archive of the topic '" + topic + "' at " + broker;
        }
    }
}
