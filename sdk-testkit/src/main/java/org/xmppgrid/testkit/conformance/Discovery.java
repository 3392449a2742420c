package org.xmppgrid.testkit.conformance;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xmlunit.assertj3.XmlAssert;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Broker;
import org.xmppgrid.sdk.BrokerFeature;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;

import static java.util.Map.entry;
import static java.util.Map.ofEntries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** RFC 8600 §5: a platform discovers the broker, its topics, and what they carry. */
abstract class Discovery extends Diagnosing {
    /** More than any broker puts on one page. */
    private static final int MANY = 5_000;

    @Test
    @Clause(value = "RFC 8600 §5 broker", title = "the controller provides a broker")
    void broker_whenNoneIsGiven_thenFoundAtTheController(Scene scene) {
        String user = scene.user("consumer");
        Grid grid = scene.connect(Grid.as(scene.address(user))
                .password(scene.server().account(user).password())
                .endpoint(scene.server().host(), scene.server().port())
                .trust(scene.server().authorityPem()));

        assertThat(grid.broker()).hasToString(scene.server().broker());
    }

    @Test
    @Clause(value = "RFC 8600 §5 services", title = "a platform discovers the services of the controller")
    void brokers_whenAsked_thenTheBrokerIsAmongThemWithItsFeatures(Scene scene) {
        List<Broker> brokers = scene.consumer().brokers();

        assertThat(brokers).extracting(Broker::toString).contains(scene.server().broker());
        Broker broker = brokers.stream()
                .filter(each -> each.toString().equals(scene.server().broker()))
                .findFirst()
                .orElseThrow();
        assertThat(broker.features().known())
                .contains(BrokerFeature.PUBLISH, BrokerFeature.SUBSCRIBE, BrokerFeature.PERSISTENT_ITEMS);
        assertThat(broker.features().supports("http://jabber.org/protocol/disco#info"))
                .isTrue();
        assertThat(broker.name()).isPresent();
        assertThat(scene.consumer().broker()).isEqualTo(broker);
    }

    @Test
    @Clause(value = "RFC 8600 §5 list", title = "the broker responds with the topics it hosts")
    void topics_whenListed_thenHaveNamesAndTitles(Scene scene) {
        Topic<RawPayload> one = scene.topic(Scene.open().title("MILE Host Data"));
        Topic<RawPayload> two = scene.openTopic();

        List<TopicPage.Entry> entries = new ArrayList<>();
        scene.consumer().topics().pages().forEach(page -> entries.addAll(page.entries()));

        assertThat(entries).extracting(TopicPage.Entry::name).contains(one.name(), two.name());
        assertThat(entries)
                .filteredOn(entry -> entry.name().equals(one.name()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.title()).contains("MILE Host Data"));
    }

    @Test
    @Clause(value = "RFC 8600 §5 pages", title = "a platform restricts the size of the result sets with XEP-0059")
    void topics_whenPagesAreAskedFor_thenNoPageIsLarger(Scene scene) {
        List<String> created = scene.topics(25);

        List<TopicPage> pages = new ArrayList<>();
        scene.consumer().topics().pageSize(10).pages().forEach(pages::add);

        assertThat(names(pages)).containsAll(created).doesNotHaveDuplicates();
        if (scene.isKnownFor(Deviation.RSM_IGNORED_IN_DISCO)) {
            assertThat(pages).hasSize(1);
            scene.deviates(Deviation.RSM_IGNORED_IN_DISCO, "all topics came at once where pages of 10 were asked for");
        } else {
            assertThat(pages).hasSizeGreaterThanOrEqualTo(3).allSatisfy(page -> {
                assertThat(page.entries()).hasSizeLessThanOrEqualTo(10);
                assertThat(page.total()).isNotEmpty();
            });
        }
    }

    @Test
    @Clause(value = "RFC 8600 §4 5,000 topics", title = "a large number of topics is discovered in pages")
    void topics_whenThereAre5000AndTheyChange_thenEachIsFoundOnce(Scene scene) {
        List<String> created = scene.topics(MANY);

        Set<String> found = new HashSet<>();
        List<Integer> sizes = new ArrayList<>();
        String doomed = created.get(MANY / 2);
        for (TopicPage page : scene.consumer().topics().pages()) {
            page.entries().forEach(entry -> found.add(entry.name()));
            sizes.add(page.entries().size());
            if (sizes.size() == 1) {
                // the list changes while it is read
                scene.at(scene.provider(), doomed).delete();
                scene.openTopic();
            }
        }

        assertThat(found)
                .containsAll(
                        created.stream().filter(name -> !name.equals(doomed)).toList());
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum())
                .as("each once")
                .isEqualTo(found.size());
        if (scene.isKnownFor(Deviation.RSM_IGNORED_IN_DISCO)) {
            assertThat(sizes).hasSize(1);
            scene.deviates(Deviation.RSM_IGNORED_IN_DISCO, sizes.get(0) + " topics came at once");
        } else {
            assertThat(sizes).hasSizeGreaterThanOrEqualTo(MANY / 100).allSatisfy(size -> assertThat(size)
                    .isLessThanOrEqualTo(100));
        }
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.5 memory", title = "pages mitigate the exhaustion of resources")
    void topics_whenPagesWereRead_thenMemoryDoesNotHoldThem(Scene scene) {
        List<String> created = scene.topics(300);
        Set<String> left = new HashSet<>(created);

        Iterator<TopicPage> pages = scene.consumer().topics().pages().iterator();
        TopicPage first = pages.next();
        first.entries().forEach(entry -> left.remove(entry.name()));
        WeakReference<TopicPage.Entry> read =
                new WeakReference<>(first.entries().get(0));
        first = null;
        if (scene.isKnownFor(Deviation.RSM_IGNORED_IN_DISCO)) {
            assertThat(pages.hasNext()).isFalse();
            assertThat(left).isEmpty();
            scene.deviates(Deviation.RSM_IGNORED_IN_DISCO, "the list is one stanza, and in memory as such");
            return;
        }
        // the listing remembers the page before, to notice a broker that sends it again
        pages.next().entries().forEach(entry -> left.remove(entry.name()));
        await("for the first page to be forgotten while the listing goes on")
                .atMost(Scene.PATIENCE)
                .until(() -> {
                    System.gc();
                    return read.refersTo(null);
                });
        pages.forEachRemaining(page -> page.entries().forEach(entry -> left.remove(entry.name())));

        assertThat(left).isEmpty();
    }

