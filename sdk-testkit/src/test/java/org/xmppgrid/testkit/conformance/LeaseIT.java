package org.xmppgrid.testkit.conformance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Subscriptions that the broker ends by itself (XEP-0060 §12.18). */
class LeaseIT extends WithScene {
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.now());

    @RegisterExtension
    static final GridExtension grid =
            GridExtension.of(() -> GridBroker.builder().clock(new Movable()).start());

    @Test
    void subscription_whenItsTimeIsOver_thenTheBrokerEndsItAndTheListenerIsTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        SubscribeOptions hour = SubscribeOptions.defaults().expires(Duration.ofHours(1));
        Inbox<RawPayload> inbox = new Inbox<>();
        Inbox<RawPayload> kept = new Inbox<>();
        Subscription over = scene.at(scene.consumer(), topic).subscribe(hour, inbox);
        Subscription renewed =
                scene.at(scene.connected(scene.user("other")), topic).subscribe(hour, kept);
        renewed.renew(Duration.ofHours(3));

        NOW.updateAndGet(now -> now.plus(Duration.ofHours(2)));
        topic.publish("late", Documents.incident(1));

        assertThat(kept.awaitItem().id()).isEqualTo("late");
        assertThat(renewed.state()).isEqualTo(SubscriptionState.ACTIVE);
        inbox.awaitState(SubscriptionState.CANCELLED);
        assertThat(over.state().isEnded()).isTrue();
        assertThat(inbox.items()).isEmpty();
    }

    private static final class Movable extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return NOW.get();
        }
    }
}
