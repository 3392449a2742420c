package org.xmppgrid.smack.internal.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;

/** What brokers advertise (XEP-0060 §10), asked once a session and only when something depends on it. */
final class AdvertisedFeatures {
    static final String SUBSCRIPTION_OPTIONS = "http://jabber.org/protocol/pubsub#subscription-options";
    static final String MULTI_SUBSCRIBE = "http://jabber.org/protocol/pubsub#multi-subscribe";
    static final String ARCHIVE = "urn:xmpp:mam:2";

    private final GridSession session;
    private final Map<GridAddress, Set<String>> known = new ConcurrentHashMap<>();

    AdvertisedFeatures(GridSession session) {
        this.session = session;
    }

    boolean has(GridAddress broker, String feature) {
        Set<String> features = known.get(broker);
        if (features == null) {
            features = Set.copyOf(session.tracked(session.xmpp().info(broker, Optional.empty()))
                    .await()
                    .features());
            known.put(broker, features);
        }
        return features.contains(feature);
    }

    /**
     * Requires a feature.
     *
     * @throws GridRequestException if the broker does not advertise it; the message begins with the sentence
     */
    void require(GridAddress broker, String feature, String sentence) {
        if (!has(broker, feature)) {
            throw new GridRequestException(
                    Reason.NOT_SUPPORTED,
                    sentence + ": the broker " + broker + " does not advertise " + feature + ". Nothing was sent",
                    null,
                    null);
        }
    }
}
