package org.xmppgrid.sdk;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TopicFieldTest {

    /** The fields of XEP-0060 §16.4.4, in its order. */
    private static final List<String> REGISTERED = List.of(
            "access_model",
            "body_xslt",
            "contact",
            "dataform_xslt",
            "deliver_notifications",
            "deliver_payloads",
            "description",
            "item_expire",
            "itemreply",
            "language",
            "max_items",
            "max_payload_size",
            "node_type",
            "notification_type",
            "notify_config",
            "notify_delete",
            "notify_retract",
            "notify_sub",
            "persist_items",
            "presence_based_delivery",
            "publish_model",
            "publish_node_full",
            "purge_offline",
            "roster_groups_allowed",
            "send_last_published_item",
            "tempsub",
            "subscribe",
            "title",
            "type");

    @Test
    void all_whenHeldAgainstTheRegistry_thenNoFieldIsMissing() {
        assertThat(TopicField.all())
                .extracting(TopicField::protocolName)
                .containsAll(REGISTERED.stream().map(name -> "pubsub#" + name).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void named_whenKnown_thenThatField() {
        assertThat(TopicField.named("pubsub#item_expire").orElseThrow()).isSameAs(TopicField.ITEM_EXPIRE);
        assertThat(TopicField.named("pubsub#unheard_of")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,true", "true,true", "0,false", "false,false"})
    void read_whenBoolean_thenInBothWaysOfWritingIt(String text, boolean value) {
        assertThat(TopicField.PERSIST_ITEMS.read(List.of(text))).contains(value);
    }

    @Test
    void write_whenBoolean_thenAsTheRfcWritesIt() {
        assertThat(TopicField.PERSIST_ITEMS.write(true)).containsExactly("1");
        assertThat(TopicField.PERSIST_ITEMS.write(false)).containsExactly("0");
    }

    @Test
    void write_whenTyped_thenReadsBackTheSame() {
        assertSame(TopicField.ACCESS_MODEL, AccessModel.ROSTER, "roster");
        assertSame(TopicField.PUBLISH_MODEL, PublishModel.SUBSCRIBERS, "subscribers");
        assertSame(TopicField.NOTIFICATION_TYPE, NotificationType.HEADLINE, "headline");
        assertSame(TopicField.ITEM_REPLY, ItemReply.OWNER, "owner");
        assertSame(TopicField.NODE_TYPE, NodeType.COLLECTION, "collection");
        assertSame(TopicField.PUBLISH_NODE_FULL, WhenFull.RETRACT_OLDEST, "retract-oldest");
        assertSame(TopicField.CHILDREN_ASSOCIATION_POLICY, ChildrenAssociation.WHITELIST, "whitelist");
        assertSame(TopicField.SEND_LAST_PUBLISHED_ITEM, TopicConfig.SendLast.ON_SUBSCRIPTION, "on_sub");
        assertSame(TopicField.ITEM_EXPIRE, Duration.ofDays(7), "604800");
        assertSame(TopicField.ITEM_EXPIRE, ChronoUnit.FOREVER.getDuration(), "max");
        assertSame(TopicField.MAX_ITEMS, MaxItems.of(7), "7");
        assertSame(TopicField.MAX_ITEMS, MaxItems.MAX, "max");
        assertSame(TopicField.MAX_PAYLOAD_SIZE, 250_000, "250000");
        assertSame(TopicField.TITLE, "MILE Host Data", "MILE Host Data");
        assertSame(
                TopicField.CONTACT,
                List.of(GridAddress.of("a@grid.example"), GridAddress.of("b@grid.example")),
                "a@grid.example",
                "b@grid.example");
        assertSame(TopicField.ROSTER_GROUPS_ALLOWED, List.of("friends", "analysts"), "friends", "analysts");
    }

    private static <T> void assertSame(TopicField<T> field, T value, String... texts) {
        assertThat(field.write(value)).containsExactly(texts);
        assertThat(field.read(List.of(texts))).contains(value);
    }

    @Test
    void read_whenTheTextIsNoSuchValue_thenEmpty() {
        assertThat(TopicField.ACCESS_MODEL.read(List.of("publisher-roster"))).isEmpty();
        assertThat(TopicField.PERSIST_ITEMS.read(List.of("perhaps"))).isEmpty();
        assertThat(TopicField.ITEM_EXPIRE.read(List.of("infinity"))).isEmpty();
        assertThat(TopicField.ITEM_EXPIRE.read(List.of("-1"))).isEmpty();
        assertThat(TopicField.MAX_ITEMS.read(List.of("99999999999"))).isEmpty();
        assertThat(TopicField.MAX_ITEMS.read(List.of("9".repeat(1000)))).isEmpty();
        assertThat(TopicField.MAX_PAYLOAD_SIZE.read(List.of("٣"))).isEmpty();
        assertThat(TopicField.TITLE.read(List.of(""))).isEmpty();
        assertThat(TopicField.TITLE.read(List.of())).isEmpty();
        assertThat(TopicField.CONTACT.read(List.of("a@grid.example", "@"))).isEmpty();
    }

    @Test
    void write_whenTheValueCantBeSaid_thenNamesTheField() {
        assertThatThrownBy(() -> TopicField.ITEM_EXPIRE.write(Duration.ofMillis(1500)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole seconds");
        assertThatThrownBy(() -> TopicField.ITEM_EXPIRE.write(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TopicField.MAX_PAYLOAD_SIZE.write(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max_payload_size");
        assertThatThrownBy(() -> TopicField.TITLE.write("a\u0000b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("pubsub#title", "U+0000");
    }
}
