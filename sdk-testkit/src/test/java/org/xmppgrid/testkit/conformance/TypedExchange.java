package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.ValidationPolicy;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.RawXmppClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Incidents travel as typed documents; what is none is handed over raw and stops nothing. */
interface TypedExchange {
    String ALERT = "<alert xmlns='urn:example:other'>not an incident</alert>";

    @Test
    @Clause(value = "RFC 8600 §6 typed", title = "a typed document arrives equal to the one published")
    default void publish_whenDocumentsAreTyped_thenEqualOnesArrive(Scene scene) {
        Topic<RawPayload> created = scene.openTopic();
        // RFC 7970's own example 7.2 breaks the schema of RFC 7970, so it would be refused.
        Topic<IodefDocument> sent = scene.provider().topic(created.name(), Iodef.document(ValidationPolicy.WARN));
        Topic<IodefDocument> seen = scene.consumer().topic(created.name(), Iodef.DOCUMENT);
        Inbox<IodefDocument> inbox = new Inbox<>();
        seen.subscribe(inbox);

        Documents.ALL.forEach(name -> sent.publish(name, Iodef.read(Documents.text(name))));

        for (Item<? extends IodefDocument> item : inbox.awaitItems(Documents.ALL.size())) {
            assertThat(item.payload()).isEqualTo(asWritten(item.id()));
        }
        assertThat(inbox.ids()).isEqualTo(Documents.ALL);
        assertThat(seen.latest(1)).singleElement().satisfies(item -> assertThat(item.payload())
                .isEqualTo(asWritten(item.id())));
    }

    /** The RFCs' documents that state no language state the undetermined one when they are written (RFC 7970 §6). */
    private static IodefDocument asWritten(String name) {
        return Iodef.read(Iodef.write(Iodef.read(Documents.text(name))));
    }

