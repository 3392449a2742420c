package org.xmppgrid.smack.internal.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.History;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.xmpp.PageRequest;
import org.xmppgrid.smack.internal.xmpp.StoredPage;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

/**
 * The end of a topic's items: looks back page by page from the newest until it has seen enough, then gives what it saw
 * from there on, the oldest first. A few pages are kept in memory on the way back, the others are asked for again, so that
 * a tail of any length needs little memory, and one of the usual length is asked for once.
 */
final class StoredTail {
    /** So much of the pages is kept on the way back, in characters; and the newest page in any case. */
    private static final long CACHED_CHARS = 4L * 1024 * 1024;

    /**
     * A page may become so large, in characters, and have so many items: ejabberd goes through its whole list for each, whatever
     * its size.
     */
    private static final long PAGE_CHARS = 256L * 1024;

    private static final int PAGE_ITEMS = 500;

    /** What an item costs beside its payload. */
    private static final int OVERHEAD = 256;

    /** A page by what it was asked for with; without items if they are not kept. */
    private record Page(PageRequest request, @Nullable List<StoredItem> items) {}

    private final PagedItems.Source source;
    private final boolean grows;
    private int pageSize;
    private final Deque<Page> pages = new ArrayDeque<>();
    private long cached;
    private long seen;
    private boolean complete;

    /**
     * A tail.
     *
     * @param pageSize how many items the first page has
     * @param grows whether those behind it may have more
     */
    StoredTail(PagedItems.Source source, int pageSize, boolean grows) {
        this.source = source;
        this.pageSize = pageSize;
        this.grows = grows;
    }

    /** Takes the newest items for the whole tail, if they are enough. */
    boolean take(StoredPage newest, Predicate<List<StoredItem>> enough) {
        if (!enough.test(newest.items())) {
            return false;
        }
        keep(new PageRequest(pageSize, true, Optional.empty()), newest.items());
        seen = newest.items().size();
        return true;
    }

    /**
     * Looks back.
     *
     * @param enough is shown each page, the newest first and each with its oldest item first
     */
    void back(Predicate<List<StoredItem>> enough) {
        Optional<String> cursor = Optional.empty();
        List<String> previous = List.of();
        boolean more = true;
        while (more) {
            PageRequest request = new PageRequest(pageSize, true, cursor);
            StoredPage page = ask(request);
            List<String> ids = page.items().stream().map(StoredItem::id).toList();
            if (cursor.isPresent() && (!page.paged() || !ids.isEmpty() && ids.equals(previous))) {
                throw broken("sends the same page again, or stops paging");
            }
            keep(request, page.items());
            seen += ids.size();
            if (seen > History.MAX_ITEMS) {
                throw broken("does not come to an end");
            }
            complete = !page.paged()
                    || page.complete()
                    || ids.isEmpty()
                    || page.first().isEmpty()
                    || page.first().equals(cursor)
                    || page.total().orElse(Integer.MAX_VALUE) <= seen;
            more = !enough.test(page.items()) && !complete;
            cursor = page.first();
            previous = ids;
        }
    }

    /** Whether the oldest item that the broker keeps was seen. */
    boolean isComplete() {
        return complete;
    }

    long seen() {
        return seen;
    }

    /** Gives the pages again, the oldest first. */
    void forward(Consumer<List<StoredItem>> taker) {
        for (Page page = pages.pollLast(); page != null; page = pages.pollLast()) {
            List<StoredItem> kept = page.items();
            taker.accept(kept == null ? ask(page.request()).items() : kept);
        }
    }

    private void keep(PageRequest request, List<StoredItem> items) {
        long size = items.stream()
                .mapToLong(item -> OVERHEAD + item.payload().xml().length())
                .sum();
        if (grows && size * 2 <= PAGE_CHARS) {
            pageSize = Math.min(PAGE_ITEMS, pageSize * 2);
        }
        // the newest page is another one when it is asked for again
        boolean keeps = pages.isEmpty() || cached + size <= CACHED_CHARS;
        cached += keeps ? size : 0;
        pages.add(new Page(request, keeps ? items : null));
    }

    private StoredPage ask(PageRequest request) {
        try {
            StoredPage page = source.page(request);
            boolean cut =
                    !page.paged() && request.cursor().isEmpty() && page.items().size() == request.size();
            return cut ? larger(page, source.all()) : page;
        } catch (GridRequestException e) {
            if (e.reason() == Reason.TOPIC_NOT_FOUND && request.cursor().isPresent()) {
                throw new GridRequestException(
                        Reason.LISTING_CHANGED,
                        "The items of " + source.what() + " changed while they were read; they are read again",
                        e.condition().orElse(null),
                        e);
            }
            throw e;
        }
    }

    /** A broker that does not page may have cut its answer without saying so. */
    private static StoredPage larger(StoredPage page, StoredPage all) {
        return all.items().size() > page.items().size() ? all : page;
    }

    private GridRequestException broken(String how) {
        return new GridRequestException(
                Reason.PROTOCOL_VIOLATION,
                "The broker " + how + " when it is asked for the items of " + source.what() + ", after " + seen
                        + " of them; its paging (XEP-0059) is broken, report it to its maker",
                null,
                null);
    }
}
