package org.xmppgrid.sdk;

import java.time.Instant;
import java.util.Optional;

/**
 * An item of a topic: one published payload with what the broker says of it. Immutable.
 *
 * @param <T> the Java type of the payload
 */
public interface Item<T> {

    /**
     * The item's id, unique in the topic.
     *
     * @return the id
     */
    String id();

    /**
     * The topic's name.
     *
     * @return the name
     */
    String topic();

    /**
     * The broker that delivered it.
     *
     * @return the broker's address
     */
    GridAddress broker();

    /**
     * Who published it, where the broker tells. The broker vouches for it, not the publisher.
     *
     * @return the provider's address, often without a resource
     */
    Optional<GridAddress> publisher();

    /**
     * When it was stored for later delivery, if it was (XEP-0203).
     *
     * @return the time, or empty for an item that came at once
     */
    Optional<Instant> delayedSince();

    /**
     * When it was published, by the clock of the broker or controller, as far as they tell: an archive does of every item,
     * and the stamp of a delivery that was delayed does; brokers don't tell it of the items that they keep.
     *
     * @return the time, or empty if it is not known
     */
    Optional<Instant> publishedAt();

    /**
     * The payload.
     *
     * @return the payload
     * @throws GridPayloadException if it is none of the topic's type ({@link Reason#PAYLOAD_UNKNOWN}) or can't be read
     *     ({@link Reason#PAYLOAD_INVALID}); {@link #raw()} has it as it came
     */
    T payload();

    /**
     * Whether {@link #payload()} returns one.
     *
     * @return true if it does not throw
     */
    boolean isReadable();

    /**
     * The payload as it came, with its prefixes, languages and attributes; an item without a payload has an empty
     * element name and no XML.
     *
     * @return the payload as XML
     */
    RawPayload raw();
}
