package org.xmppgrid.smack.internal.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.smack.internal.store.Arrival;
import org.xmppgrid.smack.internal.xmpp.ContentHash;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

/** How an item is written into a consumer's state, and read again. */
final class ItemOnDisk {
    /** Between the parts of a payload: no part of XML. */
    private static final char STOP = 0;

    private ItemOnDisk() {}

    /** An item that arrived. */
    static Arrival of(Item<?> item) {
        return of(
                item.broker(),
                item.topic(),
                item.delayedSince().isPresent(),
                new StoredItem(item.id(), item.publisher(), item.publishedAt(), item.raw()));
    }

    /** An item that the broker keeps. */
    static Arrival of(GridAddress broker, String topic, StoredItem item) {
        return of(broker, topic, false, item);
    }

    private static Arrival of(GridAddress broker, String topic, boolean late, StoredItem item) {
        @Nullable Instant published = item.delayedSince().orElse(null);
        @Nullable String publisher = item.publisher().map(GridAddress::toString).orElse(null);
        return new Arrival(
                broker.toString(),
                topic,
                item.id(),
                published,
                publisher,
                late,
                bytes(item.payload()),
                ContentHash.of(item.payload()));
    }

    /** The item with its payload read, or with the reason why it can't be. */
    static <T> ReceivedItem<T> read(GridTopic<T> topic, Arrival arrival) {
        StoredItem stored = new StoredItem(
                arrival.itemId(),
                Optional.ofNullable(arrival.publisher()).map(GridAddress::of),
                Optional.ofNullable(arrival.published()),
                payload(arrival.payload()));
        GridAddress broker = GridAddress.of(arrival.broker());
        return arrival.late()
                ? ReceivedItem.read(topic.session().codec(), topic.type(), topic.name(), broker, stored)
                : ReceivedItem.kept(topic.session().codec(), topic.type(), topic.name(), broker, stored);
    }

    static RawPayload payload(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.UTF_8);
        int namespace = all.indexOf(STOP);
        int xml = all.indexOf(STOP, namespace + 1);
        return new RawPayload(all.substring(namespace + 1, xml), all.substring(0, namespace), all.substring(xml + 1));
    }

    private static byte[] bytes(RawPayload payload) {
        return (payload.element() + STOP + payload.namespace() + STOP + payload.xml()).getBytes(StandardCharsets.UTF_8);
    }
}
