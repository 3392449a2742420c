package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Affiliation;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Member;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Subscriber;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicAffiliation;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** XEP-0060 §5.6, §5.7, §8.8 and §8.9: an owner's view of who may do what, and an account's of itself. */
abstract class Managing extends Filtering {

    @Test
    @Clause(value = "XEP-0060 §8.9.1 affiliations", title = "the owner reads who may do what")
    void list_whenAffiliationsWereChanged_thenAllAreListed(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        GridAddress owner = scene.provider().address().bare();
        GridAddress sensor = account(scene, "sensor");
        GridAddress siem = account(scene, "siem");

        topic.members().set(Map.of(sensor, Affiliation.PUBLISHER, siem, Affiliation.MEMBER));

        assertThat(topic.members().list())
                .contains(
                        new Member(owner, Affiliation.OWNER),
                        new Member(sensor, Affiliation.PUBLISHER),
                        new Member(siem, Affiliation.MEMBER));
        assertThat(topic.members().of(sensor.withResource("site-1"))).isEqualTo(Affiliation.PUBLISHER);
        assertThat(topic.members().of(account(scene, "stranger"))).isEqualTo(Affiliation.NONE);
    }

    @Test
    @Clause(value = "XEP-0060 §8.9.2 affiliations", title = "the owner changes who may do what")
    void set_whenEachAffiliation_thenReadBack(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        GridAddress sensor = account(scene, "sensor");

        for (Affiliation affiliation : Affiliation.values()) {
            topic.members().set(sensor, affiliation);

            assertThat(topic.members().of(sensor)).isEqualTo(affiliation);
        }
    }

    @Test
    @Clause(value = "XEP-0060 §8.9 forbidden", title = "only the owner reads and changes who may do what")
    void members_whenNotTheOwner_thenForbidden(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer = scene.consumer();
        Topic<RawPayload> seen = scene.at(consumer, topic);

        List<GridRequestException> refusals = List.of(
                refusal(() -> seen.members().list()),
                refusal(() -> seen.members().set(consumer.address(), Affiliation.OWNER)),
                refusal(() -> seen.members().subscribers()),
                refusal(() -> seen.members().subscribe(consumer.address())));

        assertThat(refusals).extracting(GridException::reason).containsOnly(Reason.FORBIDDEN);
        assertThat(topic.members().of(consumer.address())).isEqualTo(Affiliation.NONE);
        assertThat(topic.members().subscribers()).isEmpty();
    }

    @Test
    @Clause(value = "XEP-0060 §8.9 missing", title = "a topic that does not exist has no members")
    void members_whenTopicIsMissing_thenNotFound(Scene scene) {
        Topic<RawPayload> missing = scene.at(scene.provider(), scene.topicName());

        List<GridRequestException> refusals = List.of(
                refusal(() -> missing.members().list()),
                refusal(() -> missing.members().subscribers()),
                refusal(() -> missing.members().subscribe(account(scene, "sensor"))));

        // Prosody asks first whether the account may do this to the topic
        assertThat(refusals).extracting(GridException::reason).containsAnyOf(Reason.TOPIC_NOT_FOUND, Reason.FORBIDDEN);
    }

