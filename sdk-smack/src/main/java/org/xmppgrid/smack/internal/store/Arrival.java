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
 * @param payload the payload's original bytes, which nobody changes
 */
public record Arrival(
        String broker,
        String topic,
        String itemId,
        @Nullable Instant published,
        byte[] payload) {
    /** Tells everything but the payload. */
    @Override
    public String toString() {
        return "Arrival[" + broker + ", " + topic + ", " + itemId + ", " + published + ", " + payload.length + " B]";
    }
}
