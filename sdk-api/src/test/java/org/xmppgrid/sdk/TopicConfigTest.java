package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TopicConfigTest {

    @Test
    void secure_whenNothingIsChanged_thenAccessIsByApprovalOrList() {
        TopicConfig secure = TopicConfig.secure();

        assertThat(secure.accessModels()).containsExactly(AccessModel.AUTHORIZE, AccessModel.WHITELIST);
        assertThat(secure.announcesPayloadType()).isTrue();
        assertThat(secure.value("pubsub#persist_items")).contains("1");
        assertThat(secure.value("pubsub#send_last_published_item")).contains("never");
        assertThat(secure.value("pubsub#notification_type")).contains("normal");
    }

    @Test
    void title_whenSet_thenTheOriginalIsUnchanged() {
        TopicConfig secure = TopicConfig.secure();

        assertThat(secure.title("MILE Host Data").value("pubsub#title")).contains("MILE Host Data");
        assertThat(secure.value("pubsub#title")).isEmpty();
    }

    @Test
    void field_whenWithoutValues_thenIsLeftToTheBroker() {
        assertThat(TopicConfig.secure().field("pubsub#max_items").value("pubsub#max_items"))
                .isEmpty();
    }

    @Test
    void field_whenItIsTheAccessModel_thenSaysWhereToSetIt() {
        assertThatThrownBy(() -> TopicConfig.secure().field("pubsub#access_model", "open"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accessModel(..)");
    }

    @Test
    void maxItems_whenNone_thenSaysHowToKeepNone() {
        assertThatThrownBy(() -> TopicConfig.secure().maxItems(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("persistItems(false)");
    }

    @Test
    void with_whenAFieldIsTyped_thenTheSameAsByName() {
        assertThat(TopicConfig.brokerDefault().with(TopicField.ITEM_EXPIRE, Duration.ofDays(7)))
                .isEqualTo(TopicConfig.brokerDefault().field("pubsub#item_expire", "604800"))
                .hasSameHashCodeAs(TopicConfig.brokerDefault().field("pubsub#item_expire", "604800"));
        assertThat(TopicConfig.brokerDefault().with(TopicField.ACCESS_MODEL, AccessModel.WHITELIST))
                .isEqualTo(TopicConfig.brokerDefault().accessModel(AccessModel.WHITELIST));
    }

    @Test
    void get_whenStated_thenTyped() {
        TopicConfig secure = TopicConfig.secure();

        assertThat(secure.get(TopicField.ACCESS_MODEL)).contains(AccessModel.AUTHORIZE);
        assertThat(secure.get(TopicField.MAX_ITEMS)).contains(MaxItems.MAX);
        assertThat(secure.get(TopicField.NOTIFY_CONFIG)).contains(true);
        assertThat(secure.get(TopicField.TITLE)).isEmpty();
        assertThat(secure.value("pubsub#access_model")).contains("authorize");
    }

    @Test
    void without_whenStated_thenLeftToTheBroker() {
        TopicConfig left = TopicConfig.secure()
                .without(TopicField.MAX_ITEMS)
                .without(TopicField.ACCESS_MODEL)
                .without(TopicField.TYPE);

        assertThat(left.get(TopicField.MAX_ITEMS)).isEmpty();
        assertThat(left.accessModels()).isEmpty();
        assertThat(left.announcesPayloadType()).isFalse();
        assertThat(left.get(TopicField.PERSIST_ITEMS)).contains(true);
    }

    @Test
    void of_whenABrokerTells_thenKnownIsTypedAndUnknownIsKept() {
        TopicConfig told = TopicConfig.of(Map.of(
                "FORM_TYPE", List.of("http://jabber.org/protocol/pubsub#node_config"),
                "pubsub#access_model", List.of("whitelist"),
                "pubsub#itemreply", List.of("none"),
                "pubsub#contact", List.of(),
                "x-own", List.of("a", "b")));

        assertThat(told.accessModels()).containsExactly(AccessModel.WHITELIST);
        assertThat(told.get(TopicField.ITEM_REPLY)).isEmpty();
        assertThat(told.value("pubsub#itemreply")).contains("none");
        assertThat(told.value("pubsub#contact")).isEmpty();
        assertThat(told.fields()).containsEntry("x-own", List.of("a", "b")).doesNotContainKey("FORM_TYPE");
    }

    @Test
    void of_whenTheAccessModelIsUnknown_thenItStaysReadable() {
        TopicConfig told = TopicConfig.of(Map.of("pubsub#access_model", List.of("publisher-roster")));

        assertThat(told.accessModels()).isEmpty();
        assertThat(told.get(TopicField.ACCESS_MODEL)).isEmpty();
        assertThat(told.value("pubsub#access_model")).contains("publisher-roster");
        assertThat(told.accessModel(AccessModel.OPEN).value("pubsub#access_model"))
                .contains("open");
    }
}
