package org.xmppgrid.testkit.conformance;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Affiliation;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** XEP-0060 §8.7: what is pending, and how an owner decides it in other ways than by a policy. */
abstract class Approving extends Managing {

    @Test
    @Clause(
            value = "XEP-0060 §8.7 pending",
            title = "the owner asks for requests from before its connection, and sees no others")
    void pending_whenRequestedEarlier_thenListedUntilWithdrawn(Scene scene) {
        if (scene.isKnownFor(Deviation.NO_AUTHORIZE)) {
            Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
            assertThat(topic.approvals().pending()).isEmpty();
            scene.deviates(Deviation.NO_AUTHORIZE, "nothing is ever pending, and the list is empty");
            return;
        }
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        Grid consumer = scene.consumer();
        Subscription subscription = scene.at(consumer, topic).subscribe(new Inbox<>());
        assertThat(topic.approvals().pending())
                .extracting(request -> request.subscriber().bare())
                .containsExactly(consumer.address().bare());
        scene.leave("provider");

        Topic<RawPayload> later = scene.at(scene.provider(), topic);

        assertThat(later.approvals().pending())
                .extracting(request -> request.subscriber().bare())
                .containsExactly(consumer.address().bare());
        subscription.unsubscribe();
        assertThat(later.approvals().pending()).isEmpty();
    }

    @Test
    @Clause(value = "XEP-0060 §8.7 watch", title = "the owner is told of each request and answers when it likes")
    void watch_whenRequested_thenToldAndAnswered(Scene scene) throws InterruptedException {
        if (scene.isKnownFor(Deviation.NO_AUTHORIZE)) {
            Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
            assertThatCode(() -> topic.approvals().watch(request -> {}).close()).doesNotThrowAnyException();
            scene.deviates(Deviation.NO_AUTHORIZE, "nothing is ever pending, and nobody is told of anything");
            return;
        }
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        LinkedBlockingQueue<SubscriptionRequest> asked = new LinkedBlockingQueue<>();
        Subscription early =
                scene.at(scene.connected(scene.user("early")), topic).subscribe(new Inbox<>());
        topic.approvals().watch(asked::add);
        Subscription late = scene.at(scene.connected(scene.user("late")), topic).subscribe(new Inbox<>());

        for (int i = 0; i < 2; i++) {
            SubscriptionRequest request = asked.poll(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(request).isNotNull();
            boolean isEarly = request.subscriber().toString().startsWith("early");
            topic.approvals().answer(request, isEarly ? Decision.APPROVE : Decision.DENY);
        }

        assertThat(early.decision().orTimeout(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .succeedsWithin(Scene.PATIENCE)
                .isEqualTo(SubscriptionState.ACTIVE);
        assertThat(late.decision().orTimeout(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .succeedsWithin(Scene.PATIENCE)
                .isEqualTo(SubscriptionState.DENIED);
        assertThat(asked).isEmpty();
        assertThat(topic.approvals().pending()).isEmpty();
    }

    @Test
    @Clause(value = "XEP-0060 §8.8.2 approval", title = "the owner approves by a change of the subscriptions")
    void subscribe_whenPending_thenApproved(Scene scene) {
        if (scene.isKnownFor(Deviation.NO_AUTHORIZE)) {
            Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
            GridAddress account = scene.consumer().address().bare();
            topic.members().set(account, Affiliation.MEMBER);
            topic.members().subscribe(account);
            assertThat(topic.members().subscribers()).hasSize(1);
            scene.deviates(Deviation.NO_AUTHORIZE, "nothing is ever pending; the owner subscribes others all the same");
            return;
        }
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        Grid approved = scene.connected(scene.user("approved"));
        Grid denied = scene.connected(scene.user("denied"));
        Subscription first = scene.at(approved, topic).subscribe(new Inbox<>());
        Subscription second = scene.at(denied, topic).subscribe(new Inbox<>());
        boolean listed = topic.members().subscribers().stream()
                .anyMatch(subscriber -> subscriber.state() == SubscriptionState.PENDING);
        assertThat(listed).isNotEqualTo(scene.isKnownFor(Deviation.PENDING_NOT_LISTED));

        topic.members().subscribe(approved.address().bare());
        topic.members().remove(denied.address().bare());

        assertThat(first.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(second.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.DENIED);
        if (!listed) {
            scene.deviates(Deviation.PENDING_NOT_LISTED, "pending() has them, and remove() ends them all the same");
        }
    }
}
