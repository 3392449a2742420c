package org.xmppgrid.sdk;

import java.util.List;
import java.util.Optional;

/**
 * Where durable consumers and providers keep their state: named maps from bytes to bytes, sorted by key. The SDK brings
 * one that writes files; implement this to keep the state in a database of yours.
 *
 * <p><b>Order.</b> Keys are compared byte by byte as unsigned numbers; a key that another begins with comes first.
 *
 * <p><b>Durability.</b> {@link #apply} makes a batch visible to all readers, whole or not at all. {@link #sync} makes
 * everything that was applied before it began survive the end of the process and the loss of power. What was applied
 * and not synchronised may be lost by either, and then the last batches are lost, each of them whole: after reopening,
 * the store is as it was after some batch that was not earlier than the last synchronised one.
 *
 * <p><b>Threads.</b> All methods may be called by any thread at any time. Batches take effect in the order in which
 * {@link #apply} was entered where one call ended before the other began. {@link #sync} must not hold up reading and
 * applying for longer than it has to. No method calls back into the SDK, and none waits for ever.
 *
 * <p><b>Errors.</b> A {@link GridStorageException}. One of {@link #apply} with {@link Reason#DISK_FULL} says that the
 * batch has not taken effect and the store works on; such a store still takes batches that only remove. After any other
 * error of {@link #apply} or {@link #sync}, what was not synchronised counts as lost, and the store refuses everything
 * but {@link #close} until it is opened anew.
 *
 * <p><b>Ownership.</b> One process has a store open. Arrays that go in and come out are changed by nobody.
 */
public interface StateStore extends AutoCloseable {
    /**
     * Reads a value.
     *
     * @param map the map's name
     * @param key the key
     * @return the value, or empty if the key or the map does not exist
     * @throws GridStorageException if it can't be read
     */
    Optional<byte[]> get(String map, byte[] key);

    /**
     * Reads the entries that follow a key, in their order.
     *
     * @param map the map's name
     * @param after the key after which to begin, itself not included; an empty array to begin with the first
     * @param limit how many at most, at least 1
     * @return the entries; empty if there are none, or no such map
     * @throws GridStorageException if they can't be read
     */
    List<StateEntry> entries(String map, byte[] after, int limit);

    /**
     * Makes changes, all of them or none, visible when it returns and durable after the next {@link #sync}.
     *
     * @param batch the changes
     * @throws GridStorageException {@link Reason#DISK_FULL} if there is no room for it, or as the class comment says
     */
    void apply(StateBatch batch);

    /**
     * Makes everything durable that was applied before the call; waits for the disk.
     *
     * @throws GridStorageException if the disk does not confirm
     */
    void sync();

    /** Makes everything durable and lets go of the files. Closing again does nothing. */
    @Override
    void close();
}
