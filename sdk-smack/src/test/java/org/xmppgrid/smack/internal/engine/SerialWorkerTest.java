package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.Overflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class SerialWorkerTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RequestsUnderWay requests = new RequestsUnderWay();
    private final QueueSlack slack = new QueueSlack(requests, GridLimits.DEFAULT.withQueue(10, 1_000_000));
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void put_whenManyTasks_thenTheyRunOneAtATimeInOrder() throws InterruptedException {
        SerialWorker worker = worker(4, 1_000_000);
        List<Integer> seen = new CopyOnWriteArrayList<>();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        worker.start();

        for (int i = 0; i < 2000; i++) {
            int number = i;
            worker.put(
                    () -> {
                        overlapped.compareAndSet(false, atOnce.incrementAndGet() > 1);
                        seen.add(number);
                        atOnce.decrementAndGet();
                    },
                    1);
        }

        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(seen).isEqualTo(IntStream.range(0, 2000).boxed().toList());
        assertThat(overlapped).isFalse();
    }

    @Test
    void put_whenNotStarted_thenNothingRuns() throws InterruptedException {
        SerialWorker worker = worker(4, 100);
        AtomicInteger ran = new AtomicInteger();
        worker.put(ran::incrementAndGet, 1);
        assertThat(ran).hasValue(0);

        worker.start();
        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(ran).hasValue(1);
    }

    @Test
    void put_whenTheQueueIsFull_thenWaitsUntilThereIsRoom() throws InterruptedException {
        SerialWorker worker = worker(2, 100);
        CountDownLatch handler = blockedHandler(worker);
        worker.put(() -> {}, 1);
        worker.put(() -> {}, 1);
        Thread reader = reader(() -> worker.put(() -> {}, 1));

        await().until(() -> reader.getState() == Thread.State.WAITING);
        assertThat(worker.queued()).isEqualTo(2);

        handler.countDown();
        reader.join();
        assertThat(worker.awaitIdle(LONG)).isTrue();
    }

    @Test
    void put_whenTheQueueIsFullInSizeOnly_thenWaitsToo() throws InterruptedException {
        SerialWorker worker = worker(1000, 100);
        CountDownLatch handler = blockedHandler(worker);
        worker.put(() -> {}, 150);
        Thread reader = reader(() -> worker.put(() -> {}, 1));

        await().until(() -> reader.getState() == Thread.State.WAITING);
        handler.countDown();
        reader.join();
    }

    @Test
    void put_whenFullAndARequestBeginsLater_thenGivesWayUpToTheHardLimit() throws InterruptedException {
        SerialWorker worker = worker(2, 1_000_000);
        CountDownLatch handler = blockedHandler(worker);
        AtomicInteger put = new AtomicInteger();
        Thread reader = reader(() -> {
            for (int i = 0; i < 100; i++) {
                worker.put(() -> {}, 1);
                put.incrementAndGet();
            }
        });
        await().until(() -> put.get() == 2 && reader.getState() == Thread.State.WAITING);

        requests.begin();

        int hardLimit = 2 * SerialWorker.HARD_LIMIT_FACTOR;
        await().until(() -> put.get() == hardLimit && reader.getState() == Thread.State.WAITING);
        assertThat(worker.queued()).isEqualTo(hardLimit);
        handler.countDown();
        reader.join();
    }

    @Test
    void put_whenATaskThrowsAnError_thenTheNextRunsAndSomebodyIsTold() throws InterruptedException {
        SerialWorker worker = worker(4, 100);
        AtomicInteger ran = new AtomicInteger();
        Error poison = new StackOverflowError();
        worker.start();
        worker.put(
                () -> {
                    throw poison;
                },
                1);
        worker.put(ran::incrementAndGet, 1);

        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(ran).hasValue(1);
        assertThat(failures).containsExactly(poison);
    }

    @Test
    void put_whenInterruptedWhileTheQueueIsFull_thenTheTaskIsNotLost() throws InterruptedException {
        SerialWorker worker = worker(1, 100);
        CountDownLatch handler = blockedHandler(worker);
        AtomicInteger ran = new AtomicInteger();
        AtomicBoolean flag = new AtomicBoolean();
        worker.put(ran::incrementAndGet, 1);
        Thread reader = reader(() -> {
            worker.put(ran::incrementAndGet, 1);
            flag.set(Thread.currentThread().isInterrupted());
        });
        await().until(() -> reader.getState() == Thread.State.WAITING);

        reader.interrupt();
        reader.join();
        handler.countDown();

        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(ran).hasValue(2);
        assertThat(flag).isTrue();
    }

    @Test
    void stop_whenSomebodyWaitsToPut_thenLetsGoAndDropsTheQueue() throws InterruptedException {
        SerialWorker worker = worker(1, 100);
        CountDownLatch handler = blockedHandler(worker);
        AtomicInteger ran = new AtomicInteger();
        worker.put(ran::incrementAndGet, 1);
        AtomicBoolean accepted = new AtomicBoolean(true);
        Thread reader = reader(() -> accepted.set(worker.put(ran::incrementAndGet, 1)));
        await().until(() -> reader.getState() == Thread.State.WAITING);

        worker.stop();
        reader.join();
        handler.countDown();

        assertThat(accepted).isFalse();
        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(ran).hasValue(0);
    }

    @Test
    void awaitIdle_whenCalledByATaskOfItsOwn_thenDoesNotWait() throws InterruptedException {
        SerialWorker worker = worker(4, 100);
        AtomicBoolean returned = new AtomicBoolean();
        worker.start();
        worker.put(
                () -> {
                    try {
                        returned.set(worker.awaitIdle(LONG));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                1);

        await().untilTrue(returned);
    }

    @Test
    void put_whenTheThreadsAreGone_thenRefusesInsteadOfThrowing() {
        threads.shutdown();
        SerialWorker worker = worker(4, 100);
        worker.start();

        worker.put(() -> {}, 1);

        assertThat(worker.put(() -> {}, 1)).isFalse();
        assertThat(worker.queued()).isZero();
    }

    @Test
    void put_whenFullAndAnotherWorkerIsThere_thenGivesWayUpToTheHardLimit() throws InterruptedException {
        SerialWorker slow = worker(2, 1_000_000);
        CountDownLatch handler = blockedHandler(slow);
        AtomicInteger put = new AtomicInteger();
        Thread reader = reader(() -> putMany(slow, 100, put));
        await().until(() -> put.get() == 2 && reader.getState() == Thread.State.WAITING);

        SerialWorker other = worker(2, 1_000_000);
        other.start();

        int hardLimit = 2 * SerialWorker.HARD_LIMIT_FACTOR;
        await().until(() -> put.get() == hardLimit && reader.getState() == Thread.State.WAITING);
        handler.countDown();
        reader.join();
    }

    @Test
    void put_whenTheOtherWorkerHasStopped_thenWaitsAtTheBound() throws InterruptedException {
        SerialWorker other = worker(2, 1_000_000);
        other.start();
        other.stop();
        SerialWorker slow = worker(2, 1_000_000);
        CountDownLatch handler = blockedHandler(slow);
        AtomicInteger put = new AtomicInteger();
        Thread reader = reader(() -> putMany(slow, 100, put));

        await().until(() -> put.get() == 2 && reader.getState() == Thread.State.WAITING);
        assertThat(slow.queued()).isEqualTo(2);
        handler.countDown();
        reader.join();
    }

    @Test
    void put_whenTheSlackIsUsedUp_thenWaitsAtTheBoundUntilAnotherGivesItBack() throws InterruptedException {
        // 70 tasks are the slack: 7 times the session's 10
        SerialWorker first = worker(10, 1_000_000);
        SerialWorker second = worker(10, 1_000_000);
        CountDownLatch firstHandler = blockedHandler(first);
        CountDownLatch secondHandler = blockedHandler(second);
        AtomicInteger put = new AtomicInteger();
        Thread reader = reader(() -> {
            putMany(first, 80, put);
            putMany(second, 20, put);
        });
        await().until(() -> put.get() == 90 && reader.getState() == Thread.State.WAITING);
        assertThat(first.queued()).isEqualTo(80);
        assertThat(second.queued()).isEqualTo(10);

        firstHandler.countDown();

        await().until(() -> put.get() == 100);
        assertThat(second.queued()).isEqualTo(20);
        secondHandler.countDown();
        reader.join();
    }

    @Test
    void put_whenTheOldestIsDropped_thenNeverWaitsAndTellsOfTheRunInItsPlace() throws InterruptedException {
        SerialWorker worker = worker(new QueueBounds(3, 1_000_000, Overflow.DROP_OLDEST));
        List<String> seen = new CopyOnWriteArrayList<>();
        worker.tellsDropped(count -> seen.add("dropped " + count));
        CountDownLatch handler = blockedHandler(worker);
        for (int i = 0; i < 10; i++) {
            String name = "event " + i;
            worker.put(() -> seen.add(name), 1);
        }
        worker.putAtOnce(() -> seen.add("word"), 1);
        worker.put(() -> seen.add("event 10"), 1);

        assertThat(worker.dropped()).isEqualTo(9);
        handler.countDown();
        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(seen).containsExactly("dropped 9", "event 9", "word", "event 10");
    }

    @Test
    void put_whenTheOldestIsDroppedBehindAWord_thenTheWordKeepsItsPlace() throws InterruptedException {
        SerialWorker worker = worker(new QueueBounds(3, 1_000_000, Overflow.DROP_OLDEST));
        List<String> seen = new CopyOnWriteArrayList<>();
        worker.tellsDropped(count -> seen.add("dropped " + count));
        CountDownLatch handler = blockedHandler(worker);
        worker.put(() -> seen.add("event 0"), 1);
        worker.putAtOnce(() -> seen.add("word"), 1);
        for (int i = 1; i < 5; i++) {
            String name = "event " + i;
            worker.put(() -> seen.add(name), 1);
        }

        handler.countDown();
        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(seen).containsExactly("dropped 1", "word", "dropped 2", "event 3", "event 4");
    }

    @Test
    void put_whenTheBoundIsOfSizeAndTheOldestIsDropped_thenNoMoreThanTheBoundAndOneEventIsHeld()
            throws InterruptedException {
        SerialWorker worker = worker(new QueueBounds(1000, 100, Overflow.DROP_OLDEST));
        CountDownLatch handler = blockedHandler(worker);

        for (int i = 0; i < 50; i++) {
            worker.put(() -> {}, 60);
            assertThat(worker.queuedSize()).isLessThanOrEqualTo(160);
        }
        worker.put(() -> {}, 500);

        assertThat(worker.queued()).isPositive();
        assertThat(worker.dropped()).isGreaterThan(40);
        handler.countDown();
    }

    @Test
    void pause_whenEventsAndAWordWait_thenTheyRunInOrderAfterResume() throws InterruptedException {
        SerialWorker worker = worker(10, 1_000_000);
        List<String> seen = new CopyOnWriteArrayList<>();
        worker.pause();
        worker.start();
        worker.putAtOnce(() -> seen.add("first word"), 1);
        assertThat(worker.awaitIdle(LONG)).isTrue();
        worker.put(() -> seen.add("event"), 1);
        worker.putAtOnce(() -> seen.add("second word"), 1);
        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(seen).containsExactly("first word");

        worker.resume();

        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(seen).containsExactly("first word", "event", "second word");
    }

    @Test
    void pause_whenATaskDoesIt_thenTheNextWaits() throws InterruptedException {
        SerialWorker worker = worker(10, 1_000_000);
        AtomicInteger ran = new AtomicInteger();
        worker.put(
                () -> {
                    ran.incrementAndGet();
                    worker.pause();
                },
                1);
        worker.put(ran::incrementAndGet, 1);
        worker.start();

        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(ran).hasValue(1);
        assertThat(worker.queued()).isEqualTo(1);
    }

    @Test
    void pause_whenTheOldestIsDroppedMeanwhile_thenTheRunIsToldOnceAfterResume() throws InterruptedException {
        SerialWorker worker = worker(new QueueBounds(2, 1_000_000, Overflow.DROP_OLDEST));
        List<String> seen = new CopyOnWriteArrayList<>();
        worker.tellsDropped(count -> seen.add("dropped " + count));
        worker.pause();
        worker.start();
        for (int i = 0; i < 100; i++) {
            String name = "event " + i;
            worker.put(() -> seen.add(name), 1);
        }

        worker.resume();

        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(seen).containsExactly("dropped 98", "event 98", "event 99");
    }

    @Test
    void stopBehindWords_whenEventsWait_thenTheWordsAreTheLastThatRuns() throws InterruptedException {
        SerialWorker worker = worker(10, 1_000_000);
        List<String> seen = new CopyOnWriteArrayList<>();
        CountDownLatch handler = blockedHandler(worker);
        worker.pause();
        worker.put(() -> seen.add("event"), 1);
        worker.putAtOnce(() -> seen.add("word"), 1);

        worker.stopBehindWords();

        assertThat(worker.put(() -> seen.add("late event"), 1)).isFalse();
        assertThat(worker.putAtOnce(() -> seen.add("late word"), 1)).isFalse();
        handler.countDown();
        assertThat(worker.awaitIdle(LONG)).isTrue();
        assertThat(seen).containsExactly("word");
    }

    private SerialWorker worker(int tasks, long size) {
        return worker(new QueueBounds(tasks, size, Overflow.BLOCK));
    }

    private SerialWorker worker(QueueBounds bounds) {
        return new SerialWorker(threads, requests, slack, failures::add, bounds);
    }

    private static void putMany(SerialWorker worker, int count, AtomicInteger put) {
        for (int i = 0; i < count; i++) {
            worker.put(() -> {}, 1);
            put.incrementAndGet();
        }
    }

    /** Starts the worker with a task that runs until the latch is counted down. */
    private static CountDownLatch blockedHandler(SerialWorker worker) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch latch = new CountDownLatch(1);
        worker.start();
        worker.put(
                () -> {
                    running.countDown();
                    try {
                        latch.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                1);
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        return latch;
    }

    private static Thread reader(Runnable action) {
        Thread thread = new Thread(action, "reader");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
