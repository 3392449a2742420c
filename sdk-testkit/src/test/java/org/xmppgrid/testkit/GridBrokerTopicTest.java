package org.xmppgrid.testkit;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Creating, finding, configuring and deleting topics (RFC 8600 §5 and §6, XEP-0060 §5 and §8). */
class GridBrokerTopicTest extends EmbeddedGridTestCase {

    private static final String RFC_8600_FORM = "<configure>\n  <x xmlns='jabber:x:data' type='submit'>\n"
            + "    <field var='FORM_TYPE' type='hidden'>\n"
            + "      <value>http://jabber.org/protocol/pubsub#node_config</value>\n    </field>\n"
            + "    <field var='pubsub#access_model'><value>authorize</value></field>\n"
            + "    <field var='pubsub#persist_items'><value>1</value></field>\n"
            + "    <field var='pubsub#send_last_published_item'>\n      <value>never</value>\n    </field>\n"
            + "  </x>\n</configure>";

    @Test
    void create_whenAsInTheRfc_thenAnEmptyResult() {
        RawXmppClient provider = login("provider");
        assertThat(set(provider, "<create node='MILEHost'/>"))
                .matches("<iq type='result' from='broker.grid.example' to='provider@grid.example/[^']+' id='[^']+'/>");
        assertThat(GRID.topics()).containsExactly("MILEHost");
    }

    @Test
    void create_whenWithTheFormOfTheRfc_thenConfiguredSo() {
        RawXmppClient provider = login("provider");
        assertThat(set(provider, "<create node='MILEHost'/>" + RFC_8600_FORM)).contains("type='result'");
        assertThat(ownerGet(provider, "<configure node='MILEHost'/>"))
                .containsPattern("var='pubsub#access_model'[^>]*><value>authorize</value>")
                .containsPattern("var='pubsub#persist_items'[^>]*><value>1</value>")
                .containsPattern("var='pubsub#send_last_published_item'[^>]*><value>never</value>");
    }

    @Test
    void create_whenItExists_thenConflict() {
        RawXmppClient provider = login("provider");
        set(provider, "<create node='MILEHost'/>");
        assertThat(set(provider, "<create node='MILEHost'/>")).contains("<error type='cancel'><conflict");
    }

    @Test
    void create_whenNoName_thenOneIsMadeAndTold() {
        assertThat(set(login("provider"), "<create/>")).containsPattern("<create node='[^']+'/>");
    }

    @Test
    void create_whenNotAllowed_thenForbidden() {
        assertThat(set(login("mallory"), "<create node='MILEHost'/>")).contains("<error type='auth'><forbidden");
    }

    @ParameterizedTest
    @CsvSource({
        "access_model,presence",
        "access_model,roster",
        "access_model,nonsense",
        "publish_model,nonsense",
        "persist_items,perhaps",
        "max_items,-1",
        "max_items,10001",
        "send_last_published_item,always"
    })
    void create_whenAValueCannotBe_thenNotAcceptable(String field, String value) {
        assertThat(set(
                        login("provider"),
                        "<create node='t'/><configure>" + configuration(Map.of(field, value)) + "</configure>"))
                .contains("<error type='modify'><not-acceptable");
        assertThat(GRID.topics()).isEmpty();
    }

    @Test
    void create_whenAFieldIsUnknown_thenItIsDropped() {
        assertThat(set(
                        login("provider"),
                        "<create node='t'/><configure>" + configuration(Map.of("x-unheard", "1")) + "</configure>"))
                .contains("type='result'");
    }

    @Test
    void configure_whenPartial_thenTheRestStays() {
        RawXmppClient provider = login("provider");
        GRID.createTopic("t", Map.of("pubsub#title", "Reports", "pubsub#notify_config", "1"));
        RawXmppClient consumer = login("consumer");
        ownerSet(
                provider,
                "<subscriptions node='t'><subscription jid='consumer@grid.example' "
                        + "subscription='subscribed'/></subscriptions>");
        consumer.awaitWith("<subscription ");
        assertThat(ownerSet(
                        provider,
                        "<configure node='t'>" + configuration(Map.of("access_model", "open")) + "</configure>"))
                .contains("type='result'");
        assertThat(ownerGet(provider, "<configure node='t'/>"))
                .contains("<value>Reports</value>")
                .containsPattern("var='pubsub#access_model'[^>]*><value>open</value>");
        assertThat(consumer.awaitWith("<configuration ")).contains("node='t'");
    }

    @Test
    void configure_whenNotTheOwner_thenForbidden() {
        open("t");
        assertThat(ownerGet(login("mallory"), "<configure node='t'/>")).contains("<forbidden");
        assertThat(ownerSet(login("mallory"), "<delete node='t'/>")).contains("<forbidden");
        assertThat(ownerSet(login("provider"), "<delete node='missing'/>")).contains("<item-not-found");
    }

    @Test
    void defaults_whenAsked_thenAForm() {
        assertThat(ownerGet(login("provider"), "<default/>"))
                .containsPattern("var='pubsub#access_model'[^>]*><value>authorize</value>")
                .contains("<option><value>whitelist</value></option>");
    }

