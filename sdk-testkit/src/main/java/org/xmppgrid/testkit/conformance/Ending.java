package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;
import org.xmppgrid.testkit.RawXmppClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** XEP-0060 §8.4 and §8.5: an owner empties topics and deletes them. */
abstract class Ending extends Administering {
    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";

    @Test
    @Clause(value = "XEP-0060 §8.5 purge", title = "the owner removes all items")
    void purge_whenItemsAreKept_thenNoneIsLeftAndTheTopicStays(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(scene.consumer(), topic).subscribe(inbox);
        topic.publish("a", Documents.incident(1));
        topic.publish("b", Documents.incident(2));
        inbox.awaitItems(2);

        topic.purge();

        assertThat(topic.latest(10)).isEmpty();
        topic.publish("c", Documents.incident(3));
        assertThat(inbox.awaitItems(3).stream().map(item -> item.id()).toList()).containsExactly("a", "b", "c");
    }

    @Test
    @Clause(value = "XEP-0060 §8.5.3.1 purge forbidden", title = "only the owner removes all items")
    void purge_whenNotTheOwner_thenRefusedAndItemsStay(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        topic.publish(Documents.incident(1));

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> scene.at(scene.consumer(), topic)
                        .purge());

        assertThat(refusal.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(topic.latest(10)).hasSize(1);
    }

    @Test
    @Clause(value = "XEP-0060 §8.4 gone", title = "a topic that was deleted is gone for everybody")
    void delete_whenTheOwner_thenGone(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        assertThat(scene.at(scene.consumer(), topic).exists()).isTrue();

        topic.delete();

        assertThat(topic.exists()).isFalse();
        assertThat(scene.at(scene.consumer(), topic).exists()).isFalse();
        assertThatCode(() -> topic.createIfAbsent(Scene.open())).doesNotThrowAnyException();
    }

    @Test
    @Clause(value = "XEP-0060 §8.4.1 redirect", title = "subscribers are told where to go (optional)")
    void delete_whenRedirected_thenSubscribersAreTold(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        String user = scene.user("consumer");
        RawXmppClient subscriber = scene.raw(user);
        subscriber.send("<presence/>");
        String subscribed = subscriber.request(
                scene.server().broker(),
                "set",
                "<pubsub xmlns='" + PUBSUB + "'><subscribe node='" + topic.name() + "' jid='" + scene.address(user)
                        + "'/></pubsub>");
        assertThat(subscribed).contains("result");
        String elsewhere = "xmpp:" + scene.server().broker() + "?;node=elsewhere";

        topic.delete(elsewhere);

        String event =
                subscriber.await(stanza -> stanza.contains("<delete") && stanza.contains(topic.name()), Scene.PATIENCE);
        if (scene.isKnownFor(Deviation.REDIRECT_NOT_TOLD)) {
            assertThat(event).doesNotContain("redirect");
            scene.deviates(Deviation.REDIRECT_NOT_TOLD, "the topic was deleted, and subscribers told only of that");
        } else {
            assertThat(event).contains("redirect", elsewhere);
        }
        assertThat(topic.exists()).isFalse();
    }
}
