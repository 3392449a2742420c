package org.xmppgrid.sdk;

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
}
