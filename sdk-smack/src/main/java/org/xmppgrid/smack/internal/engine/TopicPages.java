package org.xmppgrid.smack.internal.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.smack.internal.xmpp.ItemsPage;

/**
 * Turns the pages of a listing (XEP-0059 §2.2), one request each. Distrusts the broker: one that ignores paging ends the
 * listing with everything at once, one that sends a page again or never ends is refused.
 */
final class TopicPages implements Iterator<TopicPage> {
    private final GridSession session;
    private final GridAddress broker;
    private final int size;
    private Optional<String> after = Optional.empty();
    private List<TopicPage.Entry> previous = List.of();
    private long listed;
    private boolean over;
    private @Nullable TopicPage next;

    TopicPages(GridSession session, GridAddress broker, int size) {
        this.session = session;
        this.broker = broker;
        this.size = size;
    }

    /**
     * Asks for the next page, since only an empty one is sure to be behind the last: the total may be a guess (XEP-0059
     * §2.7), and topics that are deleted meanwhile would make it too small.
     */
    @Override
    public boolean hasNext() {
        if (next == null && !over) {
            TopicPage page = ask();
            next = page.entries().isEmpty() && over ? null : page;
        }
        return next != null;
    }

    @Override
    public TopicPage next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The listing of " + broker + " is over");
        }
        TopicPage page = Objects.requireNonNull(next);
        next = null;
        return page;
    }

    private TopicPage ask() {
        ItemsPage page = request();
        List<TopicPage.Entry> entries = entries(page);
        refuseRepetition(page, entries);
        // an empty page counts too, or a broker that sends nothing else would never be refused
        listed += Math.max(1, page.entries().size());
        if (listed > session.limits().topics()) {
            throw new GridRequestException(
                    Reason.LIMIT_EXCEEDED,
                    "The broker " + broker + " lists more than "
                            + session.limits().topics()
                            + " topics; raise GridLimits.topics() if it really has that many",
                    null,
                    null);
        }
        after = page.last();
        previous = entries;
        over = !page.paged() || after.isEmpty() || page.entries().isEmpty();
        return new TopicPage(entries, page.total());
    }

    private ItemsPage request() {
        try {
            return session.tracked(session.xmpp().items(broker, size, after)).await();
        } catch (GridRequestException e) {
            if (e.reason() == Reason.TOPIC_NOT_FOUND && after.isPresent()) {
                throw new GridRequestException(
                        Reason.LISTING_CHANGED,
                        "The broker " + broker + " can't go on with the list of its topics after " + listed
                                + " of them: the last one was deleted meanwhile; list again",
                        e.condition().orElse(null),
                        e);
            }
            throw e;
        }
    }

    private static List<TopicPage.Entry> entries(ItemsPage page) {
        List<TopicPage.Entry> entries = new ArrayList<>(page.entries().size());
        for (ItemsPage.Entry entry : page.entries()) {
            // an entry without a node is another service, not a topic of this one
            entry.node().ifPresent(name -> entries.add(new TopicPage.Entry(name, entry.name())));
        }
        return entries;
    }

    private void refuseRepetition(ItemsPage page, List<TopicPage.Entry> entries) {
        boolean sameCursor = after.isPresent() && page.paged() && after.equals(page.last());
        if (sameCursor || !entries.isEmpty() && entries.equals(previous)) {
            throw new GridRequestException(
                    Reason.PROTOCOL_VIOLATION,
                    "The broker " + broker + " sends the same page of its topics again, after " + listed
                            + " topics; its paging (XEP-0059) is broken, report it to its maker",
                    null,
                    null);
        }
    }
}
