package org.xmppgrid.smack.internal.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateEntry;
import org.xmppgrid.sdk.StateStore;

/** How a consumer's state is written: which maps there are, and what their keys and values look like. */
final class InboxMaps {
    /** A pending item by its place. */
    record Pending(long sequence, PendingItem item) {}

    private static final String PENDING = "inbox.pending";
    private static final String PAYLOADS = "inbox.payloads";
    /** From an item and its content to the place where it waits. */
    private static final String WAITING = "inbox.waiting";
    /** Which items were settled while an earlier one still waits. */
    private static final String AHEAD = "inbox.ahead";

    private static final String DEAD = "inbox.dead";
    private static final String ABOUT = "inbox.about";
    private static final byte[] CHECKPOINT = "checkpoint".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TOPIC = "topic".getBytes(StandardCharsets.UTF_8);
    private static final int PAGE = 256;
    /** Contents of one item. */
    private static final int FEW = 4;

    private final StateStore store;

    InboxMaps(StateStore store) {
        this.store = store;
    }

    void put(StateBatch batch, Pending pending, byte[] payload) {
        set(batch, pending);
        batch.put(PAYLOADS, Database.bytes(pending.sequence()), payload);
        index(batch, pending);
    }

    void set(StateBatch batch, Pending pending) {
        batch.put(PENDING, Database.bytes(pending.sequence()), pending.item().write());
    }

    void index(StateBatch batch, Pending pending) {
        batch.put(WAITING, pending.item().key().content(), Database.bytes(pending.sequence()));
    }

    /** Removes a pending item, but for its payload. */
    void remove(StateBatch batch, Pending pending) {
        batch.remove(PENDING, Database.bytes(pending.sequence()));
        unindex(batch, pending);
    }

    void removePayload(StateBatch batch, long sequence) {
        batch.remove(PAYLOADS, Database.bytes(sequence));
    }

    /** From now on the same content is another item. */
    void unindex(StateBatch batch, Pending pending) {
        ItemKey key = pending.item().key();
        waiting(key).stream()
                .filter(sequence -> sequence == pending.sequence())
                .forEach(sequence -> batch.remove(WAITING, key.content()));
    }

    Optional<Pending> pending(long sequence) {
        return store.get(PENDING, Database.bytes(sequence))
                .map(value -> new Pending(sequence, PendingItem.read(value)));
    }

    List<Pending> pending(long after, int limit) {
        return store.entries(PENDING, Database.bytes(after), limit).stream()
                .map(entry -> new Pending(Database.number(entry.key()), PendingItem.read(entry.value())))
                .toList();
    }

    Optional<byte[]> payload(long sequence) {
        return store.get(PAYLOADS, Database.bytes(sequence));
    }

    /** The place where the same content of the item waits. */
    OptionalLong waiting(ItemKey key) {
        Optional<byte[]> found = store.get(WAITING, key.content());
        return found.isPresent() && store.get(PENDING, found.get()).isPresent()
                ? OptionalLong.of(Database.number(found.get()))
                : OptionalLong.empty();
    }

    /** Whether any content of an item waits that has not been retracted. */
    boolean isWaiting(byte[] item) {
        return store.entries(WAITING, item, 1).stream().anyMatch(entry -> ItemKey.isContentOf(item, entry.key()));
    }

    /** The places where any content of an item waits that has not been retracted. */
    List<Long> waiting(byte[] item) {
        List<Long> found = new ArrayList<>();
        byte[] after = item;
        for (boolean more = true; more; ) {
            List<StateEntry> page = store.entries(WAITING, after, FEW);
            more = !page.isEmpty();
            for (StateEntry entry : page) {
                more &= ItemKey.isContentOf(item, entry.key());
                if (more) {
                    found.add(Database.number(entry.value()));
                    after = entry.key();
                }
            }
        }
        return found;
    }

    void putAhead(StateBatch batch, Checkpoint settled) {
        batch.put(AHEAD, Database.bytes(settled.sequence()), write(settled));
    }

