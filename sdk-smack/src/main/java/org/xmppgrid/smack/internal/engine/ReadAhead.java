package org.xmppgrid.smack.internal.engine;

import java.util.List;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.smack.internal.store.StoredDelivery;

/** Reads what waits in a consumer's state, with its payload and its key. Needs no lock: both are read by a user's code. */
final class ReadAhead<T> {
    private static final int READ_AT_ONCE = 32;

    private final GridTopic<T> topic;
    private final ConsumerTerms<T> terms;
    private final ConsumerStore store;

    ReadAhead(GridTopic<T> topic, ConsumerTerms<T> terms, ConsumerStore store) {
        this.topic = topic;
        this.terms = terms;
        this.store = store;
    }

    /**
     * Reads some of what waits.
     *
     * @param from the place behind which to begin
     * @param read where to add it, as far as it could be read
     * @return false if it is to be tried again later
     */
    boolean read(long from, List<DeliveryWindow.Entry<T>> read) {
        try {
            for (StoredDelivery delivery : store.with(inbox -> inbox.read(from, READ_AT_ONCE))) {
                ReceivedItem<T> item = ItemOnDisk.read(topic, delivery.item());
                read.add(new DeliveryWindow.Entry<>(delivery, item, key(item)));
            }
            return true;
        } catch (GridStorageException e) {
            // its watcher was told
            return false;
        } catch (GridClosedException e) {
            // what waits is read when the consumer is opened again
            return true;
        } catch (RuntimeException | Error e) {
            // a user's type or key may throw anything; a worker that ended here would end the consumer
            topic.session().observers().handlerFailed(topic.name(), "reading for the consumer " + terms.name(), e);
            return false;
        }
    }

    private String key(ReceivedItem<T> item) {
        if (terms.key().isEmpty()) {
            return "";
        }
        if (!item.isReadable()) {
            return item.id();
        }
        try {
            return String.valueOf(terms.key().get().apply(item));
        } catch (RuntimeException e) {
            topic.session().observers().handlerFailed(topic.name(), "key of the consumer " + terms.name(), e);
            return item.id();
        }
    }
}
