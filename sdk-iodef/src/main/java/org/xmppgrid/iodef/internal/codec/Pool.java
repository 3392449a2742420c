package org.xmppgrid.iodef.internal.codec;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Keeps a few objects that are costly to make. Never waits: an empty pool makes one more, a full one lets it go.
 *
 * @param <E> what making one may throw
 */
final class Pool<T, E extends Exception> {
    private static final int SIZE = Math.max(4, Runtime.getRuntime().availableProcessors() * 2);

    private final BlockingQueue<T> idle = new ArrayBlockingQueue<>(SIZE);
    private final Maker<T, E> maker;

    Pool(Maker<T, E> maker) {
        this.maker = maker;
    }

    T take() throws E {
        T object = idle.poll();
        return object != null ? object : maker.make();
    }

    /** Only for an object that has done its work well: what failed halfway may carry state. */
    void giveBack(T object) {
        idle.offer(object);
    }

    @FunctionalInterface
    interface Maker<T, E extends Exception> {
        T make() throws E;
    }
}
