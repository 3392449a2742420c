package org.xmppgrid.smack.internal.engine;

import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/** What was passed by or withdrawn while a consumer catches up. */
class CatchUpItemsTest extends CatchUpTestCase {

    @Test
    void comesBy_whenNoneIsUnderWay_thenItIsNotPassedBy() {
        assertThat(catchUp.comesBy("1")).isFalse();
        oweAndRun();
        assertThat(catchUp.comesBy("1")).isFalse();
    }

    @Test
    void comesBy_whenItIsFoundLater_thenItIsNotLost() {
        owe();
        assertThat(catchUp.comesBy("1")).isTrue();
        pass.then(whole -> read(whole, "1"));
        catchUp.runIfDue();

        assertThat(pass.runs).isEqualTo(1);
        assertThat(told.gaps).isEmpty();
        assertThat(delivered()).containsExactly("1");
        isOver();
    }

    @Test
    void comesBy_whenPagesAreUnderWay_thenItIsLookedForInAnotherPass() {
        pass.then(whole -> assertThat(whole.comesBy("1")).isTrue());
        pass.then(whole -> read(whole, "1"));
        oweAndRun();

        assertThat(pass.runs).isEqualTo(2);
        assertThat(told.gaps).isEmpty();
        assertThat(delivered()).containsExactly("1");
        isOver();
    }

    @Test
    void comesBy_whenItIsNotFoundInAnotherPass_thenItIsToldAsRolledOverOnce() {
        pass.then(whole -> {
            whole.comesBy("1");
            whole.comesBy("2");
        });
        oweAndRun();

        assertThat(pass.runs).isEqualTo(2);
        assertThat(gaps()).containsExactly("ROLLED_OVER");
        isOver();
    }

    @Test
    void comesBy_whenThePagesUnderWayHaveItYet_thenWhatCameBehindItIsLookedForTooAndNothingIsTold() {
        pass.then(whole -> {
            whole.comesBy("1");
            whole.comesBy("2");
            read(whole, "1");
        });
        pass.then(whole -> read(whole, "2"));
        oweAndRun();

        assertThat(pass.runs).isEqualTo(2);
        assertThat(told.gaps).isEmpty();
        assertThat(delivered()).containsExactly("1", "2");
        isOver();
    }

    @Test
    void comesBy_whenTheFirstIsFoundAndAnotherIsNot_thenThatIsTold() {
        owe();
        catchUp.comesBy("1");
        pass.then(whole -> {
            whole.comesBy("2");
            read(whole, "1");
        });
        catchUp.runIfDue();

        assertThat(pass.runs).isEqualTo(2);
        assertThat(gaps()).containsExactly("ROLLED_OVER");
        isOver();
    }

    @Test
    void comesBy_whenAnAttemptFails_thenItIsLookedForInTheNext() {
        owe();
        catchUp.comesBy("1");
        pass.thenThrows(refusal(Reason.TIMEOUT));
        pass.then(whole -> read(whole, "1"));
        catchUp.runIfDue();
        alarm.ring();

        assertThat(told.gaps).isEmpty();
        assertThat(delivered()).containsExactly("1");
        isOver();
    }

    @Test
    void comesBy_whenTheBrokerRefusesToShowItsItems_thenItIsToldAsLostOnceAndItEnds() {
        owe();
        catchUp.comesBy("1");
        pass.then(whole -> {
            whole.comesBy("2");
            throw refusal(Reason.FORBIDDEN);
        });
        pass.thenThrows(times(60, refusal(Reason.FORBIDDEN)));
        catchUp.runIfDue();

        assertThat(pass.runs).isEqualTo(1);
        assertThat(gaps()).containsExactly("NOT_STORED");
        isOver();
    }

    @Test
    void retracted_whenAPageUnderWayHasIt_thenItIsMarkedAndNotToldAsLost() {
        pass.then(whole -> {
            withdrawn("1");
            read(whole, "1");
            read(whole, "2");
        });
        oweAndRun();

        assertThat(delivered()).containsExactly("1 withdrawn", "2");
        assertThat(told.gaps).isEmpty();
        isOver();
    }

    @Test
    void retracted_whenItWasNeverSeen_thenItIsToldWithTheNumber() {
        pass.then(whole -> {
            withdrawn("1");
            withdrawn("2");
            withdrawn("2");
            withdrawn("3");
            read(whole, "3");
        });
        oweAndRun();

        assertThat(gaps()).containsExactly("ROLLED_OVER 2");
        isOver();
    }

    @Test
    void retracted_whenAnotherPassIsOwed_thenItIsLookedForThereBeforeItIsTold() {
        pass.then(whole -> {
            withdrawn("1");
            withdrawn("2");
            owe();
        });
        pass.then(whole -> read(whole, "1"));
        oweAndRun();

        assertThat(gaps()).containsExactly("ROLLED_OVER 1");
        assertThat(delivered()).containsExactly("1 withdrawn");
        isOver();
    }

    @Test
    void retracted_whenItHasArrivedAlready_thenAPageThatHasItIsThePast() {
        pass.then(whole -> {
            arrives("1");
            withdrawn("1");
            read(whole, "1");
            read(whole, "2");
        });
        oweAndRun();

        assertThat(delivered()).containsExactly("2", "1 withdrawn");
        assertThat(told.gaps).isEmpty();
        assertThat(catchUp.isPast("1")).isFalse();
        isOver();
    }

    @Test
    void retracted_whenNoneIsUnderWay_thenNothingIsToldOfItLater() {
        withdrawn("1");
        oweAndRun();

        assertThat(told.gaps).isEmpty();
        isOver();
    }

    @Test
    void published_whenTheIdWasWithdrawnBefore_thenTheNewItemIsNotMarked() {
        pass.then(whole -> {
            withdrawn("1");
            arrives("1");
            read(whole, "1");
        });
        oweAndRun();

        assertThat(delivered()).containsExactly("1");
        assertThat(told.gaps).isEmpty();
        isOver();
    }

    @Test
    void comesBy_whenTheIdWasWithdrawnBefore_thenTheNewItemIsReadInAnotherPass() {
        arrives("1");
        pass.then(whole -> {
            withdrawn("1");
            whole.comesBy("1");
        });
        pass.then(whole -> read(whole, "1"));
        oweAndRun();

        assertThat(delivered()).containsExactly("1 withdrawn", "1");
        assertThat(told.gaps).isEmpty();
        isOver();
    }
}
