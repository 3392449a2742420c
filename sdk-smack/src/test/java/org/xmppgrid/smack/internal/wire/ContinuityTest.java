package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ContinuityTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Continuity continuity = new Continuity();

    private static OutgoingStanza stanza(String xml) {
        return new OutgoingStanza("message", xml, leaving -> "");
    }

    private OutgoingStanza written(String xml) {
        OutgoingStanza stanza = stanza(xml);
        continuity.queued(stanza);
        assertThat(stanza.write()).isTrue();
        continuity.written(stanza);
        return stanza;
    }

    private List<String> waiting() {
        return continuity.waiting().stream().map(OutgoingStanza::xml).toList();
    }

    @Test
    void resumed_whenSomeWereHandled_repeatsTheOthersInOrderBeforeWhatWasNeverWritten() {
        continuity.enabled("id", LONG);
        written("1");
        written("2");
        written("3");
        continuity.queued(stanza("4"));
        continuity.acknowledged(1);
        continuity.interrupted(0);
        continuity.resumed(2);
        assertThat(waiting()).containsExactly("3", "4");
    }

    @Test
    void resumed_whenSomethingWasWrittenBehindTheWishToCount_repeatsIt() {
        written("0");
        continuity.enabling();
        written("1");
        continuity.enabled("id", LONG);
        written("2");
        continuity.acknowledged(1);
        continuity.interrupted(0);
        continuity.resumed(1);
        assertThat(waiting()).containsExactly("2");
    }

    @Test
    void resumed_whenLostAgainBeforeAnythingWasRepeated_repeatsItStill() {
        continuity.enabled("id", LONG);
        written("1");
        written("2");
        continuity.interrupted(0);
        continuity.resumed(0);
        continuity.interrupted(0);
        continuity.resumed(0);
        assertThat(waiting()).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 0xFFFF_FFFFL})
    void acknowledged_whenMoreThanWasSent_isRefusedInWordsAndEndsWhatCouldGoOn(long count) {
        continuity.enabled("id", LONG);
        written("1");
        written("2");
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> continuity.acknowledged(count))
                .withMessageContaining("never sent (" + count + " instead of at most 2");
        assertThat(continuity.isResumable(0)).isFalse();
    }

    @Test
    void counters_whenTheyPassTwoToTheThirtyTwo_goOnFromZero() {
        Continuity old = new Continuity(0xFFFF_FFFFL);
        old.enabled("id", LONG);
        old.handled();
        assertThat(old.handledCount()).isZero();
        OutgoingStanza first = stanza("1");
        OutgoingStanza second = stanza("2");
        first.write();
        second.write();
        old.written(first);
        old.written(second);
        old.acknowledged(0);
        old.interrupted(0);
        old.resumed(0);
        assertThat(old.waiting()).containsExactly(second);
    }

    @Test
    void written_whenNothingIsEverAcknowledged_keepsABoundedNumberAndThenNone() {
        continuity.enabled("id", LONG);
        for (int i = 0; i < Continuity.MOST_STANZAS; i++) {
            written("x");
        }
        assertThat(continuity.isResumable(0)).isTrue();
        OutgoingStanza last = stanza("x");
        last.write();
        assertThat(continuity.written(last)).isFalse();
        assertThat(continuity.isResumable(0)).isFalse();
        continuity.acknowledged(Continuity.MOST_STANZAS + 1);
    }

    @Test
    void written_whenTooManyBytesAreUnacknowledged_keepsNone() {
        continuity.enabled("id", LONG);
        String quarter = "x".repeat((int) (Continuity.MOST_BYTES / 4));
        for (int i = 0; i < 5; i++) {
            written(quarter);
        }
        assertThat(continuity.isResumable(0)).isFalse();
    }

    @Test
    void isResumable_whenTheTimeAfterTheLossIsOver_isFalse() {
        continuity.enabled("id", Duration.ofSeconds(5));
        continuity.interrupted(1000);
        assertThat(continuity.isResumable(1000 + Duration.ofSeconds(5).toNanos() - 1))
                .isTrue();
        assertThat(continuity.isResumable(1000 + Duration.ofSeconds(5).toNanos()))
                .isFalse();
    }

    @Test
    void refused_whenTheControllerStillKnowsWhatItHandled_showsWhatCountsAsNotSent() {
        continuity.enabled("id", LONG);
        OutgoingStanza first = written("1");
        OutgoingStanza second = written("2");
        continuity.interrupted(0);
        continuity.refused(OptionalLong.of(1));
        assertThat(List.of(first.cancel(), second.cancel())).containsExactly(true, false);
    }

    @Test
    void refused_whenTheControllerSaysNothingOrNonsense_leavesAllUnknown() {
        for (OptionalLong count : List.of(OptionalLong.empty(), OptionalLong.of(7))) {
            Continuity other = new Continuity();
            other.enabled("id", LONG);
            OutgoingStanza stanza = stanza("1");
            stanza.write();
            other.written(stanza);
            other.interrupted(0);
            other.refused(count);
            assertThat(stanza.cancel()).as("%s", count).isTrue();
        }
    }

    @Test
    void asks_whenManyAreWritten_asksOnceInAWhileAndWhenNothingWaits() {
        continuity.enabled("id", LONG);
        List<Integer> asked = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            written("x");
            if (continuity.asks(false)) {
                asked.add(i);
            }
        }
        assertThat(asked).containsExactly(Continuity.ASK_AFTER);
        assertThat(continuity.asks(true)).isFalse();
        continuity.acknowledged(25);
        assertThat(continuity.asks(false)).isFalse();
        assertThat(continuity.asks(true)).isTrue();
    }

    @Test
    void died_whenTheControllerDropsTheWishTwice_givesUp() {
        continuity.enabled("id", LONG);
        continuity.interrupted(0);
        continuity.died();
        assertThat(continuity.isResumable(0)).isTrue();
        continuity.died();
        assertThat(continuity.isResumable(0)).isFalse();
    }

    @Test
    void resumed_whenTheControllerIsDeafOnItTwice_givesUp() {
        continuity.enabled("id", LONG);
        written("in the middle of which the stream was lost");
        continuity.interrupted(0);
        resumedInVain(0);
        assertThat(continuity.isResumable(0)).isTrue();
        resumedInVain(0);
        assertThat(continuity.isResumable(0)).isFalse();
    }

    @Test
    void resumed_whenSomethingIsAcknowledgedInBetween_goesOnForEver() {
        continuity.enabled("id", LONG);
        for (int round = 0; round < 10; round++) {
            resumedInVain(round);
            continuity.resumed(round);
            written("round " + round);
            continuity.acknowledged(round + 1);
            continuity.interrupted(0);
        }
        assertThat(continuity.isResumable(0)).isTrue();
    }

    @Test
    void resumed_whenNothingWasSaidBeforeItWasLostAgain_goesOnForEver() {
        continuity.enabled("id", LONG);
        for (int round = 0; round < 10; round++) {
            continuity.interrupted(0);
            continuity.resumed(0);
        }
        assertThat(continuity.isResumable(0)).isTrue();
    }

    private void resumedInVain(int handled) {
        continuity.resumed(handled);
        written("again");
        continuity.interrupted(0);
    }

    @Test
    void handled_whenTheStreamWasLostMeanwhile_isCountedStill() {
        continuity.enabled("id", LONG);
        continuity.interrupted(0);
        continuity.handled();
        assertThat(continuity.handledCount()).isEqualTo(1);
    }

    @Test
    void handled_whenNothingIsAgreedOn_isNotCounted() {
        continuity.handled();
        written("1");
        continuity.enabled(null, LONG);
        continuity.handled();
        assertThat(continuity.handledCount()).isEqualTo(1);
        assertThat(continuity.isResumable(0)).isFalse();
    }
}
