package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Observation.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class ObserversTest {
    private static final GridAddress PLATFORM = GridAddress.of("sensor@grid.example/r1");
    private static final GridAddress STRANGER = GridAddress.of("mallory@grid.example/x");

    /** Nano times may be negative, and may wrap. */
    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(10).toNanos());

    private final List<Observation> seen = new ArrayList<>();
    private final Observers observers = new Observers(List.of(seen::add), PLATFORM, new ReportRate(3, now::get));

    @Test
    void tell_whenAStrangerFloods_thenTheFirstComeThroughAndTheRestAreCounted() {
        flood(Kind.FORGED_EVENT_DROPPED, 1000);

        assertThat(seen).hasSize(3).allSatisfy(o -> {
            assertThat(o.kind()).isEqualTo(Kind.FORGED_EVENT_DROPPED);
            assertThat(o.peer()).contains(STRANGER);
        });

        minutes(1);
        flood(Kind.FORGED_EVENT_DROPPED, 1);

        assertThat(seen).hasSize(5);
        assertThat(seen.get(3).kind()).isEqualTo(Kind.SUPPRESSED);
        assertThat(seen.get(3).attributes()).isEqualTo(Map.of("kind", "FORGED_EVENT_DROPPED", "count", "997"));
        assertThat(seen.get(3).detail()).contains("997", "reportsPerMinute");
        assertThat(seen.get(4).kind()).isEqualTo(Kind.FORGED_EVENT_DROPPED);
    }

    @Test
    void tell_whenOneKindIsFlooded_thenAnotherComesThrough() {
        flood(Kind.UNEXPECTED_STANZA_DROPPED, 1000);
        flood(Kind.FORGED_EVENT_DROPPED, 1);

        assertThat(seen).last().extracting(Observation::kind).isEqualTo(Kind.FORGED_EVENT_DROPPED);
    }

    @Test
    void tell_whenTheMinuteIsNotOver_thenNothingMoreIsTold() {
        flood(Kind.LIMIT_HIT, 4);
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        flood(Kind.LIMIT_HIT, 1);

        assertThat(seen)
                .extracting(Observation::kind)
                .containsOnly(Kind.LIMIT_HIT)
                .hasSize(3);
    }

    @Test
    void tell_whenReportsAreFewInEachMinute_thenNoneIsHeldBack() {
        for (int i = 0; i < 20; i++) {
            flood(Kind.FORGED_EVENT_DROPPED, 3);
            minutes(1);
        }

        assertThat(seen).hasSize(60).extracting(Observation::kind).containsOnly(Kind.FORGED_EVENT_DROPPED);
    }

    @Test
    void finish_whenReportsWereHeldBack_thenTheyAreToldOnce() {
        flood(Kind.FORGED_EVENT_DROPPED, 10);
        flood(Kind.ITEM_UNREADABLE, 5);
        seen.clear();

        observers.finish();
        observers.finish();

        assertThat(seen)
                .extracting(Observation::attributes)
                .containsExactlyInAnyOrder(
                        Map.of("kind", "FORGED_EVENT_DROPPED", "count", "7"),
                        Map.of("kind", "ITEM_UNREADABLE", "count", "2"));
    }

    /** Only who has logged in, or the program itself, can cause these; none may be missing from an audit log. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {
                "CONNECTED",
                "AUTHENTICATED",
                "REFUSED",
                "DOWNGRADED",
                "REVOCATION_UNKNOWN",
                "CLOSED",
                "CONNECTION_LOST",
                "HANDLER_FAILED"
            })
    void tell_whenNoStrangerCanCauseIt_thenAllComeThrough(Kind kind) {
        flood(kind, 100);

        assertThat(seen).hasSize(100);
    }

    @Test
    void tell_whenSeveralThreadsFlood_thenEveryReportIsToldOrCounted() throws Exception {
        List<Observation> told = Collections.synchronizedList(seen);
        Observers shared = new Observers(List.of(told::add), PLATFORM, new ReportRate(3, now::get));
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                for (int i = 0; i < 1000; i++) {
                    shared.tell(Kind.LIMIT_HIT, Optional.empty(), Optional.empty(), "x");
                }
            });
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        shared.finish();

        assertThat(told).hasSize(4);
        assertThat(told.get(3).attributes()).containsEntry("count", "3997");
    }

    @Test
    void tell_whenAnObserverThrows_thenTheOthersAreTold() {
        Observers both = new Observers(
                List.of(
                        o -> {
                            throw new AssertionError("an observer's own fault");
                        },
                        seen::add),
                PLATFORM,
                new ReportRate(3, now::get));

        both.tell(Kind.CLOSED, Optional.empty(), Optional.empty(), "closed");

        assertThat(seen).hasSize(1);
    }

    private void flood(Kind kind, int count) {
        for (int i = 0; i < count; i++) {
            observers.tell(kind, Optional.of(STRANGER), Optional.of("topic"), "something");
        }
    }

    private void minutes(int count) {
        now.addAndGet(Duration.ofMinutes(count).toNanos());
    }
}
