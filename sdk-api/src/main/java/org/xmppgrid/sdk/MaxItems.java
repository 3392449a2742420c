package org.xmppgrid.sdk;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How many items a topic keeps: a number, or as many as its broker allows (XEP-0060 §16.4.4). Immutable. */
public final class MaxItems {
    /** As many as the broker allows, which it does not tell. */
    public static final MaxItems MAX = new MaxItems(OptionalInt.empty());

    private static final String WORD = "max";

    private final OptionalInt count;

    private MaxItems(OptionalInt count) {
        this.count = count;
    }

    /**
     * A number of items.
     *
     * @param count how many; a broker refuses more than it allows
     * @return the number
     * @throws IllegalArgumentException if it is not positive
     */
    public static MaxItems of(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException(
                    "A topic keeps at least one item, not " + count + "; to keep none, say persistItems(false)");
        }
        return new MaxItems(OptionalInt.of(count));
    }

    /**
     * What a broker says.
     *
     * @param protocolName a number, or {@code max}
     * @return the number, or empty for a text that is neither
     */
    public static Optional<MaxItems> named(String protocolName) {
        if (protocolName.equals(WORD)) {
            return Optional.of(MAX);
        }
        return Numbers.whole(protocolName, Integer.MAX_VALUE)
                .map(number -> new MaxItems(OptionalInt.of(number.intValue())));
    }

    /**
     * Whether the broker sets the number.
     *
     * @return true for {@link #MAX}
     */
    public boolean isMax() {
        return count.isEmpty();
    }

    /**
     * The number.
     *
     * @return how many items, or empty for {@link #MAX}
     */
    public OptionalInt count() {
        return count;
    }

    /**
     * The number as XEP-0060 writes it.
     *
     * @return digits, or {@code max}
     */
    public String protocolName() {
        return count.isPresent() ? Integer.toString(count.getAsInt()) : WORD;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MaxItems that && count.equals(that.count);
    }

    @Override
    public int hashCode() {
        return Objects.hash(count);
    }

    /** {@link #protocolName()}. */
    @Override
    public String toString() {
        return protocolName();
    }
}
