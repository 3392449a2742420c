package org.xmppgrid.testkit.reliability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.Consumer;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.testkit.FaultPlan;
import org.xmppgrid.testkit.GridServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Closing comes to its end, whatever is wrong just then, and leaves no thread but the timer that all sessions share. */
abstract class CloseInTrouble {
    private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(500);

    /** Many request timeouts: what is waited for one after the other, on a slow machine. */
    private static final Duration IN_TIME = Duration.ofSeconds(30);

    private static final int REPORTS = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("troubles")
    void close_whenThereIsTrouble_thenReturnsInTimeAndLeavesNoThread(Trouble trouble, GridServer server)
            throws Exception {
        try (Site site = new Site(server, "closing-" + trouble.name().toLowerCase(Locale.ROOT))) {
            FaultPlan.Builder builder = FaultPlan.anew().every(1, 1);
            trouble.add(builder, site);
            try (FaultPlan plan = builder.build()) {
                plan.during(() -> closeAmid(plan, site));
            }
            await("for the SDK's threads to end").atMost(IN_TIME).untilAsserted(() -> assertThat(
                            Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.matches("xmppgrid-[0-9].*")));
        }
    }

    private void closeAmid(FaultPlan plan, Site site) throws Exception {
        Grid sensor =
                site.through(Site.PROVIDER).requestTimeout(REQUEST_TIMEOUT).connect();
        Grid siem =
                site.through(Site.USERS.get(1)).requestTimeout(REQUEST_TIMEOUT).connect();
        Consumer<RawPayload> consumer = site.at(siem)
                .consumer("siem")
                .stateIn(folder.resolve("siem"))
                .onItem(delivery -> delivery.ack())
                .open();
        Provider<RawPayload> provider = site.at(sensor)
                .provider("sensor")
                .spoolIn(folder.resolve("sensor"))
                .open();
        send(provider, 0);
        plan.passed(1);
        send(provider, REPORTS);

        CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> {
            provider.close();
            sensor.close();
        });
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            siem.close(); // closes its consumers with it
            consumer.close();
        });
        ending.get(IN_TIME.toSeconds(), TimeUnit.SECONDS);
        other.get(IN_TIME.toSeconds(), TimeUnit.SECONDS);

        assertThat(sensor.connectionState()).isEqualTo(ConnectionState.CLOSED);
        assertThat(siem.connectionState()).isEqualTo(ConnectionState.CLOSED);
    }

    private static void send(Provider<RawPayload> provider, int from) {
        for (int number = from; number < from + REPORTS; number++) {
            provider.send(Report.id(number), Report.payload(number));
        }
    }
}
