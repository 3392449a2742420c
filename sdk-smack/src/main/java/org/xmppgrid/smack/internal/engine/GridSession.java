package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.xmppgrid.sdk.Answerer;
import org.xmppgrid.sdk.Broker;
import org.xmppgrid.sdk.ConnectionListener;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.QueryType;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.sdk.SessionSecurity;
import org.xmppgrid.sdk.SubscriptionPolicy;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.Topics;
import org.xmppgrid.smack.internal.xmpp.IncomingQuery;
import org.xmppgrid.smack.internal.xmpp.OpeningWatch;
import org.xmppgrid.smack.internal.xmpp.PayloadCodec;
import org.xmppgrid.smack.internal.xmpp.Reply;
import org.xmppgrid.smack.internal.xmpp.TopicEvent;
import org.xmppgrid.smack.internal.xmpp.XmppSession;

/** A platform's session: owns the connection, the threads of the workers and all that was made from it. */
public final class GridSession implements Grid {
    private static final AtomicInteger SESSIONS = new AtomicInteger();

    private final GridSettings settings;
    private final Observers observers;
    private final Measures measures;
    private final RequestsUnderWay requests = new RequestsUnderWay();
    private final QueueSlack slack;
    private final ExecutorService threads;
    private final EventRouter router;
    private final ApprovalDesk approvals;
    private final QueryDesk queries;
    private final PayloadCodec codec;
    private final ConnectionLife connection;
    private final Link link;
    private final BrokerLookup brokers;
    private final AdvertisedFeatures features = new AdvertisedFeatures(this);
    private final Subscriptions subscriptions;
    private final PublishWindow window;
    private final Map<String, OwnedSubTopics> subTopics = new ConcurrentHashMap<>();
    private final Set<Durable> durables = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    private GridSession(GridSettings settings, OpeningWatch watch) {
        this.settings = settings;
        this.observers = new Observers(
                settings.observers(),
                settings.address(),
                new ReportRate(settings.limits().reportsPerMinute(), System::nanoTime));
        this.measures = new Measures(settings.metrics(), observers, settings.address());
        this.slack = new QueueSlack(requests, settings.limits());
        int session = SESSIONS.incrementAndGet();
        this.threads = SessionThreads.workers(session);
        this.connection = new ConnectionLife(() -> newWorker("the connection"), observers, Clock.systemUTC());
        this.router = new EventRouter(settings.limits(), observers);
        this.subscriptions = new Subscriptions(this, router, features, Clock.systemUTC());
        this.approvals = new ApprovalDesk(this);
        this.codec = new PayloadCodec(settings.limits());
        this.queries =
                new QueryDesk(codec, observers, settings.limits().payloadBytes(), SessionThreads.answerers(session));
        this.window = new PublishWindow(settings.limits().publishWindow());
        this.brokers = new BrokerLookup(this, settings);
        this.link = new Link(this, settings, new Incoming(), connection, session);
        try {
            link.open(watch);
        } catch (RuntimeException e) {
            threads.shutdown();
            observers.finish();
            throw e;
        }
    }

    /**
     * Connects a platform.
     *
     * @throws GridException if it can't; nothing is left running then
     */
    public static Grid open(GridSettings settings) {
        return open(settings, OpeningWatch.NOBODY);
    }

    /** {@link #open(GridSettings)}, with somebody who watches. */
    static GridSession open(GridSettings settings, OpeningWatch watch) {
        return new GridSession(settings, watch);
    }

    @Override
    public GridAddress address() {
        return link.present().address();
    }

    @Override
    public Broker broker() {
        return new BrokerHandle(this, brokers.broker());
    }

    @Override
    public List<Broker> brokers() {
        return List.copyOf(brokers.all());
    }

    @Override
    public Topics topics() {
        return new TopicListing(this, brokers::broker);
    }

