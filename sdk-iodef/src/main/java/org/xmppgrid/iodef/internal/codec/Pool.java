package org.xmppgrid.iodef.internal.codec;

import jakarta.xml.bind.JAXBException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Keeps a few objects that are costly to make. Never waits: an empty pool makes one more, a full one lets it go. */
final class Pool<T> {
    private static final int SIZE = Math.max(4, Runtime.getRuntime().availableProcessors() * 2);

    private final BlockingQueue<T> idle = new ArrayBlockingQueue<>(SIZE);
    private final Maker<T> maker;

    Pool(Maker<T> maker) {
        this.maker = maker;
    }

    T take() throws JAXBException {
        T object = idle.poll();
        return object != null ? object : maker.make();
    }

    /** Only for an object that has done its work well: what failed halfway may carry state. */
    void giveBack(T object) {
        idle.offer(object);
    }

    @FunctionalInterface
    interface Maker<T> {
        T make() throws JAXBException;
    }
}
