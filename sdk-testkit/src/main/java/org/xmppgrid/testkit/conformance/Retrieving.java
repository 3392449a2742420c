package org.xmppgrid.testkit.conformance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** RFC 8600 §4 d, "query a topic": XEP-0060 §6.5 with XEP-0059, and XEP-0313 with XEP-0442. */
abstract class Retrieving extends Subscribing {
    private static final int ITEMS = 25;

    @Test
    @Clause(value = "XEP-0060 §6.5.4 oldest first", title = "all items are retrieved page by page, each once, in order")
    void history_whenReadInPages_thenEachItemOnceAndTheOldestFirst(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> ids = publish(topic, ITEMS);

        List<Item<RawPayload>> items = scene.at(scene.consumer(), topic).history().pageSize(10).stream()
                .toList();

        pagingTold(scene);
        assertThat(items).extracting(Item::id).isEqualTo(ids);
        SameXml.assertSame(items.get(7).payload().xml(), Documents.incident(7).xml());
    }

    @Test
    @Clause(value = "XEP-0059 §2.5 newest first", title = "items are retrieved from the newest on")
    void history_whenNewestFirst_thenEachItemOnceAndTheNewestFirst(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> ids = new ArrayList<>(publish(topic, ITEMS));
        Collections.reverse(ids);
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);

        assertThat(seen.history().newestFirst().pageSize(10))
                .extracting(Item::id)
                .isEqualTo(ids);
        assertThat(seen.history().newestFirst().pageSize(10).limit(12))
                .extracting(Item::id)
                .isEqualTo(ids.subList(0, 12));
        pagingTold(scene);
    }

    @Test
    @Clause(value = "XEP-0060 §6.5.4 empty", title = "a topic without items has an empty history")
    void history_whenThereIsNothing_thenEmpty(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);

        assertThat(seen.history()).isEmpty();
        assertThat(seen.history().newestFirst()).isEmpty();
        assertThat(seen.history().ids("none")).isEmpty();
    }

    @Test
    @Clause(value = "XEP-0060 §6.5.8 by id", title = "items are retrieved by their ids in one request")
    void history_whenAskedById_thenInTheOrderAskedForWithoutTheUnknown(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        publish(topic, 5);

        assertThat(scene.at(scene.consumer(), topic).history().ids("item-3", "unknown", "item-0", "item-4", "item-3"))
                .extracting(Item::id)
                .containsExactly("item-3", "item-0", "item-4");
    }

    @Test
    @Clause(value = "XEP-0059 §2.2 changes", title = "items that are published while a history is read are read too")
    void history_whenItemsArePublishedMeanwhile_thenNoneIsMissingOrTwice(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> ids = new ArrayList<>(publish(topic, ITEMS));

        Iterator<Item<RawPayload>> history =
                scene.at(scene.consumer(), topic).history().pageSize(10).iterator();
        List<String> read = new ArrayList<>();
        while (history.hasNext()) {
            read.add(history.next().id());
            if (read.size() == 10) {
                topic.publish("late", Documents.incident(1));
            }
        }

        if (scene.isKnownFor(Deviation.RSM_IGNORED_IN_ITEMS)) {
            scene.deviates(Deviation.RSM_IGNORED_IN_ITEMS, "what was published later is not in the one answer");
        } else {
            ids.add("late");
        }
        assertThat(read).isEqualTo(ids);
    }

    @Test
    @Clause(value = "XEP-0060 §6.5.9 errors", title = "the history of a topic that does not exist is refused")
    void history_whenTopicDoesNotExist_thenNotFound(Scene scene) {
        Topic<RawPayload> missing = scene.at(scene.consumer(), scene.topicName());

        GridRequestException refusal = catchThrowableOfType(
                GridRequestException.class, () -> missing.history().stream().toList());

        assertThat(refusal.reason()).isEqualTo(Reason.TOPIC_NOT_FOUND);
    }

    @Test
    @Clause(value = "XEP-0313 §4.1.2 with XEP-0442", title = "what was published since a time is read from the archive")
    void history_whenSinceATime_thenFromTheArchiveOrRefused(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        publish(topic, ITEMS);
        Topic<RawPayload> seen = scene.at(scene.consumer(), topic);
        if (scene.isKnownFor(Deviation.NO_TOPIC_ARCHIVE)) {
            GridRequestException refusal =
                    catchThrowableOfType(GridRequestException.class, () -> seen.history().since(Instant.EPOCH).stream()
                            .toList());
            assertThat(refusal.reason()).isEqualTo(Reason.NOT_SUPPORTED);
            assertThat(refusal).hasMessageContainingAll(topic.name(), "archive", "newestFirst()");
            scene.deviates(Deviation.NO_TOPIC_ARCHIVE, "and its items have no times: the SDK says so");
            return;
        }

        List<Item<RawPayload>> all =
                seen.history().since(Instant.EPOCH).pageSize(10).stream().toList();
        assertThat(all).extracting(Item::id).hasSize(ITEMS).startsWith("item-0", "item-1");
        assertThat(all)
                .allSatisfy(item -> assertThat(item.publishedAt()).isPresent())
                .allSatisfy(item -> assertThat(item.delayedSince()).isEmpty());
        Instant published = all.get(20).publishedAt().orElseThrow();
        assertThat(seen.history().since(published))
                .extracting(Item::id)
                .endsWith("item-20", "item-21", "item-22", "item-23", "item-24");
        assertThat(seen.history().since(Instant.EPOCH).newestFirst().limit(2))
                .extracting(Item::id)
                .containsExactly("item-24", "item-23");
    }

    private static void pagingTold(Scene scene) {
        if (scene.isKnownFor(Deviation.RSM_IGNORED_IN_ITEMS)) {
            scene.deviates(Deviation.RSM_IGNORED_IN_ITEMS, "the SDK takes everything at once, in the right order");
        }
    }

    private static List<String> publish(Topic<RawPayload> topic, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> topic.publish("item-" + number, Documents.incident(number)))
                .toList();
    }
}
