package org.xmppgrid.testkit.conformance;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.JournalEntry;
import org.xmppgrid.testkit.JournalEntry.Direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the SDK sends, by the embedded grid's journal: at login nothing but the login, then just what RFC 8600 shows. */
class WireIT extends WithScene {
    private static final String TOPIC = "MILEHost";
    private static final Pattern ADDRESSES = Pattern.compile("(?s)<iq [^>]*>");

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @AfterEach
    void reset(GridBroker broker) {
        broker.reset();
    }

    @Test
    void connect_whenNothingElseIsAsked_thenOnlyTheLoginIsSent(Scene scene, GridBroker broker) {
        broker.clearJournal();

        Grid platform = scene.connect(scene.as("consumer"));
        String address = platform.address().toString();
        platform.close();
        await("for the end of the stream").atMost(Scene.PATIENCE).until(() -> broker.sessions().stream()
                .noneMatch(address::equals));

        assertThat(received(broker))
                .extracting(WireIT::shape)
                .containsExactly(
                        "stream:stream",
                        "starttls",
                        "stream:stream",
                        "auth",
                        "response",
                        "stream:stream",
                        "iq bind",
                        "enable");
    }

    @Test
    void subscribe_whenFirst_thenPresenceIsAnnouncedOnceAndBeforeTheRequest(Scene scene, GridBroker broker) {
        broker.createTopics(List.of("one", "two"), "provider", Map.of("pubsub#access_model", "open"));
        Grid platform = scene.consumer();
        broker.clearJournal();

        platform.topic("one", Documents.TYPE).subscribe(new Inbox<>());
        platform.topic("two", Documents.TYPE).subscribe(new Inbox<>());
        platform.topic("one", Documents.TYPE).info();

        assertThat(received(broker))
                .extracting(WireIT::shape)
                // presence first: what the broker sends once it has granted the request would else meet a server that
                // is
                // about to take the platform for present, and ejabberd then stores it until the next presence
                .containsExactly("presence", "iq pubsub", "iq pubsub", "iq query");
    }

    @Test
    void create_whenNothingIsConfigured_thenIsTheRequestOfRfc8600(Scene scene, GridBroker broker) {
        broker.clearJournal();

        scene.provider().topic(TOPIC, RawPayload.ANY).create(TopicConfig.brokerDefault());

        assertSame(sent(broker, "<create"), "rfc8600-6-create.xml");
    }

    @Test
    void create_whenConfiguredAsInRfc8600_thenIsTheRequestOfRfc8600(Scene scene, GridBroker broker) {
        broker.clearJournal();

        scene.provider()
                .topic(TOPIC, Documents.TYPE)
                .create(TopicConfig.brokerDefault()
                        .accessModel(AccessModel.AUTHORIZE)
                        .persistItems(true)
                        .sendLastPublishedItem(TopicConfig.SendLast.NEVER));

        assertSame(sent(broker, "<create"), "rfc8600-6-create-configured.xml");
    }

    @Test
    void subscribe_whenAsked_thenIsTheRequestOfRfc8600(Scene scene, GridBroker broker) {
        broker.createTopic(TOPIC, Map.of("pubsub#access_model", "open"));
        broker.clearJournal();

        scene.connected("consumer").topic(TOPIC, Documents.TYPE).subscribe(new Inbox<>());

        String request = sent(broker, "<subscribe");
        assertThat(request).containsPattern("jid=['\"]consumer@grid.example['\"]");
        assertSame(
                request.replace("consumer@grid.example", "xmpp-grid-client@mile-host.example"),
                "rfc8600-6-subscribe.xml");
    }

    @Test
    void publish_whenPayloadIsRaw_thenIsTheRequestOfRfc8600(Scene scene, GridBroker broker) {
        broker.createTopic(TOPIC, Map.of());
        broker.clearJournal();

        scene.provider()
                .topic(TOPIC, Documents.TYPE)
                .publish("8bh1g27skbga47fh9wk7", Documents.payload(Documents.EXAMPLE));

        assertSame(sent(broker, "<publish"), "rfc8600-6-publish.xml");
    }

    @Test
    void publish_whenDocumentIsTyped_thenIsTheRequestOfRfc8600(Scene scene, GridBroker broker) {
        broker.createTopic(TOPIC, Map.of());
        broker.clearJournal();

        scene.provider()
                .topic(TOPIC, Iodef.DOCUMENT)
                .publish("8bh1g27skbga47fh9wk7", Iodef.read(Documents.text(Documents.EXAMPLE)));

        assertSame(sent(broker, "<publish"), "rfc8600-6-publish.xml");
    }

    @Test
    void info_whenAsked_thenIsTheRequestOfRfc8600(Scene scene, GridBroker broker) {
        broker.createTopic(TOPIC, Map.of());
        broker.clearJournal();

        scene.provider().topic(TOPIC, Documents.TYPE).info();

        assertSame(sent(broker, "disco#info"), "rfc8600-5-describe.xml");
    }

    @Test
    void topics_whenThereAre2000_thenTwentyPagesAreAskedForAndEachWhenItIsReached(Scene scene, GridBroker broker) {
        broker.createTopics(
                IntStream.range(0, 2_000).mapToObj(number -> "topic-" + number).toList(), "provider", Map.of());
        Grid platform = scene.consumer();
        broker.clearJournal();

        Iterator<TopicPage> pages = platform.topics().pages().iterator();
        List<Integer> sizes = new ArrayList<>();
        while (pages.hasNext()) {
            sizes.add(pages.next().entries().size());
            assertThat(received(broker)).hasSize(sizes.size());
        }

        assertThat(sizes).hasSize(20).containsOnly(100);
        assertThat(received(broker))
                .as("the twenty pages, and the request that finds no more")
                .hasSize(21);
        assertThat(received(broker))
                .allSatisfy(request -> assertThat(request).contains("disco#items", "<max>100</max>"));
    }

    /** Without the acknowledgements of stream management (XEP-0198), whose moments are the network's. */
    private static List<String> received(GridBroker broker) {
        return broker.journal().stream()
                .filter(entry -> entry.direction() == Direction.RECEIVED)
                .map(JournalEntry::xml)
                .filter(xml -> !List.of("r", "a").contains(shape(xml)))
                .toList();
    }

    private static String sent(GridBroker broker, String part) {
        List<String> all =
                received(broker).stream().filter(xml -> xml.contains(part)).toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** Ids and addresses are each grid's own; the rest has to be what the RFC shows. */
    private static void assertSame(String request, String document) {
        SameXml.assertSameButIndentation(withoutAddresses(request), withoutAddresses(Documents.text(document)));
    }

    private static String withoutAddresses(String stanza) {
        String type = stanza.contains("type='get'") || stanza.contains("type=\"get\"") ? "get" : "set";
        return ADDRESSES.matcher(stanza).replaceFirst("<iq type='" + type + "'>");
    }

    private static String shape(String xml) {
        String name = xml.substring(1).split("[\\s/>]", 2)[0];
        if (!name.equals("iq")) {
            return name;
        }
        String child = xml.substring(xml.indexOf('<', 1) + 1);
        return "iq " + child.split("[\\s/>]", 2)[0];
    }
}
