package org.xmppgrid.smack.internal.xmpp;

import java.time.Instant;
import java.util.Optional;

/**
 * A broker's answer to a request to subscribe.
 *
 * @param state {@code subscribed}, {@code pending}, {@code unconfigured} or {@code none}
 * @param subscriptionId the subscription's id, where the broker has such
 * @param expiry when the broker will end it, where it says so
 */
public record SubscriptionAnswer(String state, Optional<String> subscriptionId, Optional<Instant> expiry) {

    SubscriptionAnswer(String state, Optional<String> subscriptionId) {
        this(state, subscriptionId, Optional.empty());
    }
}
