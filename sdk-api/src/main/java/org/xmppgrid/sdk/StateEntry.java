package org.xmppgrid.sdk;

import java.util.Objects;

/**
 * A key and its value in a map of a {@link StateStore}. The arrays are not copied: nobody changes them.
 *
 * @param key the key, at least one byte
 * @param value the value, may be empty
 */
public record StateEntry(byte[] key, byte[] value) {
    /**
     * Checks that both are given.
     *
     * @param key the key, at least one byte
     * @param value the value, may be empty
     */
    public StateEntry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
    }

    /**
     * Tells the sizes and none of the content.
     *
     * @return for people
     */
    @Override
    public String toString() {
        return "StateEntry[" + key.length + " B, " + value.length + " B]";
    }
}
