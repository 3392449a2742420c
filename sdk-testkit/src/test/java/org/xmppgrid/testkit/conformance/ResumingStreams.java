package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.RawXmppClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What each server does about acknowledgements and lost connections (XEP-0198), in plain XML. */
abstract class ResumingStreams {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String STREAM_MANAGEMENT = "urn:xmpp:sm:3";
    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";
    private static final Pattern ITEM = Pattern.compile("<item\\b[^>]*?\\bid=['\"]([^'\"]+)");

    private final List<RawXmppClient> clients = new ArrayList<>();
    private final String topic = "topic-" + UUID.randomUUID();
    private final String user = "consumer-" + UUID.randomUUID().toString().substring(0, 8);
    private GridServer server;
    private RawXmppClient provider;

    /** A server of this kind that ends a session after a second without its client. */
    abstract GridServer impatient();

    /** Whether nothing is lost when a resource is bound again whose session waits. */
    boolean keepsWhatWaitsForABoundResource() {
        return true;
    }

    @BeforeEach
    void publishing(GridServer running) {
        at(running);
    }

    private void at(GridServer running) {
        server = running;
        provider = keep(RawXmppClient.login(server, "provider"));
        assertThat(set(
                        provider,
                        "<create node='" + topic + "'/><configure><x xmlns='jabber:x:data' type='submit'>"
                                + field("FORM_TYPE", PUBSUB + "#node_config")
                                + field("pubsub#access_model", "open")
                                + field("pubsub#notification_type", "normal")
                                + field("pubsub#send_last_published_item", "never") + "</x></configure>"))
                .contains("result");
    }

    @AfterEach
    void leave() {
        clients.forEach(RawXmppClient::close);
    }

