package org.xmppgrid.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.testkit.internal.embedded.EmbeddedServer;
import org.xmppgrid.testkit.internal.embedded.Faults;
import org.xmppgrid.testkit.internal.embedded.Jid;
import org.xmppgrid.testkit.internal.embedded.SaslFaults;
import org.xmppgrid.testkit.internal.embedded.Settings;
import org.xmppgrid.testkit.internal.embedded.StanzaError;
import org.xmppgrid.testkit.internal.embedded.Xml;

/**
 * A grid inside this process: the controller (an XMPP server, RFC 6120 and RFC 6121) and the broker (XEP-0060) that RFC
 * 8600 asks for, in memory, over real TCP and TLS on the loopback interface. For tests and samples, not for service.
 *
 * <p>It is a test double with the manners of a real server: where Prosody and ejabberd agree it does as they do, else it
 * follows the letter of the standard. It is written without any of the SDK's protocol code. What it adds for tests is a
 * {@linkplain #journal() journal} of all that went over the wire, and faults: a request can be left without an answer,
 * refused, delayed, carried out without its answer, answered late or with odd XML; connections can be cut; stanzas can be
 * forged; {@linkplain #events() events} can be lost, doubled and shuffled; the grid can go down and come back with or
 * without what it knew.
 *
 * <pre>{@code
 * try (GridBroker grid = GridBroker.start()) {
 *     grid.createTopic("MILEHost", Map.of("pubsub#access_model", "open"));
 *     grid.silence(GridRequest.times(1, GridRequest.asks("publish", "MILEHost")));
 *     ...
 * }
 * }</pre>
 *
 * <p>Accounts: {@code provider}, {@code owner}, {@code consumer} and {@code mallory}, each with its name and
 * {@code -pw} as its password. All threads are daemons, their names begin with {@code grid-broker-}. All methods may be
 * called from any thread.
 */
public final class GridBroker implements RestartableServer {

    private final EmbeddedServer server;
    private final GridPki pki;
    private volatile boolean rsmDropped;
    private @Nullable Path pem;

    GridBroker(GridPki pki, Settings settings, boolean multiSubscribe) {
        this.pki = pki;
        try {
            server = new EmbeddedServer(settings);
            server.broker().multiSubscribe(multiSubscribe);
        } catch (IOException failed) {
            throw new UncheckedIOException("no embedded grid on port " + settings.port(), failed);
        }
    }

    /**
     * Starts a grid with the defaults on any free port.
     *
     * @return the running grid
     */
    public static GridBroker start() {
        return builder().start();
    }

