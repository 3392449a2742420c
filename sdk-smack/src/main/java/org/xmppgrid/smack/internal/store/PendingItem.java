package org.xmppgrid.smack.internal.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is kept of a delivery besides its payload: it changes with each attempt, and the payload does not. */
record PendingItem(
        ItemKey key,
        @Nullable Instant published,
        Instant received,
        int attempts,
        Instant retryAt,
        boolean retracted,
        long size) {

    static PendingItem of(Arrival item, ItemKey key, Instant now) {
        return new PendingItem(key, item.published(), now, 0, now, false, item.payload().length);
    }

    PendingItem begun() {
        return new PendingItem(key, published, received, attempts + 1, retryAt, retracted, size);
    }

    PendingItem due(Instant time) {
        return new PendingItem(key, published, received, attempts, time, retracted, size);
    }

    PendingItem withdrawn() {
        return new PendingItem(key, published, received, attempts, retryAt, true, size);
    }

    PendingItem anew(Instant now) {
        return new PendingItem(key, published, received, 0, now, false, size);
    }

    Delivery delivery(long sequence, byte[] payload) {
        Arrival item = new Arrival(key.broker(), key.topic(), key.itemId(), published, payload);
        return new Delivery(sequence, item, received, attempts, retryAt, retracted);
    }

    byte[] write() {
        FieldWriter fields = new FieldWriter()
                .text(key.broker())
                .text(key.topic())
                .text(key.itemId())
                .bytes(key.hash())
                .time(received)
                .number(attempts)
                .time(retryAt)
                .number(retracted ? 1 : 0)
                .number(size)
                .number(published == null ? 0 : 1);
        return (published == null ? fields : fields.time(published)).done();
    }

    static PendingItem read(byte[] value) {
        FieldReader fields = new FieldReader(value);
        ItemKey key = new ItemKey(fields.text(), fields.text(), fields.text(), fields.bytes());
        Instant received = fields.time();
        int attempts = (int) fields.number();
        Instant retryAt = fields.time();
        boolean retracted = fields.number() != 0;
        long size = fields.number();
        Instant published = fields.number() == 0 ? null : fields.time();
        return new PendingItem(key, published, received, attempts, retryAt, retracted, size);
    }
}
