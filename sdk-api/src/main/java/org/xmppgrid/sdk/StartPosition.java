package org.xmppgrid.sdk;

import java.util.OptionalLong;

/**
 * Where a durable consumer begins on its first run. Later runs go on where the one before ended.
 *
 * @param stored how many of the items that the broker keeps are delivered first; empty for all
 */
public record StartPosition(OptionalLong stored) {
    private static final StartPosition LATEST = new StartPosition(OptionalLong.of(0));
    private static final StartPosition ALL = new StartPosition(OptionalLong.empty());

    /**
     * Checks the number.
     *
     * @param stored how many items
     * @throws IllegalArgumentException if it is negative
     */
    public StartPosition {
        if (stored.orElse(0) < 0) {
            throw new IllegalArgumentException("stored is negative: " + stored.getAsLong());
        }
    }

    /**
     * With what is published from now on.
     *
     * @return the position
     */
    public static StartPosition latest() {
        return LATEST;
    }

    /**
     * With everything that the broker keeps, the oldest first. The default.
     *
     * @return the position
     */
    public static StartPosition allStored() {
        return ALL;
    }

    /**
     * With the newest items that the broker keeps, the oldest of them first.
     *
     * @param items how many
     * @return the position
     * @throws IllegalArgumentException if it is negative
     */
    public static StartPosition last(long items) {
        return new StartPosition(OptionalLong.of(items));
    }
}
