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

    /**
     * Looks at each step of a connection, and leaves nothing behind.
     *
     * @param settings how to connect
     * @return what was found; failures too
     */
    Diagnosis diagnose(GridSettings settings);

    /**
     * Registers the account at its controller (XEP-0077), with the password of its credentials.
     *
     * @param settings how to connect
     * @throws GridException if it can't be registered
     */
    void register(GridSettings settings);
}
