package org.xmppgrid.sdk;

import java.util.List;
import java.util.function.Consumer;

/**
 * The requests to subscribe to a topic that await its owner (RFC 8600 §8.3.4, XEP-0060 §8.6). The broker sends them to
 * every owner, stores them for an owner who is away, and, where it can, sends those that are still pending again when it
 * is asked to (XEP-0060 §8.7; ejabberd can). Requests are believed from the broker only.
 */
public interface Approvals {

    /**
     * Decides every request by a policy: those that are pending already, also from before this connection, then each as
     * it arrives, until the registration is closed. Announces that this platform is present, upon which the controller
     * hands over what it stored.
     *
     * @param policy decides; called one request at a time on a worker of the SDK, in the order in which they arrived, and
     *     may block. A request for which it throws is left undecided and reported to the {@link GridObserver}
     * @return close it to stop deciding
     * @throws IllegalStateException if this grid decides or watches this topic's requests already
     * @throws GridException as every request of a {@link Topic}, if the broker was asked for what is pending in vain,
     *     {@link Reason#FORBIDDEN} to who does not own the topic; nothing is decided then
     */
    Registration decide(ApprovalPolicy policy);

    /**
     * Hands every request to a watcher, which may {@linkplain #answer answer} it at once or later: those that are pending
     * already, then each as it arrives, until the registration is closed. The push to {@link #pending()}'s pull, for an
     * owner who has to ask a person; all else is as for {@link #decide}.
     *
     * @param watcher called one request at a time on a worker of the SDK, and may block. What it throws is reported to
     *     the {@link GridObserver}
     * @return close it to stop watching
     * @throws IllegalStateException if this grid decides or watches this topic's requests already
     * @throws GridException as for {@link #decide}
     */
    default Registration watch(Consumer<? super SubscriptionRequest> watcher) {
        return decide(request -> {
            watcher.accept(request);
            return Decision.LATER;
        });
    }

    /**
     * The requests that nobody has decided yet, the oldest first. Announces that this platform is present, so that the
     * controller hands over what it stored, and asks the broker to send again what is pending there. Where the broker can
     * do that, the list is the broker's at this moment: with the requests from before this connection, and without those
     * that another owner has decided or whose subscriber has left.
     *
     * <p>Where it can't, the list is of what has arrived on this connection and was not answered through it; what the
     * controller stored may come only after the first call. A request that was left undecided when its connection ended
     * is not sent again there: the subscriber has to unsubscribe and subscribe again.
     *
     * @return the requests
     * @throws GridException as every request of a {@link Topic}; {@link Reason#FORBIDDEN} to who does not own it
     */
    List<SubscriptionRequest> pending();

    /**
     * Decides one request by the form that XEP-0060 §8.6 has for it, which the broker does not confirm. Where the broker
     * sends the form back since it does not know it, the subscription is changed as the owner instead (§8.8.2); if that
     * fails too, the observers are told.
     *
     * @param request a request of this topic
     * @param decision what to answer; {@link Decision#LATER} sends nothing
     * @throws GridException as every request of a {@link Topic}
     */
    void answer(SubscriptionRequest request, Decision decision);
}
