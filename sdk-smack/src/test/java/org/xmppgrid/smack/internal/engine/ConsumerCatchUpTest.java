package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/** When it reads, how often it tries, and what it says then. */
class ConsumerCatchUpTest extends CatchUpTestCase {

    @Test
    void runIfDue_whenNothingIsOwed_thenNothingIsRead() {
        catchUp.runIfDue();

        assertThat(pass.runs).isZero();
        assertThat(told.done).isZero();
    }

    @Test
    void runIfDue_whenAllCouldBeRead_thenItIsOverAndWhatArrivedMeanwhileComesBehindIt() {
        pass.then(whole -> {
            arrives("3");
            read(whole, "1");
            read(whole, "2");
            assertThat(delivered()).containsExactly("1", "2");
        });

        oweAndRun();

        isOver();
        assertThat(delivered()).containsExactly("1", "2", "3");
        assertThat(told.gaps).isEmpty();
        assertThat(told.troubles).containsExactly("none");
        assertThat(alarm.isSet()).isFalse();
    }

    @Test
    void runIfDue_whenItRunsAlready_thenItIsReadOnceMoreAndNotTwiceAtATime() {
        threads.holds = true;
        oweAndRun();
        catchUp.runIfDue();
        pass.then(whole -> {
            catchUp.runIfDue();
            catchUp.runIfDue();
        });
        threads.run();

        assertThat(pass.runs).isEqualTo(2);
        assertThat(told.done).isEqualTo(1);
        isOver();
    }

    @Test
    void isOwed_whenMoreWasMissedMeanwhile_thenItIsReadOnceMore() {
        pass.then(whole -> owe());

        oweAndRun();

        assertThat(pass.runs).isEqualTo(2);
        assertThat(told.done).isEqualTo(1);
        isOver();
    }

    @Test
    void isOwed_whenMoreWasMissedJustAsItEnds_thenOnlyOneReadsIt() {
        threads.holds = true;
        oweAndRun();
        disk.beFull(true);
        log.onWorks = this::oweAndRun;
        threads.run();
        disk.beFull(false);
        alarm.ring();
        threads.run();

        assertThat(pass.runs).isEqualTo(2);
        assertThat(told.done).isEqualTo(2);
        isOver();
    }

    @Test
    void tell_whenMoreWasMissedBeforeItEnded_thenTheGapBeginsWhereTheFirstDid() {
        pass.then(whole -> whole.tell(Gap.Cause.ROLLED_OVER, OptionalLong.of(7), "gone"));
        owe(Optional.of(EARLIER));
        owe(Optional.of(clock.instant()));
        clock.advance(Duration.ofMinutes(1));
        catchUp.runIfDue();

        assertThat(told.gaps)
                .containsExactly(new Gap(
                        Gap.Cause.ROLLED_OVER, Optional.of(EARLIER), clock.instant(), OptionalLong.of(7), "gone"));

        pass.then(whole -> whole.tell(Gap.Cause.ROLLED_OVER, OptionalLong.empty(), "gone"));
        owe(Optional.of(clock.instant()));
        catchUp.runIfDue();
        assertThat(told.gaps.get(1).since()).contains(clock.instant());
    }

    @Test
    void runIfDue_whenTheSessionIsOver_thenItDoesNotCountAsRunning() {
        threads.ended = true;
        oweAndRun();
        assertThat(catchUp.isDue()).isTrue();
        threads.ended = false;

        catchUp.runIfDue();

        assertThat(pass.runs).isEqualTo(1);
        isOver();
    }

    @Test
    void runIfDue_whenTheConsumerIsClosed_thenNothingIsReadOrTold() {
        owe();
        pass.then(whole -> {
            store.close();
            throw new GridClosedException(Reason.CLOSED, "closed", null, null);
        });
        catchUp.runIfDue();
        catchUp.runIfDue();

        assertThat(pass.runs).isEqualTo(1);
        assertThat(told.gaps).isEmpty();
        assertThat(told.done).isZero();
        assertThat(alarm.isSet()).isFalse();
    }

    @Test
    void run_whenTheBrokerDoesNotAnswer_thenItIsTriedFiveTimesWithSmallerPagesAndThenToldAsLost() {
        pass.thenThrows(times(5, refusal(Reason.TIMEOUT)));
        oweAndRun();
        rings(3);
        assertThat(told.gaps).isEmpty();
        assertThat(catchUp.isDue()).isTrue();
        rings(1);

        assertThat(alarm.waits()).isEqualTo(seconds(2, 4, 8, 16));
        assertThat(pass.runs).isEqualTo(5);
        assertThat(pass.smaller).isEqualTo(5);
        assertThat(gaps()).containsExactly("NOT_STORED");
        assertThat(told.troubles).containsOnly("TIMEOUT").hasSize(5);
        isOver();
    }

    @Test
    void run_whenTheBrokerAnswersAfterAll_thenNothingIsLostAndTheTroubleIsOver() {
        pass.thenThrows(times(4, refusal(Reason.BROKER_BUSY)));
        pass.then(whole -> read(whole, "1"));
        oweAndRun();
        rings(4);

        assertThat(told.gaps).isEmpty();
        assertThat(told.troubles).endsWith("BROKER_BUSY", "none");
        assertThat(delivered()).containsExactly("1");
        assertThat(pass.smaller).isZero();
        isOver();
    }

