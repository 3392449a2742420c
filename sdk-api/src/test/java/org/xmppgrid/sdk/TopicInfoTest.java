package org.xmppgrid.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicInfoTest {
    private static final GridAddress BROKER = GridAddress.of("broker.grid.example");

    @Test
    void accessors_whenTheFormIsComplete_thenSayItInWords() {
        TopicInfo info = info(Map.ofEntries(
                Map.entry("pubsub#title", List.of("MILE Host Data")),
                Map.entry("pubsub#type", List.of("urn:ietf:params:xml:ns:iodef-2.0")),
                Map.entry("pubsub#access_model", List.of("whitelist")),
                Map.entry("pubsub#creator", List.of("sensor@grid.example")),
                Map.entry("pubsub#owner", List.of("sensor@grid.example", "csirt@grid.example")),
                Map.entry("pubsub#publisher", List.of("second@grid.example")),
                Map.entry("pubsub#contact", List.of("hotline@grid.example")),
                Map.entry("pubsub#creation_date", List.of("2026-11-21T10:00:00Z")),
                Map.entry("pubsub#num_subscribers", List.of("12")),
                Map.entry("pubsub#language", List.of("en"))));

        assertThat(info.title()).contains("MILE Host Data");
        assertThat(info.payloadNamespace()).contains("urn:ietf:params:xml:ns:iodef-2.0");
        assertThat(info.accessModel()).contains(AccessModel.WHITELIST);
        assertThat(info.creator()).contains(GridAddress.of("sensor@grid.example"));
        assertThat(info.owners()).hasToString("[sensor@grid.example, csirt@grid.example]");
        assertThat(info.publishers()).hasToString("[second@grid.example]");
        assertThat(info.contacts()).hasToString("[hotline@grid.example]");
        assertThat(info.created()).contains(Instant.parse("2026-11-21T10:00:00Z"));
        assertThat(info.subscribers()).hasValue(12);
        assertThat(info.language()).contains("en");
        assertThat(info)
                .hasToString("MILEHost \"MILE Host Data\" at broker.grid.example, carries"
                        + " urn:ietf:params:xml:ns:iodef-2.0, access by whitelist");
    }

    @Test
    void accessors_whenTheFormIsOdd_thenEmptyAndStillInTheFields() {
        TopicInfo info = info(Map.of(
                "pubsub#access_model", List.of("by-moonlight"),
                "pubsub#owner", List.of("@@", "csirt@grid.example"),
                "pubsub#creation_date", List.of("yesterday"),
                "pubsub#num_subscribers", List.of("many"),
                "pubsub#title", List.of(" ")));

        assertThat(info.accessModel()).isEmpty();
        assertThat(info.owners()).hasToString("[csirt@grid.example]");
        assertThat(info.created()).isEmpty();
        assertThat(info.subscribers()).isEmpty();
        assertThat(info.title()).isEmpty();
        assertThat(info.fields()).containsEntry("pubsub#access_model", List.of("by-moonlight"));
        assertThat(info).hasToString("MILEHost at broker.grid.example");
    }

    @Test
    void features_whenNamed_thenKnownOnesAreTyped() {
        BrokerFeatures features = new BrokerFeatures(
                Set.of(BrokerFeatures.PUBSUB + "create-nodes", BrokerFeatures.PUBSUB + "odd", "urn:xmpp:mam:2"));

        assertThat(features.known()).containsExactly(BrokerFeature.CREATE_NODES);
        assertThat(features.supports(BrokerFeature.CREATE_NODES)).isTrue();
        assertThat(features.supports(BrokerFeature.GET_PENDING)).isFalse();
        assertThat(features.supports("urn:xmpp:mam:2")).isTrue();
    }

    private static TopicInfo info(Map<String, List<String>> fields) {
        return new TopicInfo("MILEHost", BROKER, fields);
    }
}
