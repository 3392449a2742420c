package org.xmppgrid.sdk;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * A platform's connection to an XMPP-Grid: authenticated to its controller, and through it to one broker (RFC 8600 §4,
 * steps a and b). Thread-safe. Close it when done: that ends the session in order and all that came from it.
 *
 * <p>Calls block until the controller or broker has answered, at most for the request timeout, and throw a
 * {@link GridException}. They may be made from any thread, also from inside a handler.
 */
public interface Grid extends AutoCloseable {

    /**
     * Starts to connect a platform.
     *
     * @param address the platform's account, for example {@code sensor@grid.example}; a resource, if given, is asked for
     * @return a builder, to be given a password and ended with {@link GridBuilder#connect()}
     * @throws IllegalArgumentException if the text is not the address of an account
     */
    static GridBuilder as(String address) {
        return new GridBuilder(GridAddress.of(address));
    }

    /**
     * Looks at each step of a connection: name, TCP, TLS, certificate, pins, revocation, mechanisms, channel binding,
     * login, broker, its features and limits. For a person who has to find out why a platform does not connect, or
     * whether it does so as safely as it could:
     *
     * <pre>{@code
     * jshell> System.out.println(Grid.doctor(Grid.as("sensor@grid.example").password(secret)))
     * }</pre>
     *
     * <p>Logs in, asks the broker what it can do, and closes again; the observers are told of that as of any connection.
     * Blocks for at most the connect timeout and a few request timeouts.
     *
     * @param builder how the platform connects
     * @return what was found. What keeps the platform from connecting is a finding and not thrown
     * @throws IllegalStateException if there are no credentials, or no implementation on the class path
     */
    static Diagnosis doctor(GridBuilder builder) {
        return builder.diagnose();
    }

    /**
     * The full address that the controller gave this connection.
     *
     * @return the address, with its resource
     */
    GridAddress address();

    /**
     * The broker whose topics this grid works with: the one given to {@link GridBuilder#broker(String)}, else the
     * controller's only publish-subscribe service, which is looked up at the first call that needs it.
     *
     * @return the broker
     * @throws GridRequestException if none was given and there is none ({@link Reason#BROKER_NOT_FOUND}) or more than
     *     one ({@link Reason#BROKER_AMBIGUOUS})
     */
    Broker broker();

    /**
     * All publish-subscribe services that the controller lists and that describe themselves as such (RFC 8600 §5), to be
     * looked at; {@link #broker()} is the one that topics are used at.
     *
     * @return the brokers, in the controller's order; at most the first 100 of its services are asked
     * @throws GridException if the controller can't be asked
     */
    List<Broker> brokers();

    /**
     * The broker's topics (RFC 8600 §5): a lazy query that sends nothing until it is iterated.
     *
     * @return all topics that the broker lists
     */
    Topics topics();

    /**
     * A topic by its name, bound to the type of its payloads. Nothing is sent: the topic need not exist yet.
     *
     * @param name the topic's name, for example {@code MILEHost}
     * @param type the type of its payloads, for example {@code Iodef.DOCUMENT}; {@link RawPayload#ANY} for whatever comes
     * @param <T> the Java type of the payloads
     * @return the topic
     * @throws IllegalArgumentException if the name is empty or longer than an address part may be
     */
    <T> Topic<T> topic(String name, PayloadType<T> type);

    /**
     * Creates a topic whose name the broker chooses (XEP-0060 §8.1.2, "instant node").
     *
     * @param type the type of its payloads
     * @param config the configuration, as for {@link Topic#create(TopicConfig)}
     * @param <T> the Java type of the payloads
     * @return the topic, with the name that the broker gave it
     * @throws GridRequestException as {@link Topic#create(TopicConfig)} does, and {@link Reason#NOT_SUPPORTED} if the
     *     broker wants a name
     */
    <T> Topic<T> createInstant(PayloadType<T> type, TopicConfig config);

    /**
     * Answers a query of the platforms of this account's own domain, and of nobody else: their controller has
     * authenticated them as it has this one (RFC 8600 §4). Where that is too many, above all where the controller lets
     * anybody {@linkplain GridBuilder#register() register}, say who may ask by
     * {@link #answer(QueryType, Predicate, Answerer)}.
     *
     * @param type the query
     * @param answerer answers it
     * @param <Q> the Java type of the request
     * @param <A> the Java type of the answer
     * @return close it to stop answering
     * @throws IllegalStateException if this grid answers that query already
     */
    <Q, A> Registration answer(QueryType<Q, A> type, Answerer<? super Q, ? extends A> answerer);