    @Test
    @Clause(value = "RFC 8600 §6 refused", title = "a document that breaks the schema is refused before it is sent")
    default void publish_whenDocumentBreaksTheSchema_thenNothingIsSent(Scene scene) {
        Topic<RawPayload> created = scene.openTopic();
        Topic<IodefDocument> sent = scene.provider().topic(created.name(), Iodef.DOCUMENT);
        IodefDocument invalid = Iodef.read(Documents.text("rfc7970-7.2-campaign-indicators.xml"));

        assertThatThrownBy(() -> sent.publish("refused", invalid))
                .isInstanceOfSatisfying(
                        GridPayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_INVALID))
                .hasMessageContaining("ThreatActor[1]/Description[1]")
                .hasMessageContaining("Iodef.validate");
        assertThat(created.item("refused")).isEmpty();
    }

    @Test
    @Clause(value = "RFC 8600 §8.2.2 unknown payload", title = "a payload of another type does not stop the next")
    default void onUnreadable_whenPayloadIsOfAnotherType_thenRawAndTheNextGoesOn(Scene scene) {
        Topic<RawPayload> created = scene.openTopic();
        Inbox<IodefDocument> inbox = new Inbox<>();
        scene.consumer().topic(created.name(), Iodef.DOCUMENT).subscribe(inbox);

        scene.provider().topic(created.name(), RawPayload.ANY).publish("alert", RawPayload.of(ALERT));
        created.publish("incident", Documents.payload(Documents.EXAMPLE));

        assertThat(inbox.awaitItem().id()).isEqualTo("incident");
        Item<? extends IodefDocument> alert = inbox.awaitUnreadable(1).get(0);
        assertThat(alert.id()).isEqualTo("alert");
        assertThat(alert.isReadable()).isFalse();
        SameXml.assertSame(alert.raw().xml(), ALERT);
        GridPayloadException problem = inbox.problems().get(0);
        assertThat(problem.reason()).isEqualTo(Reason.PAYLOAD_UNKNOWN);
        assertThat(problem).hasMessageContainingAll("urn:example:other", "raw()");
        Observation told = scene.awaitObservation(Observation.Kind.ITEM_UNREADABLE);
        assertThat(told.topic()).contains(created.name());
        assertThat(told.detail()).contains("alert", "urn:example:other").doesNotContain("not an incident");
    }

    @Test
    @Clause(
            value = "RFC 8600 §8.2.2 malformed payload",
            title = "an incident that can't be read does not stop the next")
    default void onUnreadable_whenPayloadIsNoIncident_thenRawAndTheNextGoesOn(Scene scene) {
        Topic<RawPayload> created = scene.openTopic();
        Inbox<IodefDocument> inbox = new Inbox<>();
        scene.consumer().topic(created.name(), Iodef.DOCUMENT).subscribe(inbox);

        created.publish("malformed", malformed());
        created.publish("incident", Documents.payload(Documents.EXAMPLE));

        assertThat(inbox.awaitItem().id()).isEqualTo("incident");
        Item<? extends IodefDocument> unread = inbox.awaitUnreadable(1).get(0);
        assertThat(unread.id()).isEqualTo("malformed");
        SameXml.assertSame(unread.raw().xml(), malformed().xml());
        GridPayloadException problem = inbox.problems().get(0);
        assertThat(problem.reason()).isEqualTo(Reason.PAYLOAD_INVALID);
        assertThat(problem).hasMessageContainingAll("IODEF-Document", "raw()");
    }

    @Test
    @Clause(
            value = "RFC 8600 §8.2.2 wrong element",
            title = "another element of the namespace is not taken for a document")
    default void onUnreadable_whenRootIsAnotherElement_thenUnknown(Scene scene) {
        Topic<RawPayload> created = scene.openTopic();
        Inbox<IodefDocument> inbox = new Inbox<>();
        scene.consumer().topic(created.name(), Iodef.DOCUMENT).subscribe(inbox);

        scene.provider()
                .topic(created.name(), RawPayload.ANY)
                .publish("part", RawPayload.of("<Incident xmlns='" + Documents.IODEF + "' purpose='reporting'/>"));

        assertThat(inbox.awaitUnreadable(1).get(0).id()).isEqualTo("part");
        assertThat(inbox.problems().get(0).reason()).isEqualTo(Reason.PAYLOAD_UNKNOWN);
        assertThat(inbox.items()).isEmpty();
    }

    @Test
    @Clause(value = "RFC 8600 §8.2.2 forged event", title = "an event that is not the broker's is dropped and reported")
    default void onItem_whenEventIsForged_thenDroppedAndReported(Scene scene) {
        Topic<RawPayload> created = scene.openTopic();
        Inbox<IodefDocument> inbox = new Inbox<>();
        scene.consumer().topic(created.name(), Iodef.DOCUMENT).subscribe(inbox);
        RawXmppClient mallory = scene.raw("mallory");

        mallory.send("<message to='" + scene.consumer().address() + "' id='forged'>"
                + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='" + created.name() + "'>"
                + "<item id='forged'>" + Documents.incident(666).xml() + "</item></items></event></message>");
        Observation told = scene.awaitObservation(Observation.Kind.FORGED_EVENT_DROPPED);
        created.publish("genuine", Documents.incident(1));

        assertThat(inbox.awaitItem().id()).isEqualTo("genuine");
        assertThat(told.peer()).hasValueSatisfying(peer -> assertThat(peer).hasToString(mallory.jid()));
        assertThat(told.topic()).contains(created.name());
        assertThat(told.detail()).contains("not the broker");
        assertThat(inbox.problems()).isEmpty();
    }

    private static RawPayload malformed() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i <= Iodef.MAX_ATTRIBUTES; i++) {
            attributes.append(" a").append(i).append("='x'");
        }
        return RawPayload.of("<IODEF-Document xmlns='" + Documents.IODEF + "' version='2.00'" + attributes + "/>");
    }
}
