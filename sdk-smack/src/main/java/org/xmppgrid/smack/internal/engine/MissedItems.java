package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.xmppgrid.sdk.ConsumerBounds;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StartPosition;
import org.xmppgrid.smack.internal.store.Arrival;
import org.xmppgrid.smack.internal.store.Fill;
import org.xmppgrid.smack.internal.store.Inbox;
import org.xmppgrid.smack.internal.store.Received;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

/**
 * Reads from the broker what a durable consumer missed: back from the newest item until enough is known, and from there on
 * in the broker's order to the disk.
 */
final class MissedItems implements ConsumerCatchUp.Pass {
    /**
     * So many known items are looked back for: one alone may stand behind items that were missed, because its provider
     * published it again. It is more than the publishes that a provider has under way.
     */
    static final int KNOWN = 512;

    /** What a broker that does not page is asked for instead of its whole list, if that is longer. */
    private static final int NEWEST = 2 * KNOWN;

    private static final int FIRST_PAGE = 50;
    /** As long as anybody can wait: the end is that there is room, or the consumer is closed. */
    private static final Duration ALWAYS = Duration.ofDays(365);

    private final GridTopic<?> topic;
    private final ConsumerStore store;
    private final StartPosition start;
    private final ConsumerBounds bounds;
    private final ConsumerMeasures measures;
    private final Runnable arrived;
    private final Changes changes;
    private volatile int pageSize = FIRST_PAGE;
    /** Whether pages may become larger than that. Used, as the next three, by the one pass that is under way. */
    private boolean grows = true;

    private int pages;
    /** How many pages had come when the connection was lost last; -1 if it was not. */
    private int pagesBefore = -1;
    /** How many items came at once when a page was asked for last: all that there are, from a broker that does not page. */
    private int lastPage;

    private volatile boolean toldOfNothing;

    MissedItems(
            GridTopic<?> topic,
            ConsumerTerms<?> terms,
            ConsumerStore store,
            ConsumerMeasures measures,
            Runnable arrived,
            Changes changes) {
        this.topic = topic;
        this.store = store;
        this.start = terms.start();
        this.bounds = terms.bounds();
        this.measures = measures;
        this.arrived = arrived;
        this.changes = changes;
    }

    @Override
    public boolean isKnown(Inbox inbox, String itemId) {
        return inbox.knows(topic.session().brokerAddress().toString(), topic.name(), itemId);
    }

    @Override
    public boolean isHopeful() {
        return !topic.session().connectionState().isFinal();
    }

    @Override
    public void smaller() {
        pageSize = grows ? pageSize : Math.max(1, pageSize / 2);
        grows = false;
    }

    @Override
    public void run(ConsumerCatchUp whole) {
        boolean connected = topic.session().isConnected();
        GridAddress broker = topic.session().brokerAddress();
        pages = 0;
        KeptItems kept = new KeptItems(topic.session(), broker, topic.name(), size -> {
            lastPage = size;
            pages++;
        });
        try {
            if (store.with(Inbox::isNew)) {
                begin(whole, broker, kept);
            } else {
                goOn(whole, broker, kept);
            }
        } catch (GridConnectionException e) {
            if (connected && pages == pagesBefore) {
                // at the same place again: it may have been the size of the page that ended it
                smaller();
            }
            grows |= pages > pagesBefore;
            pagesBefore = pages;
            throw e;
        }
        pagesBefore = -1;
        grows = true;
        pageSize = Math.min(FIRST_PAGE, pageSize * 2);
    }

    /** On the first run. */
    private void begin(ConsumerCatchUp whole, GridAddress broker, KeptItems kept) {
        OptionalLong wanted = start.stored();
        if (wanted.isEmpty()) {
            new PagedItems(kept, false, pageSize, Long.MAX_VALUE).forEachRemaining(item -> place(whole, broker, item));
        } else {
            // those before them are remembered: from there on it goes on, whatever became of the first ones
            StoredTail tail = new StoredTail(kept, pageSize, grows);
            tail.back(page -> tail.seen() >= wanted.getAsLong() + KNOWN);
            new Beginning(whole, broker, tail.seen() - wanted.getAsLong()).take(tail);
        }
        store.with(inbox -> {
            inbox.startBehind(List.of());
            return true;
        });
    }

