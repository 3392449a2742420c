package org.xmppgrid.testkit;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A running grid for tests: one controller with its accounts, and one broker, on the loopback interface of this
 * machine. The same test runs against each implementation; where one differs from the standards, it
 * {@linkplain #deviations() says so}.
 *
 * <p>The accounts {@code provider} and {@code owner} may create topics; no other may, unless the server was built
 * otherwise. All methods may be called from any thread.
 */
public interface GridServer extends AutoCloseable {

    /** The domain of a server for which nothing else was asked. A name that can't exist outside of examples (RFC 2606). */
    String DEFAULT_DOMAIN = "grid.example";

    /**
     * The name of the implementation, in lower case: {@code embedded}, {@code prosody}, {@code ejabberd},
     * {@code prosody13} or {@code ejabberd24}.
     *
     * @return the name that {@code XMPPGRID_SERVERS} and reports use
     */
    String name();

    /**
     * The version of the implementation, as the implementation states it.
     *
     * @return the version, or {@code unknown}
     */
    String version();

    /**
     * The domain of the controller, which is also the domain of its accounts.
     *
     * @return a domain name, {@value #DEFAULT_DOMAIN} unless the server was built otherwise
     */
    default String domain() {
        return DEFAULT_DOMAIN;
    }

    /**
     * The address of the broker.
     *
     * @return a domain name, {@code broker.} in front of {@link #domain()}
     */
    default String broker() {
        return "broker." + domain();
    }

    /**
     * The host to connect to.
     *
     * @return an address of the loopback interface
     */
    String host();

    /**
     * The port for clients. STARTTLS is required on it (RFC 8600 §8.3.1).
     *
     * @return a TCP port
     */
    int port();

    /**
     * The port on which TLS begins with the first byte (XEP-0368), at the same {@link #host()}.
     *
     * @return a TCP port; empty if the server has none
     */
    default OptionalInt directTlsPort() {
        return OptionalInt.empty();
    }

    /**
     * The certificate authority that issued the server's certificate, and whose clients' certificates it accepts.
     *
     * @return the only certificate that a client of this grid has to trust
     */
    X509Certificate authority();

    /**
     * The same certificate in a file, for programs that want one. It is gone after {@link #close()}.
     *
     * @return a readable PEM file
     */
    Path authorityPem();

    /**
     * An account of this grid, created when it doesn't exist yet.
     *
     * @param user the local part of the address: lower-case letters, digits and hyphens
     * @return the account, with the password it can log in with
     * @throws IllegalArgumentException if the user is not made of lower-case letters, digits and hyphens
     */
    Account account(String user);

    /**
     * The certificate with which an account of this grid logs in by SASL EXTERNAL (XEP-0178). It names the account's
     * address as XmppAddr and is issued by the server's authority. The account is created when it doesn't exist yet.
     *
     * @param user the local part of the address: lower-case letters, digits and hyphens
     * @return the certificate and its key, the same at each call
     * @throws IllegalArgumentException if the user is not made of lower-case letters, digits and hyphens
     */
    Identity client(String user);

    /**
     * Where this server differs from the standards. A conformance test that meets one of these reports it rather than
     * failing.
     *
     * @return the known deviations of this server
     */
    Set<Deviation> deviations();

    /**
     * Stops the server and removes everything it wrote. Closing a closed server does nothing.
     */
    @Override
    void close();
}
