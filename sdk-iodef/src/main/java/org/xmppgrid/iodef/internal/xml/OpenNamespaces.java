package org.xmppgrid.iodef.internal.xml;

import java.util.Arrays;

/** The namespace declarations in scope, innermost last: prefix, namespace, and the depth of the element that has it. */
final class OpenNamespaces {
    private String[] prefixes = new String[8];
    private String[] namespaces = new String[8];
    private int[] depths = new int[8];
    private int size;

    /** Adds a declaration of the element at a depth. */
    void open(int depth, String prefix, String namespace) {
        if (size == prefixes.length) {
            prefixes = Arrays.copyOf(prefixes, size * 2);
            namespaces = Arrays.copyOf(namespaces, size * 2);
            depths = Arrays.copyOf(depths, size * 2);
        }
        prefixes[size] = prefix;
        namespaces[size] = namespace;
        depths[size++] = depth;
    }

    /** Forgets the declarations of the element at a depth, which ends. */
    void close(int depth) {
        while (size > 0 && depths[size - 1] == depth) {
            size--;
        }
    }

    /** What a prefix means here; empty for no namespace. */
    String meaning(String prefix) {
        for (int i = size - 1; i >= 0; i--) {
            if (prefixes[i].equals(prefix)) {
                return namespaces[i];
            }
        }
        return "";
    }

    void declareIn(ForeignXmlBuilder builder) {
        for (int i = 0; i < size; i++) {
            builder.declare(prefixes[i], namespaces[i]);
        }
    }
}
