package org.xmppgrid.smack.internal.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Broker;
import org.xmppgrid.sdk.BrokerFeatures;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.TopicAffiliation;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicSubscription;
import org.xmppgrid.sdk.Topics;

/** A broker as a session sees it. */
final class BrokerHandle implements Broker {
    private final GridSession session;
    private final GridAddress address;

    BrokerHandle(GridSession session, GridAddress address) {
        this.session = session;
        this.address = address;
    }

    @Override
    public GridAddress address() {
        return address;
    }

    @Override
    public Optional<String> name() {
        return session.features().of(address).brokerName();
    }

    @Override
    public BrokerFeatures features() {
        return new BrokerFeatures(
                new LinkedHashSet<>(session.features().of(address).features()));
    }

    @Override
    public Topics topics() {
        return new TopicListing(session, () -> address);
    }

    @Override
    public TopicInfo info(String topic) {
        return new TopicInfo(
                topic,
                address,
                session.tracked(session.xmpp().info(address, Optional.of(topic)))
                        .await()
                        .metaData());
    }

    @Override
    public TopicConfig defaultConfig() {
        return TopicConfig.of(
                session.tracked(session.xmpp().defaultConfig(address)).await());
    }

    @Override
    public List<TopicAffiliation> affiliations() {
        return OwnLists.bounded(
                session.tracked(session.xmpp().owner().ownAffiliations(address)).await(),
                "affiliations",
                address,
                session.limits());
    }

    @Override
    public List<TopicSubscription> subscriptions() {
        return OwnLists.bounded(
                session.tracked(session.xmpp().owner().ownSubscriptions(address))
                        .await(),
                "subscriptions",
                address,
                session.limits());
    }

    /** Two are the same broker if they have the same address. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BrokerHandle broker && broker.address.equals(address);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
