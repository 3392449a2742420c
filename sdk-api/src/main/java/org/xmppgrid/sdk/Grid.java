package org.xmppgrid.sdk;

import java.util.List;

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
     * @return the broker's address
     * @throws GridRequestException if none was given and there is none ({@link Reason#BROKER_NOT_FOUND}) or more than
     *     one ({@link Reason#BROKER_AMBIGUOUS})
     */
    GridAddress broker();

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
     * What this platform's account may do at the broker's topics (XEP-0060 §5.7), whichever connection got it.
     *
     * @return the topics at which it has an affiliation, in the broker's order
     * @throws GridRequestException {@link Reason#NOT_SUPPORTED} where the broker does not tell (Prosody 0.12);
     *     {@link Reason#LIMIT_EXCEEDED} beyond {@link GridLimits#topics()}
     */
    List<TopicAffiliation> affiliations();

    /**
     * The subscriptions of this platform's account that the broker keeps (XEP-0060 §5.6), whichever connection made them
     * and whether or not anything listens here.
     *
     * @return the subscriptions, in the broker's order
     * @throws GridRequestException {@link Reason#LIMIT_EXCEEDED} beyond {@link GridLimits#topics()}
     * @throws GridTimeoutException with {@link Reason#TIMEOUT}: Prosody never answers again once a topic was deleted that
     *     the account was subscribed to
     */
    List<TopicSubscription> subscriptions();

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
     * Whether the session stands. It is false for good once the grid was closed or the connection was lost.
     *
     * @return true while requests can be sent
     */
    boolean isConnected();

    /**
     * Ends the session: publishes under way are waited for and events that have arrived are still handled, each for at
     * most the request timeout; then requests under way fail with {@link GridClosedException}, and the stream is
     * closed in order. Closing twice is once. Called from inside a handler, it does not wait for that handler.
     */
    @Override
    void close();
}
