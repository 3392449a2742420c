package org.xmppgrid.testkit;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xmppgrid.testkit.GridEvent.of;

/** Events that are lost, doubled or out of order, and answers that are late, while all else goes on. */
class GridBrokerEventFaultTest extends EmbeddedGridTestCase {
    private static final Pattern ITEM = Pattern.compile("<item id='([^']*)'");

    private RawXmppClient consumer;
    private RawXmppClient provider;

    @BeforeEach
    void subscribe() {
        open("t");
        consumer = login("consumer");
        subscribe(consumer, "t");
        provider = login("provider");
    }

    private void publish(String... ids) {
        for (String id : ids) {
            assertThat(publish(provider, "t", id)).contains("type='result'");
        }
    }

    private void publishUnawaited(String id) {
        provider.send("<iq type='set' to='broker.grid.example' id='" + id + "'><pubsub xmlns='" + PUBSUB
                + "'><publish node='t'><item id='" + id + "'>" + PAYLOAD + "</item></publish></pubsub></iq>");
    }

    /** What the consumer got up to an item that it must get. */
    private List<String> eventsUntil(String last) {
        consumer.awaitWith("<item id='" + last + "'");
        return consumer.stanzas().stream()
                .filter(stanza -> stanza.startsWith("<message"))
                .flatMap(stanza -> ITEM.matcher(stanza).results())
                .map((MatchResult item) -> item.group(1))
                .toList();
    }

    @Test
    void lose_whenEveryOther_thenThoseNeverCome() {
        Fault fault = GRID.events().lose(Counted.every(2, of("t")));
        publish("a", "b", "c", "d", "e");
        assertThat(eventsUntil("e")).containsExactly("a", "c", "e");
        assertThat(fault.hits()).isEqualTo(2);
        assertThat(get(provider, "<items node='t'/>")).contains("<item id='b'", "<item id='d'");
    }

    @Test
    void duplicate_whenTheSecond_thenThatOneTwiceWithTheSameId() {
        GRID.events().duplicate(Counted.nth(2, of("t")));
        publish("a", "b", "c");
        assertThat(eventsUntil("c")).containsExactly("a", "b", "b", "c");
        List<String> both = consumer.stanzas().stream()
                .filter(stanza -> stanza.contains("<item id='b'"))
                .toList();
        assertThat(both.get(0)).isEqualTo(both.get(1));
    }

    @Test
    void reorder_whenBehindTwo_thenTwoOthersComeBefore() {
        GRID.events().reorder(Counted.first(1, of("t")), 2);
        publish("a", "b", "c", "d");
        assertThat(eventsUntil("d")).containsExactly("b", "c", "a", "d");
    }

    @Test
    void reorder_whenLiftedBefore_thenWhatWaitsIsSent() {
        Fault fault = GRID.events().reorder(of("t"), 5);
        publish("a", "b");
        assertThat(consumer.stanzas()).noneMatch(stanza -> stanza.contains("<item id='a'"));
        fault.close();
        fault.close();
        assertThat(eventsUntil("b")).containsExactly("a", "b");
        assertThat(fault.hits()).isEqualTo(2);
    }

    @Test
    void lose_whenForAnotherUser_thenTheConsumerGetsAll() {
        RawXmppClient mallory = login("mallory");
        subscribe(mallory, "t");
        GRID.events().lose(of("t").and(GridEvent.to("mallory")));
        publish("a");
        assertThat(eventsUntil("a")).containsExactly("a");
        mallory.request("grid.example", "get", "<ping xmlns='urn:xmpp:ping'/>");
        assertThat(mallory.stanzas()).noneMatch(stanza -> stanza.contains("<item id='a'"));
    }

    @Test
    void reset_whenEventsAreHeldBack_thenNothingIsLeftOfTheFault() {
        GRID.events().reorder(of("t"), 1);
        publish("a");
        GRID.reset();
        subscribe();
        publish("b", "c");
        assertThat(eventsUntil("c")).containsExactly("b", "c");
    }

    @Test
    void holdAnswer_whenLifted_thenTheAnswerComesBehindLaterOnes() {
        Fault held = GRID.holdAnswer(Counted.first(1, GridRequest.asks("publish")));
        publishUnawaited("late");
        publish("prompt");
        assertThat(eventsUntil("prompt")).containsExactly("late", "prompt");
        assertThat(provider.stanzas()).noneMatch(stanza -> stanza.contains("id='late'"));

        held.close();

        provider.awaitWith("id='late'");
        assertThat(held.hits()).isEqualTo(1);
    }

    @Test
    void delayAnswer_whenLong_thenAllButTheAnswerComes() {
        GRID.delayAnswer(GridRequest.asks("publish"), Duration.ofHours(1));
        publishUnawaited("done");
        assertThat(get(provider, "<items node='t'/>")).contains("<item id='done'");
        assertThat(eventsUntil("done")).containsExactly("done");
        assertThat(provider.stanzas()).noneMatch(stanza -> stanza.matches("(?s)<iq [^>]*\\bid='done'.*"));
    }

    @Test
    void delayAnswer_whenShort_thenTheAnswerComes() {
        GRID.delayAnswer(GridRequest.asks("publish"), Duration.ofMillis(20));
        publish("a");
        assertThat(eventsUntil("a")).containsExactly("a");
    }

    @Test
    void counted_whenLessThanOne_thenRefused() {
        assertThatThrownBy(() -> Counted.nth(0, of("t"))).hasMessage("number: at least 1, not 0");
        assertThatThrownBy(() -> GRID.events().reorder(of("t"), 0)).hasMessage("behind: at least 1, not 0");
    }
}
