package org.xmppgrid.testkit.conformance;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.JournalEntry;

import static org.assertj.core.api.Assertions.assertThat;

/** A broker that lets an address subscribe to a topic several times (XEP-0060 §6.1.6). */
class SeveralSubscriptionsIT extends WithScene {
    private static final SubscribeOptions PAUSED = SubscribeOptions.defaults().deliver(false);
    private static final SubscribeOptions NAMED = SubscribeOptions.defaults().deliver(true);

    @RegisterExtension
    static final GridExtension grid =
            GridExtension.of(() -> GridBroker.builder().multiSubscribe().start());

    @Test
    void subscribe_whenWithOtherOptions_thenEachGetsOnlyItsOwnEvents(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        Inbox<RawPayload> plain = new Inbox<>();
        Inbox<RawPayload> named = new Inbox<>();
        Inbox<RawPayload> paused = new Inbox<>();
        Subscription first = seen.subscribe(plain);
        Subscription second = seen.subscribe(NAMED, named);
        Subscription third = seen.subscribe(PAUSED, paused);
        assertThat(second.id()).isPresent().isNotEqualTo(first.id());
        assertThat(third.id()).isPresent().isNotEqualTo(second.id());

        topic.publish("one", Documents.incident(1));
        assertThat(plain.awaitItem().id()).isEqualTo("one");
        assertThat(named.awaitItem().id()).isEqualTo("one");
        third.configure(SubscribeOptions.defaults().deliver(true));
        second.configure(SubscribeOptions.defaults().deliver(false));
        topic.publish("two", Documents.incident(2));

        assertThat(paused.awaitItem().id()).isEqualTo("two");
        assertThat(plain.awaitIds(2)).containsExactly("one", "two");
        assertThat(named.ids()).containsExactly("one");
        assertThat(seen.latest(5)).as("the request names a subscription").hasSize(2);
        second.unsubscribe();
        String request = broker.journal().stream()
                .filter(entry -> entry.direction() == JournalEntry.Direction.RECEIVED)
                .map(JournalEntry::xml)
                .filter(xml -> xml.contains("<unsubscribe "))
                .findFirst()
                .orElseThrow();
        assertThat(request).contains("subid='" + second.id().orElseThrow() + "'");
        topic.publish("three", Documents.incident(3));
        assertThat(paused.awaitIds(2)).containsExactly("two", "three");
        assertThat(plain.awaitIds(3)).containsExactly("one", "two", "three");
    }

    @Test
    void subscribe_whenOneListenerIsStuck_thenTheOtherOfTheSameTopicGoesOn(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        CountDownLatch release = new CountDownLatch(1);
        Inbox<RawPayload> slow = new Inbox<>() {
            @Override
            public void onItem(Item<? extends RawPayload> item) {
                waitFor(release);
                super.onItem(item);
            }
        };
        Inbox<RawPayload> quick = new Inbox<>();
        seen.subscribe(slow);
        seen.subscribe(quick);

        topic.publish("one", Documents.incident(1));
        topic.publish("two", Documents.incident(2));

        assertThat(quick.awaitIds(2)).containsExactly("one", "two");
        assertThat(slow.items()).isEmpty();
        release.countDown();
        assertThat(slow.awaitIds(2)).containsExactly("one", "two");
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The test did not go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
