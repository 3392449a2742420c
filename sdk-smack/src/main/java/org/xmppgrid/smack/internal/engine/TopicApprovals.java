package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.xmppgrid.sdk.ApprovalPolicy;
import org.xmppgrid.sdk.Approvals;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.smack.internal.xmpp.PendingTopics;

/** The requests for one topic: asks the broker for those that are pending, where it can be asked. */
record TopicApprovals(GridSession session, ApprovalDesk desk, String topic) implements Approvals {

    @Override
    public Registration decide(ApprovalPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        PolicyAtWork work = new PolicyAtWork(session, desk, topic, policy);
        try {
            desk.register(work);
            // What was stored and what is sent again is often the same: both first, then each is decided once.
            refresh();
        } catch (RuntimeException e) {
            work.close();
            throw e;
        }
        desk.begin(work);
        return work;
    }

    @Override
    public List<SubscriptionRequest> pending() {
        refresh();
        return desk.arrived(topic);
    }

    @Override
    public void answer(SubscriptionRequest request, Decision decision) {
        if (!request.topic().equals(topic)) {
            throw new IllegalArgumentException(
                    request + " is not for the topic '" + topic + "'; answer it through that topic's approvals");
        }
        desk.answer(request, Objects.requireNonNull(decision, "decision"));
    }

    /** The topic. */
    @Override
    public String toString() {
        return "Approvals[" + topic + "]";
    }

    /** Has the broker tell what is pending now, and forgets what is not. */
    private void refresh() {
        GridAddress broker =
                session.brokerAddress(); // requests are believed from the broker only, so it has to be known first
        session.announcePresence();
        long before = desk.arrivals();
        Optional<PendingTopics> offer = ask(broker);
        if (offer.isPresent()) {
            if (offer.get().topics().contains(topic)) {
                session.tracked(session.xmpp().owner().sendPending(broker, offer.get(), topic))
                        .await();
            }
            desk.forgetBefore(before, topic);
        }
        if (desk.arrived(topic).isEmpty()) {
            requireOwner(broker);
        }
    }

    /** Brokers tell those who own nothing that nothing is pending: they would wait for ever. */
    private void requireOwner(GridAddress broker) {
        try {
            session.tracked(session.xmpp().config(broker, topic)).await();
        } catch (GridRequestException e) {
            if (e.reason() == Reason.FORBIDDEN || e.reason() == Reason.TOPIC_NOT_FOUND) {
                String condition = e.condition().orElse("refused");
                throw new GridRequestException(
                        e.reason(),
                        "Can't decide who may subscribe to the topic '" + topic + "' at " + broker + ": " + condition
                                + ". Its owners do: ask one of them to make this account an owner, and check the"
                                + " topic's name against grid.topics()",
                        condition,
                        e);
            }
        }
    }

    /** Empty where the broker has no such command, or not for this account: it sends each request once, then. */
    private Optional<PendingTopics> ask(GridAddress broker) {
        try {
            return Optional.of(session.tracked(session.xmpp().owner().pendingTopics(broker))
                    .await());
        } catch (GridRequestException e) {
            return switch (e.reason()) {
                case NOT_SUPPORTED, TOPIC_NOT_FOUND, FORBIDDEN, REFUSED -> Optional.empty();
                default -> throw e;
            };
        }
    }
}
