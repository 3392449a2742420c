package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.AppliedConfig;
import org.xmppgrid.sdk.AppliedConfig.Difference;
import org.xmppgrid.sdk.AppliedConfig.Verification;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.PublishModel;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicField;
import org.xmppgrid.sdk.WhenFull;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridRequest;
import org.xmppgrid.testkit.JournalEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.xmppgrid.testkit.GridRequest.asks;
import static org.xmppgrid.testkit.GridRequest.times;

/** A broker that takes a topic's configuration and makes something else of it, or does not tell what it made. */
class ConfigurationIT extends WithScene {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String DISCO_INFO = "http://jabber.org/protocol/disco#info";
    private static final TopicConfig WHITELIST = TopicConfig.brokerDefault().accessModel(AccessModel.WHITELIST);

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @BeforeEach
    void openByDefault(GridBroker broker) {
        // as on Prosody and ejabberd
        broker.defaultConfig(Map.of("pubsub#access_model", "open"));
        broker.ignoreFields();
    }

    @Test
    void create_whenTheBrokerIgnoresTheAccessModel_thenCaughtAndDeleted(Scene scene, GridBroker broker) {
        broker.ignoreFields("pubsub#access_model");
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());

        GridRequestException e =
                catchThrowableOfType(GridRequestException.class, () -> topic.create(TopicConfig.secure()));

