package org.xmppgrid.testkit.conformance;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Criterion;
import org.xmppgrid.sdk.FilterCriteria;
import org.xmppgrid.sdk.FilteredSubscription;
import org.xmppgrid.sdk.FilteredTopic;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.xmppgrid.testkit.GridRequest.asks;

/** Sub-topics at a broker that answers oddly, and while their subscribers are on their way to the topic. */
class SubTopicFaultIT extends WithScene {
    private static final TopicFilter HIGH = TopicFilter.of("severity", "high");
    private static final FilterCriteria<RawPayload> CRITERIA =
            FilterCriteria.of(new Criterion<>("severity", payload -> List.of("high")));

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void state_whenOnTheWayToTheTopic_thenPendingAndNotClosed(Scene scene, GridBroker broker) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        Topic<RawPayload> high = topic.allow(HIGH);
        FilteredSubscription subscription =
                scene.at(scene.consumer(), topic.topic()).filteredBy(CRITERIA).subscribe(HIGH, new Inbox<>());
        List<SubscriptionState> onTheWay = new CopyOnWriteArrayList<>();
        try (Fault watched = broker.silence(request -> {
            if (asks("subscribe", topic.topic().name()).test(request)) {
                onTheWay.add(subscription.state());
            }
            return false;
        })) {
            high.delete();

            await("for the switch")
                    .atMost(Scene.PATIENCE)
                    .until(() -> subscription.topic().equals(topic.topic().name()));
            assertThat(watched.hits()).isZero();
        }
        assertThat(onTheWay).containsExactly(SubscriptionState.PENDING);
        assertThat(subscription.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.ACTIVE);
    }

    @Test
    void cleanUp_whenTheBrokerDoesNotSayWhoIsSubscribed_thenNothingIsDeleted(Scene scene, GridBroker broker) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        Topic<RawPayload> high = topic.allow(HIGH);
        try (Fault empty = broker.answer(asks("subscriptions", high.name()), SubTopicFaultIT::empty)) {
            GridRequestException failure = catchThrowableOfType(GridRequestException.class, topic::cleanUp);

            assertThat(failure.reason()).isEqualTo(Reason.PROTOCOL_VIOLATION);
            assertThat(empty.hits()).isOne();
        }
        assertThat(high.exists()).isTrue();
    }

    private static String empty(GridRequest request) {
        return "<iq type='result' from='" + request.to() + "' to='" + request.from() + "' id='" + request.id() + "'/>";
    }
}
