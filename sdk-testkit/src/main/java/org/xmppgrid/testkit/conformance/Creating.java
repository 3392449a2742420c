package org.xmppgrid.testkit.conformance;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.AppliedConfig;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** RFC 8600 §6: a provider creates a topic, with the configuration that its security requirements ask for. */
abstract class Creating extends Discovery {

    @Test
    @Clause(value = "RFC 8600 §6 create", title = "the minimum to create a topic")
    void create_whenNothingIsConfigured_thenTopicExists(Scene scene) {
        Topic<RawPayload> byWire = scene.at(scene.provider(), scene.topicName());
        Topic<RawPayload> bySdk = scene.at(scene.provider(), scene.topicName());
        String answer = scene.raw("provider")
                .request(
                        scene.server().broker(),
                        "set",
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='" + byWire.name()
                                + "'/></pubsub>");

        assertThat(answer).contains("result");
        assertThat(scene.at(scene.consumer(), byWire).info().name()).isEqualTo(byWire.name());
        if (byWire.info().accessModel().equals(Optional.of(AccessModel.OPEN))) {
            // RFC 8600 §8.3.4: the SDK leaves no open topic that nobody asked for
            GridRequestException refusal =
                    catchThrowableOfType(GridRequestException.class, () -> bySdk.create(TopicConfig.brokerDefault()));
            assertThat(refusal.reason()).isEqualTo(Reason.ACCESS_WEAKENED);
            assertThat(bySdk.exists()).isFalse();
            assertThat(bySdk.create(TopicConfig.brokerDefault().accessModel(AccessModel.OPEN))
                            .config()
                            .accessModels())
                    .containsExactly(AccessModel.OPEN);
        } else {
            bySdk.create(TopicConfig.brokerDefault());
            assertThat(bySdk.exists()).isTrue();
        }
    }

    @Test
    @Clause(value = "RFC 8600 §6 configure", title = "the configuration of the example")
    void create_whenConfiguredLikeTheExample_thenAuthorizePersistentAndSilent(Scene scene) {
        TopicConfig example = TopicConfig.brokerDefault()
                .accessModel(AccessModel.AUTHORIZE)
                .persistItems(true)
                .sendLastPublishedItem(TopicConfig.SendLast.NEVER);
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());

        if (scene.isKnownFor(Deviation.NO_AUTHORIZE)) {
            GridRequestException refusal =
                    catchThrowableOfType(GridRequestException.class, () -> topic.create(example));
            assertThat(refusal.reason()).isEqualTo(Reason.CONFIGURATION_REFUSED);
            assertThat(refusal.condition()).contains("not-acceptable");
            scene.deviates(Deviation.NO_AUTHORIZE, "the example's configuration is refused");
            return;
        }
        AppliedConfig accepted = topic.create(example);

        assertThat(accepted.config().accessModels()).containsExactly(AccessModel.AUTHORIZE);
        assertThat(topic.info().accessModel()).contains(AccessModel.AUTHORIZE);
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 models", title = "the broker SHOULD support the authorize and the whitelist model")
    void create_whenSecure_thenAccessIsByApprovalOrList(Scene scene) {
        Topic<RawPayload> topic = scene.at(scene.provider(), scene.topicName());

        AppliedConfig accepted = topic.create(TopicConfig.secure());

        boolean withoutAuthorize = scene.isKnownFor(Deviation.NO_AUTHORIZE);
        AccessModel expected = withoutAuthorize ? AccessModel.WHITELIST : AccessModel.AUTHORIZE;
        assertThat(accepted.config().accessModels()).containsExactly(expected);
        assertThat(topic.info().accessModel()).contains(expected);
        assertThat(topic.info().payloadNamespace()).contains(Documents.IODEF);
        if (withoutAuthorize) {
            scene.deviates(Deviation.NO_AUTHORIZE, "the topic was created with whitelist instead");
        }
    }

    @Test
    @Clause(value = "XEP-0060 §8.1.1 name taken", title = "a topic's name is taken once")
    void create_whenTopicExists_thenRefused(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();

        GridRequestException refusal =
                catchThrowableOfType(GridRequestException.class, () -> topic.create(Scene.open()));

        assertThat(refusal.reason()).isEqualTo(Reason.TOPIC_EXISTS);
    }
}
