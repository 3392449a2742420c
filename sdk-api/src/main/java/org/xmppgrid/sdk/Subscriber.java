package org.xmppgrid.sdk;

import java.util.Optional;

/**
 * A subscription to a topic as its owner sees it (XEP-0060 §8.8.1).
 *
 * @param address who is subscribed: an account's bare address, or one of its connections
 * @param state {@link SubscriptionState#ACTIVE}, or {@link SubscriptionState#PENDING} while something is missing: the
 *     owner's approval, or options that the broker wants to be set first
 * @param subscriptionId the subscription's id, where the broker has such
 */
public record Subscriber(GridAddress address, SubscriptionState state, Optional<String> subscriptionId) {}
