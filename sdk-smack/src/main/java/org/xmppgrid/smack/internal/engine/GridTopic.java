package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.xmppgrid.sdk.AppliedConfig;
import org.xmppgrid.sdk.Approvals;
import org.xmppgrid.sdk.ConsumerBuilder;
import org.xmppgrid.sdk.FilterCriteria;
import org.xmppgrid.sdk.FilteredTopic;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.History;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Members;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.ProviderBuilder;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionPolicy;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicDurability;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicListener;
import org.xmppgrid.sdk.TopicName;
import org.xmppgrid.smack.internal.xmpp.Reply;
import org.xmppgrid.smack.internal.xmpp.StoredPage;
import org.xmppgrid.smack.internal.xmpp.XmppSession;

/** A topic of a session's broker. Holds nothing but its name and type. */
record GridTopic<T>(GridSession session, String name, PayloadType<T> type) implements Topic<T> {

    GridTopic {
        XmppSession.requireSendable("topic's name", name);
    }

    @Override
    public AppliedConfig create(TopicConfig config) {
        return new TopicCreation(session, session.brokerAddress(), type).create(name, config);
    }

    @Override
    public AppliedConfig createIfAbsent(TopicConfig config) {
        return new TopicCreation(session, session.brokerAddress(), type).createIfAbsent(name, config);
    }

    @Override
    public TopicConfig config() {
        return new TopicConfiguration(session, session.brokerAddress(), name).config();
    }

    @Override
    public AppliedConfig configure(TopicConfig change) {
        return new TopicConfiguration(session, session.brokerAddress(), name).change(change, type);
    }

    @Override
    public boolean exists() {
        try {
            info();
            return true;
        } catch (GridRequestException e) {
            return switch (e.reason()) {
                case TOPIC_NOT_FOUND -> false;
                // Prosody 13 describes no topic to those who may not read it, and says so of existing ones only.
                case FORBIDDEN, NOT_ON_WHITELIST, NOT_SUBSCRIBED -> true;
                default -> throw e;
            };
        }
    }

    @Override
    public void delete() {
        session.tracked(session.xmpp().delete(session.brokerAddress(), name)).await();
    }

    @Override
    public void delete(String redirectUri) {
        if (redirectUri.isBlank()) {
            throw new IllegalArgumentException("The address to redirect to is blank; leave it out to delete only");
        }
        XmppSession.requireSendable("address to redirect to", redirectUri);
        session.tracked(session.xmpp().delete(session.brokerAddress(), name, redirectUri))
                .await();
    }

    @Override
    public void purge() {
        session.tracked(session.xmpp().purge(session.brokerAddress(), name)).await();
    }

    @Override
    public TopicInfo info() {
        GridAddress broker = session.brokerAddress();
        return new BrokerHandle(session, broker).info(name);
    }

    @Override
    public String publish(T payload) {
        return publish(newItemId(), payload);
    }

    @Override
    public String publish(String itemId, T payload) {
        send(itemId, payload, Map.of()).await();
        return itemId;
    }

    @Override
    public CompletableFuture<String> publishAsync(T payload) {
        return publishAsync(newItemId(), payload);
    }

    @Override
    public CompletableFuture<String> publishAsync(String itemId, T payload) {
        return send(itemId, payload, Map.of()).on(session.threads()).thenApply(published -> itemId);
    }

    @Override
    public ProviderBuilder<T> provider(String provider) {
        return TopicProviders.provider(this, provider);
    }

    @Override
    public void retract(String itemId) {
        requireItemId(itemId);
        session.tracked(session.xmpp().retract(session.brokerAddress(), name, itemId))
                .await();
    }

    @Override
    public Subscription subscribe(TopicListener<? super T> listener) {
        return subscribe(SubscribeOptions.defaults(), listener);
    }

    @Override
    public Subscription subscribe(
            SubscribeOptions options, SubscriptionPolicy policy, TopicListener<? super T> listener) {
        return session.subscriptions().subscribe(this, options, policy, listener);
    }

    @Override
    public History<T> history() {
        return new TopicHistory<>(this);
    }

    @Override
    public List<Item<T>> latest(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("The number of items must be positive, not " + count);
        }
        GridAddress broker = session.brokerAddress();
        return items(
                broker,
                session.xmpp().newest(broker, name, session.subscriptions().id(name), count));
    }

    @Override
    public Optional<Item<T>> item(String itemId) {
        GridAddress broker = session.brokerAddress();
        return items(
                        broker,
                        session.xmpp()
                                .storedById(
                                        broker, name, session.subscriptions().id(name), List.of(itemId)))
                .stream()
                .filter(item -> item.id().equals(itemId))
                .findFirst();
    }

    @Override
    public Approvals approvals() {
        return session.approvals().of(name);
    }

    @Override
    public Topic<T> version(int number) {
        return new GridTopic<>(session, TopicName.parse(name).version(number).toString(), type);
    }

    @Override
    public FilteredTopic<T> filteredBy(FilterCriteria<T> criteria, int maxSubTopics) {
        return new FilteredGridTopic<>(this, criteria, maxSubTopics);
    }

    /** The latest items, with an action that runs before anything is read that the broker sent after them. */
    List<Item<T>> latest(int count, Runnable whenAnswered) {
        GridAddress broker = session.brokerAddress();
        return items(
                broker,
                session.xmpp()
                        .newest(broker, name, session.subscriptions().id(name), count)
                        .whenAnswered(items -> whenAnswered.run()));
    }

    /** Publishes on a condition; see {@link #publishAsync(String, Object)}. */
    CompletableFuture<String> publishIf(Map<String, List<String>> conditions, String itemId, T payload) {
        return send(itemId, payload, conditions).on(session.threads()).thenApply(published -> itemId);
    }

    @Override
    public ConsumerBuilder<T> consumer(String consumer) {
        return new ConsumerSetup<>(this, consumer);
    }

    @Override
    public TopicDurability durability() {
        return new DurabilityCheck(this).look();
    }

    @Override
    public Members members() {
        return new TopicMembers(session, name);
    }

    /** The topic's name and type. */
    @Override
    public String toString() {
        return "Topic[" + name + (type.namespace().isEmpty() ? "" : ", carries " + type.namespace()) + "]";
    }

    private Reply<Boolean> send(String itemId, T payload, Map<String, List<String>> conditions) {
        requireItemId(itemId);
        Objects.requireNonNull(payload, "payload");
        String xml = session.codec().encode(type, payload);
        GridAddress broker = session.brokerAddress();
        PublishWindow window = session.window();
        window.enter();
        Reply<Boolean> reply;
        try {
            reply = session.xmpp().publish(broker, name, itemId, xml, conditions);
        } catch (RuntimeException e) {
            window.leave();
            throw e;
        }
        Measures measures = session.measures();
        MetricScope scope = measures.topic(name);
        measures.count(Metric.PUBLISHED, scope, 1);
        return session.tracked(
                reply.whenDone(window::leave).whenAnswered(confirmed -> measures.count(Metric.CONFIRMED, scope, 1)));
    }

    private List<Item<T>> items(GridAddress broker, Reply<StoredPage> reply) {
        return session.tracked(reply).await().items().stream()
                .<Item<T>>map(stored -> ReceivedItem.kept(session.codec(), type, name, broker, stored))
                .toList();
    }

    static void requireItemId(String itemId) {
        if (itemId.isEmpty()) {
            throw new IllegalArgumentException("An item's id is not empty; publish(payload) chooses one");
        }
        XmppSession.requireSendable("item's id", itemId);
    }

    static String newItemId() {
        return UUID.randomUUID().toString();
    }
}
