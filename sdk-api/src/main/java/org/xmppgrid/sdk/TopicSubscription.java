package org.xmppgrid.sdk;

import java.util.Optional;

/**
 * A subscription of this platform's account, as the broker keeps it (XEP-0060 §5.6).
 *
 * @param topic the topic's name
 * @param address who is subscribed: the account's bare address, or one of its connections
 * @param state {@link SubscriptionState#ACTIVE}, or {@link SubscriptionState#PENDING} while something is missing: the
 *     owner's approval, or options that the broker wants to be set first
 * @param subscriptionId the subscription's id, where the broker has such
 */
public record TopicSubscription(
        String topic, GridAddress address, SubscriptionState state, Optional<String> subscriptionId) {}
