package org.xmppgrid.sdk;

import java.time.Instant;
import java.util.stream.Stream;

/**
 * The items that a broker keeps of a topic ("query a Topic", RFC 8600 §4, step d): a lazy query, read page by page
 * (XEP-0060 §6.5.4, XEP-0059), so that a history of any length needs the memory of one page. Immutable: each method
 * returns a changed query.
 *
 * <p>Nothing is sent until it is iterated, and each iteration asks anew. An item that is published again under its id
 * while the history is read can come twice; one that is withdrawn before its page is read does not come. A broker that
 * ignores paging (Prosody) answers with everything at once; that works, within {@link GridLimits#stanzaChars()}.
 *
 * <p>Iterators throw from {@code hasNext} and {@code next} what every request of a {@link Topic} throws, and
 * {@link Reason#LISTING_CHANGED} if the broker can't go on because the item that it has to go on from is gone,
 * {@link Reason#PROTOCOL_VIOLATION} if it sends a page again or fewer items than it says it has, and
 * {@link Reason#LIMIT_EXCEEDED} beyond {@value #MAX_ITEMS} items where no {@link #limit} was set.
 *
 * @param <T> the Java type of the payloads
 */
public interface History<T> extends Iterable<Item<T>> {
    /** 100 items a page: of 2 KB each, a stanza that every controller takes. */
    int DEFAULT_PAGE_SIZE = 100;

    /** 10 million items: no broker keeps as many of one topic, but one that never ends would be read for ever. */
    int MAX_ITEMS = 10_000_000;

    /**
     * The newest item first.
     *
     * @return the changed query
     */
    History<T> newestFirst();

    /**
     * The oldest item first, which is the default.
     *
     * @return the changed query
     */
    History<T> oldestFirst();

    /**
     * At most so many items, from that end at which the query begins. More are not asked for.
     *
     * @param items how many, default all
     * @return the changed query
     * @throws IllegalArgumentException if the number is not positive
     */
    History<T> limit(int items);

    /**
     * Another page size. A broker may send smaller pages than asked for.
     *
     * @param items items a page, default {@value #DEFAULT_PAGE_SIZE}
     * @return the changed query
     * @throws IllegalArgumentException if the number is not positive
     */
    History<T> pageSize(int items);

    /**
     * Only what was published at or after a time, by the broker's clock. Where the broker keeps an archive of its topics
     * ({@code urn:xmpp:mam:2}, XEP-0313 and XEP-0442) that is read, page by page: it has every publication, so that an
     * item which was published again comes as often, and one that was withdrawn may come too. Elsewhere the items
     * themselves are read, as far as the broker says when they were published.
     *
     * <p>Iterating throws {@link Reason#NOT_SUPPORTED} where it does not: then read {@link #newestFirst()} and stop by
     * what the payloads say.
     *
     * @param time the earliest time
     * @return the changed query
     * @throws IllegalStateException if the query is for {@link #ids}
     */
    History<T> since(Instant time);

    /**
     * Only these items, in this order and each once; those that the broker does not have are left out. As many as make
     * one page are asked for in one request.
     *
     * @param itemIds the items' ids
     * @return the changed query
     * @throws IllegalArgumentException if there is none, or one is empty
     * @throws IllegalStateException if the query is {@link #since} a time
     */
    History<T> ids(String... itemIds);

    /**
     * The items as a stream, as lazy as the iteration.
     *
     * @return a sequential, ordered stream
     */
    Stream<Item<T>> stream();
}
