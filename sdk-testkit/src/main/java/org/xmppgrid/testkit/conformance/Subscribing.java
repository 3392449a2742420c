package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** XEP-0060 §6.1 to §6.3: addresses, options and several listeners; §7.2 and §8: what subscribers are told. */
abstract class Subscribing extends Approving {

    @Test
    @Clause(value = "XEP-0060 §6.1.1 full address", title = "a platform can subscribe one of its connections")
    void subscribe_whenForThisConnection_thenOtherConnectionsOfTheAccountGetNothing(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> after = scene.openTopic();
        String user = scene.user("consumer");
        Grid one = scene.connect(scene.as(user));
        Grid other = scene.connect(scene.as(user));
        Inbox<RawPayload> mine = new Inbox<>();
        Inbox<RawPayload> others = new Inbox<>();
        Inbox<RawPayload> witness = new Inbox<>();
        Subscription subscription =
                scene.at(one, topic).subscribe(SubscribeOptions.defaults().forThisConnection(), mine);
        scene.at(other, after).subscribe(witness);

        topic.publish("mine", Documents.incident(1));
        after.publish("after", Documents.incident(2));

        assertThat(mine.awaitItem().id()).isEqualTo("mine");
        witness.awaitItem();
        scene.at(other, topic).subscribe(SubscribeOptions.defaults().forThisConnection(), others);
        assertThat(others.items()).as("nothing was held for it").isEmpty();
        subscription.unsubscribe();
        topic.publish("theirs", Documents.incident(3));
        assertThat(others.awaitItem().id()).isEqualTo("theirs");
        assertThat(mine.ids()).containsExactly("mine");
    }

    @Test
    @Clause(
            value = "RFC 8600 §6 several listeners",
            title = "each gets every event, and the subscription ends with the last")
    void subscribe_whenAgain_thenEachListenerGetsEveryEventUntilTheLastUnsubscribes(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        Inbox<RawPayload> one = new Inbox<>();
        Inbox<RawPayload> two = new Inbox<>();
        Subscription first = seen.subscribe(one);
        Subscription second = seen.subscribe(two);
        assertThat(second.state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(second.id()).isEqualTo(first.id());

        topic.publish("both", Documents.incident(1));
        assertThat(one.awaitItem().id()).isEqualTo("both");
        assertThat(two.awaitItem().id()).isEqualTo("both");
        first.unsubscribe();
        topic.publish("second", Documents.incident(2));
        assertThat(two.awaitIds(2)).containsExactly("both", "second");
        second.unsubscribe();
        topic.publish("nobody", Documents.incident(3));

        Inbox<RawPayload> three = new Inbox<>();
        seen.subscribe(three);
        topic.publish("third", Documents.incident(4));
        assertThat(three.awaitItem().id())
                .as("none was subscribed to the one before")
                .isEqualTo("third");
        assertThat(one.ids()).containsExactly("both");
        assertThat(two.ids()).containsExactly("both", "second");
    }

    @Test
    @Clause(value = "XEP-0060 §6.3 options", title = "subscription options are obeyed, or not advertised")
    void subscribe_whenOptionsAreGiven_thenObeyedOrRefusedBeforeAnythingIsSent(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        Inbox<RawPayload> inbox = new Inbox<>();
        SubscribeOptions paused = SubscribeOptions.defaults().deliver(false);
        if (withoutOptions(scene, seen, paused)) {
            return;
        }

        Subscription subscription = seen.subscribe(paused, inbox);

        assertThat(subscription.options().delivers()).isFalse();
        topic.publish("unwanted", Documents.incident(1));
        subscription.configure(SubscribeOptions.defaults().deliver(true));
        assertThat(subscription.options().delivers()).isTrue();
        topic.publish("wanted", Documents.incident(2));
        assertThat(inbox.awaitItem().id()).isEqualTo("wanted");
    }

    @Test
    @Clause(value = "XEP-0060 §12.18 leases", title = "a subscription can be for a time, and be renewed")
    void subscribe_whenForATime_thenTheBrokerSaysUntilWhenAndRenewingIsLonger(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        SubscribeOptions hour = SubscribeOptions.defaults().expires(Duration.ofHours(1));
        if (withoutOptions(scene, seen, hour)) {
            return;
        }

        Subscription subscription = seen.subscribe(hour, new Inbox<>());
        Optional<Instant> first = subscription.expiresAt();
        subscription.options();
        assertThat(subscription.expiresAt()).isEqualTo(first).isPresent();
        subscription.renew(Duration.ofHours(2));

        assertThat(subscription.expiresAt().orElseThrow()).isAfter(first.orElseThrow());
        Instant known = subscription.expiresAt().orElseThrow();
        subscription.options();
        assertThat(subscription.expiresAt()).as("the broker has it so").contains(known);
    }

    @Test
    @Clause(value = "XEP-0060 §6.3.5.2 bad options", title = "options that the broker does not know are refused")
    void subscribe_whenAnOptionIsUnknown_thenRefusedAndNotSubscribed(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        SubscribeOptions odd = SubscribeOptions.defaults().field("pubsub#no-such-option", "1");
        if (withoutOptions(scene, seen, odd)) {
            return;
        }

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> seen.subscribe(odd, new Inbox<>()));

        assertThat(refusal.reason()).isEqualTo(Reason.OPTIONS_REFUSED);
        Inbox<RawPayload> inbox = new Inbox<>();
        seen.subscribe(inbox);
        topic.publish("one", Documents.incident(1));
        assertThat(inbox.awaitItem().id()).isEqualTo("one");
    }

