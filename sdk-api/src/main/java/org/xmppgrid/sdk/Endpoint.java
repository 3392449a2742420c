package org.xmppgrid.sdk;

import java.util.regex.Pattern;

/**
 * A place where a controller can be reached. Its certificate is checked against the domain of the account's address
 * wherever it is. Endpoints of a lower priority number are tried first, and among equals those of a greater weight more
 * often (RFC 2782).
 *
 * @param host a host name or IP address
 * @param port a TCP port, 1 to 65535
 * @param transport how TLS begins
 * @param priority 0 to 65535, the lowest first
 * @param weight 0 to 65535, relative to the others of the same priority
 */
public record Endpoint(String host, int port, Transport transport, int priority, int weight) {

    /** How TLS begins on a connection. There is none without. */
    public enum Transport {
        /** With STARTTLS on an XMPP stream (RFC 6120 §5); a controller that doesn't offer it is refused. */
        STARTTLS,
        /** At once (XEP-0368), with the same checks. */
        DIRECT_TLS
    }

    private static final int MAX = 65_535;

    /** Of a URL, or with a port; an IPv6 address has several colons. */
    private static final Pattern NO_HOST = Pattern.compile("[/\\s]|^[^:]*:[^:]*$|\\]:");

    /**
     * Checks the parts.
     *
     * @param host a host name or IP address
     * @param port a TCP port
     * @param transport how TLS begins
     * @param priority the lowest first
     * @param weight relative to the others
     */
    public Endpoint {
        if (host.isBlank() || port < 1 || port > MAX) {
            throw new IllegalArgumentException(
                    "'" + host + "' port " + port + " is not an endpoint; give a host and a port of 1 to 65535");
        }
        if (NO_HOST.matcher(host).find()) {
            throw new IllegalArgumentException(
                    "'" + host + "' is not a host: give a name or an IP address alone, and the port apart from it");
        }
        if (priority < 0 || priority > MAX || weight < 0 || weight > MAX) {
            throw new IllegalArgumentException(
                    "priority " + priority + " and weight " + weight + " must be 0 to 65535 (RFC 2782)");
        }
    }

    /**
     * An endpoint that begins with STARTTLS, usually at port 5222.
     *
     * @param host a host name or IP address
     * @param port a TCP port
     * @return the endpoint, of priority and weight 0
     */
    public static Endpoint startTls(String host, int port) {
        return new Endpoint(host, port, Transport.STARTTLS, 0, 0);
    }

    /**
     * An endpoint that speaks TLS from the first byte, usually at port 5223 or 443.
     *
     * @param host a host name or IP address
     * @param port a TCP port
     * @return the endpoint, of priority and weight 0
     */
    public static Endpoint directTls(String host, int port) {
        return new Endpoint(host, port, Transport.DIRECT_TLS, 0, 0);
    }

    /**
     * This endpoint with another priority.
     *
     * @param number 0 to 65535, the lowest first
     * @return the changed endpoint
     */
    public Endpoint withPriority(int number) {
        return new Endpoint(host, port, transport, number, weight);
    }

    /**
     * This endpoint with another weight.
     *
     * @param number 0 to 65535, relative to the others of the same priority
     * @return the changed endpoint
     */
    public Endpoint withWeight(int number) {
        return new Endpoint(host, port, transport, priority, number);
    }

    /** Host, port and transport, in words. */
    @Override
    public String toString() {
        return host + ":" + port + (transport == Transport.DIRECT_TLS ? " (direct TLS)" : "");
    }
}