    private void goOn(ConsumerCatchUp whole, GridAddress broker, KeptItems kept) {
        StoredTail tail = new StoredTail(kept, pageSize, grows);
        Looking looking = new Looking(broker);
        if (lastPage <= NEWEST || !tail.take(kept.newest(NEWEST), new Looking(broker)::isEnough)) {
            tail.back(looking::isEnough);
        }
        if (tail.isComplete()) {
            tellWhatIsGone(whole, tail, looking);
        }
        // where enough is known, what stands before the first known is older than this consumer
        boolean[] begun = {tail.isComplete()};
        tail.forward(page -> page.forEach(item -> {
            begun[0] |= isKnown(broker, item);
            if (begun[0]) {
                place(whole, broker, item);
            }
        }));
    }

    private void tellWhatIsGone(ConsumerCatchUp whole, StoredTail tail, Looking looking) {
        if (tail.seen() == 0) {
            if (!toldOfNothing && store.with(Inbox::hasHistory)) {
                toldOfNothing = true;
                whole.tell(
                        Gap.Cause.PURGED,
                        OptionalLong.empty(),
                        "the broker keeps none of the items that were received before: if others were published"
                                + " meanwhile, they are lost");
            }
            return;
        }
        toldOfNothing = false;
        if (!looking.oldestIsKnown) {
            whole.tell(
                    Gap.Cause.ROLLED_OVER,
                    OptionalLong.empty(),
                    "the broker keeps " + tail.seen() + " items, and no item before them that was received: if it"
                            + " dropped others to make room, they are lost");
        }
    }

    private boolean isKnown(GridAddress broker, StoredItem item) {
        Arrival arrival = arrival(broker, item);
        return store.with(inbox -> inbox.knows(arrival));
    }

    private Arrival arrival(GridAddress broker, StoredItem item) {
        return ItemOnDisk.of(broker, topic.name(), item);
    }

    private void place(ConsumerCatchUp whole, GridAddress broker, StoredItem item) {
        awaitRoom();
        if (whole.isPast(item.id())) {
            return;
        }
        Arrival arrival = arrival(broker, item);
        Received received = store.with(inbox -> inbox.receiveMissed(arrival));
        if (whole.found(item.id())) {
            store.with(inbox -> inbox.retract(broker.toString(), topic.name(), item.id()));
        }
        if (received == Received.NEW || received == Received.UPDATE) {
            measures.received(false);
            whole.progressed();
        }
        arrived.run();
    }

    private void awaitRoom() {
        try {
            changes.await(this::hasRoom, ALWAYS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw closed();
        }
        if (store.isClosed()) {
            throw closed();
        }
    }

    private boolean hasRoom() {
        if (store.isClosed()) {
            return true;
        }
        Fill fill = store.with(Inbox::fill);
        return fill.items() < bounds.waitingItems() && fill.bytes() < bounds.waitingBytes();
    }

    private static GridClosedException closed() {
        return new GridClosedException(Reason.CLOSED, "The consumer was closed while it caught up", null, null);
    }

    /** The first items of a consumer that does not begin with all that is kept. */
    private final class Beginning {
        private final ConsumerCatchUp whole;
        private final GridAddress broker;
        private final long before;
        private final List<Arrival> older = new ArrayList<>();

        Beginning(ConsumerCatchUp whole, GridAddress broker, long before) {
            this.whole = whole;
            this.broker = broker;
            this.before = before;
        }

        void take(StoredTail tail) {
            long[] number = {0};
            tail.forward(page -> page.forEach(item -> {
                if (number[0]++ < before) {
                    older.add(arrival(broker, item).withoutPayload());
                } else {
                    startBehindThem();
                    place(whole, broker, item);
                }
            }));
            startBehindThem();
        }

        private void startBehindThem() {
            if (!older.isEmpty()) {
                store.with(inbox -> {
                    inbox.startBehind(older);
                    return true;
                });
                older.clear();
            }
        }
    }

    /** Looks through pages from the newest one back. */
    private final class Looking {
        private final GridAddress broker;
        private int known;
        private boolean oldestIsKnown;

        Looking(GridAddress broker) {
            this.broker = broker;
        }

        boolean isEnough(List<StoredItem> page) {
            for (StoredItem item : page) {
                known += isKnown(broker, item) ? 1 : 0;
            }
            if (!page.isEmpty()) {
                oldestIsKnown = isKnown(broker, page.get(0));
            }
            return known >= KNOWN;
        }
    }
}
