package org.xmppgrid.testkit;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may subscribe, and how the owner decides (XEP-0060 §6.1, §6.2, §8.6 to §8.9). */
class GridBrokerSubscriptionTest extends EmbeddedGridTestCase {
    private static final Pattern ID = Pattern.compile("<message[^>]* id='([^']+)'");

    private static final String PENDING =
            "<command xmlns='http://jabber.org/protocol/commands' node='" + PUBSUB + "#get-pending'";

    private static void answer(RawXmppClient owner, String id, String allow) {
        owner.send("<message to='broker.grid.example' id='" + id + "'><x xmlns='jabber:x:data' type='submit'>"
                + "<field var='FORM_TYPE' type='hidden'><value>" + PUBSUB
                + "#subscribe_authorization</value></field>"
                + "<field var='pubsub#node'><value>MILEHost</value></field>"
                + "<field var='pubsub#subscriber_jid'><value>consumer@grid.example</value></field>"
                + "<field var='pubsub#allow'><value>" + allow + "</value></field></x></message>");
    }

    @ParameterizedTest
    @CsvSource({"true,subscribed", "1,subscribed", "false,none", "0,none"})
    void subscribe_whenAuthorize_thenTheOwnersAnswerDecides(String allow, String state) {
        GRID.createTopic("MILEHost", Map.of());
        RawXmppClient owner = login("provider");
        RawXmppClient consumer = login("consumer");
        assertThat(subscribe(consumer, "MILEHost"))
                .contains("<subscription node='MILEHost' jid='consumer@grid.example' subscription='pending'/>");
        String form = owner.awaitWith("#subscribe_authorization");
        assertThat(form)
                .contains("to='provider@grid.example'")
                .contains("<value>consumer@grid.example</value>")
                .contains("var='pubsub#allow'")
                .doesNotContain("<message type=");
        Matcher id = ID.matcher(form);
        assertThat(id.find()).isTrue();
        answer(owner, id.group(1), allow);
        assertThat(consumer.awaitWith("#event"))
                .contains("<subscription node='MILEHost' jid='consumer@grid.example' subscription='" + state + "'/>");
    }

    @Test
    void subscribe_whenTheOwnerIsAway_thenTheFormWaits() {
        GRID.createTopic("MILEHost", Map.of());
        subscribe(login("consumer"), "MILEHost");
        assertThat(login("provider").awaitWith("#subscribe_authorization")).contains("urn:xmpp:delay");
    }

    @Test
    void getPending_whenSomebodyWaits_thenItsFormIsSentAgainBeforeTheAnswer() {
        GRID.createTopic("MILEHost", Map.of());
        GRID.createTopic("Quiet", Map.of());
        RawXmppClient owner = login("provider");
        subscribe(login("consumer"), "MILEHost");
        owner.awaitWith("#subscribe_authorization");

        String offer = owner.request(GRID.broker(), "set", PENDING + " action='execute'/>");
        String answer = owner.request(GRID.broker(), "set", PENDING + ">" + chosen("MILEHost") + "</command>");

        assertThat(offer)
                .contains("status='executing'")
                .contains("<value>MILEHost</value>")
                .doesNotContain("Quiet");
        assertThat(answer).contains("status='completed'");
        assertThat(owner.stanzas().stream()
                        .filter(stanza -> stanza.startsWith("<message") || stanza.equals(answer))
                        .toList())
                .hasSize(3)
                .last()
                .isEqualTo(answer);
    }

    @Test
    void getPending_whenNotTheOwner_thenNothingIsOfferedAndForbidden() {
        GRID.createTopic("MILEHost", Map.of());
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "MILEHost");

