package org.xmppgrid.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Criterion;
import org.xmppgrid.sdk.FilterCriteria;
import org.xmppgrid.sdk.FilteredSubscription;
import org.xmppgrid.sdk.FilteredSubscription.Way;
import org.xmppgrid.sdk.FilteredTopic;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicName;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Sub-topics, message filters and topic versions: what the draft that became RFC 8600 promised, on XEP-0060 alone. A
 * server has to take the names, and to do for a sub-topic what it does for a topic.
 */
abstract class Filtering extends Querying {
    private static final Pattern NUMBER = Pattern.compile(">(\\d+)<");
    private static final TopicFilter EVEN = TopicFilter.of("parity", "even");

    /** All that has a meaning in names, forms, addresses and XML. */
    private static final TopicFilter AWKWARD =
            TopicFilter.of("parity", "even").and("kind", "D&D;v=1?<\"'> 100% \u00e9\ud83d\ude00/@\n");

    private static final FilterCriteria<RawPayload> CRITERIA = FilterCriteria.of(
            new Criterion<>("parity", payload -> List.of(number(payload) % 2 == 0 ? "even" : "odd")),
            new Criterion<>("kind", payload -> List.of(number(payload) < 10 ? "small" : "large", "any")));

    @Test
    @Clause(value = "XEP-0060 §8.1 sub-topic", title = "a sub-topic is a topic whose name tells its parent and filter")
    void allow_whenFilterIsNew_thenSubTopicIsListedAndReadBackByItsName(Scene scene) {
        FilteredTopic<RawPayload> topic = filtered(scene.openTopic());

        Topic<RawPayload> subTopic = allow(scene, topic, AWKWARD);

        assertThat(topic.filters()).containsExactly(AWKWARD);
        assertThat(names(scene)).contains(subTopic.name());
        TopicName name = TopicName.parse(subTopic.name());
        assertThat(name.filter()).contains(AWKWARD);
        assertThat(name.parent()).hasToString(topic.topic().name());
        TopicInfo info = scene.at(scene.consumer(), subTopic).info();
        assertThat(info.description()).contains("Sub-topic of " + topic.topic().name());
        assertThat(info.accessModel()).contains(AccessModel.OPEN);
        assertThat(info.payloadNamespace()).contains(Documents.IODEF);
        assertThat(allow(scene, topic, AWKWARD).name()).isEqualTo(subTopic.name());
    }

    @Test
    @Clause(value = "XEP-0060 §8.1 sub-topic's name", title = "a sub-topic's name may have 1,023 bytes")
    void allow_whenTheNameHasAllBytesThatItMay_thenSubTopicIsUsed(Scene scene) {
        FilteredTopic<RawPayload> topic = filtered(scene.openTopic());
        int others = topic.subTopic(TopicFilter.of("kind", "x")).name().length() - 1;
        TopicFilter longest = TopicFilter.of("kind", "x".repeat(GridAddress.MAX_PART_BYTES - others));

        Topic<RawPayload> subTopic = allow(scene, topic, longest);
        subTopic.publish("id", Documents.incident(1));

        assertThat(subTopic.name()).hasSize(GridAddress.MAX_PART_BYTES);
        assertThat(topic.filters()).containsExactly(longest);
        assertThat(ids(subTopic)).containsExactly("id");
    }

    @Test
    @Clause(value = "XEP-0060 §4.5 sub-topic", title = "a sub-topic is as closed as its topic")
    void allow_whenTopicIsWhitelisted_thenSoIsTheSubTopic(Scene scene) {
        FilteredTopic<RawPayload> topic = filtered(scene.topic(Scene.by(AccessModel.WHITELIST)));

        Topic<RawPayload> subTopic = allow(scene, topic, EVEN);

        assertThat(subTopic.info().accessModel()).contains(AccessModel.WHITELIST);
    }

    @Test
    @Clause(value = "XEP-0060 §7.1 sub-topics", title = "an item goes to the topic and the sub-topics that it passes")
    void publish_whenItemPassesSomeFilters_thenThereUnderTheSameId(Scene scene) {
        FilteredTopic<RawPayload> topic = filtered(scene.openTopic());
        Topic<RawPayload> even = allow(scene, topic, EVEN);
        Topic<RawPayload> small = allow(scene, topic, TopicFilter.of("kind", "small"));
        Topic<RawPayload> evenAndLarge = allow(scene, topic, EVEN.and("kind", "large"));

        for (int number : List.of(1, 2, 11, 12)) {
            topic.publish("item-" + number, Documents.incident(number));
        }

        assertThat(ids(topic.topic())).containsExactly("item-1", "item-2", "item-11", "item-12");
        assertThat(ids(even)).containsExactly("item-2", "item-12");
        assertThat(ids(small)).containsExactly("item-1", "item-2");
        assertThat(ids(evenAndLarge)).containsExactly("item-12");
    }