    private static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }

    private RawXmppClient keep(RawXmppClient client) {
        clients.add(client);
        return client;
    }

    private String set(RawXmppClient client, String request) {
        return client.request(server.broker(), "set", "<pubsub xmlns='" + PUBSUB + "'>" + request + "</pubsub>");
    }

    private RawXmppClient bound(String resource) {
        return keep(RawXmppClient.login(server, server.account(user), resource, ""));
    }

    private static void present(RawXmppClient client) {
        client.send("<presence/>");
        client.awaitWith("<presence");
    }

    /** Online, subscribed, with all that came before acknowledged. */
    private RawXmppClient subscribed(String resource) {
        RawXmppClient client = bound(resource);
        client.enableResumption();
        present(client);
        assertThat(set(
                        client,
                        "<subscribe node='" + topic + "' jid='"
                                + server.account(user).address() + "'/>"))
                .contains("result");
        client.acknowledge();
        settle(client);
        return client;
    }

    /** What the client sent before is done when this returns. */
    private void settle(RawXmppClient client) {
        client.request(server.domain(), "get", PING);
    }

    private void publish(String... ids) {
        for (String id : ids) {
            assertThat(set(provider, publication(id))).contains("result");
        }
    }

    private String publication(String id) {
        return "<publish node='" + topic + "'><item id='" + id + "'><report xmlns='urn:example'/></item></publish>";
    }

    private static List<String> items(RawXmppClient client) {
        return client.stanzas().stream()
                .filter(stanza -> stanza.startsWith("<message"))
                .flatMap(stanza -> ITEM.matcher(stanza).results())
                .map(item -> item.group(1))
                .toList();
    }

    private static void awaitItem(RawXmppClient client, String id) {
        client.await(stanza -> stanza.startsWith("<message") && stanza.contains(id), PATIENCE);
    }

    /**
     * Waits until some items have come to anybody who has logged in. ejabberd stores what a session leaves in no certain
     * order and while others log in already: what it stores late comes with the next presence.
     */
    private void awaitInLaterLogins(RawXmppClient first, String... ids) {
        List<RawXmppClient> later = new ArrayList<>(List.of(first));
        first.send("<presence/>");
        await("for what was left").atMost(PATIENCE).untilAsserted(() -> {
            settle(later.get(later.size() - 1));
            List<String> items =
                    later.stream().flatMap(client -> items(client).stream()).toList();
            if (!items.containsAll(List.of(ids))) {
                later.add(bound("later-" + later.size()));
                later.get(later.size() - 1).send("<presence/>");
            }
            assertThat(items).contains(ids);
        });
    }

    private RawXmppClient resumed(RawXmppClient previous) {
        return keep(RawXmppClient.resume(previous));
    }

    private static long count(String nonza) {
        Matcher matcher = Pattern.compile("\\bh=['\"](\\d+)").matcher(nonza);
        assertThat(matcher.find()).as("a count in %s", nonza).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void enable_whenBound_thenOfferedAndAnsweredWithAnIdAndATime() {
        RawXmppClient client = keep(RawXmppClient.authenticated(server, server.account(user)));
        assertThat(client.stanzas().get(0)).contains("<sm xmlns='" + STREAM_MANAGEMENT + "'");

        String enabled = bound("siem").enableResumption();

        assertThat(enabled).containsPattern("\\bresume=['\"]true").containsPattern("\\bmax=['\"][1-9]");
    }

    @Test
    void enable_whenTwice_thenRefused() {
        RawXmppClient client = bound("siem");
        client.enableResumption();

        client.send("<enable xmlns='" + STREAM_MANAGEMENT + "' resume='true'/>");

        assertThat(client.awaitWith("<failed")).contains("unexpected-request");
    }

    @Test
    void request_whenOneStanzaWasSent_thenTheCountIsOne() {
        RawXmppClient client = bound("siem");
        client.enableResumption();
        present(client);

        client.send("<r xmlns='" + STREAM_MANAGEMENT + "'/>");

        assertThat(count(client.await(stanza -> stanza.startsWith("<a "), PATIENCE)))
                .isEqualTo(1);
    }

    @Test
    void event_whenAcknowledged_thenTheServerAsksAndDoesNotSendItAgain() {
        RawXmppClient client = subscribed("siem");
        publish("one");
        awaitItem(client, "one");
        client.await(stanza -> stanza.startsWith("<r "), PATIENCE);
        client.acknowledge();
        publish("two");
        awaitItem(client, "two");
        client.close();

        RawXmppClient next = resumed(client);
        publish("three");
        awaitItem(next, "three");

        assertThat(items(next)).containsExactly("three");
    }

    @Test
    void acknowledge_whenMoreThanWasSent_thenTheStreamEnds() {
        RawXmppClient client = bound("siem");
        client.enableResumption();

        client.send("<a xmlns='" + STREAM_MANAGEMENT + "' h='77'/>");

        assertThat(client.awaitWith("stream:error")).contains("undefined-condition");
        assertThat(client.awaitEnd(PATIENCE)).isTrue();
    }

    @Test
    void resume_whenTheConnectionWasLost_thenEventsComeInOrderWithTheirTime() {
        RawXmppClient client = subscribed("siem");
        client.pause();
        publish("unread");
        client.close();
        publish("gap-1", "gap-2");

        RawXmppClient next = resumed(client);
        awaitItem(next, "gap-2");
        publish("after");
        awaitItem(next, "after");

        assertThat(items(next)).containsExactly("unread", "gap-1", "gap-2", "after");
        assertThat(next.stanzas())
                .filteredOn(stanza -> stanza.contains("unread") || stanza.contains("gap-"))
                .allMatch(stanza -> stanza.contains("urn:xmpp:delay"));
        assertThat(next.stanzas())
                .filteredOn(stanza -> stanza.contains("after"))
                .noneMatch(stanza -> stanza.contains("urn:xmpp:delay"));
    }

    @Test
    void resume_whenLostTwice_thenCountsGoOn() {
        RawXmppClient first = subscribed("siem");
        first.close();
        publish("a");
        RawXmppClient second = resumed(first);
        awaitItem(second, "a");
        second.close();
        publish("b");

        RawXmppClient third = resumed(second);
        awaitItem(third, "b");
        third.send("<r xmlns='" + STREAM_MANAGEMENT + "'/>");

        assertThat(items(third)).containsExactly("b");
        // Presence, the subscription and a ping.
        assertThat(count(third.await(stanza -> stanza.startsWith("<a "), PATIENCE)))
                .isEqualTo(3);
    }

    @Test
    void resume_whenTheOldConnectionSeemsAlive_thenItIsEndedAndNothingIsLost() {
        RawXmppClient client = subscribed("siem");
        client.pause();
        publish("unread-1", "unread-2");

        RawXmppClient next = resumed(client);
        awaitItem(next, "unread-2");
        client.resume();

        assertThat(items(next)).containsExactly("unread-1", "unread-2");
        assertThat(client.awaitEnd(PATIENCE)).isTrue();
        publish("after");
        awaitItem(next, "after");
    }

    @Test
    void resume_whenAnAnswerWasUnderWay_thenItComes() {
        RawXmppClient client = subscribed("siem");
        client.pause();
        client.send("<iq type='set' id='unread' to='" + server.broker() + "'><pubsub xmlns='" + PUBSUB
                + "'><unsubscribe node='" + topic + "' jid='"
                + server.account(user).address()
                + "'/></pubsub></iq>");
        client.send("<iq type='get' id='last' to='" + provider.jid() + "'>" + PING + "</iq>");
        provider.awaitWith("last");
        client.close();

        RawXmppClient next = resumed(client);

        assertThat(next.await(stanza -> stanza.startsWith("<iq") && stanza.contains("unread"), PATIENCE))
                .contains("result");
    }

    @Test
    void resume_whenUnknown_thenItemNotFoundAndBindingWorks() {
        RawXmppClient client = keep(RawXmppClient.authenticated(server, server.account(user)));
        client.send("<resume xmlns='" + STREAM_MANAGEMENT + "' previd='no-such-session' h='0'/>");

        assertThat(client.awaitWith("<failed")).contains("item-not-found");

        client.send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        assertThat(client.await(stanza -> stanza.startsWith("<iq") && stanza.contains("bind"), PATIENCE))
                .contains(user + "@" + server.domain());
    }

    @Test
    void resume_whenItIsAnothersSession_thenItemNotFound() {
        RawXmppClient client = subscribed("siem");
        RawXmppClient mallory = keep(RawXmppClient.authenticated(server, server.account("mallory")));

        mallory.send("<resume xmlns='" + STREAM_MANAGEMENT + "' previd='" + client.resumption() + "' h='0'/>");

        assertThat(mallory.awaitWith("<failed")).contains("item-not-found");
    }

    @Test
    void resume_afterTheTimeout_thenItemNotFoundWithTheCountAndEventsWaitForTheNextLogin() {
        try (GridServer impatient = impatient()) {
            at(impatient);
            RawXmppClient client = subscribed("siem");
            client.close();
            publish("gap-1", "gap-2");
            // Waits in the session like the events, and is refused when the session ends.
            provider.send("<iq type='get' id='waits' to='" + client.jid() + "'>" + PING + "</iq>");
            provider.await(stanza -> stanza.startsWith("<iq") && stanza.contains("waits"), PATIENCE);

            RawXmppClient late = keep(RawXmppClient.authenticated(server, server.account(user)));
            late.send("<resume xmlns='" + STREAM_MANAGEMENT + "' previd='" + client.resumption() + "' h='"
                    + client.handled() + "'/>");
            String failed = late.awaitWith("<failed");
            assertThat(failed).contains("item-not-found");
            // Presence, the subscription and a ping.
            assertThat(count(failed)).isEqualTo(3);

            awaitInLaterLogins(bound("another"), "gap-1", "gap-2");
        }
    }

    @Test
    void bind_whenTheResourceWaits_thenItsEventsComeWithPresence() {
        RawXmppClient client = subscribed("siem");
        client.close();
        publish("gap-1", "gap-2");

        RawXmppClient next = bound("siem");
        settle(next);
        assertThat(items(next)).isEmpty();
        next.send("<presence/>");
        next.awaitWith("<presence");
        publish("after");
        awaitItem(next, "after");

        if (keepsWhatWaitsForABoundResource()) {
            assertThat(items(next)).containsExactly("gap-1", "gap-2", "after");
        } else {
            assertThat(items(next)).contains("after").isSubsetOf("gap-1", "gap-2", "after");
        }
    }

    @Test
    void bind_whenTheResourceIsInUse_thenConflictForTheOldAndEventsForTheNew() {
        RawXmppClient client = subscribed("siem");
        publish("unacknowledged");
        awaitItem(client, "unacknowledged");

        RawXmppClient next = bound("siem");

        assertThat(client.awaitWith("stream:error")).contains("<conflict");
        assertThat(client.awaitEnd(PATIENCE)).isTrue();
        awaitInLaterLogins(next, "unacknowledged");
        RawXmppClient old = keep(RawXmppClient.authenticated(server, server.account(user)));
        old.send("<resume xmlns='" + STREAM_MANAGEMENT + "' previd='" + client.resumption() + "' h='0'/>");
        assertThat(old.awaitWith("<failed")).contains("item-not-found");
    }

    @Test
    void close_whenInOrder_thenTheSessionIsOverAndEventsWaitForTheNextLogin() {
        RawXmppClient client = subscribed("siem");
        publish("unacknowledged");
        awaitItem(client, "unacknowledged");

        client.send("</stream:stream>");

        assertThat(client.awaitEnd(PATIENCE)).isTrue();
        await("for the account to be offline").atMost(PATIENCE).untilAsserted(() -> {
            RawXmppClient gone = keep(RawXmppClient.authenticated(server, server.account(user)));
            gone.send("<resume xmlns='" + STREAM_MANAGEMENT + "' previd='" + client.resumption() + "' h='"
                    + client.handled() + "'/>");
            assertThat(gone.awaitWith("<failed")).contains("item-not-found");
        });
        awaitInLaterLogins(bound("siem"), "unacknowledged");
    }
}
