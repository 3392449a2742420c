package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.ConformanceReport;
import org.xmppgrid.testkit.Deviation;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.RawXmppClient;

import static org.awaitility.Awaitility.await;

/**
 * What one test needs of a grid: connected platforms, accounts and topics of its own, and all of it gone at its end, so
 * that tests can run in any order on one server.
 */
final class Scene {
    /** How long a test waits for what has to come: far longer than it takes, so that only its absence fails. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String OWNER = "http://jabber.org/protocol/pubsub#owner";
    private static final int AT_ONCE = 32;

    private final GridServer server;
    private final String name;
    private final ConformanceReport report;
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, Grid> platforms = new ConcurrentHashMap<>();
    private final Deque<Runnable> open = new ConcurrentLinkedDeque<>();
    private final List<Topic<?>> topics = new CopyOnWriteArrayList<>();
    private final List<Observation> observations = new CopyOnWriteArrayList<>();

    Scene(GridServer server, String name, ConformanceReport report) {
        this.server = server;
        this.name = name;
        this.report = report;
    }

    GridServer server() {
        return server;
    }

    /** Whether the server is known to differ from the standards in this way. */
    boolean isKnownFor(Deviation deviation) {
        return server.deviations().contains(deviation);
    }

    /** Reports that the server differs, once the test has seen what it does instead. */
    void deviates(Deviation deviation, String why) {
        report.deviates(deviation, why);
    }

    /** A user's account for this test alone, which may not create topics. */
    String user(String user) {
        return user + "-" + mark;
    }

    String address(String user) {
        return server.account(user).address();
    }

    /** How a user connects. */
    GridBuilder as(String user) {
        Account account = server.account(user);
        return Grid.as(account.address())
                .password(account.password())
                .endpoint(server.host(), server.port())
                .trust(server.authorityPem())
                .broker(server.broker())
                .observer(observations::add);
    }

    /** A connection that ends with the test. */
    Grid connect(GridBuilder builder) {
        Grid grid = builder.connect();
        open.push(grid::close);
        return grid;
    }

    /** The connection of a user, made when it is first asked for. */
    Grid connected(String user) {
        return platforms.computeIfAbsent(user, missing -> connect(as(missing)));
    }

    /** The platform that creates topics and publishes to them. */
    Grid provider() {
        return connected("provider");
    }

    /** A platform with an account of this test's own. */
    Grid consumer() {
        return connected(user("consumer"));
    }

    /** Ends a user's connection; the next call of {@link #connected} makes another. */
    void leave(String user) {
        Grid grid = platforms.remove(user);
        if (grid != null) {
            grid.close();
        }
    }

    /** A client without manners, that ends with the test. */
    RawXmppClient raw(String user) {
        RawXmppClient client = RawXmppClient.login(server, user);
        open.push(client::close);
        return client;
    }

    /** A name that no other test has, for a topic that is deleted at the end. */
    String topicName() {
        String topic = name + "-" + mark + "-" + topics.size();
        topics.add(at(provider(), topic));
        return topic;
    }

    /** A topic that the test names itself and that is deleted at the end, if it is there. */
    String ending(String topic) {
        topics.add(at(provider(), topic));
        return topic;
    }

    Topic<RawPayload> at(Grid grid, String topic) {
        return grid.topic(topic, Documents.TYPE);
    }

    Topic<RawPayload> at(Grid grid, Topic<?> topic) {
        return at(grid, topic.name());
    }

    /** A topic of the provider. */
    Topic<RawPayload> topic(TopicConfig config) {
        Topic<RawPayload> topic = at(provider(), topicName());
        topic.create(config);
        return topic;
    }

    /** A topic of the provider for everybody, with what a topic should be otherwise. */
    Topic<RawPayload> openTopic() {
        return topic(open());
    }

    static TopicConfig open() {
        return TopicConfig.secure().accessModel(AccessModel.OPEN);
    }

    static TopicConfig by(AccessModel model) {
        return TopicConfig.secure().accessModel(model);
    }

    /** Many topics of the provider, created by as many threads as hide the round trip. */
    List<String> topics(int count) {
        String prefix = topicName();
        List<Topic<RawPayload>> many = IntStream.range(0, count)
                .mapToObj(number -> at(provider(), prefix + "-" + number))
                .toList();
        forEach(many, topic -> topic.create(open()));
        topics.addAll(many);
        return many.stream().map(Topic::name).toList();
    }

    /** A request of an owner that the SDK has no call for yet. */
    void asOwner(String request) {
        try (RawXmppClient owner = RawXmppClient.login(server, "provider")) {
            String answer =
                    owner.request(server.broker(), "set", "<pubsub xmlns='" + OWNER + "'>" + request + "</pubsub>");
            if (!answer.contains("result")) {
                throw new AssertionError("The broker refused " + request + ": " + answer);
            }
        }
    }

    void affiliate(Topic<?> topic, String address, String affiliation) {
        asOwner("<affiliations node='" + topic.name() + "'><affiliation jid='" + address + "' affiliation='"
                + affiliation + "'/></affiliations>");
    }

    /** What the observers of all platforms of this test were told. */
    List<Observation> observations() {
        return observations;
    }

    Observation awaitObservation(Observation.Kind kind) {
        return await("for the observation " + kind)
                .atMost(PATIENCE)
                .until(
                        () -> observations.stream()
                                .filter(observation -> observation.kind() == kind)
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    /** Deletes the topics and ends the connections of this test. */
    void close() {
        try {
            if (!topics.isEmpty()) {
                // a connection of its own: the test may have lost the provider's
                try (Grid cleaner = as("provider").connect()) {
                    forEach(topics, topic -> deleteIfThere(at(cleaner, topic)));
                }
            }
        } finally {
            open.forEach(Runnable::run);
        }
    }

    private static void deleteIfThere(Topic<?> topic) {
        try {
            topic.delete();
        } catch (GridException e) {
            switch (e.reason()) {
                case TOPIC_NOT_FOUND, FORBIDDEN -> {
                    // the test deleted it, or never created it
                }
                default -> throw e;
            }
        }
    }

    private static <T> void forEach(List<T> all, Consumer<T> action) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, all.size())));
        try {
            List<Future<?>> done = new ArrayList<>();
            all.forEach(one -> done.add(threads.submit(() -> action.accept(one))));
            for (Future<?> one : done) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("One of " + all.size() + " requests failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        } finally {
            threads.shutdown();
        }
    }
}
