package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.AppliedConfig;
import org.xmppgrid.sdk.AppliedConfig.Difference;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.MaxItems;
import org.xmppgrid.sdk.PublishModel;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicField;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** XEP-0060 §8.1 to §8.3, on which RFC 8600 §6 and §8.3.4 rest: an owner creates and configures topics. */
abstract class Administering extends Access {
    private static final int RACES = 200;

    /** A value for each field, written as XEP-0060 §16.4.4 writes it. */
    private static final Map<TopicField<?>, List<String>> VALUES = Map.ofEntries(
            Map.entry(TopicField.PUBLISH_MODEL, List.of("publishers")),
            Map.entry(TopicField.TITLE, List.of("A title")),
            Map.entry(TopicField.DESCRIPTION, List.of("A description")),
            Map.entry(TopicField.TYPE, List.of("urn:example:type")),
            Map.entry(TopicField.LANGUAGE, List.of("en")),
            Map.entry(TopicField.CONTACT, List.of("owner@grid.example")),
            Map.entry(TopicField.PERSIST_ITEMS, List.of("1")),
            Map.entry(TopicField.MAX_ITEMS, List.of("7")),
            Map.entry(TopicField.ITEM_EXPIRE, List.of("604800")),
            Map.entry(TopicField.PUBLISH_NODE_FULL, List.of("reject")),
            Map.entry(TopicField.MAX_PAYLOAD_SIZE, List.of("9999")),
            Map.entry(TopicField.SEND_LAST_PUBLISHED_ITEM, List.of("on_sub")),
            Map.entry(TopicField.NOTIFICATION_TYPE, List.of("normal")),
            Map.entry(TopicField.DELIVER_NOTIFICATIONS, List.of("0")),
            Map.entry(TopicField.DELIVER_PAYLOADS, List.of("0")),
            Map.entry(TopicField.NOTIFY_CONFIG, List.of("1")),
            Map.entry(TopicField.NOTIFY_DELETE, List.of("1")),
            Map.entry(TopicField.NOTIFY_RETRACT, List.of("1")),
            Map.entry(TopicField.NOTIFY_SUB, List.of("1")),
            Map.entry(TopicField.PRESENCE_BASED_DELIVERY, List.of("1")),
            Map.entry(TopicField.PURGE_OFFLINE, List.of("1")),
            Map.entry(TopicField.TEMPSUB, List.of("1")),
            Map.entry(TopicField.SUBSCRIBE, List.of("0")),
            Map.entry(TopicField.ROSTER_GROUPS_ALLOWED, List.of("friends", "analysts")),
            Map.entry(TopicField.ITEM_REPLY, List.of("publisher")),
            Map.entry(TopicField.BODY_XSLT, List.of("http://example.com/body.xsl")),
            Map.entry(TopicField.DATAFORM_XSLT, List.of("http://example.com/form.xsl")));

