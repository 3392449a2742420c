package org.xmppgrid.smack.internal.store;

import java.util.Arrays;

/** By what an item is known again: broker, topic and item id; and the same with the hash of its payload. */
record ItemKey(String broker, String topic, String itemId, byte[] hash) {
    static ItemKey of(Arrival item) {
        return new ItemKey(item.broker(), item.topic(), item.itemId(), item.content());
    }

    /** The key without the hash: all keys of the item's contents begin with it, and no other's. */
    static byte[] item(String broker, String topic, String itemId) {
        return new FieldWriter().text(broker).text(topic).text(itemId).done();
    }

    byte[] item() {
        return item(broker, topic, itemId);
    }

    byte[] content() {
        return new FieldWriter()
                .text(broker)
                .text(topic)
                .text(itemId)
                .bytes(hash)
                .done();
    }

    static boolean isContentOf(byte[] item, byte[] content) {
        return content.length > item.length && Arrays.equals(item, 0, item.length, content, 0, item.length);
    }
}
