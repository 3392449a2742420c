package org.xmppgrid.smack.internal.store;

import java.time.Duration;

/**
 * How far a consumer is behind.
 *
 * @param pending how many items wait, or are being handled
 * @param bytes how many bytes of payloads they have
 * @param oldest for how long the first of them has been waiting; zero if there is none
 * @param settled how many items were ever settled
 * @param remembered how many settled items and retractions are remembered
 * @param deadLetters how many dead letters there are
 * @param droppedDeadLetters how many dead letters were ever dropped because there were too many
 */
public record InboxLag(
        long pending,
        long bytes,
        Duration oldest,
        long settled,
        long remembered,
        long deadLetters,
        long droppedDeadLetters) {}
