package org.xmppgrid.sdk;

import java.time.Instant;

/**
 * An item that a durable consumer has given up.
 *
 * @param number its number among those of the consumer, in the order of delivery
 * @param topic the topic's name
 * @param itemId the item's id
 * @param payload the payload as it came
 * @param reason why it was given up, for people
 * @param attempts how often handling it was begun
 * @param receivedAt when it arrived
 * @param since when it was given up
 */
public record ConsumerDeadLetter(
        long number,
        String topic,
        String itemId,
        RawPayload payload,
        String reason,
        int attempts,
        Instant receivedAt,
        Instant since) {}
