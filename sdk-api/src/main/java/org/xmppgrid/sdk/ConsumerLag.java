package org.xmppgrid.sdk;

import java.time.Duration;

/**
 * How far a durable consumer is behind, and what it has done so far.
 *
 * @param waiting how many items wait to be handled or for their outcome
 * @param bytes how many bytes of payloads they have
 * @param oldest for how long the first of them has waited; zero if there is none
 * @param deadLetters how many dead letters there are
 * @param droppedDeadLetters how many dead letters were dropped because there were too many, in the whole life of the
 *     state
 * @param settled how many items were acknowledged or given up, in the whole life of the state
 * @param received how many new items were taken since this consumer was opened
 * @param duplicates how many items came that were known, since this consumer was opened
 */
public record ConsumerLag(
        long waiting,
        long bytes,
        Duration oldest,
        long deadLetters,
        long droppedDeadLetters,
        long settled,
        long received,
        long duplicates) {}
