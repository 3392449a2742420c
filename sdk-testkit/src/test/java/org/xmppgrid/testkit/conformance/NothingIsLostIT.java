package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicListener;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The ways in which an item, a topic or an answer once got lost without a word. */
@Timeout(120)
class NothingIsLostIT {
    private static final Map<String, String> OPEN =
            Map.of("pubsub#access_model", "open", "pubsub#notification_type", "normal");
    private static final RawPayload ALARM = RawPayload.of("<alarm xmlns='urn:example'/>");

    private GridBroker broker;
    private Grid provider;

    @BeforeEach
    void start() {
        broker = GridBroker.start();
        provider = as("provider").connect();
    }

    @AfterEach
    void stop() {
        provider.close();
        broker.close();
    }

    @Test
    void close_whenItemsAreOnTheirWay_thenEachIsHandedOverOrStored() {
        broker.createTopic("T", OPEN);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Topic<RawPayload> topic = provider.topic("T", RawPayload.ANY);
        List<String> ids =
                IntStream.range(0, 2000).mapToObj(number -> "item-" + number).toList();

        Grid first = as("consumer").connect();
        first.topic("T", RawPayload.ANY).subscribe(item -> seen.add(item.id()));
        ids.forEach(id -> {
            topic.publishAsync(id, ALARM);
            if (id.equals("item-1000")) {
                first.close();
            }
        });
        topic.publish("last", ALARM);
        try (Grid second = as("consumer").connect()) {
            second.topic("T", RawPayload.ANY).subscribe(item -> seen.add(item.id()));
            await().atMost(Duration.ofSeconds(30)).until(() -> seen.contains("last"));

            assertThat(seen).containsAll(ids);
        }
    }

    @Test
    void close_whenPublishesAreUnderWay_thenEachIsConfirmedFirst() {
        broker.createTopic("T", OPEN);
        List<CompletableFuture<String>> published = new ArrayList<>();
        try (Grid grid = as("provider").connect()) {
            Topic<RawPayload> topic = grid.topic("T", RawPayload.ANY);
            IntStream.range(0, 500).forEach(number -> published.add(topic.publishAsync("item-" + number, ALARM)));
        }

        assertThat(published).allSatisfy(future -> assertThat(future).succeedsWithin(Duration.ofSeconds(20)));
        assertThat(provider.topic("T", RawPayload.ANY).latest(1000)).hasSize(500);
    }

