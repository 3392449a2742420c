package org.xmppgrid.testkit.conformance;

import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** RFC 8600 §4 c and §8.3.4: who may create, publish to, subscribe to and read a topic. */
abstract class Access extends PublishSubscribe {

    @Test
    @Clause(
            value = "RFC 8600 §8.3.4 authorize: pending",
            title = "the owner needs to approve all subscription requests")
    void subscribe_whenOwnerHasToApprove_thenPendingAndNothingArrives(Scene scene) {
        if (withoutAuthorize(scene)) {
            return;
        }
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        Inbox<RawPayload> inbox = new Inbox<>();

        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(inbox);

        assertThat(subscription.state()).isEqualTo(SubscriptionState.PENDING);
        topic.publish("before-approval", Documents.incident(1));
        topic.approvals().decide(request -> Decision.APPROVE);
        assertThat(subscription.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.ACTIVE);
        topic.publish("after-approval", Documents.incident(2));
        assertThat(inbox.awaitItem().id()).isEqualTo("after-approval");
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 authorize: policy", title = "approvals can be automated by a policy server")
    void approve_whenRequestArrives_thenSubscriberLearnsOfIt(Scene scene) {
        if (withoutAuthorize(scene)) {
            return;
        }
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        LinkedBlockingQueue<SubscriptionRequest> asked = new LinkedBlockingQueue<>();
        topic.approvals().decide(request -> {
            asked.add(request);
            return Decision.APPROVE;
        });
        Inbox<RawPayload> inbox = new Inbox<>();

        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(inbox);

        inbox.awaitState(SubscriptionState.ACTIVE);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.topic()).isEqualTo(topic.name());
            assertThat(request.subscriber().bare())
                    .isEqualTo(scene.consumer().address().bare());
        });
        topic.publish("approved", Documents.incident(1));
        assertThat(inbox.awaitItem().id()).isEqualTo("approved");
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 authorize: denial", title = "the owner denies")
    void deny_whenRequestArrives_thenSubscriberLearnsOfIt(Scene scene) {
        if (withoutAuthorize(scene)) {
            return;
        }
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        topic.approvals().decide(request -> Decision.DENY);
        Inbox<RawPayload> inbox = new Inbox<>();

        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(inbox);

        assertThat(subscription.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.DENIED);
        inbox.awaitState(SubscriptionState.DENIED);
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 authorize: answer", title = "the owner decides one request at a time")
    void answer_whenRequestIsPending_thenDecided(Scene scene) {
        if (withoutAuthorize(scene)) {
            return;
        }
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        topic.approvals().decide(request -> Decision.LATER);
        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(new Inbox<>());
        SubscriptionRequest request = await("for the request")
                .atMost(Scene.PATIENCE)
                .until(() -> topic.approvals().pending(), pending -> !pending.isEmpty())
                .get(0);

        topic.approvals().answer(request, Decision.APPROVE);

        assertThat(subscription.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(topic.approvals().pending()).isEmpty();
    }

    @Test
    @Clause(
            value = "RFC 8600 §8.3.4 authorize: owner away",
            title = "a request that is made while the owner is away reaches it later")
    void subscribe_whenOwnerIsAway_thenDecidedWhenItComes(Scene scene) {
        if (withoutAuthorize(scene)) {
            return;
        }
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        scene.leave("provider");
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(scene.consumer(), topic).subscribe(inbox);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.PENDING);

        scene.at(scene.provider(), topic).approvals().decide(request -> Decision.APPROVE);

        assertThat(subscription.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.ACTIVE);
    }

    @Test
    @Clause(value = "XEP-0060 §6.1.3.7 pending", title = "subscribing again while the owner has not decided")
    void subscribe_whenPendingAlready_thenStillPending(Scene scene) {
        if (withoutAuthorize(scene)) {
            return;
        }
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        scene.at(scene.consumer(), topic).subscribe(new Inbox<>());
        scene.leave(scene.user("consumer"));

        Subscription again = scene.at(scene.consumer(), topic).subscribe(new Inbox<>());

        assertThat(again.state()).isEqualTo(SubscriptionState.PENDING);
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 authorize: items", title = "only subscribers can retrieve data items")
    void latest_whenNotApproved_thenRefused(Scene scene) {
        if (withoutAuthorize(scene)) {
            return;
        }
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        topic.publish(Documents.incident(1));
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);

        GridRequestException stranger = catchThrowableOfType(GridRequestException.class, () -> seen.latest(1));
        seen.subscribe(new Inbox<>());
        GridRequestException pending = catchThrowableOfType(GridRequestException.class, () -> seen.latest(1));

        assertThat(stranger.reason()).isIn(Reason.NOT_SUBSCRIBED, Reason.FORBIDDEN);
        assertThat(pending.reason()).isIn(Reason.NOT_SUBSCRIBED, Reason.FORBIDDEN, Reason.APPROVAL_PENDING);
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 whitelist: outsider", title = "only preconfigured platforms can subscribe")
    void subscribe_whenNotOnTheList_thenRefused(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> seen.subscribe(new Inbox<>()));

        if (scene.isKnownFor(Deviation.WHITELIST_REFUSAL_UNNAMED)) {
            assertThat(refusal.reason()).isEqualTo(Reason.FORBIDDEN);
            scene.deviates(
                    Deviation.WHITELIST_REFUSAL_UNNAMED,
                    "refused with " + refusal.condition().orElse("nothing"));
        } else {
            assertThat(refusal.reason()).isEqualTo(Reason.NOT_ON_WHITELIST);
            assertThat(refusal.condition()).contains("not-allowed closed-node");
        }
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 whitelist: items", title = "only preconfigured platforms can retrieve data items")
    void latest_whenNotOnTheList_thenRefused(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
        topic.publish(Documents.incident(1));
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);

        GridRequestException refusal = catchThrowableOfType(GridRequestException.class, () -> seen.latest(1));

        assertThat(refusal.reason()).isIn(Reason.NOT_ON_WHITELIST, Reason.FORBIDDEN);
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 whitelist: member", title = "preconfigured platforms subscribe and retrieve")
    void subscribe_whenOnTheList_thenActive(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
        Grid consumer = scene.consumer();
        scene.affiliate(topic, consumer.address().bare().toString(), "member");
        Inbox<RawPayload> inbox = new Inbox<>();

        Subscription subscription = scene.at(consumer, topic).subscribe(inbox);

        assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
        topic.publish("for-members", Documents.incident(1));
        assertThat(inbox.awaitItem().id()).isEqualTo("for-members");
        assertThat(scene.at(consumer, topic).latest(1)).hasSize(1);
    }

    @Test
    @Clause(value = "RFC 8600 §4 c publish", title = "only who is authorized publishes")
    void publish_whenNotAPublisher_thenRefused(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> scene.at(scene.consumer(), topic)
                        .publish(Documents.incident(1)));

        assertThat(refusal.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(topic.latest(1)).isEmpty();
    }

    @Test
    @Clause(value = "RFC 8600 §4 c publisher", title = "who was made a publisher publishes")
    void publish_whenMadeAPublisher_thenAccepted(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid sensor = scene.connected(scene.user("sensor"));
        scene.affiliate(topic, sensor.address().bare().toString(), "publisher");

        String id = scene.at(sensor, topic).publish(Documents.incident(1));

        assertThat(topic.item(id)).isPresent();
    }

    @Test
    @Clause(value = "RFC 8600 §4 c create", title = "only who is authorized creates topics")
    void create_whenNotAuthorized_thenRefused(Scene scene) {
        Topic<RawPayload> topic = scene.at(scene.consumer(), scene.topicName());

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> topic.create(Scene.open()));

        assertThat(refusal.reason()).isEqualTo(Reason.FORBIDDEN);
    }

    @Test
    @Clause(value = "XEP-0060 §8.4 delete", title = "only the owner deletes a topic")
    void delete_whenNotTheOwner_thenRefused(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> scene.at(scene.consumer(), topic)
                        .delete());

        assertThat(refusal.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(topic.info().name()).isEqualTo(topic.name());
    }

    /** Where there is no authorize, says so and shows that it is refused; the whitelist is the model that remains. */
    private static boolean withoutAuthorize(Scene scene) {
        if (!scene.isKnownFor(Deviation.NO_AUTHORIZE)) {
            return false;
        }
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> topic.create(Scene.by(AccessModel.AUTHORIZE)));
        assertThat(refusal.reason()).isEqualTo(Reason.CONFIGURATION_REFUSED);
        assertThat(topic.create(TopicConfig.secure()).config().accessModels()).containsExactly(AccessModel.WHITELIST);
        scene.deviates(Deviation.NO_AUTHORIZE, "refused, and whitelist accepted in its place");
        return true;
    }
}
