package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsPolicy;

/**
 * What one stream is opened with.
 *
 * @param account the bare address to log in as
 * @param password the account's password; never copied into a String unless it needs Unicode normalisation
 * @param resource the resource to ask for, or empty to let the controller choose
 * @param host the host to connect to, or empty for the domain's SRV records and then the domain itself
 * @param port the port, or 0 for 5222; a port without a host means the domain's own host
 * @param tls whom to take for the controller
 * @param mechanisms the SASL mechanisms that may be used, the preferred one first
 * @param limits what is accepted from the network
 * @param connectTimeout how long opening may take in all, from the first TCP packet to the bound resource
 * @param requestTimeout how long a request waits for its answer
 */
public record WireSettings(
        GridAddress account,
        char[] password,
        Optional<String> resource,
        Optional<String> host,
        int port,
        TlsPolicy tls,
        List<SaslMechanism> mechanisms,
        GridLimits limits,
        Duration connectTimeout,
        Duration requestTimeout) {

    /** The port of RFC 6120 §3.2.1. */
    public static final int DEFAULT_PORT = 5222;

    /**
     * Checks what the layers below would otherwise meet half-way through a login.
     *
     * @throws IllegalArgumentException if a component can't be used; the message names it
     */
    public WireSettings {
        mechanisms = List.copyOf(mechanisms);
        if (account.local().isEmpty() || account.resource().isPresent()) {
            throw new IllegalArgumentException("account: '" + account + "' is not a bare address of an account");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " is not a port");
        }
        if (mechanisms.isEmpty()) {
            throw new IllegalArgumentException("mechanisms: at least one SASL mechanism must be allowed");
        }
        positive("connectTimeout", connectTimeout);
        positive("requestTimeout", requestTimeout);
    }

    /** Whether the domain's SRV records decide where to connect to. */
    boolean byServiceRecords() {
        return host.isEmpty() && port == 0;
    }

    /** Where the connection goes, in words. */
    String endpoint() {
        if (byServiceRecords()) {
            return account.domain() + " (by its SRV records, else port " + DEFAULT_PORT + ")";
        }
        return host.orElse(account.domain()) + ":" + (port == 0 ? DEFAULT_PORT : port);
    }

    /** The settings without the password. */
    @Override
    public String toString() {
        return "WireSettings[account=" + account + ", endpoint=" + endpoint() + ", tls=" + tls + ", mechanisms="
                + mechanisms + ", limits=" + limits + ", connectTimeout=" + connectTimeout + ", requestTimeout="
                + requestTimeout + "]";
    }

    private static void positive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + ": " + duration + " is not a time to wait");
        }
    }
}
