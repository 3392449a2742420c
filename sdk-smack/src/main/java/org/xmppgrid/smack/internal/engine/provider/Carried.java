package org.xmppgrid.smack.internal.engine.provider;

import org.xmppgrid.sdk.GridPayloadException;

/**
 * The topic that a provider is for, and what goes into it.
 *
 * @param <T> the Java type of the payloads
 */
public interface Carried<T> {

    /** The topic's name. */
    String topic();

    /**
     * Writes a payload.
     *
     * @return one element, or nothing for an item without a payload
     * @throws GridPayloadException if it can't be sent
     */
    String encode(T payload);

    /** @throws IllegalArgumentException if an item can't have this id */
    void requireSendable(String itemId);
}
