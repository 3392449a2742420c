package org.xmppgrid.sdk;

import java.util.stream.Stream;

/**
 * The topics of a broker (RFC 8600 §5): lazy, and read page by page (XEP-0059), so that a listing of any length needs
 * the memory of one page. Immutable: each method that narrows the query returns a new one.
 *
 * <p>Iterating asks the broker for a page of names, then for the description of each topic as it comes up. Each new
 * iteration asks anew. A broker that ignores paging answers with everything at once; that works, within
 * {@link GridLimits#stanzaChars()}.
 *
 * <p>Iterators throw a {@link GridException} from {@code hasNext} and {@code next}: the broker's refusal, a timeout, or
 * {@link Reason#PROTOCOL_VIOLATION} if the broker sends the same page again, and {@link Reason#LIMIT_EXCEEDED} beyond
 * {@link GridLimits#topics()}.
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
     * Only the topics that announce a payload type in {@code pubsub#type}.
     *
     * @param type the payload type; {@link RawPayload#ANY} leaves all
     * @return the changed query
     */
    Topics carrying(PayloadType<?> type);

    /**
     * The names and titles alone, one request a page and none a topic. What {@link #carrying} leaves out is not left
     * out here, since it takes the description to know.
     *
     * @return the pages of the listing, lazy
     */
    Iterable<TopicPage> pages();

    /**
     * The topics as a stream, as lazy as the iteration.
     *
     * @return a sequential, ordered stream
     */
    Stream<TopicInfo> stream();
}
