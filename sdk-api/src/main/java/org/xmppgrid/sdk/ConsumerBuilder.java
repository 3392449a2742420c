package org.xmppgrid.sdk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Says what a durable consumer keeps where and how it delivers: {@link Topic#consumer}. Not thread-safe. A place for the
 * state and a handler are needed; all else has a default.
 *
 * @param <T> the Java type of the payloads
 */
public interface ConsumerBuilder<T> {
    /** Ten attempts: with the default back-off, about four minutes. */
    int DEFAULT_MAX_ATTEMPTS = 10;

    /** One second. */
    Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);

    /** One minute. */
    Duration DEFAULT_LONGEST_RETRY = Duration.ofMinutes(1);

    /** 256 deliveries without an outcome: room for a sink that works in batches. */
    int DEFAULT_UNACKNOWLEDGED = 256;

    /**
     * Keeps the state in files of a directory. One process at a time has the state of one consumer open, and that is the
     * state of one topic: consumers of several topics have several names, or directories.
     *
     * @param directory made if it does not exist, for the owner alone where the file system can: payloads are in the files
     * @return this
     */
    ConsumerBuilder<T> stateIn(Path directory);

    /**
     * Keeps the state elsewhere.
     *
     * @param store opens the store, which this consumer alone uses and closes; called by {@link #open()}, and again if the
     *     store failed
     * @return this
     */
    ConsumerBuilder<T> store(Supplier<? extends StateStore> store);

    /**
     * Goes on with what is readable of a damaged state in files, told as {@link Gap.Cause#STATE_LOST}; the damaged file is
     * kept under another name. Default: {@link #open()} throws {@link Reason#STORE_DAMAGED}.
     *
     * @return this
     */
    ConsumerBuilder<T> recoverDamaged();

    /**
     * Who handles the items.
     *
     * @param handler called in the broker's order, one call at a time unless {@link #parallel} says otherwise
     * @return this
     */
    ConsumerBuilder<T> onItem(DeliveryHandler<T> handler);

    /**
     * Who handles items whose payload is of another type or can't be read; {@link Delivery#raw()} has it. Called as the
     * handler of {@link #onItem}, in one order with it. Default: they become dead letters.
     *
     * @param handler called instead of that of {@link #onItem}
     * @return this
     */
    ConsumerBuilder<T> onUnreadable(DeliveryHandler<T> handler);

    /**
     * Is told what was missed and can't be had any more, before the first item behind it is delivered. The observers are
     * told in any case. Called on a thread of the SDK that may block.
     *
     * @param listener told one gap at a time
     * @return this
     */
    ConsumerBuilder<T> onGap(java.util.function.Consumer<Gap> listener);

    /**
     * Is told of items that were withdrawn, or dropped by the broker to make room, handled or not. Called on the
     * subscription's worker, as {@link TopicListener#onRetracted}.
     *
     * @param listener told the items' ids
     * @return this
     */
    ConsumerBuilder<T> onRetracted(java.util.function.Consumer<String> listener);

    /**
     * Acknowledges what a handler returned from without an outcome. That is on the disk soon after, not at once: a process
     * that dies gets the last items again. Default: what has no outcome waits for it.
     *
     * @return this
     */
    ConsumerBuilder<T> autoAck();

    /**
     * How often an item is tried before it becomes a dead letter. An attempt in which the process died counts, so that an
     * item that kills the process does not do so for ever.
     *
     * @param attempts default {@link #DEFAULT_MAX_ATTEMPTS}; {@code Integer.MAX_VALUE} for no limit
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    ConsumerBuilder<T> maxAttempts(int attempts);

    /**
     * How long an item waits that a handler threw on: doubled with each attempt.
     *
     * @param first after the first attempt; default {@link #DEFAULT_RETRY_AFTER}
     * @param longest at most; default {@link #DEFAULT_LONGEST_RETRY}
     * @return this
     * @throws IllegalArgumentException if one is negative, or the first is longer
     */
    ConsumerBuilder<T> retryAfter(Duration first, Duration longest);

    /**
     * How many deliveries may be out without an outcome, before no more are handed over. They are in memory, however large
     * they are.
     *
     * @param deliveries default {@link #DEFAULT_UNACKNOWLEDGED}; 1 for strictly one after the other
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    ConsumerBuilder<T> unacknowledged(int deliveries);

    /**
     * Handles several items at once, those with the same key one after the other in their order: the next is handed over
     * when the handler has returned, also if it said the outcome before. Default: all in one order. An item that was put
     * back holds up those of its key that were not handed over yet, by default all; and all others once so many of its key
     * wait behind it that no other is read: {@code unacknowledged} and 64 for each handler.
     *
     * @param handlers how many calls of the handler run at once at most
     * @param key tells an item's key, for example its incident's id; called with readable items only, the others have
     *     their item id for a key
     * @return this
     * @throws IllegalArgumentException if the number is below 1
     */
    ConsumerBuilder<T> parallel(int handlers, Function<? super Item<T>, String> key);

    /**
     * Where to begin on the first run.
     *
     * @param position default {@link StartPosition#allStored()}
     * @return this
     */
    ConsumerBuilder<T> startAt(StartPosition position);

    /**
     * How much is kept.
     *
     * @param bounds default {@link ConsumerBounds#standard()}
     * @return this
     */
    ConsumerBuilder<T> bounds(ConsumerBounds bounds);

    /**
     * When the disk is asked to confirm.
     *
     * @param policy default {@link SyncPolicy#each()}
     * @return this
     */
    ConsumerBuilder<T> sync(SyncPolicy policy);

    /**
     * How to subscribe.
     *
     * @param options default {@link SubscribeOptions#defaults()}
     * @return this
     */
    ConsumerBuilder<T> options(SubscribeOptions options);

    /**
     * Opens the state, subscribes and begins to deliver: first what waited in the state, then what was missed, then what
     * arrives.
     *
     * @return the consumer
     * @throws IllegalStateException if there is no place for the state or no handler, or the state is of another topic
     * @throws GridStorageException {@link Reason#STORE_IN_USE}, {@link Reason#STORE_NEWER}, {@link Reason#STORE_DAMAGED},
     *     {@link Reason#DISK_FULL} or {@link Reason#STORE_FAILED}
     * @throws GridException as {@link Topic#subscribe(SubscribeOptions, TopicListener)}
     */
    Consumer<T> open();
}