    @Test
    @Clause(value = "XEP-0060 §4.1 owner", title = "a topic keeps an owner")
    void set_whenTheOnlyOwnerWouldLeave_thenRefused(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        GridAddress owner = scene.provider().address().bare();
        GridAddress second = account(scene, "second");

        List<GridRequestException> refusals =
                List.of(refusal(() -> topic.members().set(owner, Affiliation.MEMBER)), refusal(() -> topic.members()
                        .remove(owner)));

        assertThat(refusals).extracting(GridException::reason).containsOnly(Reason.LAST_OWNER);
        assertThat(topic.members().of(owner)).isEqualTo(Affiliation.OWNER);
        topic.members().set(second, Affiliation.OWNER);
        topic.members().set(second, Affiliation.MEMBER);
        assertThat(topic.members().of(second)).isEqualTo(Affiliation.MEMBER);
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 whitelist: set", title = "the owner says who is on the list")
    void whitelist_whenSet_thenExactlyThose(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
        Grid leaving = scene.connected(scene.user("leaving"));
        Grid staying = scene.connected(scene.user("staying"));
        GridAddress sensor = account(scene, "sensor");
        topic.members().set(sensor, Affiliation.PUBLISHER);
        topic.members().whitelist(Set.of(leaving.address(), staying.address()));
        Inbox<RawPayload> left = new Inbox<>();
        Inbox<RawPayload> stayed = new Inbox<>();
        scene.at(leaving, topic).subscribe(left);
        scene.at(staying, topic).subscribe(stayed);
        topic.publish("for-both", Documents.incident(1));
        left.awaitItem();

        topic.members().whitelist(Set.of(staying.address(), account(scene, "new")));

        assertThat(topic.members().whitelist())
                .contains(
                        scene.provider().address().bare(),
                        sensor,
                        staying.address().bare(),
                        account(scene, "new"))
                .doesNotContain(leaving.address().bare());
        assertThat(topic.members().of(sensor)).isEqualTo(Affiliation.PUBLISHER);
        topic.publish("for-one", Documents.incident(2));
        stayed.awaitItems(2);
        assertThat(left.ids()).containsExactly("for-both");
    }

    @Test
    @Clause(value = "XEP-0060 §8.9.2 revocation", title = "who loses all access receives nothing more")
    void remove_whenSubscribed_thenNothingArrivesAndNothingCanBeRead(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
        Grid consumer = scene.consumer();
        Grid witness = scene.connected(scene.user("witness"));
        topic.members().whitelist(Set.of(consumer.address(), witness.address()));
        Inbox<RawPayload> inbox = new Inbox<>();
        Inbox<RawPayload> seen = new Inbox<>();
        Subscription subscription = scene.at(consumer, topic).subscribe(inbox);
        scene.at(witness, topic).subscribe(seen);
        topic.publish("before", Documents.incident(1));
        inbox.awaitItem();

        topic.members().remove(consumer.address());

        assertThat(topic.members().of(consumer.address())).isEqualTo(Affiliation.NONE);
        assertThat(topic.members().subscribers())
                .extracting(Subscriber::address)
                .containsExactly(witness.address().bare());
        topic.publish("after", Documents.incident(2));
        seen.awaitItems(2);
        // the answer comes behind all that the broker has sent to this account
        GridRequestException refusal = refusal(() -> scene.at(consumer, topic).latest(1));
        assertThat(refusal.reason()).isIn(Reason.NOT_ON_WHITELIST, Reason.FORBIDDEN);
        assertThat(inbox.ids()).containsExactly("before");
        if (subscription.state() != SubscriptionState.ACTIVE) {
            assertThat(subscription.state()).isEqualTo(SubscriptionState.CANCELLED);
        }
    }

    @Test
    @Clause(value = "XEP-0060 §8.9.2 affiliation alone", title = "who is taken off the list alone")
    void set_whenTheAffiliationAloneIsTaken_thenTheBrokersMannersAreKnown(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
        Grid consumer = scene.consumer();
        topic.members().set(consumer.address(), Affiliation.MEMBER);
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(consumer, topic).subscribe(inbox);

        topic.members().set(consumer.address(), Affiliation.NONE);

        assertThat(topic.members().of(consumer.address())).isEqualTo(Affiliation.NONE);
        topic.publish("afterwards", Documents.incident(1));
        if (scene.isKnownFor(Deviation.EVENTS_AFTER_REVOCATION)) {
            assertThat(inbox.awaitItem().id()).isEqualTo("afterwards");
            scene.deviates(Deviation.EVENTS_AFTER_REVOCATION, "so remove() ends the subscriptions first");
        } else {
            consumer.broker().subscriptions();
            assertThat(inbox.ids()).isEmpty();
        }
        if (scene.isKnownFor(Deviation.REVOCATION_ANSWERED_FORBIDDEN)) {
            topic.members().set(consumer.address(), Affiliation.MEMBER);
            assertThat(withdrawnInPlainXml(scene, topic, consumer.address().bare()))
                    .contains("forbidden");
            assertThat(topic.members().of(consumer.address())).isEqualTo(Affiliation.NONE);
            scene.deviates(Deviation.REVOCATION_ANSWERED_FORBIDDEN, "looked up, and found to be done");
        }
    }

    private static String withdrawnInPlainXml(Scene scene, Topic<RawPayload> topic, GridAddress account) {
        return scene.raw("provider")
                .request(
                        scene.server().broker(),
                        "set",
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><affiliations node='" + topic.name()
                                + "'><affiliation jid='" + account + "' affiliation='none'/></affiliations></pubsub>");
    }

    @Test
    @Clause(value = "XEP-0060 §8.9.2 outcast", title = "an outcast receives nothing and can't subscribe")
    void set_whenOutcast_thenSubscriptionEndsAndIsRefused(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer = scene.consumer();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(consumer, topic).subscribe(inbox).close();

        topic.members().set(consumer.address(), Affiliation.OUTCAST);

        assertThat(topic.members().of(consumer.address())).isEqualTo(Affiliation.OUTCAST);
        assertThat(topic.members().subscribers()).isEmpty();
        GridRequestException refusal = refusal(() -> scene.at(consumer, topic).subscribe(new Inbox<>()));
        assertThat(refusal.reason()).isIn(Reason.FORBIDDEN, Reason.NOT_ON_WHITELIST);
    }

    @Test
    @Clause(value = "XEP-0060 §8.8 subscriptions", title = "the owner lists, adds and removes subscriptions")
    void subscribe_whenTheOwnerDoes_thenItemsArriveUntilItEndsIt(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer = scene.consumer();
        GridAddress account = consumer.address().bare();
        topic.members().subscribe(account);
        assertThat(topic.members().subscribers()).singleElement().satisfies(subscriber -> {
            assertThat(subscriber.address()).isEqualTo(account);
            assertThat(subscriber.state()).isEqualTo(SubscriptionState.ACTIVE);
        });
        Inbox<RawPayload> inbox = new Inbox<>();
        Subscription subscription = scene.at(consumer, topic).subscribe(inbox);
        topic.publish("while-subscribed", Documents.incident(1));
        inbox.awaitItem();

        topic.members().unsubscribe(account);
        topic.members().unsubscribe(account);

        assertThat(topic.members().subscribers()).isEmpty();
        topic.publish("afterwards", Documents.incident(2));
        scene.at(consumer, topic).latest(1);
        assertThat(inbox.ids()).containsExactly("while-subscribed");
        if (scene.isKnownFor(Deviation.REMOVAL_NOT_TOLD)) {
            assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
            scene.deviates(Deviation.REMOVAL_NOT_TOLD, "the subscription looks active, and nothing arrives");
        } else {
            inbox.awaitState(SubscriptionState.CANCELLED);
        }
    }

    @Test
    @Clause(value = "XEP-0060 §5.7 own affiliations", title = "an account asks what it may do")
    void affiliations_whenAsked_thenOwnOnesAreListed(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid sensor = scene.connected(scene.user("sensor"));
        topic.members().set(sensor.address(), Affiliation.PUBLISHER);

        if (scene.isKnownFor(Deviation.NO_OWN_AFFILIATIONS)) {
            GridRequestException refusal = refusal(() -> sensor.broker().affiliations());
            assertThat(refusal.reason()).isEqualTo(Reason.NOT_SUPPORTED);
            scene.deviates(
                    Deviation.NO_OWN_AFFILIATIONS,
                    "refused with " + refusal.condition().orElse("nothing"));
        } else {
            assertThat(sensor.broker().affiliations())
                    .containsExactly(new TopicAffiliation(topic.name(), Affiliation.PUBLISHER));
        }
    }

    @Test
    @Clause(value = "XEP-0060 §5.6 own subscriptions", title = "an account asks what it is subscribed to")
    void subscriptions_whenAsked_thenOwnOnesAreListed(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer = scene.consumer();
        assertThat(consumer.broker().subscriptions()).isEmpty();

        scene.at(consumer, topic).subscribe(new Inbox<>());

        assertThat(consumer.broker().subscriptions()).singleElement().satisfies(subscription -> {
            assertThat(subscription.topic()).isEqualTo(topic.name());
            assertThat(subscription.address()).isEqualTo(consumer.address().bare());
            assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
        });
    }

    @Test
    @Clause(
            value = "XEP-0060 §5.6 after deletion",
            title = "a deleted topic's subscriber asks what it is subscribed to")
    void subscriptions_whenTopicWasDeleted_thenNotListed(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid consumer = scene.connect(scene.as(scene.user("forgetful")).requestTimeout(Duration.ofSeconds(2)));
        scene.at(consumer, topic).subscribe(new Inbox<>());
        topic.delete();

        if (scene.isKnownFor(Deviation.SUBSCRIPTIONS_UNANSWERED_AFTER_DELETE)) {
            GridTimeoutException silence = catchThrowableOfType(
                    GridTimeoutException.class, () -> consumer.broker().subscriptions());
            assertThat(silence.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(silence).hasMessageContaining("Prosody");
            scene.deviates(Deviation.SUBSCRIPTIONS_UNANSWERED_AFTER_DELETE, "told as a timeout that says so");
        } else {
            assertThat(consumer.broker().subscriptions()).isEmpty();
        }
    }

    private static GridAddress account(Scene scene, String user) {
        return GridAddress.of(scene.address(scene.user(user)));
    }

    private static GridRequestException refusal(ThrowingCallable call) {
        GridRequestException refusal = catchThrowableOfType(GridRequestException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }
}
