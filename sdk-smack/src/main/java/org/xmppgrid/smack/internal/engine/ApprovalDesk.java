package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.ApprovalPolicy;
import org.xmppgrid.sdk.Approvals;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.SubscriptionRequest;

/**
 * Keeps the requests to subscribe to this owner's topics until they are decided, by a policy or one by one. Brokers send
 * them whenever they like, those of an absent owner upon its first presence, and not twice.
 */
final class ApprovalDesk {
    /** How many requests wait for a decision, of all topics; the oldest is dropped beyond, and reported. */
    static final int MAX_PENDING = 10_000;

    private final GridSession session;

    /** The oldest first. Guarded by itself. */
    private final Set<SubscriptionRequest> pending = new LinkedHashSet<>();

    /** Guarded by {@link #pending}. */
    private final Map<String, PolicyAtWork> policies = new HashMap<>();

    ApprovalDesk(GridSession session) {
        this.session = session;
    }

    /** Takes a request on the reader's thread. */
    void asked(SubscriptionRequest request) {
        synchronized (pending) {
            if (!pending.add(request)) {
                // asked again before it was decided: one decision answers both
                return;
            }
            if (pending.size() > MAX_PENDING) {
                SubscriptionRequest oldest = pending.iterator().next();
                pending.remove(oldest);
                session.observers()
                        .tell(
                                Observation.Kind.EVENTS_DISCARDED,
                                oldest.topic(),
                                "more than " + MAX_PENDING + " requests to subscribe wait; that of "
                                        + oldest.subscriber() + " was dropped, decide them sooner");
            }
            PolicyAtWork policy = policies.get(request.topic());
            if (policy != null) {
                policy.decide(request);
            }
        }
    }

    Approvals of(String topic) {
        return new OfTopic(topic);
    }

    /** Waits until the policies have decided what came in. */
    void finish(long deadline) throws InterruptedException {
        List<PolicyAtWork> all;
        synchronized (pending) {
            all = List.copyOf(policies.values());
        }
        for (PolicyAtWork policy : all) {
            policy.worker.awaitIdle(Duration.ofNanos(deadline - System.nanoTime()));
        }
    }

    private void answer(SubscriptionRequest request, Decision decision) {
        if (decision == Decision.LATER) {
            return;
        }
        session.xmpp().decide(session.brokerAddress(), request, decision);
        synchronized (pending) {
            pending.remove(request);
        }
    }

    private final class OfTopic implements Approvals {
        private final String topic;

        OfTopic(String topic) {
            this.topic = topic;
        }

        @Override
        public Registration decide(ApprovalPolicy policy) {
            Objects.requireNonNull(policy, "policy");
            session.brokerAddress(); // requests are believed from the broker only, so it has to be known first
            PolicyAtWork work = new PolicyAtWork(topic, policy);
            synchronized (pending) {
                if (policies.putIfAbsent(topic, work) != null) {
                    throw new IllegalStateException("This grid decides the requests for '" + topic
                            + "' already; close that registration first");
                }
                arrived().forEach(work::decide);
            }
            session.announcePresence();
            return work;
        }

        @Override
        public List<SubscriptionRequest> pending() {
            session.brokerAddress();
            session.announcePresence();
            return arrived();
        }

        private List<SubscriptionRequest> arrived() {
            synchronized (pending) {
                return pending.stream()
                        .filter(request -> request.topic().equals(topic))
                        .toList();
            }
        }

        @Override
        public void answer(SubscriptionRequest request, Decision decision) {
            if (!request.topic().equals(topic)) {
                throw new IllegalArgumentException(
                        request + " is not for the topic '" + topic + "'; answer it through that topic's approvals");
            }
            ApprovalDesk.this.answer(request, decision);
        }
    }

    private final class PolicyAtWork implements Approvals.Registration {
        private final String topic;
        private final ApprovalPolicy policy;
        private final SerialWorker worker;

        PolicyAtWork(String topic, ApprovalPolicy policy) {
            this.topic = topic;
            this.policy = policy;
            this.worker = session.newWorker(topic);
            worker.start();
        }

        void decide(SubscriptionRequest request) {
            // at once: the desk has bounded the requests already
            worker.putAtOnce(() -> apply(request), 1);
        }

        @Override
        public void close() {
            synchronized (pending) {
                policies.remove(topic, this);
            }
            worker.stop();
        }

        private void apply(SubscriptionRequest request) {
            synchronized (pending) {
                if (!pending.contains(request)) {
                    return; // answered by hand, or dropped
                }
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
                answer(request, decision == null ? Decision.LATER : decision);
            } catch (GridException e) {
                session.observers()
                        .tell(
                                Observation.Kind.HANDLER_FAILED,
                                topic,
                                "the decision on " + request.subscriber() + " was not sent: " + e.reason());
            }
        }
    }
}
