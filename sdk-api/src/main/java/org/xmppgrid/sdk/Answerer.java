package org.xmppgrid.sdk;

/**
 * Answers the queries of other platforms; see {@link Grid#answer(QueryType, java.util.function.Predicate, Answerer)}.
 *
 * <p>Called on threads of the SDK's own, up to {@value #THREADS} at once for all queries of a grid: it must be
 * thread-safe. It may block, and it may call the SDK. What it throws, apart from a {@link QueryRefusedException}, is
 * reported to the {@link GridObserver}, and the asker learns that it failed and no more.
 *
 * @param <Q> the Java type of the request
 * @param <A> the Java type of the answer
 */
@FunctionalInterface
public interface Answerer<Q, A> {
    /** How many queries of a grid are answered at once. */
    int THREADS = 4;

    /** How many queries of a grid wait for a thread; one more is answered that this platform is busy. */
    int MAX_WAITING = 64;

    /** How many queries of one account are under way at once, so that nobody keeps all others waiting. */
    int MAX_OF_ONE_ACCOUNT = 16;

    /**
     * Answers one query.
     *
     * @param from the full address of the platform that asks; its controller vouches for it
     * @param request what it asks
     * @return the answer
     * @throws QueryRefusedException if it is not to be answered; the asker is told the exception's text
     */
    A answer(GridAddress from, Q request);
}
