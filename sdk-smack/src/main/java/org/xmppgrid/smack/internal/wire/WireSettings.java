package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.CredentialsProvider;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.TlsPolicy;

/**
 * What one stream is opened with.
 *
 * @param account the bare address to log in as
 * @param credentials knows the account's password or certificate; asked once for each attempt
 * @param resource the resource to ask for, or empty to let the controller choose
 * @param endpoints where to connect to, or none for the domain's service records and then the domain itself
 * @param tls whom to take for the controller
 * @param authentication which SASL mechanisms may be used
 * @param keys what earlier logins of the same session left; its owner closes it
 * @param limits what is accepted from the network
 * @param connectTimeout how long opening may take in all, from the first question to DNS to the bound resource, over all
 *     endpoints
 * @param requestTimeout how long a request waits for its answer once it is written, beside the time for what is on its
 *     way before it
 * @param connection when the connection counts as lost, and whether the session may go on after that
 */
public record WireSettings(
        GridAddress account,
        CredentialsProvider credentials,
        Optional<String> resource,
        List<Endpoint> endpoints,
        TlsPolicy tls,
        AuthenticationPolicy authentication,
        SaltedKeys keys,
        GridLimits limits,
        Duration connectTimeout,
        Duration requestTimeout,
        ConnectionPolicy connection) {

    /** The port of RFC 6120 §3.2.1. */
    public static final int DEFAULT_PORT = 5222;

    /**
     * Checks what the layers below would otherwise meet half-way through a login.
     *
     * @throws IllegalArgumentException if a component can't be used; the message names it
     */
    public WireSettings {
        endpoints = List.copyOf(endpoints);
        if (account.local().isEmpty() || account.resource().isPresent()) {
            throw new IllegalArgumentException("account: '" + account + "' is not a bare address of an account");
        }
        positive("connectTimeout", connectTimeout);
        positive("requestTimeout", requestTimeout);
    }

    /** The settings for one endpoint of several. */
    WireSettings at(Endpoint endpoint) {
        return new WireSettings(
                account,
                credentials,
                resource,
                List.of(endpoint),
                tls,
                authentication,
                keys,
                limits,
                connectTimeout,
                requestTimeout,
                connection);
    }

    /** The settings for a session that takes the place of another: at the same address. */
    WireSettings as(GridAddress bound) {
        return new WireSettings(
                account,
                credentials,
                bound.resource(),
                endpoints,
                tls,
                authentication,
                keys,
                limits,
                connectTimeout,
                requestTimeout,
                connection);
    }

    /** Whether the domain's service records decide where to connect to. */
    boolean byServiceRecords() {
        return endpoints.isEmpty();
    }

    /** Where the connection goes, in words. */
    String endpoint() {
        return byServiceRecords()
                ? account.domain() + " (by its SRV records, else port " + DEFAULT_PORT + ")"
                : endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(", "));
    }

    /** The settings without the password. */
    @Override
    public String toString() {
        return "WireSettings[account=" + account + ", endpoint=" + endpoint() + ", tls=" + tls + ", authentication="
                + authentication + ", limits=" + limits + ", connectTimeout=" + connectTimeout + ", requestTimeout="
                + requestTimeout + ", connection=" + connection + "]";
    }

    private static void positive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + ": " + duration + " is not a time to wait");
        }
    }
}