    @Test
    @Clause(value = "XEP-0060 §6.1 sub-topic", title = "a sub-topic and a consumer's own filter bring the same items")
    void subscribe_whenSubTopicIsThereOrNot_thenTheSameItemsOnceEach(Scene scene) {
        FilteredTopic<RawPayload> topic = filtered(scene.openTopic());
        Inbox<RawPayload> filteredHere = new Inbox<>();
        FilteredSubscription own =
                filtered(scene.at(scene.consumer(), topic.topic())).subscribe(EVEN, filteredHere);
        Topic<RawPayload> subTopic = allow(scene, topic, EVEN);
        Inbox<RawPayload> fromSubTopic = new Inbox<>();
        FilteredSubscription through = filtered(scene.at(scene.connected(scene.user("other")), topic.topic()))
                .subscribe(EVEN, fromSubTopic);
        assertThat(own.way()).isEqualTo(Way.OWN_FILTER);
        assertThat(own.topic()).isEqualTo(topic.topic().name());
        assertThat(through.way()).isEqualTo(Way.SUB_TOPIC);
        assertThat(through.topic()).isEqualTo(subTopic.name());
        assertThat(List.of(own.state(), through.state())).containsOnly(SubscriptionState.ACTIVE);

        publish(topic, 1, 20);

        List<String> expected = evenIds(1, 20);
        assertThat(filteredHere.awaitIds(expected.size())).isEqualTo(expected);
        assertThat(fromSubTopic.awaitIds(expected.size())).isEqualTo(expected);
        assertThat(filteredHere.items().get(0).raw().element())
                .isEqualTo(fromSubTopic.items().get(0).raw().element());
    }

    @Test
    @Clause(value = "XEP-0060 §8.4 sub-topic", title = "when a sub-topic is deleted its consumers go on with the topic")
    void delete_whenSubTopicIsInUse_thenTheConsumerGoesOnAndMissesNothing(Scene scene) {
        FilteredTopic<RawPayload> topic = filtered(scene.openTopic());
        publish(topic, 1, 4);
        Topic<RawPayload> subTopic = allow(scene, topic, EVEN);
        Inbox<RawPayload> inbox = new Inbox<>();
        FilteredSubscription subscription =
                filtered(scene.at(scene.consumer(), topic.topic())).subscribe(EVEN, inbox);
        publish(topic, 5, 10);
        assertThat(subscription.way()).isEqualTo(Way.SUB_TOPIC);

        subTopic.delete();
        publish(topic, 11, 20);

        List<String> expected = evenIds(5, 20);
        assertThat(inbox.awaitIds(expected.size())).isEqualTo(expected);
        assertThat(subscription.way()).isEqualTo(Way.OWN_FILTER);
        assertThat(subscription.topic()).isEqualTo(topic.topic().name());
        assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(inbox.states()).containsExactly(SubscriptionState.ACTIVE);
        topic.publish("last", Documents.incident(2));
        assertThat(inbox.awaitIds(expected.size() + 1)).endsWith("last").doesNotHaveDuplicates();
    }

    @Test
    @Clause(value = "XEP-0060 §7.1.3.3 sub-topic", title = "a sub-topic that was deleted is not published to any more")
    void publish_whenSubTopicWasDeleted_thenNoFailureAndNothingOpen(Scene scene) {
        FilteredTopic<RawPayload> topic = filtered(scene.topic(Scene.by(AccessModel.WHITELIST)));
        Topic<RawPayload> subTopic = allow(scene, topic, EVEN);
        topic.publish("before", Documents.incident(2));
        scene.asOwner("<delete node='" + subTopic.name().replace("&", "&amp;") + "'/>");

        topic.publish("after", Documents.incident(2));

        assertThat(ids(topic.topic())).containsExactly("before", "after");
        if (scene.isKnownFor(Deviation.PUBLISH_CREATES_TOPIC)) {
            assertThat(subTopic.info().accessModel()).contains(AccessModel.WHITELIST);
            scene.deviates(Deviation.PUBLISH_CREATES_TOPIC, "the sub-topic is there again, as closed as its topic");
        } else {
            assertThatThrownBy(subTopic::info).hasFieldOrPropertyWithValue("reason", Reason.TOPIC_NOT_FOUND);
        }
    }

    @Test
    @Clause(value = "XEP-0060 §7.1.5 sub-topic", title = "nothing goes to a sub-topic with another access model")
    void publish_whenSubTopicIsMoreOpenThanItsTopic_thenToldAndNotPublishedThere(Scene scene) {
        FilteredTopic<RawPayload> topic = filtered(scene.topic(Scene.by(AccessModel.WHITELIST)));
        Topic<RawPayload> subTopic = scene.at(
                scene.provider(),
                scene.ending(TopicName.parse(topic.topic().name()).filter(EVEN).toString()));
        subTopic.create(Scene.open());

        assertThatThrownBy(() -> topic.publish("secret", Documents.incident(2)))
                .hasMessageContaining("precondition-not-met")
                .extracting("failures")
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnlyKeys(subTopic.name());
        assertThat(ids(topic.topic())).containsExactly("secret");
        assertThat(ids(subTopic)).isEmpty();
    }

