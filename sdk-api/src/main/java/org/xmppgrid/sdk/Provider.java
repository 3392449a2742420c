package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A durable provider: what it was given is on disk, and goes to the topic's broker in that order until the broker has
 * confirmed it, whatever happens to the network, the broker or this process in between. Thread-safe.
 *
 * <p>The item id is fixed when the report is given. After a failure whose outcome is not known, everything that the broker
 * has not confirmed is published again, in order, under the same ids: consumers may see an item twice, and know it by its
 * id. A report leaves the disk when it is confirmed, or dropped by the {@link SpoolBounds}; one that the broker refuses
 * for good, or that waited for too long, becomes a dead letter. A refusal that is about the topic or the broker and not
 * the report, such as {@link Reason#TOPIC_NOT_FOUND}, {@link Reason#TOPIC_FULL} or {@link Reason#BROKER_BUSY}, is waited
 * out.
 *
 * <p>Reports that an earlier program left in the spool are published to the topic that they were given for, at the broker
 * of this grid.
 *
 * @param <T> the Java type of the payloads
 */
public interface Provider<T> extends AutoCloseable {

    /**
     * The provider's name.
     *
     * @return the name that its spool goes by
     */
    String name();

    /**
     * Takes a report under an item id that the SDK chooses, and returns when it is safe on disk.
     *
     * @param payload the payload
     * @return the item's id
     * @throws GridPayloadException if the payload can't be sent: it was not taken
     * @throws GridStorageException {@link Reason#SPOOL_FULL} or {@link Reason#DISK_FULL}: it was not taken; else it is
     *     not known to be safe
     * @throws GridException {@link Reason#INTERRUPTED} or {@link Reason#OUTCOME_UNKNOWN}: it is not known to be safe
     * @throws GridClosedException if the provider was closed
     */
    String send(T payload);

    /**
     * Takes a report under an item id, and returns when it is safe on disk. One that waits already under this id with the
     * same payload is not taken twice, so this is safe to repeat after an exception; the same id with another payload is
     * an update, and is published after it.
     *
     * @param itemId the item's id, unique in the topic
     * @param payload the payload
     * @return the item's id
     * @throws GridException as {@link #send(Object)} does
     * @throws IllegalArgumentException if the id is empty, or XML has no way to say it
     */
    String send(String itemId, T payload);

    /**
     * Takes a report without waiting for the disk, so that one thread can have many under way. In the order of the calls.
     *
     * @param payload the payload
     * @return completes with the item's id when it is safe on disk, on a thread that must not be blocked; completes
     *     exceptionally with a {@link GridException} if it is not known to be safe
     * @throws GridException as {@link #send(Object)} does, if it was not taken; the call waits only where a full spool
     *     blocks
     */
    CompletableFuture<String> sendAsync(T payload);

    /**
     * Takes a report under an item id without waiting for the disk: {@link #sendAsync(Object)} and
     * {@link #send(String, Object)}.
     *
     * @param itemId the item's id, unique in the topic
     * @param payload the payload
     * @return completes with the item's id when it is safe on disk
     * @throws GridException as {@link #sendAsync(Object)} does
     * @throws IllegalArgumentException if the id is empty, or XML has no way to say it
     */
    CompletableFuture<String> sendAsync(String itemId, T payload);

    /**
     * Waits until every report that was given before is confirmed, dropped or a dead letter.
     *
     * @param timeout how long at most
     * @return false if the time came first, or the provider was closed meanwhile
     * @throws GridException {@link Reason#INTERRUPTED}
     * @throws GridClosedException if the provider was closed
     */
    boolean flush(Duration timeout);

    /**
     * What waits, and what became of the rest. While the spool is failed, what was last known of it.
     *
     * @return the figures of this moment
     */
    ProviderBacklog backlog();

    /**
     * The reports that were given up, in the order in which they were given; read page by page as the stream is used.
     *
     * @return the dead letters
     * @throws GridStorageException while the spool is failed; the stream too
     */
    Stream<ProviderDeadLetter> deadLetters();

    /**
     * Puts a dead letter behind the reports that wait, as if it were given now, under its item id; returns when that is
     * safe on disk. If an update of the item was published meanwhile, the old content takes its place.
     *
     * @param letter one of {@link #deadLetters()}
     * @return false if it is no dead letter any more
     * @throws GridException as {@link #send(Object)} does
     */
    boolean retry(ProviderDeadLetter letter);

    /**
     * Removes a dead letter for good.
     *
     * @param letter one of {@link #deadLetters()}
     * @return false if it is no dead letter any more
     * @throws GridStorageException if it can't be removed
     */
    boolean forget(ProviderDeadLetter letter);

    /**
     * What the provider is doing.
     *
     * @return the state now; it may change at any time
     */
    ProviderState state();

    /**
     * Why the provider is held up.
     *
     * @return what failed last; empty while {@link ProviderState#PUBLISHING} and after {@link #close()}
     */
    Optional<GridException> trouble();

    /** Publishes the report again that has {@linkplain WhenRefused#STOP stopped} the provider. Else nothing happens. */
    void resume();

    /**
     * Makes the report a dead letter that has {@linkplain WhenRefused#STOP stopped} the provider, and goes on behind it.
     * Else nothing happens.
     */
    void skip();

    /**
     * Stops publishing; what is on its way is waited for, at most for the grid's request timeout. What is not confirmed by
     * then stays on disk for the next start. Closing twice is once. Close it before the grid.
     */
    @Override
    void close();
}
