package org.xmppgrid.smack.internal.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is kept of a delivery besides its payload: it changes with each attempt, and the payload does not. */
record PendingItem(ItemKey key, Origin origin, int attempts, Instant retryAt, boolean retracted, long size) {
    private static final int RETRACTED = 1;
    private static final int LATE = 2;
    private static final int UPDATE = 4;

    /** What stays the same whatever becomes of the delivery. */
    record Origin(
            @Nullable Instant published, @Nullable String publisher, boolean late, Instant received, boolean update) {}

    static PendingItem of(Arrival item, ItemKey key, Instant now, boolean update) {
        Origin origin = new Origin(item.published(), item.publisher(), item.late(), now, update);
        return new PendingItem(key, origin, 0, now, false, item.payload().length);
    }

    PendingItem begun() {
        return new PendingItem(key, origin, attempts + 1, retryAt, retracted, size);
    }

    PendingItem due(Instant time) {
        return new PendingItem(key, origin, attempts, time, retracted, size);
    }

    PendingItem withdrawn() {
        return new PendingItem(key, origin, attempts, retryAt, true, size);
    }

    PendingItem anew(Instant now) {
        Origin again = new Origin(origin.published, origin.publisher, origin.late, now, origin.update);
        return new PendingItem(key, again, 0, now, false, size);
    }

    StoredDelivery delivery(long sequence, byte[] payload) {
        Arrival item = new Arrival(
                key.broker(),
                key.topic(),
                key.itemId(),
                origin.published,
                origin.publisher,
                origin.late,
                payload,
                key.hash());
        return new StoredDelivery(sequence, item, origin.received, attempts, retryAt, retracted, origin.update);
    }

    byte[] write() {
        int flags = (retracted ? RETRACTED : 0) | (origin.late ? LATE : 0) | (origin.update ? UPDATE : 0);
        FieldWriter fields = new FieldWriter()
                .text(key.broker())
                .text(key.topic())
                .text(key.itemId())
                .bytes(key.hash())
                .time(origin.received)
                .number(attempts)
                .time(retryAt)
                .number(flags)
                .number(size)
                .text(origin.publisher == null ? "" : origin.publisher)
                .number(origin.published == null ? 0 : 1);
        return (origin.published == null ? fields : fields.time(origin.published)).done();
    }

    static PendingItem read(byte[] value) {
        FieldReader fields = new FieldReader(value);
        ItemKey key = new ItemKey(fields.text(), fields.text(), fields.text(), fields.bytes());
        Instant received = fields.time();
        int attempts = (int) fields.number();
        Instant retryAt = fields.time();
        long flags = fields.number();
        long size = fields.number();
        String publisher = fields.text();
        Instant published = fields.number() == 0 ? null : fields.time();
        Origin origin = new Origin(
                published,
                publisher.isEmpty() ? null : publisher,
                (flags & LATE) != 0,
                received,
                (flags & UPDATE) != 0);
        return new PendingItem(key, origin, attempts, retryAt, (flags & RETRACTED) != 0, size);
    }
}
