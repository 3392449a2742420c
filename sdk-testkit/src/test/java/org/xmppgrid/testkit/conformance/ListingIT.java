package org.xmppgrid.testkit.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.ListingProgress;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.sdk.Topics;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Long lists, lists that change under us, and brokers that page badly (RFC 8600 §5, §8.3.5; XEP-0059). */
class ListingIT extends WithScene {
    private static final int VERY_MANY = 100_000;

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @BeforeEach
    void empty(GridBroker broker) {
        broker.reset();
    }

    @Test
    void names_whenThereAre100000AndTheyChange_thenEachOnce(Scene scene, GridBroker broker) {
        List<String> created = named(VERY_MANY);
        broker.createTopics(created, "provider", Map.of("pubsub#access_model", "open"));
        Grid provider = scene.provider();
        Set<String> deleted = new HashSet<>();
        List<String> found = new ArrayList<>(VERY_MANY);

        int page = 0;
        for (TopicPage names : scene.consumer().topics().pages()) {
            names.entries().forEach(entry -> found.add(entry.name()));
            if (++page % 100 == 0) {
                // the one that the next page would be asked after, and one that comes later
                delete(provider, found.get(found.size() - 1), deleted);
                delete(provider, created.get(Math.min(VERY_MANY - 1, found.size() + 50)), deleted);
                broker.createTopic("aaa-" + page, Map.of());
                broker.createTopic("zzz-" + page, Map.of());
            }
        }

        Set<String> once = new HashSet<>(found);
        assertThat(once).hasSameSizeAs(found);
        Set<String> missing = new HashSet<>(created);
        missing.removeAll(deleted);
        missing.removeAll(once);
        assertThat(missing).isEmpty();
    }

    @Test
    void names_whenTheWholeLastPageIsDeleted_thenGoesOnBehindAnEarlierOne(Scene scene, GridBroker broker) {
        List<String> created = named(50);
        broker.createTopics(created, "provider", Map.of());
        Iterator<TopicPage> pages =
                scene.consumer().topics().pageSize(10).pages().iterator();
        List<String> found = new ArrayList<>();
        add(found, pages.next());
        add(found, pages.next());
        Grid provider = scene.provider();
        created.subList(10, 20)
                .forEach(name -> provider.topic(name, RawPayload.ANY).delete());

        pages.forEachRemaining(page -> add(found, page));

        assertThat(found).containsExactlyElementsOf(created);
    }

    @Test
    void names_whenEveryPlaceIsGone_thenSaysThatTheListChanged(Scene scene, GridBroker broker) {
        List<String> created = named(50);
        broker.createTopics(created, "provider", Map.of());
        Iterator<TopicPage> pages =
                scene.consumer().topics().pageSize(10).pages().iterator();
        pages.next();
        Grid provider = scene.provider();
        created.subList(0, 10)
                .forEach(name -> provider.topic(name, RawPayload.ANY).delete());

        GridRequestException e = catchThrowableOfType(GridRequestException.class, pages::hasNext);

        assertThat(e.reason()).isEqualTo(Reason.LISTING_CHANGED);
        assertThat(e).hasMessageContainingAll(broker.broker(), "after 10", "list again");
    }

    @Test
    void pages_whenContinued_thenGoOnBehind(Scene scene, GridBroker broker) {
        List<String> created = named(25);
        broker.createTopics(created, "provider", Map.of());
        Topics tens = scene.consumer().topics().pageSize(10);

        TopicPage first = tens.pages().iterator().next();
        List<String> rest =
                tens.after(first.continuation().orElseThrow()).names().toList();

        assertThat(rest).containsExactlyElementsOf(created.subList(10, 25));
    }

    @Test
    void count_whenAsked_thenNoTopicIsSent(Scene scene, GridBroker broker) {
        broker.createTopics(named(250), "provider", Map.of());
        Grid consumer = scene.consumer();
        consumer.broker();
        broker.clearJournal();

        assertThat(consumer.topics().count()).hasValue(250);

        assertThat(broker.journal()).noneMatch(entry -> entry.xml().contains("<item "));
    }

