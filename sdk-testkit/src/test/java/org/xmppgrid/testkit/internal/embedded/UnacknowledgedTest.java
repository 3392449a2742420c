package org.xmppgrid.testkit.internal.embedded;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnacknowledgedTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final long LAST = (1L << 32) - 1;

    private final Unacknowledged queue = new Unacknowledged(3, NOON);

    private void add(String... stanzas) {
        List.of(stanzas).forEach(queue::add);
    }

    private List<String> waiting() {
        return queue.stanzas().stream().map(Unacknowledged.Sent::stanza).toList();
    }

    @Test
    void acknowledge_whenSome_thenTheRestWaits() {
        add("a", "b", "c");

        assertThat(queue.acknowledge(2)).isTrue();

        assertThat(waiting()).containsExactly("c");
        assertThat(queue.stanzas().get(0).at()).isEqualTo(NOON.instant());
    }

    @Test
    void acknowledge_whenMoreThanSentOrLessThanBefore_thenImpossibleAndNothingChanges() {
        add("a", "b");
        queue.acknowledge(1);

        assertThat(queue.acknowledge(3)).isFalse();
        assertThat(queue.acknowledge(0)).isFalse();

        assertThat(waiting()).containsExactly("b");
    }

    @Test
    void acknowledge_whenTheCountBeginsAgain_thenGoesOn() {
        queue.lose(LAST - 1);
        add("last", "zero", "one");

        assertThat(queue.acknowledge(0)).isTrue();

        assertThat(waiting()).containsExactly("one");
        assertThat(Unacknowledged.next(LAST)).isZero();
        assertThat(Unacknowledged.shifted(0, -1)).isEqualTo(LAST);
    }

    @Test
    void add_whenAboveTheLimit_thenIncompleteUntilTheForgottenAreAcknowledged() {
        add("a", "b", "c", "d", "e");

        assertThat(waiting()).containsExactly("c", "d", "e");
        assertThat(queue.isComplete()).isFalse();

        assertThat(queue.acknowledge(3)).isTrue();
        assertThat(queue.isComplete()).isTrue();
        assertThat(waiting()).containsExactly("d", "e");
    }
}
