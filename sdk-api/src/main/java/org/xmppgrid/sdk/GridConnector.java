package org.xmppgrid.sdk;

/**
 * The service provider interface that an implementation of the SDK offers through {@link java.util.ServiceLoader}.
 * Users call {@link GridBuilder#connect()}.
 */
public interface GridConnector {

    /**
     * Connects a platform.
     *
     * @param settings how
     * @return the connected grid
     * @throws GridException if it can't; nothing is left running then
     */
    Grid connect(GridSettings settings);
}