    @Test
    void run_whenTheBrokerRefuses_thenItIsToldAtOnceAndNotTriedAgain() {
        pass.thenThrows(refusal(Reason.FORBIDDEN));
        owe(Optional.of(EARLIER));
        catchUp.runIfDue();

        assertThat(gaps()).containsExactly("NOT_STORED");
        assertThat(told.gaps.get(0).since()).contains(EARLIER);
        assertThat(told.gaps.get(0).detail()).contains("FORBIDDEN");
        assertThat(alarm.isSet()).isFalse();
        isOver();
    }

    @Test
    void run_whenAPageIsTooLarge_thenSmallerOnesAreTried() {
        pass.thenThrows(times(3, refusal(Reason.LIMIT_EXCEEDED)));
        pass.then(whole -> read(whole, "large"));
        oweAndRun();
        rings(3);

        assertThat(pass.smaller).isEqualTo(3);
        assertThat(told.gaps).isEmpty();
        assertThat(delivered()).containsExactly("large");
        isOver();
    }

    @Test
    void run_whenEachAttemptGetsFurther_thenItIsNotGivenUp() {
        for (int i = 0; i < 12; i++) {
            pass.then(whole -> {
                whole.progressed();
                throw refusal(Reason.TIMEOUT);
            });
        }
        oweAndRun();
        rings(12);

        assertThat(told.gaps).isEmpty();
        assertThat(alarm.waits()).containsOnly(Duration.ofSeconds(2)).hasSize(12);
        isOver();
    }

    @Test
    void run_whenAReadingInBetweenSucceeded_thenTheFailuresBeforeItDoNotCount() {
        pass.thenThrows(times(4, refusal(Reason.TIMEOUT)));
        pass.then(whole -> owe());
        pass.thenThrows(refusal(Reason.TIMEOUT));
        pass.then(whole -> read(whole, "1"));
        oweAndRun();
        rings(5);

        assertThat(told.gaps).isEmpty();
        assertThat(delivered()).containsExactly("1");
        isOver();
    }

    @Test
    void run_whenTheConnectionIsLostForLong_thenNothingIsLostAndItIsLookedForNowAndThen() {
        pass.thenThrows(times(20, lost()));
        oweAndRun();
        rings(20);

        assertThat(alarm.waits()).containsOnly(Duration.ofSeconds(10)).hasSize(20);
        assertThat(told.gaps).isEmpty();
        assertThat(told.troubles).startsWith("CONNECTION_LOST").endsWith("none");
        isOver();
    }

    @Test
    void run_whenTheConnectionComesBackWhileItFails_thenItIsTriedAtOnce() {
        pass.then(whole -> {
            catchUp.runIfDue();
            throw lost();
        });
        oweAndRun();

        assertThat(pass.runs).isEqualTo(2);
        isOver();
        alarm.ring();
        assertThat(pass.runs).isEqualTo(2);
    }

    @Test
    void run_whenTheConnectionIsGoneForGood_thenNothingIsTriedAgainOrToldAsLost() {
        pass.hopeful = false;
        pass.thenThrows(lost());
        oweAndRun();

        assertThat(alarm.isSet()).isFalse();
        assertThat(told.gaps).isEmpty();
        assertThat(catchUp.isDue()).isTrue();
    }

    @Test
    void run_whenTheDiskIsFullForLong_thenItIsTriedAtGrowingIntervalsAndNothingIsLost() {
        pass.thenThrows(times(7, full()));
        pass.then(whole -> read(whole, "1"));
        oweAndRun();
        rings(7);

        assertThat(alarm.waits()).isEqualTo(seconds(2, 4, 8, 16, 32, 32, 32));
        assertThat(told.gaps).isEmpty();
        assertThat(delivered()).containsExactly("1");
        isOver();
    }

    @Test
    void run_whenTheBrokerIsSlowOnceAfterAFullDisk_thenItIsNotGivenUp() {
        pass.thenThrows(times(6, full()));
        pass.thenThrows(refusal(Reason.TIMEOUT));
        pass.then(whole -> read(whole, "1"));
        oweAndRun();
        rings(7);

        assertThat(told.gaps).isEmpty();
        assertThat(alarm.waits()).endsWith(Duration.ofSeconds(2));
        assertThat(delivered()).containsExactly("1");
        isOver();
    }

    @Test
    void run_whenThereIsAFaultOfOurs_thenItIsToldAndTriedAgainAndNothingIsLost() {
        pass.thenThrows(times(6, new IllegalStateException("fault")));
        oweAndRun();
        rings(6);

        assertThat(alarm.waits()).containsOnly(Duration.ofSeconds(5)).hasSize(6);
        assertThat(told.troubles).startsWith("PROTOCOL_VIOLATION").endsWith("none");
        assertThat(told.gaps).isEmpty();
        isOver();
    }
}
