package org.xmppgrid.sdk;

import java.util.Arrays;
import java.util.Optional;

/** What a node of a broker is: a topic, or a collection of topics (XEP-0248). */
public enum NodeType {
    /** A topic: it has items. */
    LEAF("leaf"),
    /** A collection: it has topics and collections, and no items. */
    COLLECTION("collection");

    private final String protocolName;

    NodeType(String protocolName) {
        this.protocolName = protocolName;
    }

    /**
     * The type's name in XEP-0248.
     *
     * @return for example {@code leaf}
     */
    public String protocolName() {
        return protocolName;
    }

    /**
     * The type of a name.
     *
     * @param protocolName for example {@code leaf}
     * @return it, or empty for a name that XEP-0248 does not know
     */
    public static Optional<NodeType> named(String protocolName) {
        return Arrays.stream(values())
                .filter(value -> value.protocolName.equals(protocolName))
                .findFirst();
    }
}