        assertThat(e.reason()).isEqualTo(Reason.ACCESS_WEAKENED);
        assertThat(e.retryable()).isFalse();
        assertThat(e)
                .hasMessageContainingAll(
                        topic.name(), broker.broker(), "'open'", "authorize was asked for", "deleted again");
        assertThat(broker.topics()).isEmpty();
    }

    @Test
    void create_whenNothingIsAskedAndTheDefaultIsOpen_thenCaughtAndDeleted(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());

        GridRequestException e =
                catchThrowableOfType(GridRequestException.class, () -> topic.create(TopicConfig.brokerDefault()));

        assertThat(e.reason()).isEqualTo(Reason.ACCESS_WEAKENED);
        assertThat(e).hasMessageContainingAll("'open'", "accessModel(..)");
        assertThat(broker.topics()).isEmpty();
    }

    @Test
    void create_whenAnybodyMayPublishAndNobodyAskedForThat_thenCaughtAndDeleted(Scene scene, GridBroker broker) {
        broker.defaultConfig(Map.of("pubsub#publish_model", "open"));
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());

        GridRequestException e =
                catchThrowableOfType(GridRequestException.class, () -> topic.create(TopicConfig.secure()));

        assertThat(e.reason()).isEqualTo(Reason.ACCESS_WEAKENED);
        assertThat(e).hasMessageContainingAll("publish model 'open'", "TopicField.PUBLISH_MODEL");
        assertThat(broker.topics()).isEmpty();
        assertThat(topic.create(TopicConfig.secure().with(TopicField.PUBLISH_MODEL, PublishModel.OPEN))
                        .ignored())
                .isEmpty();
    }

    @Test
    void create_whenAWeakTopicCantBeDeleted_thenSaysThatItStillExists(Scene scene, GridBroker broker) {
        broker.ignoreFields("pubsub#access_model");
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
        GridRequestException e;
        try (Fault stuck = broker.refuse(asks("delete"), "internal-server-error")) {
            e = catchThrowableOfType(GridRequestException.class, () -> topic.create(WHITELIST));
            assertThat(stuck.hits()).isOne();
        }

        assertThat(e.reason()).isEqualTo(Reason.ACCESS_WEAKENED);
        assertThat(e).hasMessageContainingAll("STILL EXISTS", topic.name());
        assertThat(broker.topics()).containsExactly(topic.name());
    }

    @Test
    void createInstant_whenTheBrokerIgnoresTheAccessModel_thenCaughtAndDeleted(Scene scene, GridBroker broker) {
        broker.ignoreFields("pubsub#access_model");

        GridRequestException e = catchThrowableOfType(
                GridRequestException.class, () -> scene.provider().createInstant(Documents.TYPE, WHITELIST));

        assertThat(e.reason()).isEqualTo(Reason.ACCESS_WEAKENED);
        assertThat(broker.topics()).isEmpty();
    }

    @Test
    void create_whenTheBrokerIgnoresAnotherField_thenTold(Scene scene, GridBroker broker) {
        broker.ignoreFields("pubsub#item_expire", "pubsub#max_items");
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());

        AppliedConfig applied = topic.create(WHITELIST.maxItems(7).with(TopicField.ITEM_EXPIRE, Duration.ofDays(7)));

        assertThat(applied.created()).isTrue();
        assertThat(applied.ignored())
                .containsExactly(
                        new Difference("pubsub#max_items", List.of("7"), List.of("1000")),
                        new Difference("pubsub#item_expire", List.of("604800"), List.of("max")));
        assertThat(applied)
                .hasToString("AppliedConfig[created, access by whitelist, ignored: pubsub#max_items asked 7, is 1000;"
                        + " pubsub#item_expire asked 604800, is max]");
    }

    @Test
    void create_whenTheBrokerCantConfigureAtOnce_thenConfiguredRightAfter(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
        Predicate<GridRequest> atOnce =
                asks("create").and(request -> request.xml().contains("<configure"));
        AppliedConfig applied;
        try (Fault refusal = broker.refuse(atOnce, "feature-not-implemented")) {
            applied = topic.create(WHITELIST.title("Reports"));
            assertThat(refusal.hits()).isOne();
        }

        assertThat(applied.created()).isTrue();
        assertThat(applied.ignored()).isEmpty();
        assertThat(topic.config().get(TopicField.TITLE)).contains("Reports");
        assertThat(topic.config().accessModels()).containsExactly(AccessModel.WHITELIST);
    }

    @Test
    void create_whenItCantBeConfiguredRightAfter_thenDeleted(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
        Predicate<GridRequest> configuring =
                request -> request.type().equals("set") && request.xml().contains("<configure");
        GridRequestException e;
        try (Fault refusal = broker.refuse(configuring, "feature-not-implemented")) {
            e = catchThrowableOfType(GridRequestException.class, () -> topic.create(WHITELIST));
            assertThat(refusal.hits()).isEqualTo(2);
        }

        assertThat(e.reason()).isEqualTo(Reason.NOT_SUPPORTED);
        assertThat(e).hasMessageContainingAll(topic.name(), "deleted again");
        assertThat(broker.topics()).isEmpty();
    }

    @Test
    void create_whenTheBrokerIgnoresAConfigurationAtCreationAndSaysSo_thenConfiguredRightAfter(
            Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
        broker.ignoreFields("pubsub#access_model", "pubsub#title");
        Predicate<GridRequest> features = request ->
                request.namespace().equals(DISCO_INFO) && request.topic().isEmpty();
        AppliedConfig applied;
        try (Fault told = broker.answer(features, request -> {
            // XEP-0060 §8.1.3: it takes configurations, but none while it creates
            broker.ignoreFields();
            return "<iq type='result' id='" + request.id() + "' from='" + request.to() + "' to='" + request.from()
                    + "'><query xmlns='" + DISCO_INFO + "'><identity category='pubsub' type='service'/></query></iq>";
        })) {
            applied = topic.create(WHITELIST.title("Reports"));
            assertThat(told.hits()).isOne();
        }

        assertThat(applied.ignored()).isEmpty();
        assertThat(applied.config().accessModels()).containsExactly(AccessModel.WHITELIST);
        assertThat(applied.config().get(TopicField.TITLE)).contains("Reports");
    }

    @Test
    void create_whenTheConfigurationIsNotTold_thenAccessIsCheckedByTheDescription(Scene scene, GridBroker broker) {
        Topic<RawPayload> good = scene.at(scene.provider(), scene.topicName());
        Topic<RawPayload> bad = scene.at(scene.provider(), scene.topicName());
        try (Fault locked = broker.refuse(asks("configure"), "not-allowed")) {
            AppliedConfig applied = good.create(WHITELIST.title("Reports").maxItems(7));

            assertThat(applied.isVerified()).isFalse();
            assertThat(applied.verification()).isEqualTo(Verification.DESCRIPTION);
            assertThat(applied.config().accessModels()).containsExactly(AccessModel.WHITELIST);
            assertThat(applied.config().get(TopicField.TITLE)).contains("Reports");
            assertThat(applied.ignored()).isEmpty();
            assertThat(applied.toString()).contains("not verified");

            broker.ignoreFields("pubsub#access_model");
            GridRequestException e = catchThrowableOfType(GridRequestException.class, () -> bad.create(WHITELIST));
            assertThat(e.reason()).isEqualTo(Reason.ACCESS_WEAKENED);
            assertThat(locked.hits()).isEqualTo(2);
        }
        assertThat(broker.topics()).containsExactly(good.name());
    }

    @Test
    void create_whenNothingIsTold_thenNotVerified(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
        TopicConfig asked = WHITELIST.title("Reports");
        Predicate<GridRequest> told =
                asks("configure").or(request -> request.namespace().equals(DISCO_INFO));
        try (Fault locked = broker.refuse(told, "forbidden")) {
            AppliedConfig applied = topic.create(asked);

            assertThat(applied.created()).isTrue();
            assertThat(applied.verification()).isEqualTo(Verification.NOTHING);
            assertThat(applied.config()).isEqualTo(asked);
            assertThat(locked.hits()).isEqualTo(2);
            assertThat(topic.exists()).isTrue();
        }
    }

    @Test
    void create_whenTheConfigurationIsNeverTold_thenDeletedAndToBeTriedAgain(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic =
                scene.at(scene.connect(scene.as("provider").requestTimeout(SHORT)), scene.topicName());
        GridTimeoutException e;
        try (Fault silence = broker.silence(asks("configure"))) {
            e = catchThrowableOfType(GridTimeoutException.class, () -> topic.create(WHITELIST));
            assertThat(silence.hits()).isOne();
        }

        assertThat(e.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(e.retryable()).isTrue();
        assertThat(e).hasMessageContainingAll(topic.name(), "deleted again");
        assertThat(broker.topics()).isEmpty();
    }

    @Test
    void create_whenTheConnectionDropsBeforeItIsSeen_thenTheOutcomeIsUnknown(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic =
                scene.at(scene.connect(scene.as("provider").connection(ConnectionPolicy.once())), scene.topicName());
        try (Fault cut = broker.disconnectAt(asks("configure"), false)) {
            assertThatThrownBy(() -> topic.create(WHITELIST))
                    .isInstanceOfSatisfying(
                            GridException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN))
                    .hasMessageContainingAll(topic.name(), "STILL EXISTS");
            assertThat(cut.hits()).isOne();
        }
        assertThat(broker.topics()).containsExactly(topic.name());
    }

    @Test
    void createIfAbsent_whenTheTopicGoesMeanwhile_thenCreatedAfterAll(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
        try (Fault taken = broker.refuse(times(2, asks("create")), "conflict")) {
            AppliedConfig applied = topic.createIfAbsent(WHITELIST);

            assertThat(applied.created()).isTrue();
            assertThat(taken.hits()).isEqualTo(2);
        }
        assertThat(broker.topics()).containsExactly(topic.name());
    }

    @Test
    void createIfAbsent_whenItIsNeverThereNorFree_thenGivesUp(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
        try (Fault taken = broker.refuse(asks("create"), "conflict")) {
            GridRequestException e =
                    catchThrowableOfType(GridRequestException.class, () -> topic.createIfAbsent(WHITELIST));

            assertThat(e.reason()).isEqualTo(Reason.TOPIC_EXISTS);
            assertThat(taken.hits()).isBetween(2, 10);
        }
    }

    @Test
    void createIfAbsent_whenNotAuthorizedAndTheTopicIsNotThere_thenForbidden(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.at(scene.consumer(), scene.topicName());

        GridRequestException missing =
                catchThrowableOfType(GridRequestException.class, () -> topic.createIfAbsent(WHITELIST));
        scene.at(scene.provider(), topic).create(WHITELIST);
        AppliedConfig there = topic.createIfAbsent(WHITELIST);

        assertThat(missing.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(there.created()).isFalse();
        assertThat(there.verification()).isEqualTo(Verification.DESCRIPTION);
    }

    @Test
    void configure_whenOnlyPartDiffers_thenOnlyThatIsSent(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.topic(WHITELIST.title("Before").description("Same"));
        broker.clearJournal();

        topic.configure(
                WHITELIST.title("After").description("Same").persistItems(true).field("pubsub#notify_delete", "true"));

        assertThat(changes(broker)).singleElement().satisfies(change -> assertThat(change)
                .contains("pubsub#title", "After")
                .doesNotContain("pubsub#description", "pubsub#access_model", "persist_items", "notify_delete"));
    }

    @Test
    void configure_whenNothingDiffers_thenNothingIsSent(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.topic(WHITELIST.title("Before"));
        broker.clearJournal();

        AppliedConfig applied = topic.configure(WHITELIST.title("Before"));

        assertThat(changes(broker)).isEmpty();
        assertThat(applied.isVerified()).isTrue();
        assertThat(applied.config().get(TopicField.TITLE)).contains("Before");
    }

    @Test
    void configure_whenTheBrokerIgnoresTheAccessModel_thenCaught(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.openTopic();
        broker.ignoreFields("pubsub#access_model");

        GridRequestException e =
                catchThrowableOfType(GridRequestException.class, () -> topic.configure(WHITELIST.title("After")));

        assertThat(e.reason()).isEqualTo(Reason.ACCESS_WEAKENED);
        assertThat(e).hasMessageContainingAll(topic.name(), "'open'", "whitelist was asked for");
    }

    @Test
    void configure_whenTheBrokerWeakensTheAccess_thenTheFormerIsRestored(Scene scene, GridBroker broker) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        Predicate<GridRequest> reading =
                asks("configure").and(request -> request.type().equals("get"));
        Predicate<GridRequest> changed = new Predicate<>() {
            private int readings;

            @Override
            public boolean test(GridRequest request) {
                // the second reading is the one after the change
                return reading.test(request) && ++readings == 2;
            }
        };
        try (Fault weakened = broker.answer(
                changed,
                request -> "<iq type='result' id='" + request.id() + "' from='" + request.to() + "' to='"
                        + request.from() + "'><pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='"
                        + topic.name() + "'><x xmlns='jabber:x:data' type='form'><field var='pubsub#access_model'>"
                        + "<value>open</value></field></x></configure></pubsub></iq>")) {
            broker.clearJournal();
            GridRequestException e = catchThrowableOfType(
                    GridRequestException.class,
                    () -> topic.configure(TopicConfig.brokerDefault().title("After")));

            assertThat(e.reason()).isEqualTo(Reason.ACCESS_WEAKENED);
            assertThat(e).hasMessageContainingAll(topic.name(), "'open'", "the former access was restored");
            assertThat(weakened.hits()).isOne();
        }
        assertThat(changes(broker)).hasSize(2).last().satisfies(restoring -> assertThat(restoring)
                .contains("pubsub#access_model", "authorize")
                .doesNotContain("title"));
        assertThat(topic.config().accessModels()).containsExactly(AccessModel.AUTHORIZE);
    }

    @Test
    void publish_whenTheTopicIsFullAndRejects_thenSaysSo(Scene scene) {
        Topic<RawPayload> topic = scene.topic(
                WHITELIST.persistItems(true).maxItems(1).with(TopicField.PUBLISH_NODE_FULL, WhenFull.REJECT));
        topic.publish("a", Documents.incident(1));

        GridRequestException e =
                catchThrowableOfType(GridRequestException.class, () -> topic.publish("b", Documents.incident(2)));

        assertThat(e.reason()).isEqualTo(Reason.TOPIC_FULL);
        assertThat(e).hasMessageContainingAll(topic.name(), "Remove items");
        topic.publish("a", Documents.incident(3));
        topic.purge();
        topic.publish("b", Documents.incident(2));
        assertThat(topic.latest(10)).extracting(item -> item.id()).containsExactly("b");
    }

    /** The changes of a configuration that arrived, oldest first. */
    private static List<String> changes(GridBroker broker) {
        return broker.journal().stream()
                .map(JournalEntry::xml)
                .filter(xml -> xml.contains("<configure") && xml.contains("submit"))
                .toList();
    }
}