    /**
     * Begins the description of a grid.
     *
     * @return a builder with the defaults
     */
    public static GridBrokerBuilder builder() {
        return new GridBrokerBuilder();
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public String version() {
        String version = GridBroker.class.getPackage().getImplementationVersion();
        return version == null ? "(this build)" : version;
    }

    @Override
    public String domain() {
        return server.settings().domain();
    }

    @Override
    public String broker() {
        return server.settings().broker();
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public OptionalInt directTlsPort() {
        return OptionalInt.of(server.directTlsPort());
    }

    /**
     * The certificates of this grid.
     *
     * @return the PKI that issued the server's certificate
     */
    public GridPki pki() {
        return pki;
    }

    @Override
    public X509Certificate authority() {
        return pki.authority();
    }

    @Override
    public synchronized Path authorityPem() {
        try {
            if (pem == null) {
                pem = pki.writeAuthority(Files.createTempFile("grid-broker-", ".pem"));
            }
            return pem;
        } catch (IOException failed) {
            throw new UncheckedIOException("the authority's certificate could not be written", failed);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>An account that is created here may not create topics.
     */
    @Override
    public Identity client(String user) {
        account(user);
        return pki.client(user);
    }

    @Override
    public Account account(String user) {
        if (!user.matches("[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException("user: letters, digits and hyphens, not " + user);
        }
        String password = server.accounts().password(user);
        if (password == null) {
            password = user + "-pw";
            server.accounts().put(user, password);
        }
        return new Account(user + "@" + domain(), password);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The first two are what Prosody and ejabberd both do. Ignoring pages is a fault that a test can
     * {@linkplain #dropRsm(boolean) order}.
     */
    @Override
    public Set<Deviation> deviations() {
        Set<Deviation> deviations = EnumSet.of(Deviation.EVENTS_AFTER_REVOCATION, Deviation.PENDING_NOT_LISTED);
        if (rsmDropped) {
            deviations.add(Deviation.RSM_IGNORED_IN_DISCO);
            deviations.add(Deviation.RSM_IGNORED_IN_ITEMS);
        }
        return deviations;
    }

    /**
     * What went over the wire, oldest first: the newest {@link GridBrokerBuilder#journal(int)} elements, of all connections, also
     * of those that are gone.
     *
     * @return a copy; passwords of PLAIN and of registrations are in it
     */
    public List<JournalEntry> journal() {
        return server.journal().lines().stream().map(JournalEntry::of).toList();
    }

    /**
     * What went over the wire of one client.
     *
     * @param jid a full address, or a bare one for all of an account's sessions
     * @return a copy, oldest first
     */
    public List<JournalEntry> journal(String jid) {
        return journal().stream()
                .filter(entry -> entry.peer().equals(jid) || entry.peer().startsWith(jid + "/"))
                .toList();
    }

    /**
     * Starts or stops the journal; a benchmark has no use for it.
     *
     * @param on whether to record from now on
     */
    public void journaling(boolean on) {
        server.journal().record(on);
    }

    /** Forgets what the journal holds. */
    public void clearJournal() {
        server.journal().clear();
    }

    /**
     * Who is logged in, those included whose connection is gone and whose session {@linkplain GridStreams#interrupted()
     * waits}.
     *
     * @return full addresses, sorted
     */
    public List<String> sessions() {
        return server.sessions();
    }

    /**
     * Lets an account in that was registered where that {@linkplain RegistrationPolicy#NEEDS_APPROVAL needs approval}.
     *
     * @param user the local part of its address
     * @throws IllegalArgumentException if no such account is waiting
     */
    public void approve(String user) {
        if (!server.accounts().approve(user)) {
            throw new IllegalArgumentException("user: " + user + " is not among those who wait: "
                    + server.accounts().waiting());
        }
    }

    /**
     * The topics that exist.
     *
     * @return their names, sorted
     */
    public List<String> topics() {
        return server.broker().topics();
    }

    /**
     * Creates a topic of the account {@code provider}, without a request for it.
     *
     * @param name the name of the topic
     * @param config what differs from the default configuration: field names such as {@code pubsub#access_model}
     * @throws IllegalArgumentException if it exists, or the configuration can't be
     */
    public void createTopic(String name, Map<String, String> config) {
        createTopics(List.of(name), "provider", config);
    }

    /**
     * Creates many topics at once, without requests for them: 100,000 take about a second.
     *
     * @param names the names of the topics
     * @param owner the user who will own them
     * @param config what differs from the default configuration
     * @throws IllegalArgumentException if one exists, or the configuration can't be
     */
    public void createTopics(List<String> names, String owner, Map<String, String> config) {
        server.broker().create(names, Jid.parse(owner + "@" + domain()), config);
    }

    /**
     * Gives an affiliation, as the owner of the topic could.
     *
     * @param topic the name of the topic
     * @param user the user who gets it
     * @param affiliation {@code owner}, {@code publisher}, {@code publish-only}, {@code member}, {@code none} or
     *     {@code outcast}
     * @throws IllegalArgumentException if there is no such topic or affiliation
     */
    public void affiliate(String topic, String user, String affiliation) {
        server.broker().affiliate(topic, Jid.parse(user + "@" + domain()), affiliation);
    }

    /**
     * Drops the TCP connection of a client without a word.
     *
     * @param jid a full address, or a bare one for all of an account's sessions
     * @return how many connections were dropped
     */
    public int disconnect(String jid) {
        return server.cut(Jid.parse(jid));
    }

    /**
     * Writes on a client's stream as if the grid had something to say: forged, odd or broken XML.
     *
     * @param fullJid the full address of the session
     * @param xml what to write, as it is
     * @throws IllegalArgumentException if there is no such session
     */
    public void inject(String fullJid, String xml) {
        if (!server.inject(Jid.parse(fullJid), xml)) {
            throw new IllegalArgumentException("fullJid: nobody is logged in as " + fullJid);
        }
    }

    /**
     * Requests that are neither carried out nor answered.
     *
     * @param condition which
     * @return the fault, which lasts until it is lifted
     */
    public Fault silence(Predicate<GridRequest> condition) {
        return order(condition, new Faults.Silence());
    }

    /**
     * Requests that are carried out but never answered.
     *
     * @param condition which
     * @return the fault, which lasts until it is lifted
     */
    public Fault loseAnswer(Predicate<GridRequest> condition) {
        return order(condition, new Faults.LoseAnswer());
    }

    /**
     * Requests that are carried out at once and answered later, while those behind them go on.
     *
     * @param condition which
     * @param time how much later
     * @return the fault, which lasts until it is lifted; answers that wait then still come in their time
     */
    public Fault delayAnswer(Predicate<GridRequest> condition, Duration time) {
        return order(condition, new Faults.LateAnswer(time));
    }

    /**
     * Requests that are carried out at once and answered when this fault is lifted, while those behind them go on.
     *
     * @param condition which
     * @return the fault, which lasts until it is lifted
     */
    public Fault holdAnswer(Predicate<GridRequest> condition) {
        Faults.HeldAnswers held = new Faults.HeldAnswers();
        Fault fault = order(condition, held);
        return OrderedFault.of(fault::hits, () -> {
            fault.close();
            held.release();
        });
    }

    /**
     * Requests at which the connection drops.
     *
     * @param condition which
     * @param carryOut whether they are carried out before; the answer is not sent in either case, unless the client
     *     resumes its session
     * @return the fault, which lasts until it is lifted
     */
    public Fault disconnectAt(Predicate<GridRequest> condition, boolean carryOut) {
        return order(condition, carryOut ? new Faults.CutInsteadOfAnswer() : new Faults.Cut());
    }

    /**
     * Requests that are refused.
     *
     * @param condition which
     * @param error a condition of RFC 6120 §8.3.3, such as {@code forbidden}; the type is the one recommended there
     * @return the fault, which lasts until it is lifted
     */
    public Fault refuse(Predicate<GridRequest> condition, String error) {
        return order(condition, new Faults.Refuse(StanzaError.of(error)));
    }

    /**
     * Requests that are refused with an error of the broker.
     *
     * @param condition which
     * @param type {@code auth}, {@code cancel}, {@code modify} or {@code wait}
     * @param error a condition of RFC 6120 §8.3.3
     * @param pubsubError a condition of {@code http://jabber.org/protocol/pubsub#errors}
     * @return the fault, which lasts until it is lifted
     */
    public Fault refuse(Predicate<GridRequest> condition, String type, String error, String pubsubError) {
        return order(
                condition,
                new Faults.Refuse(StanzaError.of(error).withType(type).withPubsub(pubsubError)));
    }

    /**
     * Requests that are not carried out and answered with whatever a function makes of them.
     *
     * @param condition which
     * @param answer from the request to the XML to write; called on the thread of the client's connection
     * @return the fault, which lasts until it is lifted
     */
    public Fault answer(Predicate<GridRequest> condition, Function<GridRequest, String> answer) {
        return order(condition, new Faults.Answer(xml -> answer.apply(GridRequest.of(xml))));
    }

    /**
     * Stanzas that wait, and with them all that the same client sends after them, as at a busy server.
     *
     * @param condition which
     * @param time how long each of them waits
     * @return the fault, which lasts until it is lifted
     */
    public Fault delay(Predicate<GridRequest> condition, Duration time) {
        return order(condition, new Faults.Delay(time));
    }

    /**
     * Stanzas that are carried out twice and answered once: of a {@code publish} with an item id, every event comes
     * twice.
     *
     * @param condition which
     * @return the fault, which lasts until it is lifted
     */
    public Fault duplicate(Predicate<GridRequest> condition) {
        return order(condition, new Faults.Twice());
    }

    /**
     * Something that goes wrong while clients log in. Of several faults of one kind the earliest strikes.
     *
     * @param fault what
     * @return the fault, which lasts until it is lifted; it counts logins
     */
    public Fault sasl(SaslFault fault) {
        SaslFaults.Order order = server.saslFaults().order(fault.effect(), fault.times());
        return OrderedFault.of(order::hits, () -> server.saslFaults().lift(order));
    }

    private Fault order(Predicate<GridRequest> condition, Faults.Effect effect) {
        Faults.Order order = server.faults().order(xml -> condition.test(GridRequest.of(xml)), effect);
        return OrderedFault.of(order::hits, () -> server.faults().lift(order));
    }

    /**
     * Has a plan count the stanzas that clients send. Its faults strike on the thread of the client's connection, before
     * anything is done with the stanza.
     *
     * @param plan the plan
     * @param condition which to count
     * @return ends the counting when it is closed, or at the latest at {@link #reset()}; it counts stanzas
     */
    public Fault follow(FaultPlan plan, Predicate<GridRequest> condition) {
        AtomicInteger counted = new AtomicInteger();
        Consumer<Xml> watcher = xml -> {
            if (condition.test(GridRequest.of(xml))) {
                counted.incrementAndGet();
                plan.passed(1);
            }
        };
        server.faults().watch(watcher);
        return OrderedFault.of(counted::get, () -> server.faults().unwatch(watcher));
    }

    /**
     * What can go wrong with events.
     *
     * @return the faults that can be ordered
     */
    public GridEvents events() {
        return new GridEvents(server.broker());
    }

    /**
     * Sessions that outlive their connection, and what can go wrong with them.
     *
     * @return the faults that can be ordered
     */
    public GridStreams streams() {
        return new GridStreams(server);
    }

    /**
     * Ignores requests for pages (XEP-0059) and sends whole lists, as Prosody and ejabberd do.
     *
     * @param ignore whether to ignore them
     */
    public void dropRsm(boolean ignore) {
        server.broker().resultSets(!ignore);
        rsmDropped = ignore;
    }

    /**
     * Changes what a topic is like that a client creates and asks nothing for: {@code pubsub#access_model} {@code open},
     * say, as on Prosody and ejabberd.
     *
     * @param config what differs from the default configuration
     * @throws IllegalArgumentException if the configuration can't be
     */
    public void defaultConfig(Map<String, String> config) {
        server.broker().defaults(config);
    }

    /**
     * Ignores fields in the configurations that clients ask for, and says that all went well.
     *
     * @param fields their names, such as {@code pubsub#access_model}; none to obey all again
     */
    public void ignoreFields(String... fields) {
        server.broker().ignore(Set.of(fields));
    }

    /**
     * Makes the pages of topics' items go wrong. Ignoring requests for pages is {@link #dropRsm(boolean)}.
     *
     * @param fault what goes wrong; {@link PagingFault#NONE} for nothing
     */
    public void itemPages(PagingFault fault) {
        server.broker().pagingFault(fault.faults());
    }

    /**
     * Makes this grid as it was when it started, for the next test: no topics, no sessions, no stored messages, no
     * faults, an empty journal. Accounts and port stay. Clients that are still connected see the stream end with
     * {@code system-shutdown}.
     */
    public void reset() {
        dropRsm(false);
        server.reset();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Streams end with {@code system-shutdown}. Faults, and all that the grid knows, stay; sessions don't, and what
     * their clients have not acknowledged is stored as for one who is away.
     */
    @Override
    public void stop() {
        server.stop();
    }

    /**
     * {@inheritDoc}
     *
     * <p>What was still to be written to clients, or not acknowledged by them, is lost. Faults, and all that the grid knows, stay.
     */
    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void startAgain() {
        try {
            server.startAgain();
        } catch (IOException taken) {
            throw new IllegalStateException("somebody has taken the ports of the grid meanwhile", taken);
        }
    }

    /**
     * Forgets what a server without a disk, or with a broken one, would have lost; nobody is told. Meant for a grid that
     * is down, and possible at any time.
     *
     * @param states what to forget; accounts are never forgotten
     */
    public void lose(GridState... states) {
        for (GridState state : states) {
            switch (state) {
                case TOPICS -> server.broker().loseTopics();
                case ITEMS -> server.broker().loseItems();
                case SUBSCRIPTIONS -> server.broker().loseSubscriptions();
                case OFFLINE -> server.loseOffline();
            }
        }
    }

    /** Ends all streams with {@code system-shutdown} and closes the port; takes at most a moment. */
    @Override
    public synchronized void close() {
        server.close();
        try {
            if (pem != null) {
                Files.deleteIfExists(pem);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("could not delete " + pem, failed);
        }
    }

    /** The domain, and where it is. */
    @Override
    public String toString() {
        return "GridBroker[" + domain() + " at " + host() + ":" + port() + "]";
    }
}
