package org.xmppgrid.smack.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.History;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.xmpp.PageRequest;
import org.xmppgrid.smack.internal.xmpp.StoredPage;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

/**
 * Turns the pages of a topic's items (XEP-0059 §2.2 and §2.3), in either direction. Distrusts the broker: one that
 * ignores paging ends the list with everything at once; one that sends a page again, stops halfway or never ends is
 * refused.
 */
final class PagedItems implements Iterator<StoredItem> {

    /** Where the pages come from. */
    interface Source {

        /** One page. */
        StoredPage page(PageRequest request);

        /** Everything, in case that a broker cuts its answer without saying so. */
        StoredPage all();

        /** Whether the same item can come several times, as in an archive. */
        boolean repeats();

        /** What the pages are of and where, for messages. */
        String what();
    }

    private final Source source;
    private final boolean backwards;
    private final int pageSize;
    private final long limit;

    private final Deque<StoredItem> ready = new ArrayDeque<>();
    private Optional<String> cursor = Optional.empty();
    private List<String> previous = List.of();
    private long listed;
    private long given;
    private boolean over;

    PagedItems(Source source, boolean backwards, int pageSize, long limit) {
        this.source = source;
        this.backwards = backwards;
        this.pageSize = pageSize;
        this.limit = limit;
    }

    /** Asks for the next page when there is nothing left of the present one, and only then. */
    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !over && given < limit) {
            take(ask());
        }
        return !ready.isEmpty() && given < limit;
    }

    @Override
    public StoredItem next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more items of " + source.what());
        }
        given++;
        return ready.remove();
    }

    private StoredPage ask() {
        int size = (int) Math.min(pageSize, limit - given);
        try {
            StoredPage page = source.page(new PageRequest(size, backwards, cursor));
            // as many as were asked for, and not a word on whether there are more: it may have cut the list
            return !page.paged() && cursor.isEmpty() && page.items().size() == size ? larger(page, source.all()) : page;
        } catch (GridRequestException e) {
            if (e.reason() == Reason.TOPIC_NOT_FOUND && cursor.isPresent()) {
                throw new GridRequestException(
                        Reason.LISTING_CHANGED,
                        "The broker can't go on with the items of " + source.what() + " after " + listed
                                + " of them: the last one, or the topic, was removed meanwhile; read again",
                        e.condition().orElse(null),
                        e);
            }
            throw e;
        }
    }

    private void take(StoredPage page) {
        List<StoredItem> items = page.items();
        Optional<String> next = backwards ? page.first() : page.last();
        if (cursor.isPresent() && !items.isEmpty()) {
            refuseRepetition(page, next);
        }
        listed += items.size();
        if (listed > History.MAX_ITEMS) {
            throw new GridRequestException(
                    Reason.LIMIT_EXCEEDED,
                    "There are more than " + History.MAX_ITEMS + " items of " + source.what()
                            + " (History.MAX_ITEMS); the broker may never come to an end",
                    null,
                    null);
        }
        previous = items.stream().map(StoredItem::id).toList();
        over = !page.paged() || page.complete() || items.isEmpty() || next.isEmpty();
        cursor = next;
        if (over && page.paged() && !page.complete()) {
            // newest first, what was published since the beginning is missing rightly
            boolean all = backwards && items.isEmpty();
            refuseTruncation(page, all);
        }
        List<StoredItem> ordered = new ArrayList<>(items);
        if (backwards) {
            Collections.reverse(ordered);
        }
        ready.addAll(ordered);
    }

    private void refuseRepetition(StoredPage page, Optional<String> next) {
        List<String> ids = page.items().stream().map(StoredItem::id).toList();
        boolean again = next.isPresent() && next.equals(cursor) || !source.repeats() && ids.equals(previous);
        if (again || !page.paged()) {
            throw new GridRequestException(
                    Reason.PROTOCOL_VIOLATION,
                    "The broker " + (again ? "sends the same page of the items again" : "stops paging")
                            + ", after " + listed + " items of " + source.what()
                            + "; its paging (XEP-0059) is broken, report it to its maker",
                    null,
                    null);
        }
    }

    private void refuseTruncation(StoredPage page, boolean rightly) {
        int total = page.total().orElse(0);
        if (!rightly && listed < total) {
            throw new GridRequestException(
                    Reason.PROTOCOL_VIOLATION,
                    "The broker says that there are " + total + " items and stops after " + listed + " of "
                            + source.what() + "; its paging (XEP-0059) is broken, report it to its maker",
                    null,
                    null);
        }
    }

    private static StoredPage larger(StoredPage page, StoredPage all) {
        return all.items().size() > page.items().size() ? all : page;
    }
}
