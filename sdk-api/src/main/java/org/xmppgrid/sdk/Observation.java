package org.xmppgrid.sdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * @param attributes the same for programs, by the names that {@link Kind} gives; in order
 */
public record Observation(
        Kind kind,
        GridAddress platform,
        Optional<GridAddress> peer,
        Optional<String> topic,
        String detail,
        Map<String, String> attributes) {

    /** What can happen. */
    public enum Kind {
        /** TLS stands and the controller's certificate is verified. Attributes: endpoint, tls, cipher, subject, pin, revocation. */
        CONNECTED,
        /** The platform is authenticated and the session stands. Attributes: mechanism, binding (if any), address. */
        AUTHENTICATED,
        /** An attempt to connect failed. Attributes: reason, endpoint. */
        REFUSED,
        /**
         * Something weaker is used than what could be, or somebody tried to bring that about. Attributes: mechanism or
         * reason.
         */
        DOWNGRADED,
        /** Nobody could say whether the controller's certificate was revoked, and the policy accepts that. */
        REVOCATION_UNKNOWN,
        /** The session was closed by this program. */
        CLOSED,
        /** The connection was lost. */
        CONNECTION_LOST,
        /** The connection is back. Attributes: resumed, attempts. */
        RECONNECTED,
        /** A lost connection is not got back: trying again is pointless or not wanted. Attributes: reason. */
        GIVEN_UP,
        /** An event came from somebody who is not the broker, and was dropped (RFC 8600 §8.2.2). */
        FORGED_EVENT_DROPPED,
        /** A stanza was dropped that nothing here asked for, or that can't be read. */
        UNEXPECTED_STANZA_DROPPED,
        /** Something from the network was beyond the {@link GridLimits}. Attribute: limit. */
        LIMIT_HIT,
        /**
         * More of the same kind happened than {@link GridLimits#reportsPerMinute()} lets through. Attributes: kind,
         * count.
         */
        SUPPRESSED,
        /** An item's payload is of another type than its topic's, or can't be read. */
        ITEM_UNREADABLE,
        /** A list of topics is likely to be cut short: by its length, or by what the broker says is in all. */
        LISTING_DOUBTFUL,
        /** The broker did not restore a subscription after the connection was lost. */
        SUBSCRIPTION_LOST,
        /** A handler threw; the next event goes on. */
        HANDLER_FAILED,
        /** A durable consumer missed items, or may have, that can't be had any more. Attributes: cause, consumer. */
        ITEMS_MISSED,
        /** A durable consumer gave an item up. Attributes: consumer, item, attempts. */
        ITEM_DEAD_LETTERED,
        /**
         * The state of a durable consumer can't be written or can be again, or its subscription ended. Attributes:
         * consumer, reason (unless all is well).
         */
        CONSUMER_STATE,
        /** A durable consumer's topic does not keep what it would need. Attribute: consumer. */
        NOT_DURABLE,
        /** A durable provider's report was given up and set aside. Attributes: provider, item, reason. */
        REPORT_DEAD_LETTERED,
        /** A durable provider's full spool dropped its oldest reports. Attributes: provider, count. */
        REPORTS_DROPPED,
        /**
         * A durable provider can't go on for another reason than the connection, or can again. Attributes: provider,
         * state, reason.
         */
        PROVIDER_STATE,
        /**
         * Events were more than what is held, and the oldest were dropped: for a topic without a handler, or for one that
         * is slow and whose {@linkplain Overflow#DROP_OLDEST policy} that is.
         */
        EVENTS_DISCARDED
    }

    /**
     * Copies the attributes.
     *
     * @param kind what happened
     * @param platform the address of this platform
     * @param peer who caused it
     * @param topic the topic that it is about
     * @param detail what happened, in one line
     * @param attributes the same for programs
     */
    public Observation {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
