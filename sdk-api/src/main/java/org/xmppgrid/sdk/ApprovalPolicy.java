package org.xmppgrid.sdk;

/** Decides who may subscribe to a topic: what makes a policy server of a topic's owner (RFC 8600 §8.3.4). */
@FunctionalInterface
public interface ApprovalPolicy {

    /**
     * Decides one request.
     *
     * @param request who wants to subscribe to what
     * @return the decision
     */
    Decision decide(SubscriptionRequest request);
}
