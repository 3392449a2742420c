package org.xmppgrid.sdk;

import java.time.Duration;

/**
 * What waits in a durable provider's spool, and what became of the rest.
 *
 * @param waiting how many reports wait for the broker to confirm them
 * @param bytes how many bytes of payloads these have
 * @param oldest how long the oldest of them waits; zero if there is none
 * @param deadLetters how many dead letters are kept
 * @param confirmed how many reports the broker confirmed since the provider was opened
 * @param retried how many times a report was published again since the provider was opened
 * @param dropped how many reports a full spool dropped since it was made
 * @param droppedDeadLetters how many dead letters were dropped since it was made, because there were too many
 */
public record ProviderBacklog(
        long waiting,
        long bytes,
        Duration oldest,
        long deadLetters,
        long confirmed,
        long retried,
        long dropped,
        long droppedDeadLetters) {}
