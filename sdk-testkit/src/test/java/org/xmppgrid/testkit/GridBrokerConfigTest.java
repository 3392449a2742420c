package org.xmppgrid.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The configuration of topics (XEP-0060 §16.4.4): what is kept, what is obeyed, and what a test can have ignored. */
class GridBrokerConfigTest extends EmbeddedGridTestCase {

    @ParameterizedTest
    @CsvSource({
        "item_expire,604800",
        "item_expire,max",
        "publish_node_full,reject",
        "notify_sub,1",
        "tempsub,1",
        "purge_offline,1",
        "roster_groups_allowed,friends",
        "body_xslt,http://example.com/body.xsl",
        "dataform_xslt,http://example.com/form.xsl",
        "contact,owner@grid.example"
    })
    void create_whenAFieldIsSet_thenGivenBack(String field, String value) {
        RawXmppClient provider = login("provider");
        assertThat(create(provider, Map.of(field, value))).contains("type='result'");
        assertThat(ownerGet(provider, "<configure node='t'/>"))
                .containsPattern("var='pubsub#" + field + "'[^>]*><value>" + value + "</value>");
    }

    @ParameterizedTest
    @CsvSource({"item_expire,soon", "item_expire,-1", "publish_node_full,perhaps", "tempsub,perhaps"})
    void create_whenAValueCantBe_thenRefused(String field, String value) {
        assertThat(create(login("provider"), Map.of(field, value))).contains("<not-acceptable");
        assertThat(GRID.topics()).isEmpty();
    }

    @Test
    void defaultConfig_whenChanged_thenWhatIsNotAskedForIsSo() {
        GRID.defaultConfig(Map.of("pubsub#access_model", "open", "pubsub#max_items", "20"));
        RawXmppClient provider = login("provider");
        create(provider, Map.of("max_items", "7"));
        assertThat(ownerGet(provider, "<configure node='t'/>"))
                .containsPattern("var='pubsub#access_model'[^>]*><value>open</value>")
                .containsPattern("var='pubsub#max_items'[^>]*><value>7</value>");
        assertThat(ownerGet(provider, "<default/>"))
                .containsPattern("var='pubsub#access_model'[^>]*><value>open</value>")
                .containsPattern("var='pubsub#max_items'[^>]*><value>20</value>");
    }

    @Test
    void defaultConfig_whenItCantBe_thenRefused() {
        assertThatThrownBy(() -> GRID.defaultConfig(Map.of("pubsub#access_model", "nonsense")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ignoreFields_whenAsked_thenSuccessIsSaidAndNothingDone() {
        GRID.ignoreFields("pubsub#access_model");
        RawXmppClient provider = login("provider");
        assertThat(create(provider, Map.of("access_model", "whitelist", "title", "Reports")))
                .contains("type='result'");
        assertThat(ownerGet(provider, "<configure node='t'/>"))
                .containsPattern("var='pubsub#access_model'[^>]*><value>authorize</value>")
                .contains("<value>Reports</value>");
        ownerSet(provider, "<configure node='t'>" + configuration(Map.of("access_model", "open")) + "</configure>");
        assertThat(ownerGet(provider, "<configure node='t'/>"))
                .containsPattern("var='pubsub#access_model'[^>]*><value>authorize</value>");
    }

    @Test
    void reset_whenFieldsWereIgnored_thenObeyedAgain() {
        GRID.ignoreFields("pubsub#title");
        GRID.defaultConfig(Map.of("pubsub#access_model", "open"));
        GRID.reset();
        RawXmppClient provider = login("provider");
        create(provider, Map.of("title", "Reports"));
        assertThat(ownerGet(provider, "<configure node='t'/>"))
                .contains("<value>Reports</value>")
                .containsPattern("var='pubsub#access_model'[^>]*><value>authorize</value>");
    }

    @Test
    void delete_whenRedirected_thenSubscribersAreToldWhereTo() {
        open("t");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "t");
        ownerSet(login("provider"), "<delete node='t'><redirect uri='xmpp:broker.grid.example?;node=u'/></delete>");
        assertThat(consumer.awaitWith("<delete "))
                .contains("<delete node='t'><redirect uri='xmpp:broker.grid.example?;node=u'/></delete>");
    }

    @Test
    void publish_whenFullAndRejecting_thenConflict() {
        GRID.createTopic("t", Map.of("pubsub#max_items", "1", "pubsub#publish_node_full", "reject"));
        RawXmppClient provider = login("provider");
        publish(provider, "t", "a");
        assertThat(publish(provider, "t", "b"))
                .contains("<conflict")
                .contains("<node-full xmlns='" + PUBSUB + "#errors'/>");
        assertThat(publish(provider, "t", "a")).contains("type='result'");
        assertThat(get(provider, "<items node='t'/>")).contains("id='a'").doesNotContain("id='b'");
    }

    @Test
    void publish_whenFullAndRetracting_thenSubscribersLearnWhatWent() {
        GRID.createTopic(
                "t",
                Map.of(
                        "pubsub#access_model",
                        "open",
                        "pubsub#max_items",
                        "1",
                        "pubsub#publish_node_full",
                        "retract-oldest"));
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "t");
        RawXmppClient provider = login("provider");
        publish(provider, "t", "a");
        publish(provider, "t", "b");
        assertThat(consumer.awaitWith("<retract ")).contains("<retract id='a'/>");
    }

    @Test
    void items_whenTheirTimeIsOver_thenGone() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
        try (GridBroker grid = GridBroker.builder().clock(clock(now)).start()) {
            grid.createTopic("t", Map.of("pubsub#item_expire", "60"));
            RawXmppClient provider = keep(RawXmppClient.login(grid, "provider"));
            String broker = grid.broker();
            provider.request(broker, "set", publication("a"));
            now.set(now.get().plus(Duration.ofSeconds(40)));
            provider.request(broker, "set", publication("b"));
            assertThat(provider.request(broker, "get", ITEMS)).contains("id='a'", "id='b'");

            now.set(now.get().plus(Duration.ofSeconds(20)));

            assertThat(provider.request(broker, "get", ITEMS))
                    .contains("id='b'")
                    .doesNotContain("id='a'");
        }
    }

    private static final String ITEMS = "<pubsub xmlns='" + PUBSUB + "'><items node='t'/></pubsub>";

    private static String publication(String id) {
        return "<pubsub xmlns='" + PUBSUB + "'><publish node='t'><item id='" + id + "'>" + PAYLOAD
                + "</item></publish></pubsub>";
    }

    private static String create(RawXmppClient client, Map<String, String> fields) {
        return set(client, "<create node='t'/><configure>" + configuration(fields) + "</configure>");
    }

    private static Clock clock(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }
}
