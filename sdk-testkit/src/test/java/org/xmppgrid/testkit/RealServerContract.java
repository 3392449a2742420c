package org.xmppgrid.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every launcher of a real server keeps. */
abstract class RealServerContract<S extends RealServer> {

    abstract RealServerBuilder<S, ?> builder();

    @Test
    void start_whenReady_shakesHandsWithACertificateOfItsAuthority() throws IOException {
        try (S server = builder().start();
                StartTls client = StartTls.with(server, server.pki().clientContext())) {
            assertThat(client.session().getPeerCertificates()[0])
                    .isEqualTo(server.pki().server().certificate());
        }
    }

    @Test
    void start_whenReady_saysItsVersionAndKnowsItsUsers() throws IOException {
        try (S server = builder().start();
                StartTls client = StartTls.with(server, server.pki().clientContext())) {
            client.features();

            assertThat(server.version()).matches("\\d+\\.\\d.*");
            assertThat(client.login(server.account("provider"))).startsWith("<success");
        }
    }

    @Test
    void account_whenUnknown_isMade() throws IOException {
        try (S server = builder().start()) {
            Account account = server.account("consumer-17");
            try (StartTls client = StartTls.with(server, server.pki().clientContext())) {
                client.features();

                assertThat(client.login(account)).startsWith("<success");
            }
        }
    }

    @Test
    void close_whenRunning_leavesNothingBehind() {
        S server = builder().start();
        List<ProcessHandle> processes = Stream.concat(
                        Stream.of(server.handle()), server.handle().descendants())
                .toList();
        Path folder = server.authorityPem().getParent().getParent();
        assertThat(folder).isDirectory();

        server.close();
        server.close();

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(folder).doesNotExist();
        assertThatThrownBy(() -> connect(server)).isInstanceOf(IOException.class);
    }

    @Test
    void start_whenTwiceAtOnce_runsTwoServers() throws IOException {
        CompletableFuture<S> other =
                CompletableFuture.supplyAsync(() -> builder().start());
        try (S one = builder().start();
                S two = other.join()) {
            assertThat(one.port()).isNotEqualTo(two.port());
            assertThatThrownBy(() -> StartTls.with(one, two.pki().clientContext()))
                    .isInstanceOf(SSLException.class);
            StartTls.with(one, one.pki().clientContext()).close();
            StartTls.with(two, two.pki().clientContext()).close();
        }
    }

    @Test
    void start_whenTheCertificateIsBad_showsIt() {
        for (ServerCertificate bad : List.of(ServerCertificate.EXPIRED, ServerCertificate.WRONG_HOST)) {
            try (S server = builder().certificate(bad).start()) {
                assertThatThrownBy(() -> StartTls.with(server, server.pki().clientContext()))
                        .as(bad.name())
                        .isInstanceOf(SSLException.class);
            }
        }
    }

    @Test
    void start_whenAVersionOfTlsIsChosen_speaksOnlyThat() throws IOException {
        try (S server = builder().tls(TlsVersions.ONLY_1_2).start();
                StartTls client = StartTls.with(server, server.pki().clientContext())) {
            assertThat(client.session().getProtocol()).isEqualTo("TLSv1.2");
        }
    }

    @Test
    void start_whenClientCertificatesAreWanted_offersExternal() throws IOException {
        try (S server = builder().clientCertificates().start();
                StartTls client = StartTls.with(
                        server, server.pki().clientContext(server.pki().client("provider")))) {
            assertThat(client.features()).contains("<mechanism>EXTERNAL</mechanism>");
        }
    }

    @Test
    void start_whenNothingIsSaid_doesNotOfferExternal() throws IOException {
        try (S server = builder().start();
                StartTls client = StartTls.with(
                        server, server.pki().clientContext(server.pki().client("provider")))) {
            assertThat(client.features()).doesNotContain("EXTERNAL");
        }
    }

    @Test
    void start_whenPasswordsAreHashed_offersThatHash() throws IOException {
        try (S server = builder().passwords(PasswordStorage.SCRAM_SHA_256).start();
                StartTls client = StartTls.with(server, server.pki().clientContext())) {
            assertThat(client.features()).contains("<mechanism>SCRAM-SHA-256</mechanism>");
            assertThat(client.login(server.account("owner"))).startsWith("<success");
        }
    }

    @Test
    void start_whenTheConfigurationIsBad_quotesTheLog() {
        assertThatThrownBy(() -> builder().extraConfig("no: such = {{option").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with status")
                .hasMessageContaining("output");
    }

    private static void connect(GridServer server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.host(), server.port()), 1_000);
        }
    }
}
