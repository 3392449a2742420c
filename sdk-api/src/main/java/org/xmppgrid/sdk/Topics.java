package org.xmppgrid.sdk;

import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The topics of a broker (RFC 8600 §5): lazy, and read page by page (XEP-0059), so that a listing of any length needs
 * the memory of a few pages. Immutable: each method that narrows the query returns a new one, and all of them hold
 * together.
 *
 * <p>Iterating asks the broker for a page of names, then for the description of each topic as it comes up, a few ahead.
 * Each new iteration asks anew. A topic is listed once, also while others are created and deleted; one that is created
 * or deleted meanwhile may be listed or not. A broker that ignores paging answers with everything at once; that works,
 * within {@link GridLimits#stanzaChars()}.
 *
 * <p>Iterators throw a {@link GridException} from {@code hasNext} and {@code next}: the broker's refusal, a timeout,
 * {@link Reason#PROTOCOL_VIOLATION} if the broker sends the same page again, {@link Reason#LIMIT_EXCEEDED} beyond
 * {@link GridLimits#topics()}, and {@link Reason#LISTING_CHANGED} if so much was deleted that the place in the list is
 * lost.
 */
public interface Topics extends Iterable<TopicInfo> {
    /** 100 topics a page: what brokers cut their pages to by default. */
    int DEFAULT_PAGE_SIZE = 100;

    /**
     * Another page size. A broker may send smaller pages than asked for.
     *
     * @param size topics a page, default {@value #DEFAULT_PAGE_SIZE}
     * @return the changed query
     * @throws IllegalArgumentException if the size is not positive
     */
    Topics pageSize(int size);

    /**
     * Goes on where another listing stopped.
     *
     * @param continuation of {@link TopicPage#continuation()}; at another broker it means nothing
     * @return the changed query
     */
    Topics after(String continuation);

    /**
     * Only the topics that announce a payload type in {@code pubsub#type}.
     *
     * @param type the payload type; {@link RawPayload#ANY} leaves all
     * @return the changed query
     */
    Topics carrying(PayloadType<?> type);

    /**
     * Only the topics whose name begins so. Those that don't are not described, which saves a request each.
     *
     * @param prefix the beginning of the name
     * @return the changed query
     * @throws IllegalArgumentException if the query has a prefix already that no such name begins with
     */
    Topics startingWith(String prefix);

    /**
     * Only the topics that were created by an account, where the broker tells that.
     *
     * @param creator the account; its resource, if any, does not matter
     * @return the changed query
     */
    Topics createdBy(GridAddress creator);

    /**
     * Only the topics whose description meets a condition.
     *
     * @param condition the condition, called on the iterating thread
     * @return the changed query
     */
    Topics matching(Predicate<TopicInfo> condition);

    /**
     * Tells how far a long listing has come.
     *
     * @param listener called after each page, on the iterating thread
     * @return the changed query
     */
    Topics onProgress(Consumer<ListingProgress> listener);

    /**
     * The names and titles alone, one request a page and none a topic. Of the conditions only
     * {@link #startingWith} counts here: the others take a description to know.
     *
     * @return the pages of the listing, lazy; a page can be empty when nothing of it is wanted
     */
    Iterable<TopicPage> pages();

    /**
     * The names alone, with the same conditions as {@link #pages()}.
     *
     * @return a sequential, ordered, lazy stream
     */
    Stream<String> names();

    /**
     * How many topics the broker says it has, without conditions. A broker that does not tell is asked for nothing more.
     *
     * @return the number, or empty if the broker does not tell
     * @throws GridException if the broker can't be asked
     */
    OptionalInt count();

    /**
     * The topics as a stream, as lazy as the iteration.
     *
     * @return a sequential, ordered stream
     */
    Stream<TopicInfo> stream();
}