    /**
     * Answers a query of those platforms that a condition allows: the direct flow of RFC 8600 §3. Whoever is not allowed
     * gets the answer that everybody gets to a query that this platform does not know, and the observers are told.
     *
     * <p>Requests are limited in size by {@link GridLimits#payloadBytes()} and in number as {@link Answerer} says. One
     * that can't be read is answered as that, and does not get to the answerer.
     *
     * @param type the query
     * @param allowed whether a platform may ask, by its full address; called for each request on the thread that then
     *     answers it. One for which it throws is not allowed, and the observers are told
     * @param answerer answers it
     * @param <Q> the Java type of the request
     * @param <A> the Java type of the answer
     * @return close it to stop answering
     * @throws IllegalStateException if this grid answers that query already
     */
    <Q, A> Registration answer(
            QueryType<Q, A> type, Predicate<GridAddress> allowed, Answerer<? super Q, ? extends A> answerer);

    /**
     * Asks another platform, and waits for its answer, at most for the request timeout. An answer is accepted from that
     * address only.
     *
     * @param platform the platform's full address, as for example {@link Item#publisher()} or the platform itself tells
     *     it; a query goes to one connection of an account
     * @param type the query
     * @param request what to ask
     * @param <Q> the Java type of the request
     * @param <A> the Java type of the answer
     * @return the answer
     * @throws QueryRefusedException if the platform says that it does not answer this
     * @throws GridRequestException {@link Reason#QUERY_NOT_ANSWERED}, {@link Reason#PLATFORM_BUSY}, or
     *     {@link Reason#REFUSED} if it failed there
     * @throws GridPayloadException if the request can't be sent or was not understood, or the answer can't be read
     * @throws GridTimeoutException if there is no answer in time
     * @throws IllegalArgumentException if the address has no resource
     */
    <Q, A> A query(GridAddress platform, QueryType<Q, A> type, Q request);

    /**
     * Asks another platform without waiting for its answer; see {@link #query}.
     *
     * @param platform the platform's full address
     * @param type the query
     * @param request what to ask
     * @param <Q> the Java type of the request
     * @param <A> the Java type of the answer
     * @return completes with the answer, on a thread of the SDK that may block; completes exceptionally with a
     *     {@link GridException}
     * @throws GridPayloadException if the request can't be sent
     * @throws IllegalArgumentException if the address has no resource
     */
    <Q, A> CompletableFuture<A> queryAsync(GridAddress platform, QueryType<Q, A> type, Q request);

    /**
     * How the session is secured.
     *
     * @return what was negotiated and verified when it was opened
     */
    SessionSecurity security();

    /**
     * Changes the account's password at the controller (XEP-0077 §3.3). The session stays; the next one needs the new
     * password.
     *
     * @param newPassword the new password; copied, sent as it is over the session's TLS only, and never logged. The copy
     *     is overwritten; the request itself is text, which only the garbage collector takes away
     * @throws GridRequestException if the controller does not offer it ({@link Reason#NOT_SUPPORTED}), does not let this
     *     account do it ({@link Reason#FORBIDDEN}), or refuses the password ({@link Reason#REFUSED})
     * @throws GridException with {@link Reason#OUTCOME_UNKNOWN} if no answer came: the password may have changed, so try
     *     both
     * @throws IllegalArgumentException if the password is empty, or XML has no way to say it
     */
    void changePassword(char[] newPassword);

    /**
     * Whether the session stands.
     *
     * @return true in {@link ConnectionState#CONNECTED}
     */
    boolean isConnected();

    /**
     * Where the connection is in its life.
     *
     * @return the state now; it may change at any time
     */
    ConnectionState connectionState();

    /**
     * Tells a listener of each change of {@link #connectionState()} from now on, in order, the last being
     * {@link ConnectionState#CLOSED} or {@link ConnectionState#FAILED}.
     *
     * @param listener the listener
     * @return close it to be told no more
     */
    Registration onConnection(ConnectionListener listener);

    /**
     * Ends the session: publishes under way are waited for and events that have arrived are still handled, each for at
     * most the request timeout; then requests under way fail with {@link GridClosedException}, and the stream is
     * closed in order. Closing twice is once. Called from inside a handler, it does not wait for that handler.
     */
    @Override
    void close();
}
