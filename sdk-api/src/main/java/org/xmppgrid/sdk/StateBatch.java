package org.xmppgrid.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a {@link StateStore} that take effect together or not at all, in their order: a later change to a key
 * wins. The arrays are not copied: nobody changes them after they were given.
 */
public final class StateBatch {
    /**
     * One change: a value put under a key, or a key removed.
     *
     * @param map the map's name
     * @param key the key, at least one byte
     * @param value the new value, or null to remove the key; removing what is not there is no error
     */
    public record Change(String map, byte[] key, byte @Nullable [] value) {
        /**
         * Checks the name and the key.
         *
         * @param map the map's name
         * @param key the key, at least one byte
         * @param value the new value, or null to remove the key
         */
        public Change {
            Objects.requireNonNull(map, "map");
            if (key.length == 0) {
                throw new IllegalArgumentException("a key has at least one byte; the one for map " + map + " has none");
            }
        }

        /**
         * Tells the sizes and none of the content.
         *
         * @return for people
         */
        @Override
        public String toString() {
            return "Change[" + map + ", " + key.length + " B, " + (value == null ? "removed" : value.length + " B")
                    + "]";
        }
    }

    private final List<Change> changes = new ArrayList<>();

    /** An empty batch. */
    public StateBatch() {}

    /**
     * Puts a value.
     *
     * @param map the map's name; a map that does not exist is made
     * @param key the key, at least one byte
     * @param value the value, may be empty
     * @return this
     */
    public StateBatch put(String map, byte[] key, byte[] value) {
        changes.add(new Change(map, key, Objects.requireNonNull(value, "value")));
        return this;
    }

    /**
     * Removes a key.
     *
     * @param map the map's name
     * @param key the key
     * @return this
     */
    public StateBatch remove(String map, byte[] key) {
        changes.add(new Change(map, key, null));
        return this;
    }

    /**
     * What the batch changes.
     *
     * @return the changes in their order, as they are now
     */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /**
     * Tells how many changes there are and none of their content.
     *
     * @return for people
     */
    @Override
    public String toString() {
        return "StateBatch[" + changes.size() + " changes]";
    }
}
