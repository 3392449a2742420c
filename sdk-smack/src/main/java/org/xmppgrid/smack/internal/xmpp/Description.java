package org.xmppgrid.smack.internal.xmpp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @param name its name for people, empty if it has none
     */
    public record Identity(String category, String type, String name) {

        private boolean isBroker() {
            return category.equals("pubsub") && type.equals("service");
        }
    }

    /** Whether this is a publish-subscribe service: a broker. */
    public boolean isBroker() {
        return identities.stream().anyMatch(Identity::isBroker);
    }

    /** Its name for people as a broker. */
    public Optional<String> brokerName() {
        return identities.stream()
                .filter(Identity::isBroker)
                .map(Identity::name)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }
}
