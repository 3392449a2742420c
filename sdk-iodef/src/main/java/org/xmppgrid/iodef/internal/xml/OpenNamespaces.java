package org.xmppgrid.iodef.internal.xml;

import java.util.Arrays;
import java.util.Map;

/** The namespace declarations in scope, innermost last: prefix, namespace, and the depth of the element that has it. */
final class OpenNamespaces {
    private static final Map<String, String> OURS = Map.of(
            "ds", "http://www.w3.org/2000/09/xmldsig#",
            "sci", "urn:ietf:params:xml:ns:iodef-sci-1.0",
            "enum", "urn:ietf:params:xml:ns:iodef-enum-1.0",
            "iodef1", "urn:ietf:params:xml:ns:iodef-1.0");

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

    /**
     * Declares all in an element at a depth that is to stand on its own. What our own writing declares around foreign
     * elements says nothing of their content: it was not there when the document was first read.
     */
    void declareIn(ForeignXmlBuilder builder, int depth) {
        for (int i = 0; i < size; i++) {
            boolean ours = depths[i] > 1 && depths[i] < depth && namespaces[i].equals(OURS.get(prefixes[i]));
            builder.declareAround(prefixes[i], namespaces[i], !ours);
        }
    }
}
