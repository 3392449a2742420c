package org.xmppgrid.smack.internal.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.StateBatch;
import org.xmppgrid.sdk.StateEntry;
import org.xmppgrid.sdk.StateStore;

/** How a spool is written: which maps there are, and what their keys and values look like. */
final class SpoolMaps {
    private static final String ITEMS = "spool.items";
    /** From topic and item id to the newest place of that item and the hash of its payload. */
    private static final String IDS = "spool.ids";

    private static final String DEAD = "spool.dead";
    private static final String COUNTERS = "spool.counters";

    private final StateStore store;

    SpoolMaps(StateStore store) {
        this.store = store;
    }

    void put(StateBatch batch, Spooled item) {
        batch.put(ITEMS, Database.bytes(item.sequence()), write(item));
        batch.put(
                IDS,
                idKey(item),
                new FieldWriter()
                        .number(item.sequence())
                        .bytes(PayloadHash.of(item.payload()))
                        .done());
    }

    void remove(StateBatch batch, Spooled item) {
        batch.remove(ITEMS, Database.bytes(item.sequence()));
        byte[] key = idKey(item);
        store.get(IDS, key)
                .filter(value -> new FieldReader(value).number() == item.sequence())
                .ifPresent(value -> batch.remove(IDS, key));
    }

    boolean has(Spooled item) {
        return store.get(ITEMS, Database.bytes(item.sequence())).isPresent();
    }

    /** The place of the newest report under this id, if it waits and has the same payload. */
    OptionalLong same(String topic, String itemId, byte[] payload) {
        byte[] found = store.get(IDS, idKey(topic, itemId)).orElse(null);
        if (found == null) {
            return OptionalLong.empty();
        }
        FieldReader fields = new FieldReader(found);
        long sequence = fields.number();
        return Arrays.equals(fields.bytes(), PayloadHash.of(payload))
                        && store.get(ITEMS, Database.bytes(sequence)).isPresent()
                ? OptionalLong.of(sequence)
                : OptionalLong.empty();
    }

    List<Spooled> items(long after, int limit) {
        return store.entries(ITEMS, Database.bytes(after), limit).stream()
                .map(SpoolMaps::item)
                .toList();
    }

    List<SpoolDeadLetter> deadLetters(long after, int limit) {
        return store.entries(DEAD, Database.bytes(after), limit).stream()
                .map(SpoolMaps::deadLetter)
                .toList();
    }

    void putDead(StateBatch batch, SpoolDeadLetter letter) {
        batch.put(
                DEAD,
                Database.bytes(letter.item().sequence()),
                new FieldWriter()
                        .text(letter.reason().name())
                        .text(letter.why())
                        .number(letter.attempts())
                        .time(letter.since())
                        .bytes(write(letter.item()))
                        .done());
    }

    void removeDead(StateBatch batch, SpoolDeadLetter letter) {
        batch.remove(DEAD, Database.bytes(letter.item().sequence()));
    }

    /** Not another one in its place: places are used again when a spool is opened that was empty. */
    boolean hasDead(SpoolDeadLetter letter) {
        return deadLetters(letter.item().sequence() - 1, 1).stream()
                .filter(found -> found.item().sequence() == letter.item().sequence())
                .filter(found -> found.item().topic().equals(letter.item().topic()))
                .anyMatch(found -> found.item().itemId().equals(letter.item().itemId()));
    }

    long counter(String name) {
        return store.get(COUNTERS, name.getBytes(StandardCharsets.UTF_8))
                .map(Database::number)
                .orElse(0L);
    }

    void setCounter(StateBatch batch, String name, long value) {
        batch.put(COUNTERS, name.getBytes(StandardCharsets.UTF_8), Database.bytes(value));
    }

    private static byte[] write(Spooled item) {
        return new FieldWriter()
                .text(item.topic())
                .text(item.itemId())
                .time(item.created())
                .bytes(item.payload())
                .done();
    }

    private static Spooled item(StateEntry entry) {
        return item(Database.number(entry.key()), entry.value());
    }

    private static Spooled item(long sequence, byte[] value) {
        FieldReader fields = new FieldReader(value);
        String topic = fields.text();
        String itemId = fields.text();
        Instant created = fields.time();
        return new Spooled(sequence, topic, itemId, created, fields.bytes());
    }

    private static SpoolDeadLetter deadLetter(StateEntry entry) {
        FieldReader fields = new FieldReader(entry.value());
        Reason reason = reason(fields.text());
        String why = fields.text();
        int attempts = (int) fields.number();
        Instant since = fields.time();
        return new SpoolDeadLetter(item(Database.number(entry.key()), fields.bytes()), reason, why, attempts, since);
    }

    /** A reason that this version does not know is that of a newer one. */
    private static Reason reason(String name) {
        try {
            return Reason.valueOf(name);
        } catch (IllegalArgumentException e) {
            return Reason.REFUSED;
        }
    }

    private static byte[] idKey(Spooled item) {
        return idKey(item.topic(), item.itemId());
    }

    private static byte[] idKey(String topic, String itemId) {
        return new FieldWriter().text(topic).text(itemId).done();
    }
}