    @Override
    public <T> Topic<T> topic(String name, PayloadType<T> type) {
        Objects.requireNonNull(type, "type");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A topic's name is not blank");
        }
        if (name.length() > GridAddress.MAX_PART_BYTES) {
            throw new IllegalArgumentException(
                    "A topic's name has 1 to " + GridAddress.MAX_PART_BYTES + " characters, not " + name.length());
        }
        return new GridTopic<>(this, name, type);
    }

    @Override
    public <T> Topic<T> createInstant(PayloadType<T> type, TopicConfig config) {
        return topic(new TopicCreation(this, brokerAddress(), type).createInstant(config), type);
    }

    @Override
    public <Q, A> Registration answer(QueryType<Q, A> type, Answerer<? super Q, ? extends A> answerer) {
        String domain = address().domain();
        return answer(type, platform -> platform.domain().equals(domain), answerer);
    }

    @Override
    public <Q, A> Registration answer(
            QueryType<Q, A> type, Predicate<GridAddress> allowed, Answerer<? super Q, ? extends A> answerer) {
        return queries.answer(
                type, Objects.requireNonNull(allowed, "allowed"), Objects.requireNonNull(answerer, "answerer"));
    }

    @Override
    public <Q, A> A query(GridAddress platform, QueryType<Q, A> type, Q request) {
        return new PlatformQuery<>(this, platform, type).ask(request);
    }

    @Override
    public <Q, A> CompletableFuture<A> queryAsync(GridAddress platform, QueryType<Q, A> type, Q request) {
        return new PlatformQuery<>(this, platform, type).askAsync(request);
    }

    @Override
    public SessionSecurity security() {
        return link.present().security();
    }

    @Override
    public void changePassword(char[] newPassword) {
        if (newPassword.length == 0) {
            throw new IllegalArgumentException(
                    "The new password of " + settings.address().bare() + " is empty");
        }
        char[] copy = newPassword.clone();
        try {
            tracked(xmpp().changePassword(copy)).await();
        } finally {
            Arrays.fill(copy, '\0');
        }
    }

    @Override
    public boolean isConnected() {
        return connectionState() == ConnectionState.CONNECTED;
    }

    @Override
    public ConnectionState connectionState() {
        return connection.state();
    }

    @Override
    public Registration onConnection(ConnectionListener listener) {
        return connection.tell(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        connection.become(ConnectionState.CLOSING);
        boolean interrupted = false;
        XmppSession xmpp = link.present();
        try {
            link.stopSupervising();
            xmpp = link.present();
            if (xmpp.isOpen() && window.awaitEmpty(settings.requestTimeout())) {
                window.reopen(); // whoever publishes from now on is told that the grid is closed
            }
            durables.forEach(Durable::leave);
            takeLeave(xmpp);
            long deadline = System.nanoTime() + settings.requestTimeout().toNanos();
            for (LiveSubscription<?> subscription : router.all()) {
                subscription.finish(Duration.ofNanos(deadline - System.nanoTime()));
            }
            durables.forEach(Durable::close);
            approvals.finish(deadline);
            queries.finish(deadline);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            durables.forEach(Durable::close);
            // the listeners first: the reader may be waiting for one of them
            router.all().forEach(LiveSubscription::close);
            queries.close();
            link.close();
            // those that were granted in between; from now on none is
            router.all().forEach(LiveSubscription::close);
            connection.become(ConnectionState.CLOSED);
            threads.shutdown();
            observers.finish();
            observers.tell(Observation.Kind.CLOSED, Optional.empty(), Optional.empty(), "closed by this program");
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * From here on the controller stores what would come too late for the listeners. Its answer to a question asked after
     * that comes behind everything that it sent before.
     */
    private void takeLeave(XmppSession xmpp) {
        if (!link.isPresent() || !xmpp.isOpen()) {
            return;
        }
        try {
            xmpp.announceAbsence();
            tracked(xmpp.info(GridAddress.of(settings.address().domain()), Optional.empty()))
                    .await();
        } catch (GridException e) {
            // It went down first, or does not answer: what has arrived is handled all the same.
            observers.tell(
                    Observation.Kind.CONNECTION_LOST,
                    Optional.empty(),
                    Optional.empty(),
                    "no answer while closing: " + e.reason());
        }
    }

    /** The platform's address and whether it is connected. */
    @Override
    public String toString() {
        return "Grid[" + address() + (isConnected() ? ", connected" : ", not connected") + "]";
    }

    XmppSession xmpp() {
        return link.xmpp();
    }

    /** Whether a session stands, though not all may be restored on it yet. */
    boolean hasOpenSession() {
        return link.isOpen();
    }

    /** The address of the broker that topics are used at. */
    GridAddress brokerAddress() {
        return brokers.broker();
    }

    /** Counts a request as under way until its answer is there. */
    <R> Reply<R> tracked(Reply<R> reply) {
        requests.begin();
        return reply.whenDone(requests::end).whenAnswered(answer -> link.heard());
    }

    /** Whether anybody waits for an answer of the broker. */
    boolean awaitsAnswer() {
        return requests.any();
    }

    Observers observers() {
        return observers;
    }

    /** Takes the measures of this session. */
    Measures measures() {
        return measures;
    }

    EventRouter router() {
        return router;
    }

    AdvertisedFeatures features() {
        return features;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    ApprovalDesk approvals() {
        return approvals;
    }

    PayloadCodec codec() {
        return codec;
    }

    PublishWindow window() {
        return window;
    }

    ExecutorService threads() {
        return threads;
    }

    Duration requestTimeout() {
        return settings.requestTimeout();
    }

    GridLimits limits() {
        return settings.limits();
    }

    /** What keeps a state on disk, and ends before the session does. */
    Set<Durable> durables() {
        return durables;
    }

    /** What is known of a topic's sub-topics, shared by all who publish to it. */
    OwnedSubTopics subTopics(GridTopic<?> topic) {
        return subTopics.computeIfAbsent(topic.name(), name -> new OwnedSubTopics(topic, System::nanoTime));
    }

    /** A worker for what concerns a topic, which has not started. */
    SerialWorker newWorker(String topic) {
        return newWorker(topic, SubscriptionPolicy.defaults());
    }

    /** A worker for a subscription with a policy of its own, which has not started. */
    SerialWorker newWorker(String topic, SubscriptionPolicy policy) {
        return new SerialWorker(
                threads,
                requests,
                slack,
                failure -> observers.handlerFailed(topic, "SDK's own handling", failure),
                QueueBounds.of(settings.limits(), policy));
    }

    void announcePresence() {
        link.announcePresence();
    }

    /** What comes in, on the network reader's thread. */
    private final class Incoming implements XmppSession.Listener {

        @Override
        public boolean isBroker(GridAddress from) {
            return from.equals(brokers.known());
        }

        @Override
        public void happened(TopicEvent event) {
            link.heard();
            router.route(event);
        }

        @Override
        public void asked(SubscriptionRequest request) {
            approvals.asked(request);
        }

        @Override
        public boolean answers(String namespace, String element) {
            return queries.answers(namespace, element);
        }

        @Override
        public boolean queried(IncomingQuery query) {
            return queries.queried(query);
        }

        @Override
        public boolean returned(String id, boolean notUnderstood) {
            return approvals.returned(id, notUnderstood);
        }

        @Override
        public void dropped(Observation.Kind kind, Optional<GridAddress> from, Optional<String> topic, String detail) {
            if (kind == Observation.Kind.FORGED_EVENT_DROPPED) {
                measures.count(Metric.FORGED, measures.session(), 1);
            }
            observers.tell(kind, from, topic, detail);
        }

        @Override
        public void limitHit(String limit, Optional<GridAddress> from, String detail) {
            observers.tell(Observation.Kind.LIMIT_HIT, from, Optional.empty(), detail, Map.of("limit", limit));
        }

        @Override
        public void lost(GridException cause) {
            link.isLost(cause);
        }
    }
}
