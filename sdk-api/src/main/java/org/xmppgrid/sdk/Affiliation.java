package org.xmppgrid.sdk;

import java.util.Arrays;
import java.util.Optional;

/** What an account may do at a topic (XEP-0060 §4.1). */
public enum Affiliation {
    /** Everything, and decides who else may do what. */
    OWNER("owner"),
    /** Publishes, subscribes and retrieves items. */
    PUBLISHER("publisher"),
    /** Publishes, and may neither subscribe nor retrieve items. */
    PUBLISH_ONLY("publish-only"),
    /** Subscribes and retrieves items; on a topic with a whitelist these and the two above are the only ones. */
    MEMBER("member"),
    /** Nothing at all. */
    OUTCAST("outcast"),
    /** What anybody may by the topic's access model. */
    NONE("none");

    private final String protocolName;

    Affiliation(String protocolName) {
        this.protocolName = protocolName;
    }

    /**
     * The affiliation's name in XEP-0060.
     *
     * @return for example {@code publish-only}
     */
    public String protocolName() {
        return protocolName;
    }

    /**
     * The affiliation of a name.
     *
     * @param protocolName for example {@code publish-only}
     * @return the affiliation, or empty for a name that XEP-0060 does not know
     */
    public static Optional<Affiliation> named(String protocolName) {
        return Arrays.stream(values())
                .filter(one -> one.protocolName.equals(protocolName))
                .findFirst();
    }

    /**
     * Whether an account with it is on the topic's whitelist: may subscribe and retrieve items (RFC 8600 §8.3.4).
     *
     * @return true for {@link #OWNER}, {@link #PUBLISHER} and {@link #MEMBER}
     */
    public boolean isOnWhitelist() {
        return this == OWNER || this == PUBLISHER || this == MEMBER;
    }
}
