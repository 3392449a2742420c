package org.xmppgrid.smack.internal.store;

import java.time.Instant;

/**
 * A report in a spool.
 *
 * @param sequence its place: later reports have larger numbers
 * @param topic the topic it is for
 * @param itemId the item id under which it is published, however often that takes
 * @param created when it was given to the spool
 * @param payload the payload's bytes, which nobody changes
 */
public record Spooled(long sequence, String topic, String itemId, Instant created, byte[] payload) {
    /** Tells everything but the payload. */
    @Override
    public String toString() {
        return "Spooled[" + sequence + ", " + topic + ", " + itemId + ", " + created + ", " + payload.length + " B]";
    }
}
