package org.xmppgrid.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.sdk.ClientCertificate;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.CredentialsProvider;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridObserver;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.RevocationPolicy;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.sdk.TlsVersion;

/** The code of docs/connecting.md, compiled. */
final class ConnectingSnippets {
    private ConnectingSnippets() {}

    static void password(char[] secret) {
        Grid grid = Grid.as("sensor@grid.example") // the account; add /site-1 to ask for a resource
                .password(secret) // String or char[]; copied, never sent, never logged
                .trust(Path.of("grid-ca.pem")) // default: the authorities that the Java runtime trusts
                .connect();
        System.out.println(grid.security()); // mechanism, binding, TLS version, cipher suite, certificate
    }

    static void certificate(char[] storePassword) {
        Grid grid = Grid.as("sensor@grid.example")
                .certificate(ClientCertificate.pem(Path.of("sensor.crt"), Path.of("sensor.key")))
                .trust(Path.of("grid-ca.pem"))
                .connect();
        grid.close();
        ClientCertificate packed = ClientCertificate.keyStore(Path.of("sensor.p12"), storePassword);
        System.out.println(packed);
    }

    static void policy(char[] secret) {
        Grid grid = Grid.as("sensor@grid.example")
                .password(secret)
                .authentication(AuthenticationPolicy.standard().requireChannelBinding())
                .connect();
        grid.close();
        AuthenticationPolicy withoutSha1 =
                AuthenticationPolicy.standard().without(SaslMechanism.SCRAM_SHA_1, SaslMechanism.SCRAM_SHA_1_PLUS);
        System.out.println(withoutSha1);
    }

    static void pins(char[] secret) {
        TlsPolicy tls = TlsPolicy.builder()
                .trust(Path.of("grid-ca.pem"))
                .pin(CertificatePin.of("sha256/8gGVE1fU0ZPkgXjYyCEkNYXAGBQ1ch/rCZ2tFMEYOw8=")) // the key in use
                .pin(CertificatePin.of("sha256/YLh1dUR9y6Kja30RrAn7JKnbQG/uEtLMkBgFF2Fuihg=")) // the one in the safe
                .build();
        Grid grid = Grid.as("sensor@grid.example").password(secret).tls(tls).connect();
        grid.close();
    }

    static void revocation() {
        TlsPolicy tls = TlsPolicy.builder()
                .trust(Path.of("grid-ca.pem"))
                .revocation(RevocationPolicy.hard().crls(Path.of("grid-ca.crl")).fetching())
                .minimum(TlsVersion.TLS_1_3)
                .build();
        System.out.println(tls);
    }

    static void endpoints(char[] secret) {
        Grid grid = Grid.as("sensor@grid.example")
                .password(secret)
                .endpoints(
                        Endpoint.startTls("xmpp1.grid.example", 5222),
                        Endpoint.directTls("xmpp2.grid.example", 443).withPriority(10))
                .connect();
        grid.close();
    }

    static void rotation() {
        CredentialsProvider rotating = account -> {
            try {
                return Credentials.password(
                        Files.readString(Path.of("/run/secrets/sensor")).strip());
            } catch (IOException e) {
                throw new IllegalStateException("The secret of " + account + " can't be read", e);
            }
        };
        Grid grid = Grid.as("sensor@grid.example").credentials(rotating).connect();
        grid.close();
    }

    static void lost(char[] secret) {
        ConnectionPolicy policy = ConnectionPolicy.standard()
                .withProbe(Duration.ofSeconds(20), Duration.ofSeconds(10)) // a dead line is found within 30 seconds
                .withWait(Duration.ofSeconds(5)); // calls wait that long for it; default: they fail at once
        Grid grid = Grid.as("sensor@grid.example")
                .password(secret)
                .connection(policy)
                .connect();
        grid.onConnection(event -> System.out.println(event.state() + " " + event.cause()));
        grid.close();
    }

    static void accounts(char[] secret, char[] newSecret) {
        Grid.as("sensor-7@grid.example").password(secret).register();
        try (Grid grid = Grid.as("sensor-7@grid.example").password(secret).connect()) {
            grid.changePassword(newSecret);
        } catch (GridAuthenticationException e) {
            if (e.reason() == Reason.ACCOUNT_NOT_ACTIVE) {
                System.out.println("Registered; an operator has to approve it first");
            }
        }
    }

    static void observer(char[] secret) {
        GridObserver audit = observation -> System.out.println(observation.kind() + " " + observation.attributes());
        Grid grid =
                Grid.as("sensor@grid.example").password(secret).observer(audit).connect();
        grid.close();
    }

    static void doctor(char[] secret) {
        System.out.println(
                Grid.doctor(Grid.as("sensor@grid.example").password(secret).trust(Path.of("grid-ca.pem"))));
    }
}
