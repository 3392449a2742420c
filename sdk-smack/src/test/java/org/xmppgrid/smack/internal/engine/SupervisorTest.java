package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xmppgrid.sdk.ConnectionEvent;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.Overflow;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SupervisorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ConnectionPolicy QUICK =
            ConnectionPolicy.standard().withDelays(Duration.ofMillis(1), Duration.ofMillis(4));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<ConnectionEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final ScriptedLine line = new ScriptedLine();
    private Supervisor supervisor;
    private ConnectionLife life;

    /** Attempts go as the script says; when it ends, they succeed with a new stream. */
    private static final class ScriptedLine implements Supervisor.Line {
        final Deque<BooleanSupplier> attempts = new ConcurrentLinkedDeque<>();
        final Deque<BooleanSupplier> restorations = new ConcurrentLinkedDeque<>();
        final List<String> told = Collections.synchronizedList(new ArrayList<>());
        final Deque<Runnable> whenBack = new ConcurrentLinkedDeque<>();
        volatile boolean open;

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean isResumable() {
            return false;
        }

        @Override
        public boolean reopen() {
            told.add("reopen");
            BooleanSupplier next = attempts.poll();
            return next != null && next.getAsBoolean();
        }

        @Override
        public boolean restore() {
            told.add("restore");
            BooleanSupplier next = restorations.poll();
            return next != null && next.getAsBoolean();
        }

        @Override
        public void lost(GridException cause) {
            told.add("lost");
        }

        @Override
        public void interrupted() {
            told.add("interrupted");
        }

        @Override
        public void back(boolean sameStream, int attempts) {
            told.add("back");
            Runnable then = whenBack.poll();
            if (then != null) {
                then.run();
            }
        }

        @Override
        public void gaveUp(GridException why) {
            told.add("gave up: " + why.reason());
        }
    }

    private void supervise(ConnectionPolicy policy) {
        supervise(policy, Thread::new);
    }

    private void supervise(ConnectionPolicy policy, ThreadFactory making) {
        Observers observers =
                new Observers(List.of(), GridAddress.of("a@b.example"), new ReportRate(1, System::nanoTime));
        RequestsUnderWay requests = new RequestsUnderWay();
        QueueSlack slack = new QueueSlack(requests, GridLimits.DEFAULT);
        QueueBounds bounds = new QueueBounds(10, 10, Overflow.BLOCK);
        life = new ConnectionLife(
                () -> new SerialWorker(threads, requests, slack, failure -> {}, bounds), observers, Clock.systemUTC());
        life.tell(events::add);
        supervisor = new Supervisor(policy, line, life, new Backoff(policy, new Random(3)), System::nanoTime, making);
        supervisor.begin();
    }

    @AfterEach
    void leave() throws InterruptedException {
        supervisor.close(PATIENCE);
        threads.shutdownNow();
        assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private static GridConnectionException failure(Reason reason) {
        return new GridConnectionException(reason, "scripted: " + reason, null, null);
    }

    private static BooleanSupplier fails(Reason reason) {
        return () -> {
            throw failure(reason);
        };
    }

    private void awaitState(ConnectionState state) {
        await("for " + state).atMost(PATIENCE).untilAsserted(() -> assertThat(events)
                .extracting(ConnectionEvent::state)
                .endsWith(state));
    }

    private List<ConnectionState> states() {
        return List.copyOf(events).stream().map(ConnectionEvent::state).toList();
    }

    @Test
    void lost_whenAttemptsFail_thenGoesOnUntilOneSucceeds() {
        supervise(QUICK);
        line.attempts.add(fails(Reason.UNREACHABLE));
        line.attempts.add(fails(Reason.HOST_UNKNOWN));

        supervisor.lost(failure(Reason.CONNECTION_LOST));
        awaitState(ConnectionState.CONNECTED);

        assertThat(states())
                .containsExactly(
                        ConnectionState.INTERRUPTED,
                        ConnectionState.RECONNECTING,
                        ConnectionState.INTERRUPTED,
                        ConnectionState.RECONNECTING,
                        ConnectionState.INTERRUPTED,
                        ConnectionState.RECONNECTING,
                        ConnectionState.CONNECTED);
        assertThat(events.get(2).cause().orElseThrow().reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(events.get(4).attempt()).isEqualTo(2);
        assertThat(events.get(6).attempt()).isEqualTo(3);
        assertThat(line.told).containsExactly("lost", "interrupted", "reopen", "reopen", "reopen", "restore", "back");
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"CREDENTIALS_REFUSED", "CERTIFICATE_UNTRUSTED", "PIN_MISMATCH", "DOWNGRADE_DETECTED"})
    void lost_whenAPersonHasToMendIt_thenStopsWithTheReason(Reason reason) {
        supervise(QUICK);
        line.attempts.add(fails(Reason.UNREACHABLE));
        line.attempts.add(fails(reason));

        supervisor.lost(failure(Reason.CONNECTION_LOST));
        awaitState(ConnectionState.FAILED);

        assertThat(events.get(events.size() - 1).cause().orElseThrow().reason()).isEqualTo(reason);
        await("for the end").atMost(PATIENCE).untilAsserted(() -> assertThat(line.told)
                .endsWith("gave up: " + reason));
    }

    @Test
    void lost_whenReplacedByAnother_thenStopsUnlessWanted() {
        supervise(QUICK);

        supervisor.lost(failure(Reason.SESSION_REPLACED));
        awaitState(ConnectionState.FAILED);

        assertThat(line.told).containsExactly("lost", "gave up: SESSION_REPLACED");
    }

    @Test
    void lost_whenReplacedAndToReturn_thenConnectsAgain() {
        supervise(QUICK.withReturnWhenReplaced());

        supervisor.lost(failure(Reason.SESSION_REPLACED));

        awaitState(ConnectionState.CONNECTED);
    }

    @Test
    void lost_whenNotToReconnect_thenFailedAtOnce() {
        supervise(ConnectionPolicy.once());

        supervisor.lost(failure(Reason.CONNECTION_LOST));
        awaitState(ConnectionState.FAILED);

        assertThat(states()).containsExactly(ConnectionState.FAILED);
        assertThat(line.told).containsExactly("lost", "gave up: CONNECTION_LOST");
    }

    @Test
    void lost_whenLostAgainWhileRestoring_thenAnotherAttemptFollows() {
        supervise(QUICK);
        line.restorations.add(() -> {
            supervisor.lost(failure(Reason.CONNECTION_LOST));
            throw failure(Reason.CONNECTION_LOST);
        });

        supervisor.lost(failure(Reason.CONNECTION_LOST));
        awaitState(ConnectionState.CONNECTED);

        assertThat(line.told).containsExactly("lost", "interrupted", "reopen", "restore", "reopen", "restore", "back");
        assertThat(states()).filteredOn(ConnectionState.CONNECTED::equals).hasSize(1);
    }

    @Test
    void lost_whenSomethingIsLeftToRestore_thenTriedAgainWhileConnected() {
        supervise(QUICK);
        line.restorations.add(() -> true);
        line.restorations.add(() -> true);

        supervisor.lost(failure(Reason.CONNECTION_LOST));
        await("for the third round").atMost(PATIENCE).untilAsserted(() -> assertThat(line.told)
                .containsExactly("lost", "interrupted", "reopen", "restore", "back", "restore", "restore"));

        assertThat(life.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void lost_whenOnceMoreAfterAnother_thenEachIsGotBack() {
        supervise(QUICK);
        for (int round = 1; round <= 50; round++) {
            int back = round;
            supervisor.lost(failure(Reason.CONNECTION_LOST));
            await("for the connection").atMost(PATIENCE).until(() -> count("back") == back);
        }

        assertThat(count("lost")).isEqualTo(50);
        assertThat(count("interrupted")).isEqualTo(50);
    }

    private long count(String what) {
        return List.copyOf(line.told).stream().filter(what::equals).count();
    }

    @Test
    void lost_whenTheProgramsOwnCodeThrows_thenGoesOn() {
        supervise(QUICK);
        line.attempts.add(() -> {
            throw new IllegalStateException("the vault is sealed");
        });

        supervisor.lost(failure(Reason.CONNECTION_LOST));
        awaitState(ConnectionState.CONNECTED);

        assertThat(events.get(2).cause().orElseThrow())
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("vault");
    }

    @Test
    void lost_whenTheProgramsOwnCodeFailsWithAnError_thenGoesOn() {
        supervise(QUICK);
        line.attempts.add(() -> {
            throw new NoClassDefFoundError("vault/Client");
        });

        supervisor.lost(failure(Reason.CONNECTION_LOST));

        awaitState(ConnectionState.CONNECTED);
        assertThat(events.get(2).cause().orElseThrow()).hasMessageContaining("NoClassDefFoundError");
    }

    @Test
    void lost_whenTheProgramsOwnCodeLeavesTheThreadInterrupted_thenGoesOn() {
        supervise(QUICK);
        line.attempts.add(() -> {
            Thread.currentThread().interrupt();
            throw failure(Reason.INTERRUPTED);
        });

        supervisor.lost(failure(Reason.CONNECTION_LOST));

        awaitState(ConnectionState.CONNECTED);
    }

    @Test
    void lost_whenToldLateOfAStreamThatWasReplaced_thenTheOneThatStandsIsLeftAlone() {
        supervise(QUICK);
        line.attempts.add(() -> {
            supervisor.lost(failure(Reason.CONNECTION_LOST));
            line.open = true;
            return false;
        });

        supervisor.lost(failure(Reason.CONNECTION_LOST));
        awaitState(ConnectionState.CONNECTED);
        supervisor.lost(failure(Reason.CONNECTION_LOST));

        assertThat(life.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(line.told).containsExactly("lost", "interrupted", "reopen", "restore", "back");
    }

    @Test
    void lost_whenTellingThatItIsBackFails_thenItIsNotOpenedAgainAndTheNextLossIsGotBack() {
        supervise(QUICK);
        line.whenBack.add(() -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        supervisor.lost(failure(Reason.CONNECTION_LOST));
        awaitState(ConnectionState.CONNECTED);

        supervisor.lost(failure(Reason.CONNECTION_LOST));

        await("for the second").atMost(PATIENCE).until(() -> count("back") == 2);
        assertThat(count("reopen")).isEqualTo(2);
    }

    @Test
    void lost_whenThereIsNoThreadToBeHad_thenFailsAndSaysSo() {
        supervise(QUICK, task -> new Thread(task) {
            @Override
            public void start() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        });

        supervisor.lost(failure(Reason.CONNECTION_LOST));

        awaitState(ConnectionState.FAILED);
        assertThat(events.get(events.size() - 1).cause().orElseThrow()).hasMessageContaining("can't start a thread");
        assertThat(line.told).endsWith("gave up: CONNECTION_LOST");
    }

    @Test
    void lost_whenTheWaitWouldOutlastTheTimeToGiveUp_thenTheLastAttemptBeginsInTime() {
        supervise(ConnectionPolicy.standard()
                .withDelays(Duration.ofHours(5), Duration.ofHours(5))
                .withGiveUpAfter(Duration.ofMillis(50)));
        line.attempts.add(fails(Reason.UNREACHABLE));

        supervisor.lost(failure(Reason.CONNECTION_LOST));

        awaitState(ConnectionState.FAILED);
        assertThat(count("reopen")).isEqualTo(1);
        assertThat(events.get(0).retryIn().orElseThrow()).isLessThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void lost_whenItTakesTooLong_thenGivesUp() {
        supervise(QUICK.withGiveUpAfter(Duration.ofNanos(1)));
        line.attempts.add(fails(Reason.UNREACHABLE));

        supervisor.lost(failure(Reason.CONNECTION_LOST));

        awaitState(ConnectionState.FAILED);
        assertThat(line.told).containsSubsequence("reopen", "gave up: UNREACHABLE");
    }

    @Test
    void close_whenAnAttemptHangs_thenItIsInterruptedAndNoOtherFollows() throws Exception {
        supervise(QUICK);
        CountDownLatch hanging = new CountDownLatch(1);
        Deque<String> interruptions = new ArrayDeque<>();
        line.attempts.add(() -> {
            hanging.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interruptions.add("interrupted");
                Thread.currentThread().interrupt();
            }
            throw failure(Reason.INTERRUPTED);
        });
        supervisor.lost(failure(Reason.CONNECTION_LOST));
        assertThat(hanging.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        life.become(ConnectionState.CLOSING);
        supervisor.close(PATIENCE);

        assertThat(interruptions).hasSize(1);
        assertThat(count("reopen")).isEqualTo(1);
        assertThat(states()).doesNotContain(ConnectionState.CONNECTED, ConnectionState.FAILED);
    }
}
