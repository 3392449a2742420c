package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a {@link GridConnector} needs to connect, as {@link GridBuilder} collected it. For implementations of the
 * SDK; users have the builder.
 *
 * @param address the account, with a resource if one is asked for
 * @param credentials knows the account's password or certificate; asked at each attempt
 * @param endpoints where the controller is, or none to look it up from the domain
 * @param tls whom to take for the controller
 * @param authentication which SASL mechanisms may be used
 * @param broker the broker to work with, or empty to look it up
 * @param connectTimeout how long connecting may take
 * @param requestTimeout how long a request may take to be answered
 * @param limits what to accept from the network and keep in memory
 * @param connection how a lost connection is noticed and got back
 * @param metrics takes measures
 * @param observers whom to tell what happens
 */
public record GridSettings(
        GridAddress address,
        CredentialsProvider credentials,
        List<Endpoint> endpoints,
        TlsPolicy tls,
        AuthenticationPolicy authentication,
        Optional<GridAddress> broker,
        Duration connectTimeout,
        Duration requestTimeout,
        GridLimits limits,
        ConnectionPolicy connection,
        GridMetrics metrics,
        List<GridObserver> observers) {

    /**
     * Copies the lists.
     *
     * @param address the account
     * @param credentials knows the account's password or certificate
     * @param endpoints where the controller is
     * @param tls whom to take for the controller
     * @param authentication which SASL mechanisms may be used
     * @param broker the broker to work with
     * @param connectTimeout how long connecting may take
     * @param requestTimeout how long a request may take to be answered
     * @param limits what to accept from the network and keep in memory
     * @param connection how a lost connection is noticed and got back
     * @param metrics takes measures
     * @param observers whom to tell what happens
     */
    public GridSettings {
        endpoints = List.copyOf(endpoints);
        observers = List.copyOf(observers);
    }

    /** The settings without what is secret. */
    @Override
    public String toString() {
        return "GridSettings[" + address + (endpoints.isEmpty() ? "" : " at " + endpoints) + "]";
    }
}