    @Test
    void startingWith_whenIterated_thenNoOtherIsDescribed(Scene scene, GridBroker broker) {
        broker.createTopics(List.of("alpha", "beta-1", "beta-2", "gamma"), "provider", Map.of());
        Grid consumer = scene.consumer();
        consumer.broker();
        broker.clearJournal();

        List<TopicInfo> found = consumer.topics().startingWith("beta-").stream().toList();

        assertThat(found).extracting(TopicInfo::name).containsExactly("beta-1", "beta-2");
        assertThat(broker.journal())
                .filteredOn(entry -> entry.xml().contains("disco#info"))
                .noneMatch(entry -> entry.xml().contains("alpha") || entry.xml().contains("gamma"));
    }

    @Test
    void onProgress_whenPagesAreRead_thenCountsThem(Scene scene, GridBroker broker) {
        broker.createTopics(named(25), "provider", Map.of());
        List<ListingProgress> told = new ArrayList<>();

        scene.consumer().topics().pageSize(10).onProgress(told::add).names().forEach(name -> {});

        assertThat(told).extracting(ListingProgress::listed).startsWith(10, 20, 25);
        assertThat(told).allSatisfy(progress -> assertThat(progress.total()).hasValue(25));
    }

    @Test
    void names_whenThePagesAreNotKept_thenAllComeAtOnceAndOnce(Scene scene, GridBroker broker) {
        List<String> created = named(300);
        broker.createTopics(created, "provider", Map.of());
        broker.dropRsm(true);

        assertThat(scene.consumer().topics().names()).containsExactlyInAnyOrderElementsOf(created);
        assertThat(scene.consumer().topics().count()).hasValue(300);
    }

    @Test
    void names_whenExactly100ComeWithoutPages_thenItIsDoubted(Scene scene, GridBroker broker) {
        broker.createTopics(named(100), "provider", Map.of());
        broker.dropRsm(true);

        assertThat(scene.consumer().topics().names()).hasSize(100);

        Observation doubt = scene.awaitObservation(Observation.Kind.LISTING_DOUBTFUL);
        assertThat(doubt.detail()).contains("100", "max_nodes_discoitems");
    }

    @Test
    void names_whenFewerComeThanThereAreSaidToBe_thenItIsDoubted(Scene scene, GridBroker broker) {
        try (Fault cut = answerItems(broker, set -> set.append("<set xmlns='http://jabber.org/protocol/rsm'>")
                .append("<first>a</first><count>9000</count></set>"))) {
            assertThat(scene.consumer().topics().names()).containsExactly("a", "b");
            assertThat(cut.hits()).isPositive();
        }

        assertThat(scene.awaitObservation(Observation.Kind.LISTING_DOUBTFUL).detail())
                .contains("2 topics came of the 9000");
    }

    @Test
    void names_whenTheSamePageComesAgain_thenRefused(Scene scene, GridBroker broker) {
        try (Fault again = answerItems(broker, set -> set.append("<set xmlns='http://jabber.org/protocol/rsm'>")
                .append("<first>a</first><last>b</last><count>9000</count></set>"))) {
            GridRequestException e = catchThrowableOfType(
                    GridRequestException.class,
                    () -> scene.consumer().topics().names().forEach(name -> {}));

            assertThat(e.reason()).isEqualTo(Reason.PROTOCOL_VIOLATION);
            assertThat(e).hasMessageContainingAll("the same page", "report it");
            assertThat(again.hits()).isEqualTo(2);
        }
    }

    private static Fault answerItems(GridBroker broker, Consumer<StringBuilder> set) {
        return broker.answer(
                request -> request.to().equals(broker.broker())
                        && request.namespace().endsWith("disco#items"),
                request -> answer(broker, request, set));
    }

    private static String answer(GridBroker broker, GridRequest request, Consumer<StringBuilder> set) {
        StringBuilder xml = new StringBuilder("<iq type='result' from='" + broker.broker() + "' to='" + request.from()
                + "' id='" + request.id() + "'><query xmlns='http://jabber.org/protocol/disco#items'>");
        for (String name : List.of("a", "b", "b")) {
            xml.append("<item jid='" + broker.broker() + "' node='" + name + "'/>");
        }
        set.accept(xml);
        return xml.append("</query></iq>").toString();
    }

    private static void add(List<String> names, TopicPage page) {
        page.entries().forEach(entry -> names.add(entry.name()));
    }

    private static void delete(Grid provider, String name, Set<String> deleted) {
        if (deleted.add(name)) {
            provider.topic(name, RawPayload.ANY).delete();
        }
    }

    /** In the order in which the embedded grid lists them. */
    private static List<String> named(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> String.format("t-%06d", number))
                .collect(Collectors.collectingAndThen(Collectors.toList(), Collections::unmodifiableList));
    }
}