    @Test
    void subscribe_whenTheAnswerNeverComes_thenWhatWasStoredIsNotLost() {
        broker.createTopic("A", OPEN);
        broker.createTopic("B", OPEN);
        try (Grid before = as("consumer").connect()) {
            before.topic("A", RawPayload.ANY).subscribe(item -> {});
            before.topic("B", RawPayload.ANY).subscribe(item -> {});
        }
        provider.topic("B", RawPayload.ANY).publish("while-away", ALARM);

        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (Grid grid = as("consumer").requestTimeout(Duration.ofMillis(500)).connect()) {
            grid.topic("A", RawPayload.ANY).subscribe(item -> {});
            try (Fault silence = broker.silence(GridRequest.asks("subscribe", "B"))) {
                assertThatThrownBy(() -> grid.topic("B", RawPayload.ANY).subscribe(item -> seen.add(item.id())))
                        .isInstanceOfSatisfying(
                                GridException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN));
                assertThat(silence.hits()).isEqualTo(1);
            }
            grid.topic("B", RawPayload.ANY).subscribe(item -> seen.add(item.id()));

            await().until(() -> seen.contains("while-away"));
        }
    }

    @Test
    void subscribe_whenTheTopicWasDeletedAndCreatedAgainMeanwhile_thenItIsActive() {
        Topic<RawPayload> topic = provider.topic("T", RawPayload.ANY);
        TopicConfig config = TopicConfig.secure().accessModel(AccessModel.OPEN);
        topic.create(config);
        try (Grid before = as("consumer").connect()) {
            before.topic("T", RawPayload.ANY).subscribe(item -> {});
        }
        topic.delete();
        topic.create(config);

        List<String> seen = new CopyOnWriteArrayList<>();
        try (Grid grid = as("consumer").connect()) {
            Subscription subscription = grid.topic("T", RawPayload.ANY).subscribe(item -> seen.add(item.id()));
            topic.publish("new", ALARM);
            await().until(() -> seen.contains("new"));

            assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
        }
    }

    @Test
    void subscribe_whenTheTopicWasDeleted_thenANewOneOfThatNameCanBeSubscribedTo() {
        Topic<RawPayload> topic = provider.topic("T", RawPayload.ANY);
        TopicConfig config = TopicConfig.secure().accessModel(AccessModel.OPEN);
        topic.create(config);
        List<String> seen = new CopyOnWriteArrayList<>();
        try (Grid grid = as("consumer").connect()) {
            Subscription old = grid.topic("T", RawPayload.ANY).subscribe(item -> seen.add("old"));
            topic.delete();
            await().until(() -> old.state() == SubscriptionState.TOPIC_DELETED);
            topic.create(config);

            grid.topic("T", RawPayload.ANY).subscribe(item -> seen.add(item.id()));
            topic.publish("new", ALARM);

            await().until(() -> seen.contains("new"));
            assertThat(seen).doesNotContain("old");
        }
    }

    @Test
    void onUnreadable_whenAPayloadOverflowsItsCodec_thenTheNextItemGoesOn() {
        broker.createTopic("T", OPEN);
        Recording listener = new Recording();
        try (Grid grid = as("consumer").connect()) {
            grid.topic("T", new Overflowing()).subscribe(listener);
            provider.topic("T", RawPayload.ANY)
                    .publish("poison", RawPayload.of("<alarm xmlns='urn:example' bad='1'/>"));
            provider.topic("T", RawPayload.ANY).publish("good", ALARM);

            await().until(() -> listener.items.contains("good"));
            assertThat(listener.unreadable).containsExactly("poison PAYLOAD_INVALID");
        }
    }

    @Test
    void onUnreadable_whenAPayloadIsDeeperThanTheLimit_thenTheListenerKnowsWhich() {
        broker.createTopic("T", OPEN);
        Recording listener = new Recording();
        RawPayload deep =
                RawPayload.of("<alarm xmlns='urn:example'>" + "<x>".repeat(300) + "</x>".repeat(300) + "</alarm>");
        try (Grid deepProvider =
                        as("owner").limits(GridLimits.DEFAULT.withDepth(400)).connect();
                Grid grid = as("consumer").connect()) {
            broker.affiliate("T", "owner", "publisher");
            grid.topic("T", RawPayload.type("urn:example", "alarm")).subscribe(listener);
            deepProvider.topic("T", RawPayload.ANY).publish("deep", deep);
            provider.topic("T", RawPayload.ANY).publish("good", ALARM);

            await().until(() -> listener.items.contains("good"));
            assertThat(listener.unreadable).containsExactly("deep LIMIT_EXCEEDED");
        }
    }

    @Test
    void pages_whenListedTopicsAreDeletedMeanwhile_thenAllOthersAreListed() {
        List<String> names = IntStream.range(0, 300)
                .mapToObj(number -> String.format("topic-%03d", number))
                .toList();
        broker.createTopics(names, "provider", OPEN);
        Set<String> listed = ConcurrentHashMap.newKeySet();
        int page = 0;
        for (TopicPage next : provider.topics().pageSize(100).pages()) {
            next.entries().forEach(entry -> listed.add(entry.name()));
            if (page++ == 0) {
                names.subList(0, 98)
                        .forEach(name -> provider.topic(name, RawPayload.ANY).delete());
            }
        }

        assertThat(listed).containsAll(names);
    }

    private GridBuilder as(String user) {
        Account account = broker.account(user);
        return Grid.as(account.address())
                .password(account.password())
                .endpoint(broker.host(), broker.port())
                .trust(broker.authorityPem());
    }

    private static final class Recording implements TopicListener<RawPayload> {
        private final List<String> items = new CopyOnWriteArrayList<>();
        private final List<String> unreadable = new CopyOnWriteArrayList<>();

        @Override
        public void onItem(Item<? extends RawPayload> item) {
            items.add(item.id());
        }

        @Override
        public void onUnreadable(Item<? extends RawPayload> item, GridPayloadException problem) {
            unreadable.add(item.id() + " " + problem.reason());
        }
    }

    /** A payload type whose reading overflows on one attribute. */
    private static final class Overflowing implements PayloadType<RawPayload> {
        @Override
        public String namespace() {
            return "urn:example";
        }

        @Override
        public String element() {
            return "alarm";
        }

        @Override
        public Class<RawPayload> javaType() {
            return RawPayload.class;
        }

        @Override
        public RawPayload read(XMLStreamReader reader) {
            if (reader.getAttributeValue("", "bad") != null) {
                throw new StackOverflowError();
            }
            return ALARM;
        }

        @Override
        public void write(RawPayload payload, XMLStreamWriter writer) throws XMLStreamException {
            writer.writeEmptyElement("alarm");
        }
    }
}
