package org.xmppgrid.sdk;

import java.util.List;

/**
 * The requests to subscribe to a topic that await its owner (RFC 8600 §8.3.4, XEP-0060 §8.6). The broker sends them to
 * every owner, and stores them for an owner who is away.
 */
public interface Approvals {

    /**
     * Decides every request by a policy: those that came in already, then each as it arrives, until the registration is
     * closed. Announces that this platform is present, upon which the controller hands over what it stored.
     *
     * @param policy decides; called one request at a time on a worker of the SDK, and may block. A request for which it
     *     throws is left undecided and reported to the {@link GridObserver}
     * @return close it to stop deciding
     * @throws IllegalStateException if this grid decides this topic's requests already
     */
    Registration decide(ApprovalPolicy policy);

    /**
     * The requests that have arrived on this connection and were not decided yet, the oldest first. Announces that this
     * platform is present, so that the controller hands over what it stored; what arrives is in the next call's list.
     *
     * <p>A broker sends a request once. One that was left undecided when its connection ended is not sent again: the
     * subscriber has to unsubscribe and subscribe again.
     *
     * @return the requests
     */
    List<SubscriptionRequest> pending();

    /**
     * Decides one request.
     *
     * @param request a request of this topic
     * @param decision what to answer; {@link Decision#LATER} sends nothing
     * @throws GridException as every request of a {@link Topic}
     */
    void answer(SubscriptionRequest request, Decision decision);

    /** A policy at work. */
    interface Registration extends AutoCloseable {

        /** Stops deciding; a decision that is under way is completed. */
        @Override
        void close();
    }
}
