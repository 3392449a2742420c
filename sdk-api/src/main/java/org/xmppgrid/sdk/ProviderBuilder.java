package org.xmppgrid.sdk;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Opens a durable provider: {@link Topic#provider}. A directory or a store is mandatory, all else has a default.
 *
 * @param <T> the Java type of the payloads
 */
public interface ProviderBuilder<T> {

    /**
     * Keeps the reports in files of a directory. One process at a time has the provider of a name open there.
     *
     * @param directory the directory, on a local disk; made if it does not exist, for the owner alone where the file system
     *     can: payloads are in the files
     * @return this builder
     */
    ProviderBuilder<T> spoolIn(Path directory);

    /**
     * Keeps the reports in a store of yours.
     *
     * @param store opens the store; called once by {@link #open()}, and again each time that the store has failed and was
     *     closed. It must be this provider's alone
     * @return this builder
     */
    ProviderBuilder<T> spoolIn(Supplier<? extends StateStore> store);

    /**
     * Goes on with what is readable of damaged files: they are set aside and a log line says what was lost. Default: a
     * damaged spool is not opened, {@link Reason#STORE_DAMAGED}.
     *
     * @return this builder
     */
    ProviderBuilder<T> recoverDamaged();

    /**
     * When the disk is asked to confirm. Default: {@link SyncPolicy#each()}.
     *
     * @param policy the policy
     * @return this builder
     */
    ProviderBuilder<T> sync(SyncPolicy policy);

    /**
     * How many reports are on their way to the broker at once. Default: {@link GridLimits#publishWindow()}. It is this
     * provider's own window: other publishes of the grid are not held up by it.
     *
     * <p>With 1, no report overtakes another whatever happens. With more, one that the broker answers late or with "not
     * now" comes behind those that were on their way with it; never behind a newer one of the same item id.
     *
     * @param reports how many, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     */
    ProviderBuilder<T> window(int reports);

    /**
     * How much the spool may hold. Default: {@link SpoolBounds#standard()}.
     *
     * @param bounds the bounds
     * @return this builder
     */
    ProviderBuilder<T> bounds(SpoolBounds bounds);

    /**
     * What happens when the broker refuses a report for good. Default: {@link WhenRefused#SET_ASIDE}.
     *
     * @param choice the choice
     * @return this builder
     */
    ProviderBuilder<T> whenRefused(WhenRefused choice);

    /**
     * Who is told the item id of each report that the broker confirmed, also of those from before this start. Called on a
     * worker of the provider's own, one call at a time, in the order of the confirmations; it may block and call the
     * SDK, which holds the provider up once 1,024 calls wait. What it throws is told to the observers.
     *
     * @param listener the listener
     * @return this builder
     */
    ProviderBuilder<T> onConfirmed(Consumer<? super String> listener);

    /**
     * Who is told of each report that becomes a dead letter; on the worker of {@link #onConfirmed}, and as that.
     *
     * @param listener the listener
     * @return this builder
     */
    ProviderBuilder<T> onDeadLetter(Consumer<? super ProviderDeadLetter> listener);

    /**
     * Opens the spool, and begins to publish what is in it.
     *
     * @return the provider
     * @throws GridStorageException {@link Reason#STORE_IN_USE}: the message says who has it; {@link Reason#STORE_NEWER},
     *     {@link Reason#STORE_DAMAGED}, {@link Reason#DISK_FULL} or {@link Reason#STORE_FAILED}
     * @throws IllegalStateException if neither a directory nor a store was given
     * @throws GridClosedException if the grid is closed
     */
    Provider<T> open();
}
