package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class ErrandsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Errands errands = new Errands("errand", 1);

    @Test
    void run_whenTheWorkIsDone_returnsItsResultOrWhatItThrew() throws Exception {
        assertThat(errands.<String>run(Deadline.in(LONG), () -> "done")).isEqualTo("done");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> errands.run(Deadline.in(LONG), () -> {
                    throw new IOException("mine");
                }))
                .withMessage("mine");
    }

    @Test
    void run_whenTheWorkHangs_givesUpAndKeepsItsPlaceUntilItEnds() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Errands.Errand<String> hanging = errands.start(Deadline.in(LONG), () -> {
            begun.countDown();
            awaitWithoutHeed(never);
            return "late";
        });
        assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> hanging.get(Deadline.in(SHORT)));
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> errands.run(Deadline.in(SHORT), () -> "no place"))
                .withMessageContaining("hangs already");
        never.countDown();
        assertThat(errands.<String>run(Deadline.in(LONG), () -> "place")).isEqualTo("place");
    }

    @Test
    void run_whenTheCallerIsInterrupted_saysSoAtOnce() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> errands.run(Deadline.in(LONG), () -> {
                    never.await();
                    return "never";
                }));
        never.countDown();
    }

    /** As the Java runtime's name lookup does. */
    private static void awaitWithoutHeed(CountDownLatch latch) {
        boolean over = false;
        while (!over) {
            try {
                latch.await();
                over = true;
            } catch (InterruptedException e) {
                over = latch.getCount() == 0;
            }
        }
    }
}
