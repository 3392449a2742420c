package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.smack.internal.wire.WireException;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

/**
 * Gathers what an archive sends before it answers a query (XEP-0313 §4.1): messages of their own, each with the query's
 * id. Bounded: no page is larger than what was asked for, and none than what may be queued.
 */
final class ArchiveResults {
    private final Map<String, Page> open = new ConcurrentHashMap<>();

    /** What has come for one query. Filled by the reader thread only, and read by it when the query is answered. */
    static final class Page {
        private final String queryId = UUID.randomUUID().toString();
        private final GridAddress archive;
        private final int maxItems;
        private final long maxChars;
        private final List<StoredItem> items = new ArrayList<>();
        private long chars;
        private String exceeded = "";

        private Page(GridAddress archive, int maxItems, long maxChars) {
            this.archive = archive;
            this.maxItems = maxItems;
            this.maxChars = maxChars;
        }

        String queryId() {
            return queryId;
        }

        /** The items, once all have come. */
        List<StoredItem> items() {
            return List.copyOf(items);
        }

        /** Refuses a page that was larger than what may come. */
        void requireBounded() {
            if (!exceeded.isEmpty()) {
                throw new WireException(WireException.Kind.TOO_BIG, exceeded, null, true, null);
            }
        }

        private void missed() {
            exceeded = "the archive sent an item that is beyond a limit of this platform (GridLimits)";
        }

        private void add(StoredItem item) {
            chars += item.id().length() + item.payload().xml().length() + TopicEvent.OVERHEAD;
            if (items.size() >= maxItems) {
                exceeded = "the archive sent more than the " + maxItems + " items of the page that was asked for";
            } else if (chars > maxChars) {
                exceeded = "a page of the archive is larger than the limit of " + maxChars
                        + " characters (GridLimits.queuedChars); ask for smaller pages";
            } else {
                items.add(item);
            }
        }
    }

    /** Expects the results of a query that is about to be sent. */
    Page open(GridAddress archive, int maxItems, long maxChars) {
        Page page = new Page(archive, maxItems, maxChars);
        open.put(page.queryId, page);
        return page;
    }

    void close(Page page) {
        open.remove(page.queryId);
    }

    /**
     * Reads a result of a query.
     *
     * @return false if nobody asked the sender for it
     */
    boolean take(Optional<GridAddress> from, XmlPullParser parser, Prefixes around)
            throws XmlPullParserException, IOException {
        Page page = open.get(Elements.attribute(parser, "queryid"));
        if (page == null || !from.equals(Optional.of(page.archive))) {
            return false;
        }
        ArchiveCodec.Result result = new ArchiveCodec.Result();
        try {
            ArchiveCodec.read(parser, around, result);
        } catch (XmlPullParserException | IOException e) {
            // a history without this item would pass for whole: it is told of without its payload, or not at all
            result.item().ifPresentOrElse(page::add, page::missed);
            throw e;
        }
        result.item().ifPresent(page::add);
        return true;
    }
}
