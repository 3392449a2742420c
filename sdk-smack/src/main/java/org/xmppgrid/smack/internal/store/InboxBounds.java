package org.xmppgrid.smack.internal.store;

/**
 * How much a consumer remembers. What waits is not bounded here: who reads from the broker looks at {@link Inbox#lag()}
 * and stops reading.
 *
 * @param remembered how many settled items are known again when the broker sends them once more: the last so many. It
 *     should be larger than what the topic keeps, or an item settled before them that the broker still has is handled
 *     again
 * @param deadLetters how many dead letters are kept; of more, the oldest are dropped and counted
 */
public record InboxBounds(long remembered, long deadLetters) {
    /** 200,000 items, about 50 MB on the disk; 10,000 dead letters. */
    public static final InboxBounds STANDARD = new InboxBounds(200_000, 10_000);

    /** Checks the values. */
    public InboxBounds {
        if (remembered < 1 || deadLetters < 1) {
            throw new IllegalArgumentException(
                    "a bound of the inbox is below 1: remembered " + remembered + ", dead letters " + deadLetters);
        }
    }
}
