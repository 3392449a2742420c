package org.xmppgrid.testkit.reliability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.xmppgrid.sdk.Consumer;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.StartPosition;
import org.xmppgrid.testkit.FaultPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Numbered reports from one durable provider to two durable consumers, each with state of its own, while one kind of
 * trouble strikes again and again. The judge is what the consumers' handlers were given.
 */
final class ReliabilityRun {
    /** How many reports are spooled and not confirmed, so that trouble strikes while they are being sent, too. */
    private static final int AHEAD = 200;

    /** More than what a run may leave behind: classes, pools, what the server knows. */
    private static final long HEAP_SLACK = 24L << 20;

    private final Site site;
    private final Path folder;
    private final Trouble trouble;
    private final FaultPlan plan;
    private final int reports;
    private final Ledger first = new Ledger();
    private final Ledger second = new Ledger();
    private final Semaphore ahead = new Semaphore(AHEAD);
    /** Has the faults strike: a restart takes a while, during which no handler shall wait for it. */
    private final ExecutorService striker = Executors.newSingleThreadExecutor();

    ReliabilityRun(Site site, Path folder, Trouble trouble, RunForm form) {
        this.site = site;
        this.folder = folder;
        this.trouble = trouble;
        reports = form.reports();
        FaultPlan.Builder builder = FaultPlan.anew().every(form.apart() / 2, form.apart() * 3L / 2);
        trouble.add(builder, site);
        plan = builder.build();
    }

    /** Sends all reports and waits until both consumers have them. */
    Outcome run() throws Exception {
        long before = liveHeap();
        Outcome[] outcome = new Outcome[1];
        plan.during(() -> outcome[0] = sendAndJudge());
        assertThat(liveHeap() - before)
                .as("bytes on the heap after %s", trouble)
                .isLessThan(HEAP_SLACK);
        return outcome[0];
    }

    private Outcome sendAndJudge() throws InterruptedException {
        try (Grid sensor = connect(Site.PROVIDER);
                Grid siemA = connect(Site.USERS.get(1));
                Grid siemB = connect(Site.USERS.get(2));
                Consumer<RawPayload> a = consumer(siemA, "a", this::handledByFirst);
                Consumer<RawPayload> b = consumer(siemB, "b", second::handled);
                Provider<RawPayload> provider = site.at(sensor)
                        .provider("sensor")
                        .spoolIn(folder.resolve("spool"))
                        .window(trouble.window())
                        .onConfirmed(id -> ahead.release())
                        .open()) {
            for (int number = 0; number < reports; number++) {
                if (!ahead.tryAcquire(Site.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("nothing is confirmed any more: " + provider.backlog() + ", "
                            + provider.state() + " " + provider.trouble());
                }
                provider.send(Report.id(number), Report.payload(number));
            }
            awaitAll(reports, provider, a, b);
            plan.close();
            lookOnceMore(provider, a, b);
            Outcome outcome = new Outcome(
                    reports,
                    plan.struck().size(),
                    missing(first) + missing(second),
                    first.twice() + second.twice(),
                    first.outOfOrder() + second.outOfOrder(),
                    provider.backlog().retried(),
                    plan.seed());
            assertThat(provider.deadLetters())
                    .as("dead letters of the provider")
                    .isEmpty();
            assertThat(a.deadLetters()).as("dead letters of the first consumer").isEmpty();
            assertThat(b.deadLetters())
                    .as("dead letters of the second consumer")
                    .isEmpty();
            return outcome;
        } finally {
            plan.close();
            striker.shutdown();
            assertThat(striker.awaitTermination(Site.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the last fault has struck")
                    .isTrue();
        }
    }

    /** All catch up once more, and one last report follows: what comes twice comes before it. */
    private void lookOnceMore(Provider<RawPayload> provider, Consumer<RawPayload> a, Consumer<RawPayload> b) {
        site.proxy().heal();
        site.proxy().cutAll();
        provider.send(Report.id(reports), Report.payload(reports));
        awaitAll(reports + 1, provider, a, b);
        assertThat(provider.flush(Site.PATIENCE)).as("all is confirmed").isTrue();
    }

    private void awaitAll(int number, Provider<RawPayload> provider, Consumer<RawPayload> a, Consumer<RawPayload> b) {
        await("for all reports")
                .atMost(Site.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(first.of(number) + second.of(number))
                        .as(
                                "first consumer: %s, %s; second: %s, %s; provider: %s, %s",
                                first, a.lag(), second, b.lag(), provider.state(), provider.backlog())
                        .isEqualTo(2 * number));
    }

    private Grid connect(String user) {
        return site.through(user).requestTimeout(trouble.requestTimeout()).connect();
    }

    private Consumer<RawPayload> consumer(Grid grid, String name, java.util.function.IntConsumer ledger) {
        return site.at(grid)
                .consumer(name)
                .stateIn(folder.resolve(name))
                .startAt(StartPosition.allStored())
                .onItem(delivery -> {
                    ledger.accept(Report.number(delivery.item()));
                    delivery.ack();
                })
                .open();
    }

    /** Trouble follows what arrives, until all has. */
    private void handledByFirst(int number) {
        first.handled(number);
        if (number < reports) {
            striker.execute(() -> plan.passed(1));
        }
    }

    private int missing(Ledger ledger) {
        return reports - ledger.of(reports);
    }

    private static long liveHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
