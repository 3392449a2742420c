package org.xmppgrid.smack.internal.xmpp;

import java.util.List;
import java.util.Map;

/**
 * What disco#info tells of a controller, broker or topic.
 *
 * @param identities what it is
 * @param features what it can do
 * @param metaData the fields of a topic's {@code pubsub#meta-data} form, empty if there is none
 */
public record Description(List<Identity> identities, List<String> features, Map<String, List<String>> metaData) {

    /**
     * One identity.
     *
     * @param category for example {@code pubsub}
     * @param type for example {@code service}
     */
    public record Identity(String category, String type) {}

    /** Whether this is a publish-subscribe service: a broker. */
    public boolean isBroker() {
        return identities.contains(new Identity("pubsub", "service"));
    }
}
