package org.xmppgrid.testkit.conformance;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.xmppgrid.testkit.GridRequest.asks;

/** What came before a listener subscribed says nothing of its subscription; what it leaves behind is told. */
class EarlierEventsIT extends WithScene {
    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @ParameterizedTest
    @ValueSource(strings = {"<subscription node='%s' jid='%s' subscription='none'/>", "<delete node='%s'/>"})
    void subscribe_whenAnEarlierEndWasHeld_thenActiveAndNothingElseWasDecided(
            String end, Scene scene, GridBroker broker) throws Exception {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        seen.subscribe(new Inbox<>()).close();
        say(
                broker,
                scene,
                end.formatted(topic.name(), scene.consumer().address().bare()),
                "");
        Inbox<RawPayload> inbox = new Inbox<>();

        Subscription subscription = seen.subscribe(inbox);

        assertThat(subscription.decision().get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(SubscriptionState.ACTIVE);
        topic.publish("one", Documents.incident(1));
        inbox.awaitItem();
        assertThat(inbox.states()).containsExactly(SubscriptionState.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z'/>"})
    void subscribe_whenAnEarlierItemWasHeld_thenHandedOverAndStillPending(
            String delay, Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        Topic<RawPayload> other = scene.openTopic();
        scene.at(scene.consumer(), other).subscribe(new Inbox<>());
        say(
                broker,
                scene,
                "<items node='" + topic.name() + "'><item id='old'>"
                        + Documents.incident(1).xml() + "</item></items>",
                delay);
        Inbox<RawPayload> inbox = new Inbox<>();

        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(inbox);

        assertThat(inbox.awaitItem().id()).isEqualTo("old");
        assertThat(subscription.state()).isEqualTo(SubscriptionState.PENDING);
        assertThat(subscription.decision()).isNotDone();
    }

    @ParameterizedTest
    @CsvSource({"none, DENIED", "subscribed, ACTIVE"})
    void subscribe_whenTheDecisionOvertakesTheAnswer_thenItCounts(
            String decided, SubscriptionState state, Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        String account = scene.consumer().address().bare().toString();
        try (Fault overtaken = broker.answer(asks("subscribe"), request -> {
            broker.inject(
                    request.from(),
                    "<message from='" + broker.broker() + "'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                            + "<subscription node='" + topic.name() + "' jid='" + account + "' subscription='" + decided
                            + "'/></event></message>");
            return "<iq type='result' from='" + broker.broker() + "' to='" + request.from() + "' id='" + request.id()
                    + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><subscription node='" + topic.name()
                    + "' jid='" + account + "' subscription='pending'/></pubsub></iq>";
        })) {
            Subscription subscription = scene.at(scene.consumer(), topic).subscribe(new Inbox<>());

            assertThat(subscription.awaitDecision(Scene.PATIENCE)).isEqualTo(state);
            assertThat(overtaken.hits()).isOne();
        }
    }

    @Test
    void subscribe_whenTheOptionsCantBeReadBack_thenSaysThatTheAccountIsSubscribed(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        try (Fault busy = broker.refuse(asks("options"), "resource-constraint")) {
            GridRequestException refusal = catchThrowableOfType(
                    GridRequestException.class,
                    () -> seen.subscribe(SubscribeOptions.defaults().deliver(false), new Inbox<>()));

            assertThat(refusal.reason()).isEqualTo(Reason.BROKER_BUSY);
            assertThat(refusal).hasMessageContainingAll(topic.name(), "The account is subscribed", "unsubscribe");
            assertThat(busy.hits()).isOne();
        }
    }

    @Test
    void unsubscribe_whenTheTopicIsGone_thenDone(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(inbox);
        topic.delete();
        inbox.awaitState(SubscriptionState.TOPIC_DELETED);

        subscription.unsubscribe();

        assertThat(subscription.state()).isEqualTo(SubscriptionState.CLOSED);
    }

    /** Has the broker say something; it has arrived when this returns. */
    private static void say(GridBroker broker, Scene scene, String event, String beside) {
        broker.inject(
                scene.consumer().address().toString(),
                "<message from='" + broker.broker() + "'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                        + event + "</event>" + beside + "</message>");
        scene.consumer().topics().count();
    }
}
