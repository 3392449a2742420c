package org.xmppgrid.smack.internal.xmpp;

import java.util.List;
import java.util.Map;
import org.xmppgrid.sdk.Affiliation;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.Member;
import org.xmppgrid.sdk.Subscriber;
import org.xmppgrid.sdk.TopicAffiliation;
import org.xmppgrid.sdk.TopicSubscription;
import org.xmppgrid.smack.internal.xmpp.Operation.Kind;

/** The requests of a session about who may do what: an owner's about its topics, and an account's about itself. */
public final class OwnerSession {
    private final XmppSession session;

    OwnerSession(XmppSession session) {
        this.session = session;
    }

    /** XEP-0060 §8.9.1. */
    public Reply<List<Member>> members(GridAddress at, String topic) {
        return session.ask(
                "get",
                new Operation(Kind.READ_MEMBERS, at, topic, ""),
                MembersCodec.affiliations(topic),
                MembersCodec::readMembers);
    }

    /** XEP-0060 §8.9.2. */
    public Reply<Boolean> setMembers(GridAddress at, String topic, Map<GridAddress, Affiliation> changes) {
        return session.tell(
                new Operation(Kind.CHANGE_MEMBERS, at, topic, ""), MembersCodec.setAffiliations(topic, changes));
    }

    /** XEP-0060 §8.8.1. */
    public Reply<List<Subscriber>> subscribers(GridAddress at, String topic) {
        return session.ask(
                "get",
                new Operation(Kind.READ_SUBSCRIBERS, at, topic, ""),
                MembersCodec.subscriptions(topic),
                MembersCodec::readSubscribers);
    }

    /** XEP-0060 §8.8.2; a state that is neither active nor pending ends the subscription. */
    public Reply<Boolean> setSubscribers(GridAddress at, String topic, List<Subscriber> changes) {
        return session.tell(
                new Operation(Kind.CHANGE_SUBSCRIBERS, at, topic, ""), MembersCodec.setSubscriptions(topic, changes));
    }

    /** XEP-0060 §5.7. */
    public Reply<List<TopicAffiliation>> ownAffiliations(GridAddress at) {
        return session.ask(
                "get",
                new Operation(Kind.OWN_AFFILIATIONS, at, "", ""),
                MembersCodec.ownAffiliations(),
                MembersCodec::readOwnAffiliations);
    }

    /** XEP-0060 §5.6. */
    public Reply<List<TopicSubscription>> ownSubscriptions(GridAddress at) {
        return session.ask(
                "get",
                new Operation(Kind.OWN_SUBSCRIPTIONS, at, "", ""),
                MembersCodec.ownSubscriptions(),
                MembersCodec::readOwnSubscriptions);
    }

    /** XEP-0060 §8.7: this owner's topics that have pending requests. */
    public Reply<PendingTopics> pendingTopics(GridAddress at) {
        return session.ask("set", pending(at, ""), PendingCodec.ask(), PendingCodec::read);
    }

    /** XEP-0060 §8.7: has the broker send a topic's pending requests again, all of them before its answer. */
    public Reply<Boolean> sendPending(GridAddress at, PendingTopics offer, String topic) {
        return session.tell(pending(at, topic), PendingCodec.choose(offer.session(), topic));
    }

    /** Nothing is changed by it, so that its outcome is never unknown. */
    private static Operation pending(GridAddress at, String topic) {
        return new Operation(Kind.READ_PENDING, at, topic, "");
    }
}
