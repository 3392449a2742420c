package org.xmppgrid.smack.internal.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item as it came from a broker.
 *
 * @param broker the broker's address
 * @param topic the topic's name
 * @param itemId the item's id
 * @param published when it was published, or null if the broker does not tell
 * @param publisher who published it, or null if the broker does not tell
 * @param late whether it was stored for this platform, so that the time is that of its delay
 * @param payload the payload's original bytes, which nobody changes
 * @param content the hash of what the payload says: brokers write the same in several ways
 */
public record Arrival(
        String broker,
        String topic,
        String itemId,
        @Nullable Instant published,
        @Nullable String publisher,
        boolean late,
        byte[] payload,
        byte[] content) {
    /** An item whose bytes are what they say. */
    public Arrival(String broker, String topic, String itemId, @Nullable Instant published, byte[] payload) {
        this(broker, topic, itemId, published, null, false, payload, PayloadHash.of(payload));
    }

    /** The same as something to be known by alone. */
    public Arrival withoutPayload() {
        return new Arrival(broker, topic, itemId, published, publisher, late, new byte[0], content);
    }

    /** Tells everything but the payload. */
    @Override
    public String toString() {
        return "Arrival[" + broker + ", " + topic + ", " + itemId + ", " + published + ", " + payload.length + " B]";
    }
}