    @Test
    void delete_whenSubscribed_thenTheSubscriberIsTold() {
        open("t");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "t");
        assertThat(ownerSet(login("provider"), "<delete node='t'/>")).contains("type='result'");
        consumer.awaitWith("<delete node='t'/>");
        assertThat(get(consumer, "<subscriptions/>")).contains("<subscriptions/>");
        assertThat(GRID.topics()).isEmpty();
    }

    @Test
    void info_whenOfTheBroker_thenPubsubService() {
        assertThat(login("consumer").request(GRID.broker(), "get", "<query xmlns='" + DISCO_INFO + "'/>"))
                .contains("category='pubsub' type='service'")
                .contains("<feature var='" + PUBSUB + "'/>")
                .contains("<feature var='" + PUBSUB + "#access-authorize'/>")
                .contains("<feature var='" + RSM + "'/>");
    }

    @Test
    void info_whenOfATopic_thenItsMetaData() {
        GRID.createTopic(
                "MILEHost",
                Map.of("pubsub#type", "urn:ietf:params:xml:ns:iodef-2.0", "pubsub#title", "MILE Host Data"));
        assertThat(login("consumer")
                        .request(GRID.broker(), "get", "<query xmlns='" + DISCO_INFO + "' node='MILEHost'/>"))
                .contains("<identity category='pubsub' type='leaf' name='MILE Host Data'/>")
                .contains("<value>http://jabber.org/protocol/pubsub#meta-data</value>")
                .containsPattern("var='pubsub#type'[^>]*><value>urn:ietf:params:xml:ns:iodef-2.0</value>")
                .containsPattern("var='pubsub#owner'[^>]*><value>provider@grid.example</value>")
                .containsPattern("var='pubsub#num_subscribers'[^>]*><value>0</value>");
    }

    @Test
    void info_whenOfAMissingTopic_thenItemNotFound() {
        assertThat(login("consumer").request(GRID.broker(), "get", "<query xmlns='" + DISCO_INFO + "' node='no'/>"))
                .contains("<item-not-found");
    }

    private static final Pattern LAST = Pattern.compile("<last>([^<]*)</last>");

    private static String page(RawXmppClient client, String set) {
        return client.request(
                GRID.broker(),
                "get",
                "<query xmlns='" + DISCO_ITEMS + "'><set xmlns='" + RSM + "'>" + set + "</set></query>");
    }

    private static void topics(int count) {
        List<String> names = IntStream.range(0, count)
                .mapToObj(i -> String.format("topic-%06d", i))
                .toList();
        GRID.createTopics(names, "provider", Map.of());
    }

    @Test
    void items_whenPaged_thenEveryTopicOnce() {
        topics(250);
        RawXmppClient client = login("consumer");
        int seen = 0;
        String set = "<max>100</max>";
        String page = page(client, set);
        while (page.contains("<item ")) {
            assertThat(page).contains("<count>250</count>").contains("<first index='" + seen + "'>");
            seen += page.split("<item ", -1).length - 1;
            Matcher last = LAST.matcher(page);
            assertThat(last.find()).isTrue();
            page = page(client, "<max>100</max><after>" + last.group(1) + "</after>");
        }
        assertThat(seen).isEqualTo(250);
    }

    @Test
    void items_whenTheLastPageIsAsked_thenItIsTheLast() {
        topics(250);
        assertThat(page(login("consumer"), "<max>3</max><before/>"))
                .contains("<first index='247'>topic-000247</first><last>topic-000249</last>");
    }

    @Test
    void items_whenTheCursorIsUnknown_thenItemNotFound() {
        topics(3);
        assertThat(page(login("consumer"), "<max>3</max><after>nothing</after>"))
                .contains("<item-not-found");
    }

    @Test
    void items_whenMaxIsZero_thenOnlyTheCount() {
        topics(3);
        assertThat(page(login("consumer"), "<max>0</max>"))
                .contains("<set xmlns='" + RSM + "'><count>3</count></set>")
                .doesNotContain("<item");
    }

    @Test
    void items_whenNoPageIsAskedButTheListIsLong_thenTheFirstPageAndItsSet() {
        topics(101);
        String list = login("consumer").request(GRID.broker(), "get", "<query xmlns='" + DISCO_ITEMS + "'/>");
        assertThat(list).contains("<count>101</count>").doesNotContain("topic-000100'");
    }

    @Test
    void items_whenPagesAreDropped_thenTheWholeListWithoutASet() {
        topics(300);
        GRID.dropRsm(true);
        assertThat(page(login("consumer"), "<max>10</max>"))
                .contains("topic-000299")
                .doesNotContain(RSM);
    }

    @Test
    void items_whenOneHundredThousandTopics_thenTheLastPageIsStillThere() {
        topics(100_000);
        assertThat(page(login("consumer"), "<max>2</max><after>topic-099997</after>"))
                .contains("<first index='99998'>topic-099998</first><last>topic-099999</last><count>100000</count>");
    }
}
