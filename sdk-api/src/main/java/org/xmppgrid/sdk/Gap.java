package org.xmppgrid.sdk;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Events of a topic that this platform did not get, or may not have got: never silently.
 *
 * @param cause why
 * @param since after when they were published, by this machine's clock; empty if that is not known
 * @param until before when
 * @param count how many they are, where that is known
 * @param detail what is known of it, in one line
 */
public record Gap(Cause cause, Optional<Instant> since, Instant until, OptionalLong count, String detail) {

    /**
     * This gap, if it went on.
     *
     * @param later before when the missing events were published
     * @return the longer gap
     */
    public Gap until(Instant later) {
        return new Gap(cause, since, later, count, detail);
    }

    /** Why events are missing. */
    public enum Cause {
        /** The connection was lost and its stream could not be resumed: whatever came meanwhile was not received. */
        RECONNECTED,
        /** The queue was full and its policy is to drop the oldest. */
        OVERFLOW,
        /** The topic does not store its items, or its broker does not let them be read. */
        NOT_STORED,
        /** The broker dropped items to make room, before they could be read. */
        ROLLED_OVER,
        /** The topic's items were purged, or the topic was deleted, before they could be read. */
        PURGED,
        /** The state that tells what was received already is damaged. */
        STATE_LOST
    }
}