    @Test
    @Clause(
            value = "XEP-0060 §6.1.6 other options",
            title = "the same address can't subscribe twice with different options, unless the broker says so")
    void subscribe_whenAgainWithOtherOptions_thenRefusedBeforeAnythingIsSent(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        Inbox<RawPayload> inbox = new Inbox<>();
        seen.subscribe(inbox);

        GridRequestException refusal = catchThrowableOfType(
                GridRequestException.class,
                () -> seen.subscribe(SubscribeOptions.defaults().forThisConnection(), new Inbox<>()));

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_SUPPORTED);
        assertThat(refusal).hasMessageContainingAll(topic.name(), "multi-subscribe", "Nothing was sent");
        topic.publish("one", Documents.incident(1));
        assertThat(inbox.awaitItem().id()).isEqualTo("one");
    }

    @Test
    @Clause(value = "XEP-0060 §6.2.3.2 not subscribed", title = "ending a subscription that is gone is no error")
    void unsubscribe_whenTheOwnerHasRemovedIt_thenDone(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        String user = scene.user("consumer");
        Subscription subscription = scene.at(scene.connected(user), topic).subscribe(new Inbox<>());
        scene.asOwner("<subscriptions node='" + topic.name() + "'><subscription jid='" + scene.address(user)
                + "' subscription='none'/></subscriptions>");

        subscription.unsubscribe();

        assertThat(subscription.state().isEnded()).isTrue();
    }

    @Test
    @Clause(value = "XEP-0060 §8.2.5.3 reconfigured", title = "subscribers are told of a new configuration")
    void configure_whenSubscribed_thenSubscribersAreTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);

        scene.asOwner("<configure node='" + topic.name() + "'><x xmlns='jabber:x:data' type='submit'>"
                + "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/pubsub#node_config</value>"
                + "</field><field var='pubsub#title'><value>Another title</value></field></x></configure>");
        topic.publish("after", Documents.incident(1));

        assertThat(inbox.awaitItem().id()).isEqualTo("after");
        if (scene.isKnownFor(Deviation.NO_CONFIGURATION_EVENT)) {
            assertThat(inbox.configurations()).isEmpty();
            scene.deviates(Deviation.NO_CONFIGURATION_EVENT, "the next event came, and none of the change");
        } else {
            assertThat(inbox.configurations())
                    .singleElement()
                    .satisfies(fields -> assertThat(fields.get("pubsub#title")).containsExactly("Another title"));
        }
    }

    @Test
    @Clause(value = "XEP-0060 §8.4.2 redirect", title = "subscribers of a deleted topic are told where to go")
    void delete_whenItHasASuccessor_thenSubscribersAreTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(inbox);
        String successor = "xmpp:" + scene.server().broker() + "?;node=successor";

        scene.asOwner("<delete node='" + topic.name() + "'><redirect uri='" + successor + "'/></delete>");

        inbox.awaitState(SubscriptionState.TOPIC_DELETED);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.TOPIC_DELETED);
        Optional<String> redirect = inbox.awaitDeletion();
        if (scene.isKnownFor(Deviation.REDIRECT_NOT_TOLD)) {
            assertThat(redirect).isEmpty();
            scene.deviates(Deviation.REDIRECT_NOT_TOLD, "the event of the deletion says nothing of the successor");
        } else {
            assertThat(redirect).contains(successor);
        }
    }

    private static boolean withoutOptions(Scene scene, Topic<RawPayload> topic, SubscribeOptions options) {
        if (!scene.isKnownFor(Deviation.NO_SUBSCRIPTION_OPTIONS)) {
            return false;
        }
        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> topic.subscribe(options, new Inbox<>()));
        assertThat(refusal.reason()).isEqualTo(Reason.NOT_SUPPORTED);
        assertThat(refusal).hasMessageContainingAll(topic.name(), scene.server().broker(), "options");
        scene.deviates(Deviation.NO_SUBSCRIPTION_OPTIONS, "the SDK says so, before asking where the broker says it");
        return true;
    }
}
