package org.xmppgrid.testkit.reliability;

import java.time.Duration;
import java.util.List;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.FaultProxy;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.RestartableServer;

/**
 * Where a run takes place: a server, a topic of the run's own, and a network that fails on order between the server and
 * all platforms but the one that made the topic.
 */
final class Site implements AutoCloseable {
    /** How long a run waits for what has to come: far longer than it takes, so that only its absence fails. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How long a server keeps the session of a lost connection: longer than it takes to come back, where one can. */
    static final Duration RESUME_TIMEOUT = Duration.ofSeconds(1);

    static final String PROVIDER = "provider";

    /** Who takes part: a provider and two consumers. */
    static final List<String> USERS = List.of(PROVIDER, "siem-a", "siem-b");

    /** Longer than a login takes, also where bytes come one by one; one that is swallowed shall not take long. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Comes back at once and notices soon, so that a run is many faults and little waiting. */
    static final ConnectionPolicy QUICK = ConnectionPolicy.standard()
            .withDelays(Duration.ofMillis(20), Duration.ofMillis(300))
            .withProbe(Duration.ofMillis(400), Duration.ofMillis(400));

    private final GridServer server;
    private final String topic;
    private final FaultProxy proxy;

    /** Makes the topic, which everybody may read and which keeps as much as the broker lets it. */
    Site(GridServer server, String topic) {
        this.server = server;
        this.topic = topic;
        try (Grid grid = directly()) {
            at(grid).create(TopicConfig.secure().accessModel(AccessModel.OPEN));
        }
        proxy = FaultProxy.before(server);
    }

    String topic() {
        return topic;
    }

    FaultProxy proxy() {
        return proxy;
    }

    RestartableServer server() {
        return (RestartableServer) server;
    }

    GridBroker embedded() {
        return (GridBroker) server;
    }

    /** How a platform connects, through the network that fails. */
    GridBuilder through(String user) {
        return as(user).endpoint(proxy.host(), proxy.port())
                .connectTimeout(CONNECT_TIMEOUT)
                .connection(QUICK);
    }

    Topic<RawPayload> at(Grid grid) {
        return grid.topic(topic, Report.TYPE);
    }

    private Grid directly() {
        return as(PROVIDER).endpoint(server.host(), server.port()).connect();
    }

    private GridBuilder as(String user) {
        Account account = server.account(user);
        return Grid.as(account.address())
                .password(account.password())
                .trust(server.authorityPem())
                .broker(server.broker())
                .observer(told -> {});
    }

    /** Ends the network. The topic stays: ejabberd needs minutes to delete one of 10,000 items, and creates none meanwhile. */
    @Override
    public void close() {
        proxy.close();
    }
}
