package org.xmppgrid.testkit.reliability;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ServerKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A consumer that was away while very much was published: it gets all of it, in little memory, and what is new behind it. */
class LongAbsenceIT {
    /** Of which the JVM and the SDK take about a half before anything has arrived. */
    private static final String HEAP = "48m";

    private static final int LIVE = 200;
    private static final int FIRST = 10;

    @RegisterExtension
    static final GridExtension grid = GridExtension.of(
            ServerKind.EMBEDDED,
            () -> GridBroker.builder().journal(1).itemLimit(200_000).start());

    @TempDir
    Path folder;

    @Test
    @Timeout(900)
    void consumer_whenItWasAwayForLong_thenCatchesUpInOrderInBoundedMemoryWhileMoreArrives(GridBroker server)
            throws Exception {
        int missed = RunForm.chosen().missed();
        try (Site site = new Site(server, "absence");
                Grid sensor = site.through(Site.PROVIDER).connect()) {
            Topic<RawPayload> topic = site.at(sensor);
            publish(topic, 0, FIRST);
            try (Child consumer = consumer(server, site)) {
                awaitHandled(FIRST);
                consumer.kill();
            }
            publish(topic, FIRST, FIRST + missed);

            try (Child consumer = consumer(server, site)) {
                awaitHandled(FIRST + 1);
                publish(topic, FIRST + missed, FIRST + missed + LIVE);
                awaitHandled(FIRST + missed / 2);
                publish(topic, FIRST + missed + LIVE, FIRST + missed + 2 * LIVE);
                awaitHandled(FIRST + missed + 2 * LIVE);
                assertThat(consumer.end()).as("how the consumer ended").isZero();
            }
            Processes.Handling handling = handling();
            assertThat(handling.handled()).as("all").isEqualTo(FIRST + missed + 2 * LIVE);
            assertThat(handling.twice()).as("twice").isZero();
            assertThat(handling.outOfOrder()).as("out of order").isZero();
        }
    }

    private static void publish(Topic<RawPayload> topic, int from, int to) throws Exception {
        List<CompletableFuture<String>> confirmed = new ArrayList<>();
        for (int number = from; number < to; number++) {
            confirmed.add(topic.publishAsync(Report.id(number), Report.payload(number)));
        }
        CompletableFuture.allOf(confirmed.toArray(CompletableFuture[]::new))
                .get(Site.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Child consumer(GridBroker server, Site site) {
        List<String> arguments =
                new ArrayList<>(Address.of(server, "siem-absent", site.topic()).arguments());
        arguments.add(folder.resolve("state").toString());
        arguments.add(journal().toString());
        return Child.start(ConsumerProgram.class, HEAP, folder.resolve("errors"), arguments);
    }

    private void awaitHandled(int reports) {
        await("for " + reports + " reports")
                .atMost(Site.PATIENCE.multipliedBy(5))
                .until(() -> handling().handled() >= reports);
    }

    private Processes.Handling handling() {
        return Processes.Handling.of(new Journal(journal()).lines());
    }

    private Path journal() {
        return folder.resolve("journal");
    }
}
