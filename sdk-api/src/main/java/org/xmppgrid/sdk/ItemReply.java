package org.xmppgrid.sdk;

import java.util.Arrays;
import java.util.Optional;

/** Whom an item names for replies to it (XEP-0060 §16.4.4, {@code pubsub#itemreply}). */
public enum ItemReply {
    /** The topic's owners. */
    OWNER("owner"),
    /** Who published it. */
    PUBLISHER("publisher");

    private final String protocolName;

    ItemReply(String protocolName) {
        this.protocolName = protocolName;
    }

    /**
     * The choice's name in XEP-0060.
     *
     * @return for example {@code publisher}
     */
    public String protocolName() {
        return protocolName;
    }

    /**
     * The choice of a name.
     *
     * @param protocolName for example {@code publisher}
     * @return it, or empty for a name that XEP-0060 does not know
     */
    public static Optional<ItemReply> named(String protocolName) {
        return Arrays.stream(values())
                .filter(value -> value.protocolName.equals(protocolName))
                .findFirst();
    }
}
