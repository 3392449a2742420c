package org.xmppgrid.sdk;

import java.util.Arrays;
import java.util.Optional;

/** The type of the messages that carry a topic's events (XEP-0060 §16.4.4). */
public enum NotificationType {
    /** Stored for a subscriber that is away. */
    NORMAL("normal"),
    /** Dropped for a subscriber that is away (RFC 6121 §8.5.2.2.1). */
    HEADLINE("headline");

    private final String protocolName;

    NotificationType(String protocolName) {
        this.protocolName = protocolName;
    }

    /**
     * The type's name in XEP-0060.
     *
     * @return for example {@code normal}
     */
    public String protocolName() {
        return protocolName;
    }

    /**
     * The type of a name.
     *
     * @param protocolName for example {@code normal}
     * @return it, or empty for a name that XEP-0060 does not know
     */
    public static Optional<NotificationType> named(String protocolName) {
        return Arrays.stream(values())
                .filter(value -> value.protocolName.equals(protocolName))
                .findFirst();
    }
}
