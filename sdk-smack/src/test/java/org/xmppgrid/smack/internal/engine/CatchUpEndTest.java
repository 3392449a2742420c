package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscriptionState;

import static org.assertj.core.api.Assertions.assertThat;

/** How a catch-up ends: with all that was missed, without it, and with a disk that is full. */
class CatchUpEndTest extends CatchUpTestCase {

    @Test
    void finish_whenMoreWasMissedWhileAGapIsTold_thenThatGapIsToldOnce() {
        pass.then(whole -> withdrawn("1"));
        told.onGap = this::owe;
        oweAndRun();

        assertThat(pass.runs).isEqualTo(2);
        assertThat(gaps()).containsExactly("ROLLED_OVER 1");
        isOver();
    }

    @Test
    void purged_whenItIsUnderWay_thenThatIsToldInsteadOfTheItems() {
        pass.then(whole -> {
            withdrawn("1");
            whole.purged();
        });
        oweAndRun();

        assertThat(gaps()).containsExactly("PURGED");
        isOver();
        oweAndRun();
        assertThat(told.gaps).hasSize(1);
    }

    @Test
    void purged_whenNoneIsUnderWay_thenNothingIsToldOfItLater() {
        catchUp.purged();
        oweAndRun();

        assertThat(told.gaps).isEmpty();
    }

    @Test
    void finish_whenTheDiskIsFullThen_thenTheGapIsToldOnceAndOnlyTheEndIsTriedAgain() {
        owe();
        disk.beFull(true);
        pass.then(ConsumerCatchUp::purged);
        catchUp.runIfDue();
        rings(5);
        assertThat(catchUp.isDue()).isTrue();
        disk.beFull(false);
        rings(1);

        assertThat(gaps()).containsExactly("PURGED");
        assertThat(alarm.waits()).containsOnly(Duration.ofSeconds(1));
        assertThat(pass.runs).isEqualTo(1);
        assertThat(told.done).isEqualTo(1);
        isOver();
    }

    @Test
    void finish_whenTheDiskIsFullAndMoreWasMissedMeanwhile_thenThatIsReadBeforeItEnds() {
        owe();
        disk.beFull(true);
        catchUp.runIfDue();
        catchUp.isOwed();
        disk.beFull(false);
        rings(1);

        assertThat(pass.runs).isEqualTo(2);
        assertThat(told.done).isEqualTo(1);
        isOver();
    }

    @Test
    void failed_whenTheDiskIsFullThen_thenWhatCanNotBeReadIsToldOnce() {
        owe();
        disk.beFull(true);
        pass.thenThrows(times(10, refusal(Reason.FORBIDDEN)));
        catchUp.runIfDue();
        rings(3);
        disk.beFull(false);
        rings(1);

        assertThat(gaps()).containsExactly("NOT_STORED");
        assertThat(pass.runs).isEqualTo(1);
        isOver();
    }

    @ParameterizedTest
    @EnumSource(
            value = SubscriptionState.class,
            names = {"DENIED", "CANCELLED", "TOPIC_DELETED"})
    void giveUp_whenItIsDue_thenItIsToldAsLostAndWhatArrivedIsDelivered(SubscriptionState why) {
        owe();
        arrives("1");
        catchUp.giveUp(why);

        assertThat(gaps()).containsExactly(why == SubscriptionState.TOPIC_DELETED ? "PURGED" : "NOT_STORED");
        assertThat(delivered()).containsExactly("1");
        assertThat(pass.runs).isZero();
        isOver();
    }

    @Test
    void giveUp_whenNothingIsOwed_thenNothingIsTold() {
        catchUp.giveUp(SubscriptionState.CANCELLED);

        assertThat(told.gaps).isEmpty();
        assertThat(told.done).isZero();
    }

    @Test
    void giveUp_whenPagesAreUnderWay_thenTheBrokersAnswerCounts() {
        pass.then(whole -> {
            catchUp.giveUp(SubscriptionState.CANCELLED);
            throw refusal(Reason.FORBIDDEN);
        });
        oweAndRun();

        assertThat(gaps()).containsExactly("NOT_STORED");
        isOver();
    }

    @Test
    void giveUp_whenAnotherAttemptWasToCome_thenThatDoesNotHappen() {
        pass.thenThrows(refusal(Reason.TIMEOUT));
        oweAndRun();
        catchUp.giveUp(SubscriptionState.CANCELLED);
        alarm.ring();

        assertThat(gaps()).containsExactly("NOT_STORED");
        assertThat(pass.runs).isEqualTo(1);
        isOver();
    }

    @Test
    void giveUp_whenItemsWerePassedBy_thenItEndsAllTheSame() {
        owe();
        arrives("1");
        catchUp.comesBy("2");
        catchUp.giveUp(SubscriptionState.CANCELLED);

        assertThat(gaps()).containsExactly("NOT_STORED");
        assertThat(delivered()).containsExactly("1");
        isOver();
    }

    @Test
    void giveUp_whenAnotherPassWasOwedInTheAttemptBefore_thenItEndsAllTheSame() {
        pass.then(whole -> {
            catchUp.runIfDue();
            throw refusal(Reason.TIMEOUT);
        });
        oweAndRun();
        arrives("1");
        catchUp.giveUp(SubscriptionState.CANCELLED);

        assertThat(gaps()).containsExactly("NOT_STORED");
        assertThat(delivered()).containsExactly("1");
        isOver();
    }

    @Test
    void giveUp_whenItIsOwedAnewMeanwhile_thenTheBrokerIsAskedAndItEnds() {
        owe();
        told.onGap = this::owe;
        pass.thenThrows(refusal(Reason.FORBIDDEN));
        catchUp.giveUp(SubscriptionState.CANCELLED);

        assertThat(pass.runs).isEqualTo(1);
        assertThat(gaps()).containsExactly("NOT_STORED", "NOT_STORED");
        isOver();
    }

    @Test
    void giveUp_whenTheDiskIsFull_thenItIsToldOnceAndEndsWhenThereIsRoom() {
        owe();
        disk.beFull(true);
        catchUp.giveUp(SubscriptionState.TOPIC_DELETED);
        rings(3);
        assertThat(catchUp.isDue()).isTrue();
        disk.beFull(false);
        rings(1);

        assertThat(gaps()).containsExactly("PURGED");
        isOver();
    }

    @Test
    void giveUp_whenTheConsumerIsClosedMeanwhile_thenNothingIsTriedAgain() {
        owe();
        told.onGap = store::close;
        catchUp.giveUp(SubscriptionState.CANCELLED);

        assertThat(alarm.isSet()).isFalse();
        assertThat(told.done).isZero();
    }
}
