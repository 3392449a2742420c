package org.xmppgrid.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Criterion;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.FilterCriteria;
import org.xmppgrid.sdk.FilteredSubscription;
import org.xmppgrid.sdk.FilteredSubscription.Way;
import org.xmppgrid.sdk.FilteredTopic;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.PartlyPublishedException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.sdk.TopicName;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.xmppgrid.testkit.GridRequest.asks;

/** Sub-topics at their limits, when a part of them fails, and when they are not the owner's. */
class FilterIT extends WithScene {
    private static final Pattern HIGH_SEVERITY = Pattern.compile("severity=[\"']high");
    private static final TopicFilter HIGH = TopicFilter.of("severity", "high");
    private static final TopicFilter LOW = TopicFilter.of("severity", "low");
    private static final FilterCriteria<RawPayload> CRITERIA = FilterCriteria.of(new Criterion<>(
            "severity", payload -> List.of(HIGH_SEVERITY.matcher(payload.xml()).find() ? "high" : "low")));

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void allow_whenThereAreAsManyAsAllowed_thenRefusedAndCleaningUpMakesRoom(Scene scene) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA, 1);
        topic.allow(LOW);

        GridRequestException refusal = catchThrowableOfType(GridRequestException.class, () -> topic.allow(HIGH));

        assertThat(refusal.reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
        assertThat(refusal).hasMessageContainingAll(topic.subTopic(HIGH).name(), "1 is the limit", "maxSubTopics");
        assertThat(topic.filters()).containsExactly(LOW);
        topic.allow(LOW);
        assertThat(topic.cleanUp()).containsExactly(LOW);
        topic.allow(HIGH);
        assertThat(topic.filters()).containsExactly(HIGH);
        topic.cleanUp();
    }

    @Test
    void subscribe_whenOwnerCreatesOnRequestAndApprovalIsNeeded_thenApprovedByThat(Scene scene) {
        FilteredTopic<RawPayload> topic =
                scene.topic(Scene.by(AccessModel.AUTHORIZE)).filteredBy(CRITERIA);
        topic.allowOnRequest(platform -> true, filter -> true);
        Inbox<RawPayload> inbox = new Inbox<>();

        FilteredSubscription subscription = scene.at(scene.consumer(), topic.topic())
                .filteredBy(CRITERIA)
                .subscribe(HIGH, scene.provider().address(), inbox);

        assertThat(subscription.way()).isEqualTo(Way.SUB_TOPIC);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
        topic.publish("low", incident("low"));
        topic.publish("high", incident("high"));
        assertThat(inbox.awaitIds(1)).containsExactly("high");
        topic.subTopic(HIGH).delete();
    }

    @Test
    void subscribe_whenOwnerDoesNotWantItOrIsNotThere_thenByOwnFilter(Scene scene) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA, 1);
        FilteredTopic<RawPayload> there =
                scene.at(scene.consumer(), topic.topic()).filteredBy(CRITERIA);
        GridAddress owner = scene.provider().address();

        assertThat(there.subscribe(LOW, owner, new Inbox<>()).way()).isEqualTo(Way.OWN_FILTER);
        Registration forNobody = topic.allowOnRequest(platform -> false, filter -> true);
        assertThat(there.subscribe(LOW, owner, new Inbox<>()).way()).isEqualTo(Way.OWN_FILTER);
        assertThatThrownBy(() -> topic.allowOnRequest(platform -> true, filter -> true))
                .isInstanceOf(IllegalStateException.class);
        forNobody.close();
        topic.allowOnRequest(platform -> true, HIGH::equals);
        assertThat(there.subscribe(LOW, owner, new Inbox<>()).way()).isEqualTo(Way.OWN_FILTER);
        assertThat(topic.filters()).isEmpty();
        topic.allow(LOW); // as many as there may be
        assertThat(there.subscribe(HIGH, owner, new Inbox<>()).way()).isEqualTo(Way.OWN_FILTER);
        assertThat(topic.filters()).containsExactly(LOW);
        assertThatThrownBy(() -> there.subscribe(HIGH, owner.bare(), new Inbox<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no resource");
        topic.cleanUp();
    }

    @Test
    void publish_whenMoreSubTopicsAreOwnedThanAllowed_thenNothingIsSent(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        FilteredTopic<RawPayload> two = topic.filteredBy(CRITERIA);
        two.allow(LOW);
        two.allow(HIGH);

        assertThatThrownBy(() -> topic.filteredBy(CRITERIA, 1).publish("id", incident("high")))
                .hasFieldOrPropertyWithValue("reason", Reason.LIMIT_EXCEEDED)
                .hasMessageContaining("owns 2 sub-topics");

        assertThat(topic.latest(1)).isEmpty();
        two.cleanUp();
    }

    @Test
    void publish_whenOneSubTopicRefuses_thenToldWhoHasItAndSafeToRepeat(Scene scene, GridBroker broker) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        Topic<RawPayload> high = topic.allow(HIGH);
        try (Fault busy = broker.refuse(asks("publish", high.name()), "resource-constraint")) {
            PartlyPublishedException partly =
                    catchThrowableOfType(PartlyPublishedException.class, () -> topic.publish("id", incident("high")));

            assertThat(partly.itemId()).isEqualTo("id");
            assertThat(partly.published()).containsExactly(topic.topic().name());
            assertThat(partly.failures()).containsOnlyKeys(high.name());
            assertThat(partly.reason()).isEqualTo(Reason.BROKER_BUSY);
            assertThat(partly.retryable()).isTrue();
            assertThat(partly).hasMessageContainingAll("'id'", high.name(), "same id");
            assertThat(busy.hits()).isOne();
        }
        topic.publish("id", incident("high"));

        assertThat(ids(topic.topic())).containsExactly("id");
        assertThat(ids(high)).containsExactly("id");
        high.delete();
    }

    @Test
    void publishAsync_whenTheTopicRefusesAndASubTopicDoesNot_thenCompletesPartly(Scene scene, GridBroker broker)
            throws InterruptedException {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        Topic<RawPayload> high = topic.allow(HIGH);
        try (Fault refused = broker.refuse(asks("publish", topic.topic().name()), "forbidden")) {
            CompletableFuture<String> sent = topic.publishAsync("id", incident("high"));

            ExecutionException failure = catchThrowableOfType(
                    ExecutionException.class, () -> sent.get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThat(failure).hasCauseInstanceOf(PartlyPublishedException.class);
            PartlyPublishedException partly = (PartlyPublishedException) failure.getCause();
            assertThat(partly.published()).containsExactly(high.name());
            assertThat(partly.failures()).containsOnlyKeys(topic.topic().name());
            assertThat(refused.hits()).isOne();
        }
        high.delete();
    }

    @Test
    void publish_whenNobodyTakesIt_thenTheTopicsOwnFailure(Scene scene, GridBroker broker) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        Topic<RawPayload> high = topic.allow(HIGH);
        try (Fault refused = broker.refuse(asks("publish"), "resource-constraint")) {
            GridException failure =
                    catchThrowableOfType(GridException.class, () -> topic.publish("id", incident("high")));

            assertThat(failure).isNotInstanceOf(PartlyPublishedException.class);
            assertThat(failure).hasMessageContaining("'" + topic.topic().name() + "'");
            assertThat(refused.hits()).isEqualTo(2);
        }
        high.delete();
    }

    @Test
    void publish_whenAnotherProcessOfTheAccountMadeTheSubTopic_thenItGetsTheItem(Scene scene) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        Topic<RawPayload> high = topic.allow(HIGH);

        scene.at(scene.connect(scene.as("provider")), topic.topic())
                .filteredBy(CRITERIA)
                .publish("id", incident("high"));

        assertThat(ids(high)).containsExactly("id");
        high.delete();
    }

    @Test
    void publish_whenSubTopicIsAStrangers_thenItGetsNothingAndConsumersDoWithout(Scene scene, GridBroker broker) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        String forged = TopicName.parse(topic.topic().name()).filter(HIGH).toString();
        Topic<RawPayload> strangers = scene.at(scene.connected("owner"), forged);
        strangers.create(Scene.open().field("pubsub#publish_model", "open"));
        Inbox<RawPayload> inbox = new Inbox<>();

        FilteredSubscription subscription =
                scene.at(scene.consumer(), topic.topic()).filteredBy(CRITERIA).subscribe(HIGH, inbox);
        strangers.publish("forged", incident("high"));
        topic.publish("genuine", incident("high"));

        assertThat(subscription.way()).isEqualTo(Way.OWN_FILTER);
        assertThat(inbox.awaitItem().id()).isEqualTo("genuine");
        assertThat(ids(strangers)).containsExactly("forged");
        assertThat(scene.observations())
                .filteredOn(told -> told.kind() == Observation.Kind.DOWNGRADED)
                .singleElement()
                .satisfies(told -> assertThat(told.topic()).contains(forged));
        assertThatThrownBy(() -> topic.allow(HIGH)).hasFieldOrPropertyWithValue("reason", Reason.TOPIC_EXISTS);
        strangers.delete();
    }

    @Test
    void subscribe_whenSubTopicIsDeletedInTheMiddleOfAStream_thenTheSameItemsAsWithAnOwnFilter(Scene scene) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        Topic<RawPayload> high = topic.allow(HIGH);
        Inbox<RawPayload> through = new Inbox<>();
        FilteredSubscription switching =
                scene.at(scene.consumer(), topic.topic()).filteredBy(CRITERIA).subscribe(HIGH, through);
        List<CompletableFuture<String>> sent = new ArrayList<>();

        sent.addAll(publish(topic, 0, 300));
        high.delete();
        // with the last, no more than what is looked through, so that not even the slowest consumer can miss one
        int end = 300 + FilteredTopic.CATCH_UP_ITEMS - 1;
        sent.addAll(publish(topic, 300, end));
        sent.forEach(CompletableFuture::join);

        await("for the switch").atMost(Scene.PATIENCE).until(() -> switching.way() == Way.OWN_FILTER);
        topic.publish("last", incident("high"));
        List<String> expected = new ArrayList<>(itemIds(end, true));
        expected.add("last");
        assertThat(through.awaitIds(expected.size())).isEqualTo(expected);
        assertThat(switching.delivered()).isEqualTo(expected.size());
    }

    @Test
    void subscribe_whenTheTopicIsReadBySubscribersOnly_thenTheSwitchWaitsForItsApproval(Scene scene) {
        Topic<RawPayload> itself = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        FilteredTopic<RawPayload> topic = itself.filteredBy(CRITERIA);
        Topic<RawPayload> high = topic.allow(HIGH);
        high.approvals().decide(request -> Decision.APPROVE);
        Inbox<RawPayload> inbox = new Inbox<>();
        FilteredSubscription subscription =
                scene.at(scene.consumer(), itself).filteredBy(CRITERIA).subscribe(HIGH, inbox);
        assertThat(subscription.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.ACTIVE);
        topic.publish("through", incident("high"));
        inbox.awaitItems(1);

        high.delete();
        await("for the switch").atMost(Scene.PATIENCE).until(() -> subscription.way() == Way.OWN_FILTER);
        topic.publish("between", incident("high"));
        assertThat(subscription.state()).isEqualTo(SubscriptionState.PENDING);
        itself.approvals().decide(request -> Decision.APPROVE);

        assertThat(subscription.awaitDecision(Scene.PATIENCE)).isEqualTo(SubscriptionState.ACTIVE);
        topic.publish("after", incident("high"));
        assertThat(inbox.awaitIds(3)).containsExactly("through", "between", "after");
    }

    @Test
    void publish_whenAnItemIsReplacedAfterTheSwitch_thenTheListenerGetsTheNewOne(Scene scene) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        Topic<RawPayload> high = topic.allow(HIGH);
        Inbox<RawPayload> inbox = new Inbox<>();
        FilteredSubscription subscription =
                scene.at(scene.consumer(), topic.topic()).filteredBy(CRITERIA).subscribe(HIGH, inbox);
        topic.publish("id", incident("high"));
        high.delete();
        await("for the switch")
                .atMost(Scene.PATIENCE)
                .until(() -> subscription.topic().equals(topic.topic().name()));
        topic.publish("other", incident("high"));
        inbox.awaitItems(2);

        topic.publish("id", incident("high"));

        assertThat(inbox.awaitIds(3)).containsExactly("id", "other", "id");
    }

    @Test
    void subscribe_whenTwoFiltersShareTheTopic_thenEachGetsItsOwnAndTheLastEndsTheSubscription(Scene scene) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        FilteredTopic<RawPayload> consumed =
                scene.at(scene.consumer(), topic.topic()).filteredBy(CRITERIA);
        Inbox<RawPayload> high = new Inbox<>() {
            @Override
            public void onItem(Item<? extends RawPayload> item) {
                super.onItem(item);
                throw new IllegalStateException("of no concern to the other");
            }
        };
        Inbox<RawPayload> low = new Inbox<>();
        FilteredSubscription first = consumed.subscribe(HIGH, high);
        FilteredSubscription second = consumed.subscribe(LOW, low);
        low.awaitState(SubscriptionState.ACTIVE);

        topic.publish("high", incident("high"));
        topic.publish("low", incident("low"));
        assertThat(low.awaitItem().id()).isEqualTo("low");
        assertThat(high.awaitItem().id()).isEqualTo("high");
        first.unsubscribe();
        topic.publish("more", incident("high"));
        topic.publish("and", incident("low"));

        assertThat(low.awaitIds(2)).containsExactly("low", "and");
        assertThat(high.ids()).containsExactly("high");
        assertThat(List.of(first.state(), second.state()))
                .containsExactly(SubscriptionState.CLOSED, SubscriptionState.ACTIVE);
        second.unsubscribe();
        topic.publish("unheard", incident("low"));
        Inbox<RawPayload> next = new Inbox<>();
        scene.at(scene.consumer(), topic.topic()).subscribe(next);
        topic.publish("heard", incident("low"));
        assertThat(next.awaitItem().id()).isEqualTo("heard");
    }

    @Test
    void delete_whenTwoSubTopicsOfAConsumerAreDeleted_thenBothGoOnWithTheTopic(Scene scene) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        List<Topic<RawPayload>> subTopics = List.of(topic.allow(HIGH), topic.allow(LOW));
        FilteredTopic<RawPayload> consumed =
                scene.at(scene.consumer(), topic.topic()).filteredBy(CRITERIA);
        Inbox<RawPayload> high = new Inbox<>();
        Inbox<RawPayload> low = new Inbox<>();
        consumed.subscribe(HIGH, high);
        consumed.subscribe(LOW, low);
        publish(topic, 0, 9).forEach(CompletableFuture::join);

        subTopics.forEach(Topic::delete);
        publish(topic, 9, 30).forEach(CompletableFuture::join);

        assertThat(high.awaitIds(10)).isEqualTo(itemIds(30, true));
        assertThat(low.awaitIds(20)).isEqualTo(itemIds(30, false));
    }

    @Test
    void subscribe_whenBothAreDeleted_thenItsEndIsTold(Scene scene) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        Topic<RawPayload> high = topic.allow(HIGH);
        Inbox<RawPayload> inbox = new Inbox<>();
        FilteredSubscription subscription =
                scene.at(scene.consumer(), topic.topic()).filteredBy(CRITERIA).subscribe(HIGH, inbox);

        topic.topic().delete();
        high.delete();

        inbox.awaitState(SubscriptionState.TOPIC_DELETED);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.TOPIC_DELETED);
        assertThat(inbox.states()).containsExactly(SubscriptionState.ACTIVE, SubscriptionState.TOPIC_DELETED);
    }

    @Test
    void unsubscribe_whenItHasSwitched_thenTheTopicsSubscriptionEnds(Scene scene) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);
        Topic<RawPayload> high = topic.allow(HIGH);
        Inbox<RawPayload> inbox = new Inbox<>();
        FilteredSubscription subscription =
                scene.at(scene.consumer(), topic.topic()).filteredBy(CRITERIA).subscribe(HIGH, inbox);
        high.delete();
        await("for the switch")
                .atMost(Scene.PATIENCE)
                .until(() -> subscription.topic().equals(topic.topic().name()));

        subscription.unsubscribe();

        assertThat(subscription.state()).isEqualTo(SubscriptionState.CLOSED);
        Inbox<RawPayload> next = new Inbox<>();
        scene.at(scene.consumer(), topic.topic()).subscribe(next);
        topic.publish("id", incident("high"));
        assertThat(next.awaitItem().id()).isEqualTo("id");
        assertThat(inbox.items()).isEmpty();
    }

    @Test
    void filteredBy_whenTopicIsASubTopic_thenRefused(Scene scene) {
        Topic<RawPayload> subTopic = scene.openTopic().filteredBy(CRITERIA).subTopic(HIGH);

        assertThatThrownBy(() -> subTopic.filteredBy(CRITERIA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a sub-topic");
    }

    @Test
    void subTopic_whenCriterionIsUnknown_thenRefusedByName(Scene scene) {
        FilteredTopic<RawPayload> topic = scene.openTopic().filteredBy(CRITERIA);

        assertThatThrownBy(() -> topic.subTopic(TopicFilter.of("colour", "red")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("colour=red", "severity");
    }

    private static List<CompletableFuture<String>> publish(FilteredTopic<RawPayload> topic, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> topic.publishAsync("item-" + number, incident(number % 3 == 0 ? "high" : "low")))
                .toList();
    }

    private static List<String> itemIds(int to, boolean high) {
        return IntStream.range(0, to)
                .filter(number -> number % 3 == 0 == high)
                .mapToObj(number -> "item-" + number)
                .toList();
    }

    private static RawPayload incident(String severity) {
        return RawPayload.of("<IODEF-Document xmlns=\"" + Documents.IODEF + "\"><Incident purpose=\"reporting\">"
                + "<Assessment><SystemImpact severity=\"" + severity + "\" type=\"takeover-account\"/></Assessment>"
                + "</Incident></IODEF-Document>");
    }

    private static List<String> ids(Topic<RawPayload> topic) {
        return topic.latest(50).stream().map(Item::id).toList();
    }
}
