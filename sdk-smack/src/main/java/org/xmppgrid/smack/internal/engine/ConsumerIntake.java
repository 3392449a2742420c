package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.xmppgrid.sdk.ConsumerBounds;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.TopicListener;
import org.xmppgrid.smack.internal.store.Arrival;
import org.xmppgrid.smack.internal.store.Fill;
import org.xmppgrid.smack.internal.store.Inbox;
import org.xmppgrid.smack.internal.store.Received;

/**
 * Takes what arrives from the subscription's worker to the disk. It waits while there is no room or the disk is full, and
 * so does the network behind it: what it can't keep it does not take.
 */
final class ConsumerIntake implements TopicListener<Object> {
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
    /** As long as anybody can wait: the end is that there is room, or the consumer is closed. */
    private static final Duration ALWAYS = Duration.ofDays(365);

    private final GridTopic<?> topic;
    private final ConsumerStore store;
    private final ConsumerBounds bounds;
    private final ConsumerMeasures measures;
    private final ConsumerCatchUp catchUp;
    private final DeliveryDesk<?> desk;
    private final Changes changes;
    private final Consumer<String> retractions;
    private final Consumer<SubscriptionState> states;
    private volatile boolean leaving;

    ConsumerIntake(
            GridTopic<?> topic,
            ConsumerTerms<?> terms,
            ConsumerStore store,
            ConsumerMeasures measures,
            ConsumerCatchUp catchUp,
            DeliveryDesk<?> desk,
            Changes changes,
            Consumer<SubscriptionState> states) {
        this.topic = topic;
        this.store = store;
        this.bounds = terms.bounds();
        this.retractions = terms.retractions();
        this.measures = measures;
        this.catchUp = catchUp;
        this.desk = desk;
        this.changes = changes;
        this.states = states;
    }

    /** From now on nothing waits for room: what has arrived is all there will be. */
    void leave() {
        leaving = true;
        changes.tell();
    }

    @Override
    public void onItem(Item<?> item) {
        take(item);
    }

    @Override
    public void onUnreadable(Item<?> item, GridPayloadException problem) {
        take(item);
    }

    private void take(Item<?> item) {
        Arrival arrival = ItemOnDisk.of(withPayload(item));
        catchUp.published(arrival.itemId());
        if (!awaitRoom(arrival.itemId())) {
            return;
        }
        Optional<Received> received = written(inbox -> inbox.receive(arrival));
        received.ifPresent(how -> {
            measures.received(how == Received.WAITING || how == Received.SETTLED);
            desk.wake();
        });
    }

    /** A topic may send its events without payloads (XEP-0060 §4.3, {@code pubsub#deliver_payloads}). */
    private Item<?> withPayload(Item<?> item) {
        if (!item.raw().element().isEmpty() || topic.type().withoutPayload().isPresent()) {
            return item;
        }
        try {
            Optional<? extends Item<?>> kept = topic.item(item.id());
            return kept.isPresent() ? kept.get() : item;
        } catch (GridException e) {
            topic.session().observers().handlerFailed(topic.name(), "reading of an item that came without payload", e);
            return item;
        }
    }

    /** @return false if it is not to be taken now, because the catch-up will come by it */
    private boolean awaitRoom(String itemId) {
        try {
            Fill fill = fill();
            if (catchUp.isDue()
                    && (fill.heldItems() >= bounds.waitingItems() || fill.heldBytes() >= bounds.waitingBytes())) {
                // waiting here would stop the reader, and with it the pages that make room
                return !catchUp.comesBy(itemId);
            }
            changes.await(this::hasRoom, ALWAYS);
        } catch (InterruptedException e) {
            // the session is over; what has arrived is written all the same
            Thread.currentThread().interrupt();
        } catch (GridStorageException | GridClosedException e) {
            // to be met again where the item is written
        }
        return true;
    }

    private boolean hasRoom() {
        if (leaving || store.isClosed()) {
            return true;
        }
        Fill fill = fill();
        // a handler may wait for an answer that stands behind what waits here
        int factor = topic.session().awaitsAnswer() ? SerialWorker.HARD_LIMIT_FACTOR : 1;
        boolean full = fill.items() / factor >= bounds.waitingItems() || fill.bytes() / factor >= bounds.waitingBytes();
        return !full || catchUp.isDue();
    }

    private Fill fill() {
        return store.with(Inbox::fill);
    }

    /** Writes until it is written: empty only if the consumer is closed. */
    private <R> Optional<R> written(Function<Inbox, R> work) {
        Duration wait = FIRST_RETRY;
        while (true) {
            try {
                return Optional.of(store.with(work));
            } catch (GridClosedException e) {
                return Optional.empty();
            } catch (GridStorageException e) {
                // told by the state itself; the next attempt may find it well again
                if (!rest(wait)) {
                    return Optional.empty();
                }
                wait = wait.multipliedBy(2).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait.multipliedBy(2);
            }
        }
    }

    private boolean rest(Duration time) {
        try {
            changes.await(() -> leaving || store.isClosed(), time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !leaving && !store.isClosed();
    }

    @Override
    public void onRetracted(String itemId) {
        written(inbox -> {
            catchUp.retracted(inbox, itemId);
            return inbox.retract(topic.session().brokerAddress().toString(), topic.name(), itemId);
        });
        retractions.accept(itemId);
    }

    @Override
    public void onPurged() {
        catchUp.purged();
    }

    @Override
    public void onDeleted(Optional<String> redirect) {
        catchUp.purged();
    }

    @Override
    public void onGap(Gap gap) {
        // first: one that ends now begins anew, and does not let what comes next overtake what was missed
        catchUp.isOwed(gap.since());
        written(inbox -> {
            inbox.catchUp();
            return true;
        });
    }

    @Override
    public void onResumed() {
        catchUp.runIfDue();
    }

    @Override
    public void onState(SubscriptionState state) {
        states.accept(state);
        if (state == SubscriptionState.ACTIVE) {
            catchUp.runIfDue();
        } else if (state.isEnded() && state != SubscriptionState.DISCONNECTED) {
            catchUp.giveUp(state);
        }
    }
}
