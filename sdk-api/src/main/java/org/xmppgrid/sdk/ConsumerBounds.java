package org.xmppgrid.sdk;

/**
 * How much a durable consumer keeps on disk. Immutable; the {@code with} methods return a changed copy.
 *
 * @param waitingItems how many items wait at most. Then nothing more is taken from the network until some are settled,
 *     so that the broker keeps what is published: what it drops meanwhile is told as a {@link Gap}. While an answer of
 *     the broker is awaited the bound gives way, up to eight times, so that a handler may ask the broker something
 * @param waitingBytes how many bytes of payloads wait at most
 * @param remembered how many settled items are known again when the broker sends them once more. It should be larger
 *     than what the topic keeps ({@code max_items}), or what was settled before them is delivered again
 * @param deadLetters how many dead letters are kept; of more, the oldest are dropped and counted
 */
public record ConsumerBounds(long waitingItems, long waitingBytes, long remembered, long deadLetters) {
    /** A million items. */
    public static final long DEFAULT_WAITING_ITEMS = 1_000_000;

    /** Four gigabytes. */
    public static final long DEFAULT_WAITING_BYTES = 4L << 30;

    /** 200,000 items, about 50 MB on the disk. */
    public static final long DEFAULT_REMEMBERED = 200_000;

    /** 10,000 dead letters. */
    public static final long DEFAULT_DEAD_LETTERS = 10_000;

    private static final ConsumerBounds STANDARD =
            new ConsumerBounds(DEFAULT_WAITING_ITEMS, DEFAULT_WAITING_BYTES, DEFAULT_REMEMBERED, DEFAULT_DEAD_LETTERS);

    /**
     * Checks that every bound is positive.
     *
     * @param waitingItems how many items wait at most
     * @param waitingBytes how many bytes of payloads wait at most
     * @param remembered how many settled items are known again
     * @param deadLetters how many dead letters are kept
     * @throws IllegalArgumentException if one is below 1
     */
    public ConsumerBounds {
        positive("waitingItems", waitingItems);
        positive("waitingBytes", waitingBytes);
        positive("remembered", remembered);
        positive("deadLetters", deadLetters);
    }

    /**
     * The bounds that hold if nothing else is said.
     *
     * @return the default
     */
    public static ConsumerBounds standard() {
        return STANDARD;
    }

    /**
     * These bounds with other ones for what waits.
     *
     * @param items how many items
     * @param bytes how many bytes of payloads
     * @return the changed bounds
     */
    public ConsumerBounds withWaiting(long items, long bytes) {
        return new ConsumerBounds(items, bytes, remembered, deadLetters);
    }

    /**
     * These bounds with another number of remembered items.
     *
     * @param items how many
     * @return the changed bounds
     */
    public ConsumerBounds withRemembered(long items) {
        return new ConsumerBounds(waitingItems, waitingBytes, items, deadLetters);
    }

    /**
     * These bounds with another number of dead letters.
     *
     * @param letters how many
     * @return the changed bounds
     */
    public ConsumerBounds withDeadLetters(long letters) {
        return new ConsumerBounds(waitingItems, waitingBytes, remembered, letters);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