    @Test
    @Clause(value = "XEP-0060 §8.1.3 effective", title = "a topic is created with its configuration")
    void create_whenConfigured_thenTheBrokersConfigurationIsTold(Scene scene) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());

        AppliedConfig applied =
                topic.create(TopicConfig.secure().title("MILE Host Data").maxItems(7));

        assertThat(applied.created()).isTrue();
        assertThat(applied.isVerified()).isTrue();
        assertThat(applied.config().get(TopicField.TITLE)).contains("MILE Host Data");
        assertThat(applied.config().get(TopicField.MAX_ITEMS)).contains(MaxItems.of(7));
        assertThat(applied.config().get(TopicField.TYPE)).contains(Documents.IODEF);
        assertThat(applied.config().get(TopicField.PERSIST_ITEMS)).contains(true);
        assertThat(topic.config()).isEqualTo(applied.config());
    }

    @Test
    @Clause(
            value = "XEP-0060 §16.4.4 fields",
            title = "every field is given back, ignored or refused, and the owner knows")
    void create_whenAFieldIsAskedFor_thenItIsGivenBackOrNamedAsIgnoredOrRefused(Scene scene) {
        TopicConfig base = TopicConfig.brokerDefault().accessModel(AccessModel.WHITELIST);
        List<String> givenBack = new ArrayList<>();
        for (Map.Entry<TopicField<?>, List<String>> value : VALUES.entrySet()) {
            String field = value.getKey().protocolName();
            Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
            AppliedConfig applied;
            try {
                applied = topic.create(base.field(field, value.getValue().toArray(String[]::new)));
            } catch (GridRequestException e) {
                assertThat(e.reason()).as(field).isEqualTo(Reason.CONFIGURATION_REFUSED);
                assertThat(topic.exists()).as(field).isFalse();
                continue;
            }
            boolean effective =
                    applied.config().get(value.getKey()).equals(value.getKey().read(value.getValue()));
            assertThat(applied.isVerified()).as(field).isTrue();
            assertThat(applied.ignored().stream().map(Difference::field).toList())
                    .as(field)
                    .isEqualTo(effective ? List.of() : List.of(field));
            if (effective) {
                givenBack.add(field);
            }
        }
        assertThat(givenBack).contains("pubsub#title", "pubsub#persist_items", "pubsub#max_items", "pubsub#type");
    }

    @Test
    @Clause(value = "XEP-0060 §8.1.3 unknown", title = "a field that the broker does not know")
    void create_whenTheBrokerDoesNotKnowAField_thenItIsNamedOrRefused(Scene scene) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
        TopicConfig config =
                TopicConfig.brokerDefault().accessModel(AccessModel.WHITELIST).field("pubsub#unheard_of", "1");

        if (scene.isKnownFor(Deviation.BAD_CONFIGURATION_IS_WAIT)) {
            GridRequestException refusal = catchThrowableOfType(GridRequestException.class, () -> topic.create(config));
            assertThat(refusal.reason()).isEqualTo(Reason.CONFIGURATION_REFUSED);
            assertThat(refusal.retryable()).isFalse();
            scene.deviates(
                    Deviation.BAD_CONFIGURATION_IS_WAIT,
                    "refused with " + refusal.condition().orElse("nothing") + ", of type wait");
        } else {
            assertThat(topic.create(config).ignored())
                    .containsExactly(new Difference("pubsub#unheard_of", List.of("1"), List.of()));
        }
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 other models", title = "presence and roster are for instant messaging")
    void create_whenAnotherModelIsAskedFor_thenHadOrRefused(Scene scene) {
        for (AccessModel model : List.of(AccessModel.OPEN, AccessModel.PRESENCE, AccessModel.ROSTER)) {
            Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
            try {
                AppliedConfig applied = topic.create(Scene.by(model));
                assertThat(applied.config().accessModels()).containsExactly(model);
            } catch (GridRequestException e) {
                assertThat(model).isNotEqualTo(AccessModel.OPEN);
                assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION_REFUSED);
                assertThat(topic.exists()).isFalse();
            }
        }
    }

    @Test
    @Clause(value = "XEP-0060 §8.1.2 instant", title = "the broker chooses the topic's name")
    void createInstant_whenAsked_thenTheBrokerNamesIt(Scene scene) {
        Grid provider = scene.provider();

        Topic<RawPayload> one = provider.createInstant(Documents.TYPE, TopicConfig.secure());
        Topic<RawPayload> two = provider.createInstant(Documents.TYPE, TopicConfig.secure());

        assertThat(one.name()).isNotBlank().isNotEqualTo(two.name());
        assertThat(one.config().accessModels())
                .containsExactly(
                        scene.isKnownFor(Deviation.NO_AUTHORIZE) ? AccessModel.WHITELIST : AccessModel.AUTHORIZE);
        one.delete();
        two.delete();
        assertThat(one.exists()).isFalse();
    }

    @Test
    @Clause(value = "XEP-0060 §8.3 default", title = "the configuration that a topic gets if nothing is asked")
    void defaultConfig_whenAsked_thenIsWhatATopicGets(Scene scene) {
        TopicConfig defaults = scene.provider().broker().defaultConfig();

        AccessModel model = defaults.get(TopicField.ACCESS_MODEL).orElseThrow();
        Topic<RawPayload> topic = scene.topic(TopicConfig.brokerDefault().accessModel(model));
        assertThat(topic.config().get(TopicField.SEND_LAST_PUBLISHED_ITEM))
                .isEqualTo(defaults.get(TopicField.SEND_LAST_PUBLISHED_ITEM));
        assertThat(topic.config().get(TopicField.PERSIST_ITEMS)).isEqualTo(defaults.get(TopicField.PERSIST_ITEMS));
    }

    @Test
    @Clause(value = "XEP-0060 §8.2.5 change", title = "a change leaves the other fields as they are")
    void configure_whenOneFieldIsStated_thenTheOthersStay(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.open().title("Before").description("Stays"));
        TopicConfig before = topic.config();

        AppliedConfig applied = topic.configure(TopicConfig.brokerDefault().title("After"));

        assertThat(applied.created()).isFalse();
        assertThat(applied.isVerified()).isTrue();
        assertThat(applied.ignored()).isEmpty();
        assertThat(applied.config()).isEqualTo(before.title("After"));
        assertThat(topic.config()).isEqualTo(applied.config());
        assertThat(topic.info().title()).contains("After");
    }

    @Test
    @Clause(value = "XEP-0060 §8.2.5 access", title = "the owner changes who may subscribe")
    void configure_whenAccessIsStated_thenChanged(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));

        AppliedConfig opened = topic.configure(TopicConfig.brokerDefault()
                .accessModel(AccessModel.OPEN)
                .with(TopicField.PUBLISH_MODEL, PublishModel.OPEN));
        assertThat(opened.config().get(TopicField.ACCESS_MODEL)).contains(AccessModel.OPEN);
        assertThat(opened.config().get(TopicField.PUBLISH_MODEL)).contains(PublishModel.OPEN);

        AppliedConfig closed =
                topic.configure(TopicConfig.secure().with(TopicField.PUBLISH_MODEL, PublishModel.PUBLISHERS));
        assertThat(closed.config().accessModels())
                .containsExactly(
                        scene.isKnownFor(Deviation.NO_AUTHORIZE) ? AccessModel.WHITELIST : AccessModel.AUTHORIZE);
        assertThat(closed.config().get(TopicField.PUBLISH_MODEL)).contains(PublishModel.PUBLISHERS);
    }

    @Test
    @Clause(value = "XEP-0060 §8.2.3.2 forbidden", title = "only the owner reads and changes the configuration")
    void configure_whenNotTheOwner_thenRefused(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.open().title("Before"));
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);

        GridRequestException reading = catchThrowableOfType(GridRequestException.class, seen::config);
        GridRequestException changing = catchThrowableOfType(
                GridRequestException.class,
                () -> seen.configure(TopicConfig.brokerDefault().title("After")));

        assertThat(reading.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(changing.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(topic.config().get(TopicField.TITLE)).contains("Before");
    }

    @Test
    @Clause(value = "XEP-0060 §8.2.5.2 failure", title = "a change that can't be is refused as a whole")
    void configure_whenAValueCantBe_thenRefusedAndNothingChanges(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.open().title("Before"));

        GridRequestException refusal = catchThrowableOfType(
                GridRequestException.class,
                () -> topic.configure(
                        TopicConfig.brokerDefault().title("After").field("pubsub#persist_items", "perhaps")));

        assertThat(refusal.reason()).isEqualTo(Reason.CONFIGURATION_REFUSED);
        assertThat(topic.config().get(TopicField.TITLE)).contains("Before");
    }

    @Test
    @Clause(value = "XEP-0060 §8.2.3.5 missing", title = "a topic that does not exist has no configuration")
    void config_whenThereIsNoTopic_thenNotFound(Scene scene) {
        Topic<RawPayload> missing = scene.at(scene.provider(), scene.topicName());
        boolean forbidden = scene.isKnownFor(Deviation.MISSING_TOPIC_IS_FORBIDDEN);
        Reason expected = forbidden ? Reason.FORBIDDEN : Reason.TOPIC_NOT_FOUND;

        assertThat(missing.exists()).isFalse();
        assertThat(refusal(missing::config)).isEqualTo(expected);
        assertThat(refusal(missing::purge)).isEqualTo(expected);
        assertThat(refusal(missing::delete)).isEqualTo(expected);
        // a change looks at the topic first
        assertThat(refusal(() -> missing.configure(TopicConfig.brokerDefault().title("After"))))
                .isEqualTo(Reason.TOPIC_NOT_FOUND);
        if (forbidden) {
            scene.deviates(
                    Deviation.MISSING_TOPIC_IS_FORBIDDEN,
                    "forbidden for who may create topics and is no administrator");
        }
    }

    private static Reason refusal(ThrowingCallable request) {
        return catchThrowableOfType(GridRequestException.class, request).reason();
    }

    @Test
    @Clause(value = "XEP-0060 §8.1.1 if absent", title = "a topic that is there is left as it is")
    void createIfAbsent_whenThere_thenLeftAndDifferencesTold(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST).title("First"));
        TopicConfig before = topic.config();

        AppliedConfig again =
                topic.createIfAbsent(TopicConfig.secure().title("Second").maxItems(7));

        assertThat(again.created()).isFalse();
        assertThat(again.isVerified()).isTrue();
        assertThat(again.config()).isEqualTo(before);
        assertThat(again.ignored())
                .contains(new Difference("pubsub#title", List.of("Second"), List.of("First")))
                .extracting(Difference::field)
                .contains("pubsub#max_items")
                .doesNotContain("pubsub#access_model");
        assertThat(topic.config()).isEqualTo(before);
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 if absent", title = "a topic that is there with a weaker access is not taken")
    void createIfAbsent_whenThereAndOpen_thenRefusedAndLeft(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> topic.createIfAbsent(TopicConfig.secure()));

        assertThat(refusal.reason()).isEqualTo(Reason.ACCESS_WEAKENED);
        assertThat(refusal).hasMessageContainingAll(topic.name(), "'open'", "authorize or whitelist");
        assertThat(topic.config().accessModels()).containsExactly(AccessModel.OPEN);
    }

    @Test
    @Clause(value = "XEP-0060 §8.1.1 race", title = "two providers create the same topic at the same time")
    void createIfAbsent_whenTwoRace_thenOneCreatesAndBothAgree(Scene scene) throws Exception {
        Grid one = scene.provider();
        Grid two = scene.connected("owner");
        Grid three = scene.connect(scene.as("provider"));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < RACES; race++) {
                String name = scene.topicName();
                // in turns: somebody else's connection, and another one of the same account
                Grid other = race % 2 == 0 ? two : three;
                CyclicBarrier start = new CyclicBarrier(2);
                Future<AppliedConfig> first = threads.submit(racer(start, scene.at(one, name), "one"));
                Future<AppliedConfig> second = threads.submit(racer(start, scene.at(other, name), "two"));
                AppliedConfig mine = first.get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                AppliedConfig theirs = second.get(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS);

                assertThat(List.of(mine.created(), theirs.created())).containsExactlyInAnyOrder(true, false);
                AppliedConfig created = mine.created() ? mine : theirs;
                AppliedConfig found = mine.created() ? theirs : mine;
                assertThat(created.isVerified()).isTrue();
                if (found.verification() != AppliedConfig.Verification.NOTHING) {
                    assertThat(found.config().accessModels())
                            .isEqualTo(created.config().accessModels());
                    assertThat(found.config().get(TopicField.TITLE))
                            .isEqualTo(created.config().get(TopicField.TITLE));
                    assertThat(found.ignored()).extracting(Difference::field).contains("pubsub#title");
                }
                if (found.isVerified()) {
                    assertThat(found.config()).isEqualTo(created.config());
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<AppliedConfig> racer(CyclicBarrier start, Topic<RawPayload> topic, String title) {
        return () -> {
            start.await(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return topic.createIfAbsent(TopicConfig.secure().title(title));
        };
    }

    @Test
    @Clause(value = "XEP-0060 §16.4.4 max", title = "as many items as the broker allows, and for as long")
    void create_whenMaxIsAskedFor_thenHadOrNamed(Scene scene) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());

        AppliedConfig applied = topic.create(TopicConfig.brokerDefault()
                .accessModel(AccessModel.WHITELIST)
                .with(TopicField.MAX_ITEMS, MaxItems.MAX));

        Optional<MaxItems> effective = applied.config().get(TopicField.MAX_ITEMS);
        assertThat(effective).isPresent();
        assertThat(applied.ignored().isEmpty()).isEqualTo(effective.get().equals(MaxItems.MAX));
    }

    @Test
    @Clause(value = "XEP-0060 §16.4.4 item_expire", title = "items are kept for a time")
    void create_whenItemsExpire_thenHadOrNamed(Scene scene) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());
        Duration week = Duration.ofDays(7);

        AppliedConfig applied = topic.create(
                TopicConfig.brokerDefault().accessModel(AccessModel.WHITELIST).with(TopicField.ITEM_EXPIRE, week));

        boolean had = applied.config().get(TopicField.ITEM_EXPIRE).equals(Optional.of(week));
        assertThat(applied.ignored())
                .extracting(Difference::field)
                .isEqualTo(had ? List.of() : List.of("pubsub#item_expire"));
    }
}
