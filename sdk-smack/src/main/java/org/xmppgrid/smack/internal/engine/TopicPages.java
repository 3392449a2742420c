package org.xmppgrid.smack.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.ListingProgress;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.smack.internal.xmpp.ItemsPage;

/**
 * Turns the pages of a listing (XEP-0059 §2.2), one request each. Distrusts the broker: one that ignores paging ends the
 * listing with everything at once, one that sends a page again or never ends is refused. Where the topic that a page
 * ended with was deleted, it goes on behind an earlier one, and leaves out what was listed already.
 */
final class TopicPages implements Iterator<TopicPage> {
    /** How many pages are remembered: their ends are where a listing can go on when its last topic was deleted. */
    static final int REMEMBERED = 3;
    /** Where ejabberd cuts its list without a word ({@code max_nodes_discoitems}). */
    private static final int EJABBERD_CUTS_AT = 100;

    /** A page that was read: where it began and ended in the broker's words, and the names on it. */
    private record Read(Optional<String> first, Optional<String> last, Set<String> names) {}

    private final GridSession session;
    private final GridAddress broker;
    private final TopicListing query;
    private final Deque<Read> remembered = new ArrayDeque<>(REMEMBERED);
    private Optional<String> after;
    private int pages;
    private int listed;
    private boolean over;
    private @Nullable TopicPage next;

    TopicPages(GridSession session, GridAddress broker, TopicListing query) {
        this.session = session;
        this.broker = broker;
        this.query = query;
        this.after = query.continuation();
    }

    GridAddress broker() {
        return broker;
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
        Map<String, TopicPage.Entry> entries = entries(page);
        refuseRepetition(page, entries.keySet());
        Read read = new Read(page.first(), page.last(), new HashSet<>(entries.keySet()));
        remembered.forEach(before -> entries.keySet().removeAll(before.names()));
        remember(read);
        pages++;
        // an empty page counts too, or a broker that sends nothing else would never be refused
        listed += Math.max(1, entries.size());
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
        over = !page.paged() || after.isEmpty() || page.entries().isEmpty();
        query.progress().accept(new ListingProgress(pages, listed(page), page.total()));
        doubt(page);
        return new TopicPage(
                entries.values().stream()
                        .filter(entry -> entry.name().startsWith(query.prefix()))
                        .toList(),
                page.total(),
                over ? Optional.empty() : after);
    }

    /** Without what an empty page counts for. */
    private int listed(ItemsPage page) {
        return page.entries().isEmpty() ? listed - 1 : listed;
    }

    private ItemsPage request() {
        if (after.isEmpty()) {
            return request(Optional.empty());
        }
        GridRequestException lost = null;
        for (Optional<String> place : places()) {
            try {
                return request(place);
            } catch (GridRequestException e) {
                if (e.reason() != Reason.TOPIC_NOT_FOUND) {
                    throw e;
                }
                lost = lost == null ? e : lost;
            }
        }
        throw new GridRequestException(
                Reason.LISTING_CHANGED,
                pages == 0
                        ? "The broker " + broker + " knows no place '" + after.orElse("")
                                + "' in the list of its topics, behind which to go on: it is of another broker, or"
                                + " that topic was deleted since; list from the beginning"
                        : "The broker " + broker + " can't go on with the list of its topics after " + listed
                                + " of them: those at the ends of the last pages were deleted meanwhile; list again",
                lost == null ? null : lost.condition().orElse(null),
                lost);
    }

    private ItemsPage request(Optional<String> place) {
        return session.tracked(session.xmpp().items(broker, query.size(), place))
                .await();
    }

    /** Where the listing can go on, the best place first. */
    private List<Optional<String>> places() {
        List<Optional<String>> places = new ArrayList<>();
        places.add(after);
        remembered.descendingIterator().forEachRemaining(page -> {
            places.add(page.last());
            places.add(page.first());
        });
        return places.stream().filter(Optional::isPresent).distinct().toList();
    }

    private void remember(Read page) {
        if (remembered.size() == REMEMBERED) {
            remembered.remove();
        }
        remembered.add(page);
    }

    /** The topics of a page by their names, each once. An entry without a node is another service, not a topic. */
    static Map<String, TopicPage.Entry> entries(ItemsPage page) {
        Map<String, TopicPage.Entry> entries = new LinkedHashMap<>();
        for (ItemsPage.Entry entry : page.entries()) {
            entry.node().ifPresent(name -> entries.putIfAbsent(name, new TopicPage.Entry(name, entry.name())));
        }
        return entries;
    }

    private void refuseRepetition(ItemsPage page, Set<String> names) {
        Read before = remembered.peekLast();
        boolean sameCursor = after.isPresent() && page.paged() && after.equals(page.last());
        if (sameCursor || before != null && !names.isEmpty() && names.equals(before.names())) {
            throw new GridRequestException(
                    Reason.PROTOCOL_VIOLATION,
                    "The broker " + broker + " sends the same page of its topics again, after " + listed
                            + " topics; its paging (XEP-0059) is broken, report it to its maker",
                    null,
                    null);
        }
    }

    /** Some lists end where they should not, and nobody says so. */
    private void doubt(ItemsPage page) {
        if (!over || query.continuation().isPresent()) {
            return;
        }
        int seen = listed(page);
        if (!page.paged() && seen == EJABBERD_CUTS_AT) {
            doubt("exactly " + EJABBERD_CUTS_AT + " topics came, without paging: ejabberd cuts its list there unless"
                    + " max_nodes_discoitems is raised; ask the broker's administrator");
        } else if (page.total().isPresent() && page.total().getAsInt() > seen) {
            doubt(seen + " topics came of the " + page.total().getAsInt() + " that the broker says it has");
        }
    }

    private void doubt(String why) {
        session.observers().tell(Observation.Kind.LISTING_DOUBTFUL, Optional.of(broker), Optional.empty(), why);
    }
}
