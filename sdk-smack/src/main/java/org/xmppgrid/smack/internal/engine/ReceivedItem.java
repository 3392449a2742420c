package org.xmppgrid.smack.internal.engine;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.smack.internal.xmpp.PayloadCodec;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

/** An item as it was received, its payload read once. */
final class ReceivedItem<T> implements Item<T> {
    private final String topic;
    private final GridAddress broker;
    private final StoredItem stored;
    private final boolean kept;
    private final @Nullable T payload;
    private final @Nullable GridPayloadException problem;

    private ReceivedItem(
            String topic,
            GridAddress broker,
            StoredItem stored,
            boolean kept,
            @Nullable T payload,
            @Nullable GridPayloadException problem) {
        this.topic = topic;
        this.broker = broker;
        this.stored = stored;
        this.kept = kept;
        this.payload = payload;
        this.problem = problem;
    }

    /** An item that the broker sent by itself. */
    static <T> ReceivedItem<T> read(
            PayloadCodec codec, PayloadType<T> type, String topic, GridAddress broker, StoredItem stored) {
        return read(codec, type, topic, broker, stored, false);
    }

    /** An item that the broker or its archive keeps: its time is that of its publication, not of a delay. */
    static <T> ReceivedItem<T> kept(
            PayloadCodec codec, PayloadType<T> type, String topic, GridAddress broker, StoredItem stored) {
        return read(codec, type, topic, broker, stored, true);
    }

    private static <T> ReceivedItem<T> read(
            PayloadCodec codec,
            PayloadType<T> type,
            String topic,
            GridAddress broker,
            StoredItem stored,
            boolean kept) {
        try {
            return new ReceivedItem<>(topic, broker, stored, kept, codec.decode(type, stored.payload()), null);
        } catch (GridPayloadException e) {
            return new ReceivedItem<>(topic, broker, stored, kept, null, e);
        }
    }

    @Override
    public String id() {
        return stored.id();
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public GridAddress broker() {
        return broker;
    }

    @Override
    public Optional<GridAddress> publisher() {
        return stored.publisher();
    }

    @Override
    public Optional<Instant> delayedSince() {
        return kept ? Optional.empty() : stored.delayedSince();
    }

    @Override
    public Optional<Instant> publishedAt() {
        return stored.delayedSince();
    }

    @Override
    public T payload() {
        T read = payload;
        if (read == null) {
            // The trace is that of the caller, the cause that of the reading.
            throw problem == null
                    ? new IllegalStateException("an item has either a payload or a problem")
                    : new GridPayloadException(
                            problem.reason(),
                            "Item '" + id() + "' of " + topic + ": " + problem.getMessage(),
                            null,
                            problem);
        }
        return read;
    }

    @Override
    public boolean isReadable() {
        return payload != null;
    }

    @Override
    public RawPayload raw() {
        return stored.payload();
    }

    Optional<GridPayloadException> problem() {
        return Optional.ofNullable(problem);
    }

    /** What it is and how large, never what is in it. */
    @Override
    public String toString() {
        return "Item[" + id() + " of " + topic + " at " + broker + ", " + raw() + "]";
    }
}
