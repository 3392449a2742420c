package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.ClientCertificate;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsPolicy;

/** Streams to a {@link ScriptedServer}, with whatever a test wants different. */
final class Wires {
    static final TestPki CA = new TestPki("Grid Test CA");
    static final TestPki.Identity SERVER = CA.issue("controller", "grid.example");
    static final GridAddress BROKER = GridAddress.of("broker.grid.example");

    private Wires() {}

    /** Settings in the making. */
    static final class Settings {
        String account = "sensor@grid.example";
        String password = ScriptedServer.PASSWORD;
        String host = "127.0.0.1";
        TlsPolicy tls = TlsPolicy.trusting(CA.anchor());
        List<SaslMechanism> mechanisms = List.of(SaslMechanism.SCRAM_SHA_512, SaslMechanism.SCRAM_SHA_256);
        Optional<AuthenticationPolicy> policy = Optional.empty();
        Optional<ClientCertificate> certificate = Optional.empty();
        final SaltedKeys keys = new SaltedKeys();
        GridLimits limits = GridLimits.DEFAULT;
        Duration connectTimeout = Duration.ofSeconds(10);
        Duration requestTimeout = Duration.ofSeconds(10);
        /** Without resumption, unless a test is about it: scripts stay short. */
        ConnectionPolicy connection = ConnectionPolicy.once();

        List<Endpoint> endpoints = List.of();

        final AtomicInteger asked = new AtomicInteger();
        final List<Credentials> given = new CopyOnWriteArrayList<>();

        WireSettings direct(int port) {
            endpoints = List.of(Endpoint.directTls(host, port));
            return to(port);
        }

        /** The password, unless it is empty, and the certificate, if there is one. */
        Credentials credentials() {
            asked.incrementAndGet();
            Credentials all = certificate.isEmpty()
                    ? Credentials.password(password)
                    : password.isEmpty()
                            ? Credentials.certificate(certificate.get())
                            : Credentials.password(password).with(certificate.get());
            given.add(all);
            return all;
        }

        WireSettings to(int port) {
            return new WireSettings(
                    GridAddress.of(account),
                    account -> credentials(),
                    Optional.of("r1"),
                    endpoints.isEmpty() ? List.of(Endpoint.startTls(host, port)) : endpoints,
                    tls,
                    policy.orElseGet(() -> AuthenticationPolicy.allowing(mechanisms.toArray(SaslMechanism[]::new))),
                    keys,
                    limits,
                    connectTimeout,
                    requestTimeout,
                    connection);
        }
    }

    static GridTrust trust(TlsPolicy policy, String domain) {
        return new GridTrust(
                policy, domain, Endpoint.Transport.STARTTLS, Deadline.in(Duration.ofSeconds(10)), step -> {});
    }

    static Wire open(ScriptedServer server, Inbound inbound) {
        return Wire.open(new Settings().to(server.port()), inbound, step -> {});
    }
}