        assertThat(consumer.request(GRID.broker(), "set", PENDING + " action='execute'/>"))
                .doesNotContain("MILEHost");
        assertThat(consumer.request(GRID.broker(), "set", PENDING + ">" + chosen("MILEHost") + "</command>"))
                .contains("<forbidden");
        assertThat(consumer.request(GRID.broker(), "set", PENDING + ">" + chosen("Missing") + "</command>"))
                .contains("<item-not-found");
    }

    private static String chosen(String topic) {
        return "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>" + PUBSUB
                + "#subscribe_authorization</value></field><field var='pubsub#node'><value>" + topic
                + "</value></field></x>";
    }

    @Test
    void subscribe_whenStillPending_thenNotAuthorized() {
        GRID.createTopic("MILEHost", Map.of());
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "MILEHost");
        assertThat(subscribe(consumer, "MILEHost"))
                .contains("<error type='auth'><not-authorized")
                .contains("<pending-subscription xmlns='" + PUBSUB + "#errors'/>");
        assertThat(get(consumer, "<items node='MILEHost'/>"))
                .contains("<not-authorized")
                .contains("<not-subscribed xmlns='" + PUBSUB + "#errors'/>");
        assertThat(ownerGet(login("provider"), "<subscriptions node='MILEHost'/>"))
                .doesNotContain("<subscription ");
    }

    @Test
    void decide_whenNotTheOwner_thenNothingChanges() {
        GRID.createTopic("MILEHost", Map.of());
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "MILEHost");
        RawXmppClient mallory = login("mallory");
        answer(mallory, "x", "true");
        assertThat(mallory.awaitWith("type='error'")).contains("<forbidden");
        assertThat(get(consumer, "<subscriptions/>")).contains("subscription='pending'");
    }

    @Test
    void approve_whenBySubscriptionsSet_thenSubscribed() {
        GRID.createTopic("MILEHost", Map.of());
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "MILEHost");
        RawXmppClient owner = login("provider");
        assertThat(ownerSet(
                        owner,
                        "<subscriptions node='MILEHost'><subscription jid='consumer@grid.example' "
                                + "subscription='subscribed'/></subscriptions>"))
                .contains("type='result'");
        consumer.awaitWith("subscription='subscribed'");
        assertThat(ownerGet(owner, "<subscriptions node='MILEHost'/>"))
                .contains("<subscription jid='consumer@grid.example' subscription='subscribed'/>");
    }

    @Test
    void subscribe_whenNotOnTheWhitelist_thenClosedNode() {
        GRID.createTopic("MILEHost", Map.of("pubsub#access_model", "whitelist"));
        RawXmppClient consumer = login("consumer");
        assertThat(subscribe(consumer, "MILEHost"))
                .contains("<error type='cancel'><not-allowed")
                .contains("<closed-node xmlns='" + PUBSUB + "#errors'/>");
        assertThat(get(consumer, "<items node='MILEHost'/>")).contains("<closed-node");
        ownerSet(
                login("provider"),
                "<affiliations node='MILEHost'><affiliation jid='consumer@grid.example' affiliation='member'/>"
                        + "</affiliations>");
        assertThat(subscribe(consumer, "MILEHost")).contains("subscription='subscribed'");
        assertThat(get(consumer, "<affiliations/>")).contains("<affiliation node='MILEHost' affiliation='member'/>");
    }

    @Test
    void subscribe_whenForSomebodyElse_thenInvalidJid() {
        open("MILEHost");
        RawXmppClient mallory = login("mallory");
        assertThat(set(mallory, "<subscribe node='MILEHost' jid='consumer@grid.example'/>"))
                .contains("<error type='modify'><bad-request")
                .contains("<invalid-jid");
    }

    @Test
    void subscribe_whenOutcast_thenForbidden() {
        open("MILEHost");
        GRID.affiliate("MILEHost", "mallory", "outcast");
        RawXmppClient mallory = login("mallory");
        assertThat(subscribe(mallory, "MILEHost")).contains("<error type='auth'><forbidden");
        assertThat(get(mallory, "<items node='MILEHost'/>")).contains("<forbidden");
    }

    @Test
    void subscribe_whenTheTopicIsMissing_thenItemNotFound() {
        assertThat(subscribe(login("consumer"), "no")).contains("<item-not-found");
    }

    @Test
    void subscribe_whenSubscribedAlready_thenTheSameAnswer() {
        open("MILEHost");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "MILEHost");
        assertThat(subscribe(consumer, "MILEHost")).contains("subscription='subscribed'");
        assertThat(get(consumer, "<subscriptions/>").split("<subscription ", -1))
                .hasSize(2);
    }

    @Test
    void unsubscribe_whenSubscribed_thenNoMoreEvents() {
        open("MILEHost");
        RawXmppClient consumer = login("consumer");
        RawXmppClient provider = login("provider");
        subscribe(consumer, "MILEHost");
        String request = "<unsubscribe node='MILEHost' jid='consumer@grid.example'/>";
        assertThat(set(consumer, request)).contains("subscription='none'");
        publish(provider, "MILEHost", "1");
        assertThat(set(consumer, request))
                .contains("<unexpected-request")
                .contains("<not-subscribed xmlns='" + PUBSUB + "#errors'/>");
        assertThat(consumer.stanzas()).noneMatch(stanza -> stanza.contains("#event"));
    }

    @Test
    void revoke_whenOnlyTheAffiliationIsTaken_thenEventsKeepFlowing() {
        GRID.createTopic("MILEHost", Map.of("pubsub#access_model", "whitelist"));
        GRID.affiliate("MILEHost", "consumer", "member");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "MILEHost");
        RawXmppClient provider = login("provider");
        assertThat(ownerSet(
                        provider,
                        "<affiliations node='MILEHost'><affiliation jid='consumer@grid.example' affiliation='none'/>"
                                + "</affiliations>"))
                .contains("type='result'");
        publish(provider, "MILEHost", "1");
        consumer.awaitWith("<item id='1'");
    }

    @Test
    void affiliations_whenTheLastOwnerWouldGo_thenNotAcceptable() {
        open("MILEHost");
        RawXmppClient provider = login("provider");
        assertThat(ownerSet(
                        provider,
                        "<affiliations node='MILEHost'><affiliation jid='provider@grid.example' affiliation='none'/>"
                                + "</affiliations>"))
                .contains("<not-acceptable");
        assertThat(ownerGet(provider, "<affiliations node='MILEHost'/>"))
                .contains("<affiliation jid='provider@grid.example' affiliation='owner'/>");
    }

    @Test
    void sendLast_whenOnSubAndPresence_thenBothTimes() {
        GRID.createTopic(
                "last",
                Map.of("pubsub#access_model", "open", "pubsub#send_last_published_item", "on_sub_and_presence"));
        publish(login("provider"), "last", "newest");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "last");
        assertThat(consumer.awaitWith("<item id='newest'")).contains("urn:xmpp:delay");
        login("consumer").awaitWith("<item id='newest'");
    }
}
