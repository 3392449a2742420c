package org.xmppgrid.sdk;

import java.util.Optional;

/**
 * A platform's request to subscribe to a topic.
 *
 * @param topic the topic's name
 * @param subscriber who wants to subscribe
 * @param subscriptionId the subscription's id, where the broker gives it one before it is approved
 */
public record SubscriptionRequest(String topic, GridAddress subscriber, Optional<String> subscriptionId) {}
