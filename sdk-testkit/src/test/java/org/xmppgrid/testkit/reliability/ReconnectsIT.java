package org.xmppgrid.testkit.reliability;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.ConnectionEvent;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ServerKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A platform that is connected for years loses its connection often: nothing may pile up by that. */
class ReconnectsIT {
    /** Threads and files that come and go by themselves: pools of the system, a connection that is just closing. */
    private static final int COMING_AND_GOING = 12;

    private static final long HEAP_SLACK = 8L << 20;
    private static final int WARM_UP = 30;

    /** Who loses a new connection at once waits longer and longer: not here. */
    private static final ConnectionPolicy AT_ONCE = Site.QUICK.withDelays(Duration.ofMillis(1), Duration.ofMillis(5));

    @RegisterExtension
    static final GridExtension grid = GridExtension.of(
            ServerKind.EMBEDDED, () -> GridBroker.builder().journal(1).start());

    @Test
    void connection_whenLostAgainAndAgain_thenNeitherThreadsNorSocketsNorMemoryGrow(GridBroker server)
            throws Exception {
        try (Site site = new Site(server, "reconnects")) {
            Footprint session = reconnect(site, false, RunForm.chosen().reconnects());
            assertThat(session.threads()).as("more threads").isLessThan(COMING_AND_GOING);
            assertThat(session.files()).as("more open files").isLessThan(COMING_AND_GOING);
            assertThat(session.heap()).as("more bytes").isLessThan(HEAP_SLACK);
        }
    }

    @Test
    void connection_whenResumedAgainAndAgain_thenNeitherThreadsNorSocketsNorMemoryGrow(GridBroker server)
            throws Exception {
        try (Site site = new Site(server, "resumptions")) {
            Footprint stream = reconnect(site, true, RunForm.chosen().reconnects());
            assertThat(stream.threads()).as("more threads").isLessThan(COMING_AND_GOING);
            assertThat(stream.files()).as("more open files").isLessThan(COMING_AND_GOING);
            assertThat(stream.heap()).as("more bytes").isLessThan(HEAP_SLACK);
        }
    }

    /** Loses the connection that often, and tells by how much the process has grown. */
    private static Footprint reconnect(Site site, boolean resumes, int times) throws InterruptedException {
        BlockingQueue<ConnectionEvent> events = new LinkedBlockingQueue<>();
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        ConnectionPolicy policy = resumes ? AT_ONCE : AT_ONCE.withoutResumption();
        try (Grid platform = site.through(Site.PROVIDER).connection(policy).connect()) {
            platform.onConnection(events::add);
            Topic<RawPayload> topic = site.at(platform);
            topic.subscribe(item -> arrived.add(item.id()));
            for (int i = 0; i < WARM_UP; i++) {
                loseAndReturn(site, events);
            }
            Footprint before = Footprint.now();
            for (int i = 0; i < times; i++) {
                loseAndReturn(site, events);
            }
            topic.publish(Report.id(times), Report.payload(times));
            assertThat(arrived.poll(Site.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("what arrives after all that")
                    .isEqualTo(Report.id(times));
            await("for what is closing to be closed")
                    .atMost(Site.PATIENCE)
                    .until(() -> site.proxy().open() == 1);
            Footprint after = Footprint.now();
            return new Footprint(
                    after.threads() - before.threads(), after.files() - before.files(), after.heap() - before.heap());
        }
    }

    private static void loseAndReturn(Site site, BlockingQueue<ConnectionEvent> events) throws InterruptedException {
        site.proxy().cutAll();
        ConnectionEvent event;
        do {
            event = events.poll(Site.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(event).as("the connection comes back").isNotNull();
        } while (event.state() != ConnectionState.CONNECTED);
    }
}
