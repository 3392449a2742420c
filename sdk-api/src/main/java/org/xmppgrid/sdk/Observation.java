package org.xmppgrid.sdk;

import java.util.Optional;

/**
 * Something that happened on a connection and that nobody was called or thrown for, or that an auditor wants to know.
 * It never holds a password or a payload.
 *
 * @param kind what happened
 * @param platform the address of this platform
 * @param peer who caused it, if that is known
 * @param topic the topic that it is about, if it is about one
 * @param detail what happened, in one line
 */
public record Observation(
        Kind kind, GridAddress platform, Optional<GridAddress> peer, Optional<String> topic, String detail) {

    /** What can happen. */
    public enum Kind {
        /** The session stands: authenticated over TLS. The detail names mechanism, TLS version and cipher suite. */
        CONNECTED,
        /** The session was closed by this program. */
        CLOSED,
        /** The connection was lost. */
        CONNECTION_LOST,
        /** An event came from somebody who is not the broker, and was dropped (RFC 8600 §8.2.2). */
        FORGED_EVENT_DROPPED,
        /** A stanza was dropped that nothing here asked for, or that can't be read. */
        UNEXPECTED_STANZA_DROPPED,
        /** An item's payload is of another type than its topic's, or can't be read. */
        ITEM_UNREADABLE,
        /** A handler threw; the next event goes on. */
        HANDLER_FAILED,
        /** Events for a topic without a handler were more than what is held for it, and the oldest were dropped. */
        EVENTS_DISCARDED
    }
}
