package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.ApprovalPolicy;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.sdk.SubscriptionRequest;

/** Decides the requests for one topic, one at a time on a worker of its own. */
final class PolicyAtWork implements Registration {
    private final GridSession session;
    private final ApprovalDesk desk;
    private final String topic;
    private final ApprovalPolicy policy;
    private final SerialWorker worker;

    /** Guarded by the desk. */
    private boolean begun;

    /** What is still to be decided: of what the desk has, so that its bound is the bound of this. Guarded by the desk. */
    private final Set<SubscriptionRequest> due = new LinkedHashSet<>();

    /** Whether the worker will look at what is due. Guarded by the desk. */
    private boolean deciding;

    PolicyAtWork(GridSession session, ApprovalDesk desk, String topic, ApprovalPolicy policy) {
        this.session = session;
        this.desk = desk;
        this.topic = topic;
        this.policy = policy;
        this.worker = session.newWorker(topic);
        worker.start();
    }

    String topic() {
        return topic;
    }

    /** A request came in; before the policy has begun, it will find it among those that are pending. */
    void asked(SubscriptionRequest request) {
        if (begun) {
            decide(request);
        }
    }

    void begin(List<SubscriptionRequest> pending) {
        begun = true;
        pending.forEach(this::decide);
    }

    /** A request is not pending any more. Called by the desk. */
    void gone(SubscriptionRequest request) {
        due.remove(request);
    }

    /** This policy decides no more. Called by the desk. */
    void allGone() {
        due.clear();
    }

    /** The next request to decide. Called by the desk. */
    Optional<SubscriptionRequest> next() {
        Iterator<SubscriptionRequest> oldest = due.iterator();
        deciding = oldest.hasNext();
        if (!deciding) {
            return Optional.empty();
        }
        SubscriptionRequest request = oldest.next();
        oldest.remove();
        return Optional.of(request);
    }

    /** Waits until all that came in was decided. */
    void finish(Duration timeout) throws InterruptedException {
        worker.awaitIdle(timeout);
    }

    @Override
    public void close() {
        desk.unregister(this);
        worker.stop();
    }

    /** Whose requests it decides. */
    @Override
    public String toString() {
        return "Registration[requests to subscribe to " + topic + "]";
    }

    private void decide(SubscriptionRequest request) {
        due.add(request);
        if (!deciding) {
            deciding = true;
            worker.putAtOnce(this::decideNext, 1);
        }
    }

    private void decideNext() {
        desk.next(this).ifPresent(request -> {
            // before the policy is asked, whatever comes of that
            worker.putAtOnce(this::decideNext, 1);
            apply(request);
        });
    }

    private void apply(SubscriptionRequest request) {
        if (!desk.isPending(request)) {
            return; // answered by hand, or dropped
        }
        @Nullable Decision decision;
        try {
            decision = policy.decide(request);
        } catch (Throwable e) {
            // An Error too: one request that a policy can't cope with must not stop the others.
            session.observers().handlerFailed(topic, "approval policy", e);
            return;
        }
        try {
            desk.answer(request, decision == null ? Decision.LATER : decision);
        } catch (GridException e) {
            session.observers()
                    .tell(
                            Observation.Kind.HANDLER_FAILED,
                            topic,
                            "the decision on " + request.subscriber() + " was not sent: " + e.reason());
        }
    }
}
