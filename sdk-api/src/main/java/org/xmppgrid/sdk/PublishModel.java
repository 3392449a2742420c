package org.xmppgrid.sdk;

import java.util.Arrays;
import java.util.Optional;

/** Who may publish to a topic (XEP-0060 §16.4.4, {@code pubsub#publish_model}). */
public enum PublishModel {
    /** Whom the owner has made a publisher (RFC 8600 §4, step c). */
    PUBLISHERS("publishers"),
    /** Publishers, and whoever is subscribed. */
    SUBSCRIBERS("subscribers"),
    /** Anybody. */
    OPEN("open");

    private final String protocolName;

    PublishModel(String protocolName) {
        this.protocolName = protocolName;
    }

    /**
     * The model's name in XEP-0060.
     *
     * @return for example {@code publishers}
     */
    public String protocolName() {
        return protocolName;
    }

    /**
     * The model of a name.
     *
     * @param protocolName for example {@code publishers}
     * @return it, or empty for a name that XEP-0060 does not know
     */
    public static Optional<PublishModel> named(String protocolName) {
        return Arrays.stream(values())
                .filter(value -> value.protocolName.equals(protocolName))
                .findFirst();
    }
}