    @Test
    @Clause(value = "RFC 8600 §5 form", title = "the description MUST include a data form with a pubsub#type field")
    void description_whenAskedFor_thenHasTheMetaDataForm(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();

        String answer = scene.raw(scene.user("consumer"))
                .request(
                        scene.server().broker(),
                        "get",
                        "<query xmlns='http://jabber.org/protocol/disco#info' node='" + topic.name() + "'/>");

        XmlAssert description = XmlAssert.assertThat(answer)
                .withNamespaceContext(
                        ofEntries(entry("i", "http://jabber.org/protocol/disco#info"), entry("x", "jabber:x:data")));
        description.hasXPath("//i:query/i:identity[@category='pubsub' and @type='leaf']");
        description
                .valueByXPath("//x:x[@type='result'][x:field[@var='FORM_TYPE']/x:value="
                        + "'http://jabber.org/protocol/pubsub#meta-data']/x:field[@var='pubsub#type']/x:value")
                .isEqualTo(Documents.IODEF);
    }

    @Test
    @Clause(value = "RFC 8600 §5 pubsub#type", title = "the pubsub#type field specifies the supported namespace")
    void info_whenTopicIsDescribed_thenTellsNamespaceTitleAndAccess(Scene scene) {
        Topic<RawPayload> topic =
                scene.topic(Scene.open().title("MILE Host Data").description("Incidents of one host"));

        TopicInfo info = scene.at(scene.consumer(), topic).info();

        assertThat(info.payloadNamespace()).contains(Documents.IODEF);
        assertThat(info.title()).contains("MILE Host Data");
        assertThat(info.description()).contains("Incidents of one host");
        assertThat(info.accessModel()).contains(AccessModel.OPEN);
        assertThat(info.carries(Documents.TYPE)).isTrue();
    }

    @Test
    @Clause(value = "XEP-0060 §5.4 people", title = "the description tells who provides a topic")
    void info_whenTopicIsDescribed_thenTellsWhoProvidesIt(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        scene.affiliate(topic, scene.address("mallory"), "publisher");
        Grid consumer = scene.consumer();

        TopicInfo info = scene.at(consumer, topic).info();

        if (scene.isKnownFor(Deviation.PEOPLE_NOT_DESCRIBED)) {
            assertThat(info.owners()).isEmpty();
            assertThat(info.publishers()).isEmpty();
            scene.deviates(Deviation.PEOPLE_NOT_DESCRIBED, "neither owners nor publishers nor creator are told");
            return;
        }
        assertThat(info.owners()).extracting(GridAddress::toString).contains(scene.address("provider"));
        assertThat(info.publishers()).extracting(GridAddress::toString).contains(scene.address("mallory"));
        assertThat(info.subscribers()).isPresent();
        if (info.creator().isPresent()) {
            assertThat(consumer.topics()
                            .startingWith(topic.name())
                            .createdBy(GridAddress.of(scene.address("provider"))))
                    .extracting(TopicInfo::name)
                    .containsExactly(topic.name());
        }
    }

    @Test
    @Clause(
            value = "RFC 8600 §5 namespace",
            title = "the platform discovers the topics by the namespaces in the pubsub#type field")
    void topics_whenOneNamespaceIsSought_thenOthersAreLeftOut(Scene scene) {
        Topic<RawPayload> incidents = scene.openTopic();
        Topic<RawPayload> posture = scene.provider()
                .topic(scene.topicName(), RawPayload.type("urn:ietf:params:xml:ns:pa-tnc-2.0", "PA-TNC"));
        posture.create(Scene.open());

        List<String> found = scene.consumer().topics().carrying(Documents.TYPE).stream()
                .map(TopicInfo::name)
                .toList();

        assertThat(found).contains(incidents.name()).doesNotContain(posture.name());
    }

    @Test
    @Clause(value = "XEP-0030 §3.2 unknown topic", title = "a topic that does not exist has no description")
    void info_whenTopicDoesNotExist_thenNotFound(Scene scene) {
        Topic<RawPayload> missing = scene.at(scene.consumer(), scene.topicName());

        GridRequestException refusal = catchThrowableOfType(GridRequestException.class, missing::info);

        assertThat(refusal.reason()).isEqualTo(Reason.TOPIC_NOT_FOUND);
    }

    private static List<String> names(List<TopicPage> pages) {
        return pages.stream()
                .flatMap(page -> page.entries().stream())
                .map(TopicPage.Entry::name)
                .toList();
    }
}
