package org.xmppgrid.sdk;

import java.util.Arrays;
import java.util.Optional;

/** What happens when an item is published to a topic that keeps as many as it may (XEP-0060 §16.4.4). */
public enum WhenFull {
    /** The oldest item is withdrawn, and subscribers are told. */
    RETRACT_OLDEST("retract-oldest"),
    /** The oldest item is dropped silently. */
    DISCARD_OLDEST("discard-oldest"),
    /** The new item is refused. */
    REJECT("reject");

    private final String protocolName;

    WhenFull(String protocolName) {
        this.protocolName = protocolName;
    }

    /**
     * The choice's name in XEP-0060.
     *
     * @return for example {@code retract-oldest}
     */
    public String protocolName() {
        return protocolName;
    }

    /**
     * The choice of a name.
     *
     * @param protocolName for example {@code retract-oldest}
     * @return it, or empty for a name that XEP-0060 does not know
     */
    public static Optional<WhenFull> named(String protocolName) {
        return Arrays.stream(values())
                .filter(value -> value.protocolName.equals(protocolName))
                .findFirst();
    }
}
