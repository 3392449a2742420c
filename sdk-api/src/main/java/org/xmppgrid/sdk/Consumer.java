package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A durable consumer of a topic: what arrives is on disk before it is handled, and is handled until it is settled, across
 * restarts of this program, the network and the broker. After each of them it reads what it missed from the broker, in
 * the broker's order and in front of what arrives meanwhile, without what it knows already. Thread-safe.
 *
 * <p>An item is known by its broker, topic, id and what its payload says, however the broker writes that. The same id with
 * other content is delivered as an {@linkplain Delivery#isUpdate() update}; the same id and content comes once, also if it
 * is published again, unless it was withdrawn in between.
 *
 * <p>What the broker does not have any more is told as a {@link Gap}: {@link ConsumerBuilder#onGap}.
 *
 * @param <T> the Java type of the payloads
 */
public interface Consumer<T> extends AutoCloseable {

    /**
     * The consumer's name.
     *
     * @return the name that its state is kept under
     */
    String name();

    /**
     * The topic's name.
     *
     * @return the name
     */
    String topic();

    /**
     * Where it stands.
     *
     * @return the state
     */
    ConsumerState state();

    /**
     * Why the state is {@link ConsumerState#STORE_FAILED} or {@link ConsumerState#ENDED}, or why the last attempt to catch
     * up failed.
     *
     * @return the cause; empty when all is well
     */
    Optional<GridException> problem();

    /**
     * Waits until what was missed has been read from the broker, though it need not have been handled.
     *
     * @param timeout how long to wait at most
     * @return true if the state is {@link ConsumerState#LIVE}
     * @throws GridException with {@link Reason#INTERRUPTED} if the thread is interrupted; its flag is set again
     */
    boolean awaitLive(Duration timeout);

    /**
     * How far it is behind.
     *
     * @return the counts now
     * @throws GridStorageException if the state can't be read
     * @throws GridClosedException if it is closed
     */
    ConsumerLag lag();

    /**
     * The dead letters, in their order: read from the disk as the stream goes on.
     *
     * @return a sequential stream
     * @throws GridStorageException if the state can't be read, also later from the stream
     * @throws GridClosedException if it is closed
     */
    Stream<ConsumerDeadLetter> deadLetters();

    /**
     * Delivers a dead letter again, behind all that waits and as if it had not been tried.
     *
     * @param letter the dead letter
     * @return false if it is not there any more, or the same has come again and waits
     * @throws GridStorageException if the state can't be written
     * @throws GridClosedException if it is closed
     */
    boolean retry(ConsumerDeadLetter letter);

    /**
     * Removes a dead letter for good. The broker's copy of the item stays settled.
     *
     * @param letter the dead letter
     * @return false if it is not there any more
     * @throws GridStorageException if the state can't be written
     * @throws GridClosedException if it is closed
     */
    boolean forget(ConsumerDeadLetter letter);

    /** Hands nothing more over until {@link #resume()}; what arrives is kept. What is being handled goes on. */
    void pause();

    /** Hands over again. */
    void resume();

    /**
     * Whether {@link #pause()} was called last.
     *
     * @return true while nothing is handed over
     */
    boolean isPaused();

    /**
     * Waits until nothing waits to be handled or for its outcome.
     *
     * @param timeout how long to wait at most
     * @return false if the timeout came first, or the consumer is closed
     * @throws GridException with {@link Reason#INTERRUPTED} if the thread is interrupted; its flag is set again
     */
    boolean drain(Duration timeout);

    /**
     * Ends the subscription at the broker and closes. What waits stays in the state.
     *
     * @throws GridException as {@link Subscription#unsubscribe}; the consumer is closed in any case
     */
    void unsubscribe();

    /**
     * Hands nothing more over, waits for the calls of the handler that run, for at most the request timeout, and lets go
     * of the state. A handler may call it, and is not waited for. The broker keeps the subscription. What has no outcome comes again when it is opened.
     */
    @Override
    void close();
}
