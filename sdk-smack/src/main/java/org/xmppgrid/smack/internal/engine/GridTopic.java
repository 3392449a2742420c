package org.xmppgrid.smack.internal.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Approvals;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.History;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicListener;
import org.xmppgrid.smack.internal.xmpp.Reply;
import org.xmppgrid.smack.internal.xmpp.StoredPage;
import org.xmppgrid.smack.internal.xmpp.XmppSession;

/** A topic of a session's broker. Holds nothing but its name and type. */
record GridTopic<T>(GridSession session, String name, PayloadType<T> type) implements Topic<T> {

    GridTopic {
        XmppSession.requireSendable("topic's name", name);
    }

    @Override
    public TopicConfig create(TopicConfig config) {
        GridAddress broker = session.broker();
        if (config.accessModels().isEmpty()) {
            session.tracked(session.xmpp().create(broker, name, fields(config, Optional.empty())))
                    .await();
            return config;
        }
        GridException refusal = null;
        for (AccessModel model : config.accessModels()) {
            try {
                session.tracked(session.xmpp().create(broker, name, fields(config, Optional.of(model))))
                        .await();
                return config.accessModel(model);
            } catch (GridRequestException e) {
                // Only the model may be what the broker does not know (Prosody and authorize): ask for the next one.
                if (e.reason() != Reason.CONFIGURATION_REFUSED) {
                    throw e;
                }
                if (refusal != null) {
                    e.addSuppressed(refusal);
                }
                refusal = e;
            }
        }
        throw refusal;
    }

    @Override
    public void delete() {
        session.tracked(session.xmpp().delete(session.broker(), name)).await();
    }

    @Override
    public TopicInfo info() {
        GridAddress broker = session.broker();
        return TopicListing.info(
                broker,
                name,
                session.tracked(session.xmpp().info(broker, Optional.of(name))).await());
    }

    @Override
    public String publish(T payload) {
        return publish(newItemId(), payload);
    }

    @Override
    public String publish(String itemId, T payload) {
        send(itemId, payload).await();
        return itemId;
    }

    @Override
    public CompletableFuture<String> publishAsync(T payload) {
        return publishAsync(newItemId(), payload);
    }

    @Override
    public CompletableFuture<String> publishAsync(String itemId, T payload) {
        return send(itemId, payload).on(session.threads()).thenApply(published -> itemId);
    }

    @Override
    public Subscription subscribe(TopicListener<? super T> listener) {
        return subscribe(SubscribeOptions.defaults(), listener);
    }

    @Override
    public Subscription subscribe(SubscribeOptions options, TopicListener<? super T> listener) {
        return session.subscriptions().subscribe(this, options, listener);
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
        GridAddress broker = session.broker();
        return items(
                broker,
                session.xmpp().newest(broker, name, session.subscriptions().id(name), count));
    }

    @Override
    public Optional<Item<T>> item(String itemId) {
        GridAddress broker = session.broker();
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

    /** The topic's name and type. */
    @Override
    public String toString() {
        return "Topic[" + name + (type.namespace().isEmpty() ? "" : ", carries " + type.namespace()) + "]";
    }

    private Reply<Boolean> send(String itemId, T payload) {
        if (itemId.isEmpty()) {
            throw new IllegalArgumentException("An item's id is not empty; leave it out and the SDK chooses one");
        }
        XmppSession.requireSendable("item's id", itemId);
        Objects.requireNonNull(payload, "payload");
        String xml = session.codec().encode(type, payload);
        GridAddress broker = session.broker();
        PublishWindow window = session.window();
        window.enter();
        Reply<Boolean> reply;
        try {
            reply = session.xmpp().publish(broker, name, itemId, xml);
        } catch (RuntimeException e) {
            window.leave();
            throw e;
        }
        return session.tracked(reply.whenDone(window::leave));
    }

    private List<Item<T>> items(GridAddress broker, Reply<StoredPage> reply) {
        return session.tracked(reply).await().items().stream()
                .<Item<T>>map(stored -> ReceivedItem.kept(session.codec(), type, name, broker, stored))
                .toList();
    }

    private Map<String, List<String>> fields(TopicConfig config, Optional<AccessModel> model) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        model.ifPresent(chosen -> fields.put("pubsub#access_model", List.of(chosen.protocolName())));
        if (config.announcesPayloadType() && !type.namespace().isEmpty()) {
            fields.put("pubsub#type", List.of(type.namespace()));
        }
        fields.putAll(config.fields());
        return fields;
    }

    private static String newItemId() {
        return UUID.randomUUID().toString();
    }
}