    /** Removes and returns the last of those that are ahead no more. */
    Optional<Checkpoint> takeAhead(StateBatch batch, long upTo) {
        Checkpoint last = null;
        byte[] after = new byte[0];
        for (boolean more = true; more; ) {
            List<StateEntry> page = store.entries(AHEAD, after, PAGE);
            more = !page.isEmpty();
            for (StateEntry entry : page) {
                more &= Database.number(entry.key()) <= upTo;
                if (more) {
                    last = checkpoint(entry.value());
                    batch.remove(AHEAD, entry.key());
                    after = entry.key();
                }
            }
        }
        return Optional.ofNullable(last);
    }

    /** The largest place that is settled ahead; 0 if there is none. */
    long lastAhead() {
        long last = 0;
        for (List<StateEntry> page = store.entries(AHEAD, Database.bytes(0), PAGE);
                !page.isEmpty();
                page = store.entries(AHEAD, Database.bytes(last), PAGE)) {
            last = Database.number(page.get(page.size() - 1).key());
        }
        return last;
    }

    void setCheckpoint(StateBatch batch, Checkpoint checkpoint) {
        batch.put(ABOUT, CHECKPOINT, write(checkpoint));
    }

    Optional<Checkpoint> checkpoint() {
        return store.get(ABOUT, CHECKPOINT).map(InboxMaps::checkpoint);
    }

    void putDead(StateBatch batch, Pending pending, InboxDeadLetter letter) {
        batch.put(
                DEAD,
                Database.bytes(pending.sequence()),
                new FieldWriter()
                        .text(letter.reason())
                        .time(letter.since())
                        .bytes(pending.item().write())
                        .done());
    }

    void removeDead(StateBatch batch, long sequence) {
        batch.remove(DEAD, Database.bytes(sequence));
    }

    Optional<PendingItem> dead(long sequence) {
        return store.get(DEAD, Database.bytes(sequence)).map(InboxMaps::deadItem);
    }

    List<InboxDeadLetter> deadLetters(long after, int limit) {
        return store.entries(DEAD, Database.bytes(after), limit).stream()
                .map(entry -> {
                    long sequence = Database.number(entry.key());
                    FieldReader fields = new FieldReader(entry.value());
                    String reason = fields.text();
                    Instant since = fields.time();
                    PendingItem item = PendingItem.read(fields.bytes());
                    byte[] payload = payload(sequence).orElseGet(() -> new byte[0]);
                    return new InboxDeadLetter(item.delivery(sequence, payload), reason, since);
                })
                .toList();
    }

    List<Long> deadPlaces(long after, int limit) {
        return store.entries(DEAD, Database.bytes(after), limit).stream()
                .map(entry -> Database.number(entry.key()))
                .toList();
    }

    long counter(String name) {
        return store.get(ABOUT, name.getBytes(StandardCharsets.UTF_8))
                .map(Database::number)
                .orElse(0L);
    }

    /** Which topic the state is of; empty if that was never noted. */
    Optional<String> topic() {
        return store.get(ABOUT, TOPIC).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    void setTopic(StateBatch batch, String topic) {
        batch.put(ABOUT, TOPIC, topic.getBytes(StandardCharsets.UTF_8));
    }

    void setCounter(StateBatch batch, String name, long value) {
        batch.put(ABOUT, name.getBytes(StandardCharsets.UTF_8), Database.bytes(value));
    }

    private static PendingItem deadItem(byte[] value) {
        FieldReader fields = new FieldReader(value);
        fields.text();
        fields.time();
        return PendingItem.read(fields.bytes());
    }

    private static byte[] write(Checkpoint checkpoint) {
        return new FieldWriter()
                .number(checkpoint.sequence())
                .text(checkpoint.broker())
                .text(checkpoint.topic())
                .text(checkpoint.itemId())
                .done();
    }

    private static Checkpoint checkpoint(byte[] value) {
        FieldReader fields = new FieldReader(value);
        return new Checkpoint(fields.number(), fields.text(), fields.text(), fields.text());
    }
}
