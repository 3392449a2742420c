package org.xmppgrid.smack.internal.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xmppgrid.sdk.BrokerFeature;
import org.xmppgrid.sdk.BrokerFeatures;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.xmpp.Description;

/** What brokers advertise (XEP-0060 §10), asked once a session and only when something depends on it. */
final class AdvertisedFeatures {
    static final String SUBSCRIPTION_OPTIONS = name(BrokerFeature.SUBSCRIPTION_OPTIONS);
    static final String MULTI_SUBSCRIBE = name(BrokerFeature.MULTI_SUBSCRIBE);
    static final String ARCHIVE = "urn:xmpp:mam:2";

    private final GridSession session;
    private final Map<GridAddress, Description> known = new ConcurrentHashMap<>();

    AdvertisedFeatures(GridSession session) {
        this.session = session;
    }

    /** How a broker describes itself; asked for at most a few times, when threads race for it the first time. */
    Description of(GridAddress broker) {
        Description description = known.get(broker);
        if (description == null) {
            description = session.tracked(session.xmpp().info(broker, Optional.empty()))
                    .await();
            known.put(broker, description);
        }
        return description;
    }

    /** A broker has just described itself. */
    void told(GridAddress broker, Description description) {
        known.put(broker, description);
    }

    private static String name(BrokerFeature feature) {
        return BrokerFeatures.PUBSUB + feature.protocolName();
    }

    boolean has(GridAddress broker, String feature) {
        return of(broker).features().contains(feature);
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
