package org.xmppgrid.sdk;

/**
 * Is told how a grid's connection goes: {@link Grid#onConnection}.
 *
 * <p>Called on a thread of the SDK, one call at a time, in the order in which it happened; it may block and call the SDK,
 * which delays later calls of this listener and nothing else. What it throws is reported to the {@link GridObserver}.
 */
@FunctionalInterface
public interface ConnectionListener {

    /**
     * The connection's state changed.
     *
     * @param event what happened
     */
    void changed(ConnectionEvent event);
}
