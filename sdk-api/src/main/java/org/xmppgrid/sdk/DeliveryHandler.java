package org.xmppgrid.sdk;

/**
 * Handles what a {@link Consumer} hands over. Called on threads of the SDK, never on the network's: it may block and call
 * the SDK. As many calls run at once as {@link ConsumerBuilder#parallel} says, one by default.
 *
 * @param <T> the Java type of the payloads
 */
@FunctionalInterface
public interface DeliveryHandler<T> {

    /**
     * An item is to be handled.
     *
     * @param delivery the item; its outcome may come later and from another thread
     * @throws Exception if it could not be handled: the delivery is put back, with a back-off, unless it has an outcome
     *     already. The {@link GridObserver} is told
     */
    void handle(Delivery<T> delivery) throws Exception;
}
