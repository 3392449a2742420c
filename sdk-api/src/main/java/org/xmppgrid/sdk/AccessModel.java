package org.xmppgrid.sdk;

import java.util.Arrays;
import java.util.Optional;

/** Who may subscribe to a topic (XEP-0060 §4.5). */
public enum AccessModel {
    /** The owner approves each subscription; only subscribers retrieve items (RFC 8600 §8.3.4). */
    AUTHORIZE("authorize"),
    /** Only platforms on the topic's list subscribe and retrieve items (RFC 8600 §8.3.4). */
    WHITELIST("whitelist"),
    /** Anybody. RFC 8600 §8.3.4 advises against it. */
    OPEN("open"),
    /** Who sees the owner's presence: for instant messaging, not for a grid (RFC 8600 §8.3.4). */
    PRESENCE("presence"),
    /** Who is in a group of the owner's contacts: for instant messaging, not for a grid (RFC 8600 §8.3.4). */
    ROSTER("roster");

    private final String protocolName;

    AccessModel(String protocolName) {
        this.protocolName = protocolName;
    }

    /**
     * The model's name in XEP-0060.
     *
     * @return for example {@code authorize}
     */
    public String protocolName() {
        return protocolName;
    }

    /**
     * The model of a name.
     *
     * @param protocolName for example {@code authorize}
     * @return the model, or empty for a name that XEP-0060 does not know
     */
    public static Optional<AccessModel> named(String protocolName) {
        return Arrays.stream(values())
                .filter(model -> model.protocolName.equals(protocolName))
                .findFirst();
    }
}
