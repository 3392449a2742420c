package org.xmppgrid.smack.internal.xmpp;

import java.util.Optional;

/**
 * A broker's answer to a request to subscribe.
 *
 * @param state {@code subscribed}, {@code pending}, {@code unconfigured} or {@code none}
 * @param subscriptionId the subscription's id, where the broker has such
 */
public record SubscriptionAnswer(String state, Optional<String> subscriptionId) {}
