package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.xmppgrid.sdk.Delivery;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.smack.internal.store.StoredDelivery;

/** A delivery in the hands of a handler: takes its outcome once. */
final class HandedDelivery<T> implements Delivery<T> {

    /** What becomes of a delivery. Each throws if the state can't be written, and then nothing has become of it. */
    interface Outcomes {
        void ack(StoredDelivery delivery);

        /** @return completes when that is safe */
        CompletableFuture<Boolean> ackAsync(StoredDelivery delivery);

        void ackLater(StoredDelivery delivery);

        void nack(StoredDelivery delivery, Duration retryAfter, String why);

        void reject(StoredDelivery delivery, String reason);
    }

    private final StoredDelivery delivery;
    private final Item<T> item;
    private final Outcomes outcomes;

    /** Not for others: held while the state is written, which may be a store of the user's. */
    private final ReentrantLock lock = new ReentrantLock();

    private boolean over;

    HandedDelivery(StoredDelivery delivery, Item<T> item, Outcomes outcomes) {
        this.delivery = delivery;
        this.item = item;
        this.outcomes = outcomes;
    }

    @Override
    public Item<T> item() {
        return item;
    }

    @Override
    public int attempt() {
        return delivery.attempts();
    }

    @Override
    public boolean isUpdate() {
        return delivery.update();
    }

    @Override
    public boolean isRetracted() {
        return delivery.retracted();
    }

    @Override
    public Instant receivedAt() {
        return delivery.received();
    }

    @Override
    public boolean ack() {
        return once(() -> outcomes.ack(delivery));
    }

    @Override
    public CompletableFuture<Boolean> ackAsync() {
        lock.lock();
        try {
            if (over) {
                return CompletableFuture.completedFuture(false);
            }
            CompletableFuture<Boolean> safe = outcomes.ackAsync(delivery);
            over = true;
            return safe;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean nack(Duration retryAfter) {
        if (retryAfter.isNegative()) {
            throw new IllegalArgumentException("retryAfter is negative: " + retryAfter);
        }
        return once(() -> outcomes.nack(delivery, retryAfter, "put back"));
    }

    @Override
    public boolean reject(String reason) {
        Objects.requireNonNull(reason, "reason");
        return once(() -> outcomes.reject(delivery, reason));
    }

    /** The handler returned, and that is all that was asked for. */
    void returned() {
        once(() -> outcomes.ackLater(delivery));
    }

    /** The handler threw. */
    void threw(Throwable what, Duration retryAfter) {
        once(() -> outcomes.nack(
                delivery, retryAfter, "the handler threw " + what.getClass().getName()));
    }

    /** It is delivered anew by another one of these. */
    void abandon() {
        once(() -> {});
    }

    private boolean once(Runnable outcome) {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            outcome.run();
            over = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What it is of, never what is in it. */
    @Override
    public String toString() {
        return "Delivery[" + item + ", attempt " + attempt() + (isUpdate() ? ", update" : "")
                + (isRetracted() ? ", retracted" : "") + "]";
    }
}
