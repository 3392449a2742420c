package org.xmppgrid.smack.internal.store;

import java.time.Clock;
import java.util.Objects;

/**
 * How a store in files is opened.
 *
 * @param clock tells the times that messages and file names show
 * @param whenDamaged what happens to a damaged store
 * @param spareBytes how much space the disk must have left for anything new to be written; what remains lets the store
 *     remove and close
 */
public record StoreOptions(Clock clock, WhenDamaged whenDamaged, long spareBytes) {
    /** Enough for a store of some hundred megabytes to remove all that it has. */
    public static final long DEFAULT_SPARE_BYTES = 32L << 20;

    /** Checks the values. */
    public StoreOptions {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(whenDamaged, "whenDamaged");
        if (spareBytes < 0) {
            throw new IllegalArgumentException("spareBytes is negative: " + spareBytes);
        }
    }

    /** The system's clock, a damaged store is refused, 32 MB are spared. */
    public static StoreOptions standard() {
        return new StoreOptions(Clock.systemUTC(), WhenDamaged.REFUSE, DEFAULT_SPARE_BYTES);
    }

    /** The same with another choice for damaged stores. */
    public StoreOptions with(WhenDamaged choice) {
        return new StoreOptions(clock, choice, spareBytes);
    }
}
