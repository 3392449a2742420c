package org.xmppgrid.smack.internal.engine;

import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.ListingProgress;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.sdk.Topics;
import org.xmppgrid.smack.internal.xmpp.ItemsPage;

/**
 * A query for topics; asks the broker when it is iterated.
 *
 * @param session who asks
 * @param at finds whom to ask, when it is time to
 * @param size topics a page
 * @param continuation where to begin, or empty
 * @param prefix how names begin
 * @param wanted what else a topic must be
 * @param progress is told of each page
 */
record TopicListing(
        GridSession session,
        Supplier<GridAddress> at,
        int size,
        Optional<String> continuation,
        String prefix,
        Predicate<TopicInfo> wanted,
        Consumer<ListingProgress> progress)
        implements Topics {

    TopicListing(GridSession session, Supplier<GridAddress> at) {
        this(session, at, DEFAULT_PAGE_SIZE, Optional.empty(), "", topic -> true, pages -> {});
    }

    @Override
    public Topics pageSize(int topics) {
        if (topics <= 0) {
            throw new IllegalArgumentException("A page has at least one topic, not " + topics);
        }
        return new TopicListing(session, at, topics, continuation, prefix, wanted, progress);
    }

    @Override
    public Topics after(String token) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException(
                    "A continuation is not empty; leave it out to begin with the first page");
        }
        return new TopicListing(session, at, size, Optional.of(token), prefix, wanted, progress);
    }

    @Override
    public Topics carrying(PayloadType<?> type) {
        Objects.requireNonNull(type, "type");
        return matching(topic -> topic.carries(type));
    }

    @Override
    public Topics startingWith(String begin) {
        if (!begin.startsWith(prefix) && !prefix.startsWith(begin)) {
            throw new IllegalArgumentException("No name begins with both '" + prefix + "' and '" + begin + "'");
        }
        String longer = begin.length() > prefix.length() ? begin : prefix;
        return new TopicListing(session, at, size, continuation, longer, wanted, progress);
    }

    @Override
    public Topics createdBy(GridAddress creator) {
        GridAddress account = creator.bare();
        return matching(topic ->
                topic.creator().map(GridAddress::bare).filter(account::equals).isPresent());
    }

    @Override
    public Topics matching(Predicate<TopicInfo> condition) {
        Objects.requireNonNull(condition, "condition");
        return new TopicListing(session, at, size, continuation, prefix, wanted.and(condition), progress);
    }

    @Override
    public Topics onProgress(Consumer<ListingProgress> listener) {
        return new TopicListing(session, at, size, continuation, prefix, wanted, progress.andThen(listener));
    }

    @Override
    public Iterable<TopicPage> pages() {
        return new Iterable<>() {
            @Override
            public Iterator<TopicPage> iterator() {
                return read();
            }

            /** Whose pages. */
            @Override
            public String toString() {
                return "Pages of " + TopicListing.this;
            }
        };
    }

    @Override
    public Stream<String> names() {
        return stream(this::read).flatMap(page -> page.entries().stream()).map(TopicPage.Entry::name);
    }

    @Override
    public OptionalInt count() {
        ItemsPage page = session.tracked(session.xmpp().countItems(at.get())).await();
        return page.paged()
                ? page.total()
                : OptionalInt.of(TopicPages.entries(page).size());
    }

    @Override
    public Iterator<TopicInfo> iterator() {
        TopicPages pages = read();
        return new DescribedTopics(session, pages.broker(), pages, wanted);
    }

    @Override
    public Stream<TopicInfo> stream() {
        return stream(this::iterator);
    }

    /** The query, as far as there are words for it. */
    @Override
    public String toString() {
        return "Topics[" + size + " a page" + (prefix.isEmpty() ? "" : ", names begin with " + prefix)
                + continuation.map(token -> ", after " + token).orElse("") + ", asked for when iterated]";
    }

    private TopicPages read() {
        return new TopicPages(session, at.get(), this);
    }

    private static <T> Stream<T> stream(Supplier<Iterator<T>> begin) {
        int manner = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(() -> Spliterators.spliteratorUnknownSize(begin.get(), manner), manner, false);
    }
}
