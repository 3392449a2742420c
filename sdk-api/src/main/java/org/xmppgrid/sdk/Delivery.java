package org.xmppgrid.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * An item that a {@link Consumer} hands over, and that waits for its outcome: {@link #ack acknowledged},
 * {@link #nack put back} or {@link #reject given up}. The first outcome counts; each later call does nothing and returns
 * false. A delivery without an outcome comes again after a restart.
 *
 * <p>Thread-safe: the outcome can come later and from any thread.
 *
 * @param <T> the Java type of the payload
 */
public interface Delivery<T> {

    /**
     * The item.
     *
     * @return the item as the broker sent it
     */
    Item<T> item();

    /**
     * The payload.
     *
     * @return what {@link Item#payload()} returns
     * @throws GridPayloadException if it can't be read: only {@link ConsumerBuilder#onUnreadable} gets such items
     */
    default T payload() {
        return item().payload();
    }

    /**
     * The payload as it came.
     *
     * @return what {@link Item#raw()} returns
     */
    default RawPayload raw() {
        return item().raw();
    }

    /**
     * The item's id.
     *
     * @return the id
     */
    default String id() {
        return item().id();
    }

    /**
     * Which attempt this is. Those of earlier processes count, also the one in which a process died.
     *
     * @return 1 for the first
     */
    int attempt();

    /**
     * Whether the item was known with other content before: its publisher replaced it.
     *
     * @return true for an update
     */
    boolean isUpdate();

    /**
     * Whether the item was withdrawn while it waited, as far as that was known when it was handed over. Brokers say the
     * same of items that they dropped to make room (ejabberd), so that withdrawn items are delivered too.
     *
     * @return true if its publisher or its broker has withdrawn it
     */
    boolean isRetracted();

    /**
     * When it arrived here.
     *
     * @return the time by this machine's clock
     */
    Instant receivedAt();

    /**
     * Settles the item, and returns when that is on the disk: it is not delivered again, nor if the broker sends it again.
     *
     * @return false if it had an outcome already
     * @throws GridStorageException if that is not known to be on the disk; it can be called again
     * @throws GridClosedException if the consumer is closed: it is delivered again when it is opened
     */
    boolean ack();

    /**
     * Settles the item without waiting for the disk, so that a sink that takes many at once waits once for all of them.
     *
     * @return completes when that is on the disk, on a thread that must not be blocked: with true, or with false if it had
     *     an outcome already; completes exceptionally with a {@link GridStorageException} if it is not known to be on the
     *     disk: then it may be delivered again, by this consumer or after a restart
     * @throws GridStorageException if it is not settled; it can be called again
     * @throws GridClosedException as for {@link #ack}
     */
    CompletableFuture<Boolean> ackAsync();

    /**
     * Puts the item back, to be delivered again later; what waits behind it in the same order waits too. After the last
     * of {@link ConsumerBuilder#maxAttempts} it becomes a dead letter instead.
     *
     * @param retryAfter how much later; zero for at once
     * @return false if it had an outcome already
     * @throws IllegalArgumentException if the time is negative
     * @throws GridStorageException as for {@link #ack}
     * @throws GridClosedException as for {@link #ack}
     */
    boolean nack(Duration retryAfter);

    /**
     * Gives the item up: it becomes a dead letter with its original bytes ({@link Consumer#deadLetters}). Returns when that
     * is on the disk.
     *
     * @param reason why, for people
     * @return false if it had an outcome already
     * @throws GridStorageException as for {@link #ack}
     * @throws GridClosedException as for {@link #ack}
     */
    boolean reject(String reason);
}