    @Test
    @Clause(
            value = "XEP-0060 §8.8.1 sub-topics",
            title = "the owner deletes the sub-topics that nobody is subscribed to")
    void cleanUp_whenSubTopicHasNoSubscriber_thenDeletedAndTheOtherNot(Scene scene) {
        FilteredTopic<RawPayload> topic = filtered(scene.openTopic());
        TopicFilter odd = TopicFilter.of("parity", "odd");
        allow(scene, topic, EVEN);
        allow(scene, topic, odd);
        FilteredSubscription subscription =
                filtered(scene.at(scene.consumer(), topic.topic())).subscribe(odd, new Inbox<>());

        assertThat(topic.cleanUp()).containsExactly(EVEN);

        assertThat(topic.filters()).containsExactly(odd);
        subscription.unsubscribe();
        assertThat(topic.cleanUp()).containsExactly(odd);
        assertThat(topic.filters()).isEmpty();
    }

    @Test
    @Clause(
            value = "RFC 8600 §3 C sub-topic",
            title = "a consumer asks the owner for a sub-topic, which is created and lets it in")
    void subscribe_whenOwnerCreatesSubTopicsOnRequest_thenThroughTheSubTopic(Scene scene) {
        FilteredTopic<RawPayload> topic = filtered(scene.topic(Scene.by(AccessModel.WHITELIST)));
        scene.ending(topic.subTopic(EVEN).name());
        GridAddress consumer = scene.consumer().address();
        topic.allowOnRequest(consumer::equals, EVEN::equals);
        Inbox<RawPayload> inbox = new Inbox<>();

        FilteredSubscription subscription = filtered(scene.at(scene.consumer(), topic.topic()))
                .subscribe(EVEN, scene.provider().address(), inbox);

        assertThat(subscription.way()).isEqualTo(Way.SUB_TOPIC);
        assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(topic.filters()).containsExactly(EVEN);
        publish(topic, 1, 10);
        assertThat(inbox.awaitIds(5)).isEqualTo(evenIds(1, 10));
    }

    @Test
    @Clause(
            value = "XEP-0060 §8.1 versions",
            title = "a version of a topic is a topic of its own, with its own sub-topics")
    void version_whenTwoAreThere_thenEachHasItsItemsAndSubTopics(Scene scene) {
        Topic<RawPayload> first = scene.openTopic();
        Topic<RawPayload> second = first.version(2);
        scene.ending(second.name());
        second.create(Scene.open());
        FilteredTopic<RawPayload> filtered = filtered(second);
        Topic<RawPayload> even = allow(scene, filtered, EVEN);

        first.publish("old", Documents.incident(2));
        filtered.publish("new", Documents.incident(2));

        assertThat(ids(first)).containsExactly("old");
        assertThat(ids(second)).containsExactly("new");
        assertThat(ids(even)).containsExactly("new");
        assertThat(filtered(first).filters()).isEmpty();
        assertThat(names(scene).stream().map(TopicName::parse))
                .contains(
                        new TopicName(first.name(), OptionalInt.of(2), Optional.empty()),
                        new TopicName(first.name(), OptionalInt.of(2), Optional.of(EVEN)));
    }

    private static Topic<RawPayload> allow(Scene scene, FilteredTopic<RawPayload> topic, TopicFilter filter) {
        scene.ending(topic.subTopic(filter).name());
        return topic.allow(filter);
    }

    private static FilteredTopic<RawPayload> filtered(Topic<RawPayload> topic) {
        return topic.filteredBy(CRITERIA);
    }

    private static void publish(FilteredTopic<RawPayload> topic, int first, int last) {
        IntStream.rangeClosed(first, last)
                .forEach(number -> topic.publish("item-" + number, Documents.incident(number)));
    }

    private static List<String> evenIds(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .filter(number -> number % 2 == 0)
                .mapToObj(number -> "item-" + number)
                .toList();
    }

    private static List<String> ids(Topic<RawPayload> topic) {
        return topic.latest(50).stream().map(Item::id).toList();
    }

    private static List<String> names(Scene scene) {
        List<String> names = new ArrayList<>();
        scene.consumer().topics().pages().forEach(page -> page.entries().stream()
                .map(TopicPage.Entry::name)
                .forEach(names::add));
        return names;
    }

    private static int number(RawPayload payload) {
        Matcher number = NUMBER.matcher(payload.xml());
        assertThat(number.find()).isTrue();
        return Integer.parseInt(number.group(1));
    }
}
