package org.xmppgrid.iodef.internal.xml;

import java.util.Arrays;

/** The attributes of a start tag that is not written yet. */
final class HeldAttributes {
    private static final int PARTS = 4;

    /** Prefix, namespace, name and value of one after the other. */
    private String[] parts = new String[8 * PARTS];

    private int size;

    /** Adds one behind those that were added. */
    void append(String prefix, String namespace, String localName, String value) {
        put(size, prefix, namespace, localName, value);
    }

    /** Adds one in the order of Canonical XML §2.2: by namespace, those without one first, then by name. */
    void insert(String prefix, String namespace, String localName, String value) {
        int at = size;
        while (at > 0 && isBefore(namespace, localName, at - 1)) {
            at--;
        }
        put(at, prefix, namespace, localName, value);
    }

    private boolean isBefore(String namespace, String localName, int other) {
        int order = namespace.compareTo(namespace(other));
        return order < 0 || order == 0 && localName.compareTo(localName(other)) < 0;
    }

    private void put(int at, String prefix, String namespace, String localName, String value) {
        if (size * PARTS == parts.length) {
            parts = Arrays.copyOf(parts, parts.length * 2);
        }
        int from = at * PARTS;
        System.arraycopy(parts, from, parts, from + PARTS, (size - at) * PARTS);
        parts[from] = prefix;
        parts[from + 1] = namespace;
        parts[from + 2] = localName;
        parts[from + 3] = value;
        size++;
    }

    boolean has(String prefix, String localName) {
        for (int i = 0; i < size; i++) {
            if (prefix(i).equals(prefix) && localName(i).equals(localName)) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return size;
    }

    String prefix(int i) {
        return parts[i * PARTS];
    }

    String namespace(int i) {
        return parts[i * PARTS + 1];
    }

    String localName(int i) {
        return parts[i * PARTS + 2];
    }

    String value(int i) {
        return parts[i * PARTS + 3];
    }

    void clear() {
        size = 0;
    }
}
