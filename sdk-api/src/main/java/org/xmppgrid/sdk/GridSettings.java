package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a {@link GridConnector} needs to connect, as {@link GridBuilder} collected it. For implementations of the
 * SDK; users have the builder.
 *
 * @param address the account, with a resource if one is asked for
 * @param password the password: the receiver's own copy, to be cleared when it is no longer needed
 * @param host where the controller is, or empty to look it up from the domain
 * @param port the controller's port, if {@code host} is given
 * @param tls whom to take for the controller
 * @param mechanisms the SASL mechanisms that may be used, the most wanted first
 * @param broker the broker to work with, or empty to look it up
 * @param connectTimeout how long connecting may take
 * @param requestTimeout how long a request may take to be answered
 * @param limits what to accept from the network and keep in memory
 * @param observers whom to tell what happens
 */
public record GridSettings(
        GridAddress address,
        char[] password,
        Optional<String> host,
        int port,
        TlsPolicy tls,
        List<SaslMechanism> mechanisms,
        Optional<GridAddress> broker,
        Duration connectTimeout,
        Duration requestTimeout,
        GridLimits limits,
        List<GridObserver> observers) {

    /**
     * Copies the lists.
     *
     * @param address the account
     * @param password the password: the receiver's own copy
     * @param host where the controller is
     * @param port the controller's port
     * @param tls whom to take for the controller
     * @param mechanisms the SASL mechanisms that may be used
     * @param broker the broker to work with
     * @param connectTimeout how long connecting may take
     * @param requestTimeout how long a request may take to be answered
     * @param limits what to accept from the network and keep in memory
     * @param observers whom to tell what happens
     */
    public GridSettings {
        mechanisms = List.copyOf(mechanisms);
        observers = List.copyOf(observers);
    }

    /** The settings without the password. */
    @Override
    public String toString() {
        return "GridSettings[" + address
                + host.map(h -> " at " + h + ":" + port).orElse("") + "]";
    }
}
