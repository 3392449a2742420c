package org.xmppgrid.smack.internal.store;

import java.time.Duration;

/**
 * What waits in a spool.
 *
 * @param items how many reports
 * @param bytes how many bytes of payloads they have
 * @param oldest how old the oldest is; zero if there is none
 * @param deadLetters how many dead letters there are
 * @param dropped how many reports were ever dropped because the spool was full
 * @param droppedDeadLetters how many dead letters were ever dropped because there were too many
 */
public record Backlog(
        long items, long bytes, Duration oldest, long deadLetters, long dropped, long droppedDeadLetters) {}
