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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class SerialWorkerTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RequestsUnderWay requests = new RequestsUnderWay();
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

    private SerialWorker worker(int tasks, long size) {
        return worker(new QueueBounds(tasks, size, Overflow.BLOCK));
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
