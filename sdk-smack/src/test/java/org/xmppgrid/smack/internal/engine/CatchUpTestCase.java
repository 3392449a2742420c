package org.xmppgrid.smack.internal.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SyncPolicy;
import org.xmppgrid.smack.internal.store.Arrival;
import org.xmppgrid.smack.internal.store.Inbox;
import org.xmppgrid.smack.internal.store.InboxBounds;
import org.xmppgrid.smack.internal.store.MemoryStateStore;
import org.xmppgrid.smack.internal.store.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** A catch-up over pages, a disk, threads and alarms that a test has in its hands. */
abstract class CatchUpTestCase {
    static final Instant EARLIER = Instant.parse("2026-11-21T08:00:00Z");

    final SettableClock clock = new SettableClock();
    final MemoryStateStore disk = new MemoryStateStore();
    final HandAlarm alarm = new HandAlarm();
    final HandThreads threads = new HandThreads();
    final StoreLog log = new StoreLog();
    final ScriptedPass pass = new ScriptedPass();
    final Told told = new Told();
    final ConsumerStore store =
            new ConsumerStore(() -> disk, "c", InboxBounds.STANDARD, SyncPolicy.each(), clock, new HandAlarm());
    final ConsumerCatchUp catchUp = new ConsumerCatchUp(store, pass, told, threads, alarm);

    /** What is to run, when the test says so; or at once. */
    static final class HandThreads implements Executor {
        final Deque<Runnable> waiting = new ArrayDeque<>();
        boolean holds;
        boolean ended;

        @Override
        public void execute(Runnable command) {
            if (ended) {
                throw new RejectedExecutionException("ended");
            }
            if (holds) {
                waiting.add(command);
            } else {
                command.run();
            }
        }

        void run() {
            while (!waiting.isEmpty()) {
                waiting.remove().run();
            }
        }
    }

    /** Goes as the script says, and then with nothing found. */
    static final class ScriptedPass implements ConsumerCatchUp.Pass {
        private static final int TOO_MANY = 50;

        final Deque<Consumer<ConsumerCatchUp>> script = new ArrayDeque<>();
        int runs;
        int smaller;
        boolean hopeful = true;

        void then(Consumer<ConsumerCatchUp> next) {
            script.add(next);
        }

        void thenThrows(RuntimeException... all) {
            for (RuntimeException each : all) {
                then(whole -> {
                    throw each;
                });
            }
        }

        @Override
        public void run(ConsumerCatchUp whole) {
            if (++runs > TOO_MANY) {
                throw new AssertionError("it reads again and again without an end");
            }
            Consumer<ConsumerCatchUp> next = script.poll();
            if (next != null) {
                next.accept(whole);
            }
        }

        @Override
        public void smaller() {
            smaller++;
        }

        @Override
        public boolean isKnown(Inbox inbox, String itemId) {
            return inbox.knows("broker", "topic", itemId);
        }

        @Override
        public boolean isHopeful() {
            return hopeful;
        }
    }

    /** What a user is told. */
    static final class Told implements ConsumerCatchUp.Watcher {
        final List<Gap> gaps = new ArrayList<>();
        final List<String> troubles = new ArrayList<>();
        Runnable onGap = () -> {};
        int done;

        @Override
        public void missed(Gap gap) {
            gaps.add(gap);
            Runnable next = onGap;
            onGap = () -> {};
            next.run();
        }

        @Override
        public void failed(@Nullable GridException why) {
            troubles.add(why == null ? "none" : why.reason().name());
        }

        @Override
        public void done() {
            done++;
        }
    }

    @BeforeEach
    void open() {
        store.open(log);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** As the subscription tells of a gap. */
    void owe() {
        owe(Optional.empty());
    }

    void owe(Optional<Instant> since) {
        catchUp.isOwed(since);
        store.with(inbox -> {
            inbox.catchUp();
            return true;
        });
    }

    void oweAndRun() {
        owe();
        catchUp.runIfDue();
    }

    static GridRequestException refusal(Reason reason) {
        return new GridRequestException(reason, "no", null, null);
    }

    static GridConnectionException lost() {
        return new GridConnectionException(Reason.CONNECTION_LOST, "lost", null, null);
    }

    static GridStorageException full() {
        return new GridStorageException(Reason.DISK_FULL, "full", null);
    }

    static RuntimeException[] times(int count, RuntimeException each) {
        RuntimeException[] all = new RuntimeException[count];
        Arrays.fill(all, each);
        return all;
    }

    static List<Duration> seconds(int... seconds) {
        List<Duration> all = new ArrayList<>();
        for (int each : seconds) {
            all.add(Duration.ofSeconds(each));
        }
        return all;
    }

    void rings(int times) {
        for (int i = 0; i < times; i++) {
            alarm.ring();
        }
    }

    static Arrival item(String id) {
        return new Arrival("broker", "topic", id, null, id.getBytes(StandardCharsets.UTF_8));
    }

    void arrives(String id) {
        catchUp.published(id);
        store.with(inbox -> inbox.receive(item(id)));
    }

    void withdrawn(String id) {
        store.with(inbox -> {
            catchUp.retracted(inbox, id);
            return inbox.retract("broker", "topic", id);
        });
    }

    /** As the pages are taken. */
    void read(ConsumerCatchUp whole, String id) {
        if (whole.isPast(id)) {
            return;
        }
        store.with(inbox -> inbox.receiveMissed(item(id)));
        if (whole.found(id)) {
            store.with(inbox -> inbox.retract("broker", "topic", id));
        }
    }

    List<String> delivered() {
        return store.with(inbox -> inbox.read(0, 100)).stream()
                .map(each -> each.item().itemId() + (each.retracted() ? " withdrawn" : ""))
                .toList();
    }

    List<String> gaps() {
        return told.gaps.stream()
                .map(gap -> gap.cause()
                        + (gap.count().isPresent() ? " " + gap.count().getAsLong() : ""))
                .toList();
    }

    /** Not due, nothing held back, and nothing that rings later. */
    void isOver() {
        boolean inState = store.with(Inbox::isCatchingUp);
        assertThat(catchUp.isDue()).isFalse();
        assertThat(inState).isFalse();
        assertThat(told.done).isPositive();
        int runs = pass.runs;
        catchUp.runIfDue();
        assertThat(pass.runs).isEqualTo(runs);
    }
}
