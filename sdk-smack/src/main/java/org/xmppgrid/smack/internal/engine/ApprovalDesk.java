package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Approvals;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Subscriber;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.sdk.SubscriptionState;

/**
 * Keeps the requests to subscribe to this owner's topics until they are decided, by a policy or one by one. Brokers send
 * them whenever they like, those of an absent owner upon its first presence, and again only when they are asked to.
 */
final class ApprovalDesk {
    /** How many requests wait for a decision, of all topics; the oldest is dropped beyond, and reported. */
    static final int MAX_PENDING = 10_000;

    /** How many decisions are remembered for the case that the broker sends one back. */
    private static final int MAX_SENT = 1_000;

    private final GridSession session;

    /** When each request arrived last, the oldest request first. Guarded by itself. */
    private final Map<SubscriptionRequest, Long> pending = new LinkedHashMap<>();

    /** Guarded by {@link #pending}. */
    private final Map<String, PolicyAtWork> policies = new HashMap<>();

    /** Decisions by the id of their message. Guarded by itself. */
    private final Map<String, Sent> sent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
            return size() > MAX_SENT;
        }
    };

    /** Guarded by {@link #pending}. */
    private long arrivals;

    private record Sent(SubscriptionRequest request, Decision decision) {}

    ApprovalDesk(GridSession session) {
        this.session = session;
    }

    /** Takes a request on the reader's thread. */
    void asked(SubscriptionRequest request) {
        Optional<SubscriptionRequest> dropped;
        synchronized (pending) {
            dropped = note(request);
        }
        dropped.ifPresent(oldest -> session.observers()
                .tell(
                        Observation.Kind.EVENTS_DISCARDED,
                        oldest.topic(),
                        "more than " + MAX_PENDING + " requests to subscribe wait; that of " + oldest.subscriber()
                                + " was dropped, decide them sooner"));
    }

    /** Returns the request that had to make room. */
    private Optional<SubscriptionRequest> note(SubscriptionRequest request) {
        arrivals++;
        if (pending.replace(request, arrivals) != null) {
            // asked again before it was decided: one decision answers both
            return Optional.empty();
        }
        pending.put(request, arrivals);
        PolicyAtWork policy = policies.get(request.topic());
        if (policy != null) {
            policy.asked(request);
        }
        if (pending.size() <= MAX_PENDING) {
            return Optional.empty();
        }
        SubscriptionRequest oldest = pending.keySet().iterator().next();
        take(oldest);
        return Optional.of(oldest);
    }

    /** Takes a request off the list; when it had arrived, or null if it is not there. */
    private @Nullable Long take(SubscriptionRequest request) {
        PolicyAtWork policy = policies.get(request.topic());
        if (policy != null) {
            policy.gone(request);
        }
        return pending.remove(request);
    }

    /** Takes a message that the broker sent back, on the reader's thread; whether it was a decision. */
    boolean returned(String id, boolean notUnderstood) {
        Sent decided;
        synchronized (sent) {
            decided = sent.remove(id);
        }
        if (decided == null || !notUnderstood) {
            return false;
        }
        try {
            session.threads().execute(() -> decideAsOwner(decided.request(), decided.decision()));
            return true;
        } catch (RejectedExecutionException e) {
            // the grid is closed: nothing more can be sent
            return false;
        }
    }

    Approvals of(String topic) {
        return new TopicApprovals(session, this, topic);
    }

    /**
     * Registers a policy, to which {@link #asked} hands what comes from now on.
     *
     * @throws IllegalStateException if the topic has one
     */
    void register(PolicyAtWork policy) {
        synchronized (pending) {
            if (policies.putIfAbsent(policy.topic(), policy) != null) {
                throw new IllegalStateException("This grid decides or watches the requests for '" + policy.topic()
                        + "' already; close that registration first");
            }
        }
    }

    void unregister(PolicyAtWork policy) {
        synchronized (pending) {
            policies.remove(policy.topic(), policy);
            policy.allGone();
        }
    }

    /** The request that a policy is to decide next; empty if there is none. */
    Optional<SubscriptionRequest> next(PolicyAtWork policy) {
        synchronized (pending) {
            return policy.next();
        }
    }

    /** Has a policy begin with what is pending, before anything that comes next. */
    void begin(PolicyAtWork policy) {
        synchronized (pending) {
            policy.begin(arrived(policy.topic()));
        }
    }

    /** The requests for a topic that have arrived and were not decided, the oldest first. */
    List<SubscriptionRequest> arrived(String topic) {
        synchronized (pending) {
            return pending.keySet().stream()
                    .filter(request -> request.topic().equals(topic))
                    .toList();
        }
    }

    boolean isPending(SubscriptionRequest request) {
        synchronized (pending) {
            return pending.containsKey(request);
        }
    }

    /** How many requests have arrived by now. */
    long arrivals() {
        synchronized (pending) {
            return arrivals;
        }
    }

    /** Forgets the requests for a topic that have not arrived since then: the broker, asked for all, does not know them. */
    void forgetBefore(long arrival, String topic) {
        synchronized (pending) {
            pending.entrySet().stream()
                    .filter(entry -> entry.getValue() <= arrival
                            && entry.getKey().topic().equals(topic))
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(this::take);
        }
    }

    void answer(SubscriptionRequest request, Decision decision) {
        if (decision == Decision.LATER) {
            return;
        }
        GridAddress broker = session.brokerAddress();
        String id = UUID.randomUUID().toString();
        synchronized (sent) {
            sent.put(id, new Sent(request, decision));
        }
        // Out of the list first: a request that comes after the decision is another one.
        @Nullable Long arrival;
        synchronized (pending) {
            arrival = take(request);
        }
        try {
            session.xmpp().decide(broker, id, request, decision);
        } catch (GridException e) {
            synchronized (pending) {
                if (arrival != null) {
                    pending.putIfAbsent(request, arrival);
                }
            }
            throw e;
        }
    }

    /** Has all policies look at what is pending after the connection was lost: a request or decision can have been, too. */
    void askAgain() {
        List<PolicyAtWork> all;
        synchronized (pending) {
            all = List.copyOf(policies.values());
        }
        for (PolicyAtWork policy : all) {
            try {
                session.threads().execute(() -> askAgain(policy));
            } catch (RejectedExecutionException e) {
                // the grid is closed: nobody waits for a decision of it
                return;
            }
        }
    }

    private void askAgain(PolicyAtWork policy) {
        try {
            of(policy.topic()).pending();
            begin(policy);
        } catch (GridException e) {
            session.observers()
                    .tell(
                            Observation.Kind.HANDLER_FAILED,
                            policy.topic(),
                            "the requests that came while the connection was lost are not known: " + e.getMessage());
        }
    }

    /** Waits until the policies have decided what came in. */
    void finish(long deadline) throws InterruptedException {
        List<PolicyAtWork> all;
        synchronized (pending) {
            all = List.copyOf(policies.values());
        }
        for (PolicyAtWork policy : all) {
            policy.finish(Duration.ofNanos(deadline - System.nanoTime()));
        }
    }

    /** XEP-0060 §8.8.2, where the broker has no use for the form of §8.6. */
    private void decideAsOwner(SubscriptionRequest request, Decision decision) {
        SubscriptionState state = decision == Decision.APPROVE ? SubscriptionState.ACTIVE : SubscriptionState.CANCELLED;
        try {
            session.tracked(session.xmpp()
                            .owner()
                            .setSubscribers(
                                    session.brokerAddress(),
                                    request.topic(),
                                    List.of(new Subscriber(request.subscriber(), state, request.subscriptionId()))))
                    .await();
        } catch (GridException e) {
            session.observers()
                    .tell(
                            Observation.Kind.HANDLER_FAILED,
                            Optional.of(request.subscriber()),
                            Optional.of(request.topic()),
                            "the broker took the decision on " + request.subscriber() + " neither as a form nor as a"
                                    + " change of the topic's subscriptions: " + e.reason());
        }
    }
}
