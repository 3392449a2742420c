package org.xmppgrid.testkit.conformance;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.RawXmppClient;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 8600 §8.2.2: another platform learns nothing from this one. */
interface Strangers {
    List<String> REQUESTS = List.of(
            "<query xmlns='http://jabber.org/protocol/disco#info'/>",
            "<query xmlns='http://jabber.org/protocol/disco#items'/>",
            "<ping xmlns='urn:xmpp:ping'/>",
            "<query xmlns='jabber:iq:version'/>",
            "<time xmlns='urn:xmpp:time'/>",
            "<query xmlns='jabber:iq:last'/>");

    @Test
    @Clause(value = "RFC 8600 §8.2.2 strangers", title = "a stranger's requests are answered service-unavailable")
    default void iq_whenAStrangerAsks_thenServiceUnavailableAndNothingElse(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid grid = scene.consumer();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(grid, topic).subscribe(inbox);
        RawXmppClient mallory = scene.raw("mallory");

        List<String> answers = REQUESTS.stream()
                .map(request -> mallory.request(grid.address().toString(), "get", request))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer).contains("error", "service-unavailable"))
                .noneMatch(answer -> answer.contains("Smack"));
        topic.publish("after", Documents.incident(1));
        assertThat(inbox.awaitItem().id()).isEqualTo("after");
        // the presence that mallory's own login brought, and the answers
        assertThat(mallory.stanzas())
                .filteredOn(stanza -> stanza.contains(grid.address().toString()))
                .hasSize(REQUESTS.size());
    }

    @Test
    @Clause(
            value = "RFC 8600 §8.2.2 chatter",
            title = "a stranger's messages and presence are dropped without an answer")
    default void message_whenAStrangerWrites_thenNoAnswer(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Grid grid = scene.consumer();
        Inbox<RawPayload> inbox = new Inbox<>();
        scene.at(grid, topic).subscribe(inbox);
        RawXmppClient mallory = scene.raw("mallory");
        String to = grid.address().toString();

        mallory.send("<message to='" + to + "' type='chat' id='chat'><body>hello</body>"
                + "<request xmlns='urn:xmpp:receipts'/></message>");
        mallory.send("<presence to='" + to + "' type='subscribe' id='befriend'/>");
        mallory.send("<presence to='" + to + "'/>");
        mallory.request(to, "get", "<ping xmlns='urn:xmpp:ping'/>");
        topic.publish("after", Documents.incident(1));

        assertThat(inbox.awaitItem().id()).isEqualTo("after");
        assertThat(mallory.stanzas())
                .filteredOn(stanza -> stanza.contains("from='" + to + "'") || stanza.contains("from=\"" + to + "\""))
                .singleElement()
                .satisfies(answer -> assertThat(answer).startsWith("<iq").contains("service-unavailable"));
    }
}
