package org.xmppgrid.sdk;

import java.util.Arrays;
import java.util.Optional;

/** Who may put topics into a collection (XEP-0248, {@code pubsub#children_association_policy}). */
public enum ChildrenAssociation {
    /** Anybody. */
    ALL("all"),
    /** The collection's owners. */
    OWNERS("owners"),
    /** Those on the collection's list. */
    WHITELIST("whitelist");

    private final String protocolName;

    ChildrenAssociation(String protocolName) {
        this.protocolName = protocolName;
    }

    /**
     * The policy's name in XEP-0248.
     *
     * @return for example {@code owners}
     */
    public String protocolName() {
        return protocolName;
    }

    /**
     * The policy of a name.
     *
     * @param protocolName for example {@code owners}
     * @return it, or empty for a name that XEP-0248 does not know
     */
    public static Optional<ChildrenAssociation> named(String protocolName) {
        return Arrays.stream(values())
                .filter(value -> value.protocolName.equals(protocolName))
                .findFirst();
    }
}
