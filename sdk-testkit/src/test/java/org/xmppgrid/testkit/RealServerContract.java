package org.xmppgrid.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void startAgain_whenStoppedAndWhenKilled_thenTheSameClientsLogInOnTheSamePorts() throws IOException {
        try (S server = builder().start()) {
            Account account = server.account("consumer-17");
            int port = server.port();

            server.stop();
            assertThatThrownBy(() -> connect(server)).isInstanceOf(IOException.class);
            server.startAgain();
            logsIn(server, account);

            server.kill();
            assertThat(server.handle().isAlive()).isFalse();
            assertThatThrownBy(() -> connect(server)).isInstanceOf(IOException.class);
            server.startAgain();
            logsIn(server, account);
            assertThat(server.port()).isEqualTo(port);
        }
    }

    private static void logsIn(RealServer server, Account account) throws IOException {
        try (StartTls client = StartTls.with(server, server.pki().clientContext())) {
            client.features();
            assertThat(client.login(account)).startsWith("<success");
        }
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

    @ParameterizedTest
    @CsvSource({"ONLY_1_2, TLSv1.2", "ONLY_1_3, TLSv1.3", "ALL, TLSv1.3"})
    void start_whenAVersionOfTlsIsChosen_speaksOnlyThatOnBothPorts(TlsVersions chosen, String spoken)
            throws IOException {
        try (S server = builder().tls(chosen).start();
                StartTls client = StartTls.with(server, server.pki().clientContext());
                StartTls direct = StartTls.direct(server, server.pki().clientContext())) {
            assertThat(client.session().getProtocol()).isEqualTo(spoken);
            assertThat(direct.session().getProtocol()).isEqualTo(spoken);
        }
    }

    @Test
    void directTlsPort_whenConnected_speaksTlsAtOnceAndLetsPasswordsIn() throws IOException {
        try (S server = builder().start();
                StartTls client = StartTls.direct(server, server.pki().clientContext())) {
            assertThat(client.session().getPeerCertificates()[0])
                    .isEqualTo(server.pki().server().certificate());
            assertThat(client.features())
                    .contains("<mechanism>SCRAM-SHA-256</mechanism>")
                    .doesNotContain("starttls");
            assertThat(client.login(server.account("provider"))).startsWith("<success");
        }
    }

    @Test
    void client_whenItShowsItsCertificate_logsInByExternalOnBothPorts() throws IOException {
        try (S server = builder().start()) {
            SSLContext context = server.pki().clientContext(server.client("sensor-4"));
            try (StartTls client = StartTls.with(server, context);
                    StartTls direct = StartTls.direct(server, context)) {
                assertThat(client.features()).contains("<mechanism>EXTERNAL</mechanism>");
                assertThat(client.loginByCertificate()).startsWith("<success");
                assertThat(direct.features()).contains("<mechanism>EXTERNAL</mechanism>");
                assertThat(direct.loginByCertificate()).startsWith("<success");
            }
        }
    }

    @Test
    void client_whenAnotherAuthorityIssuedIt_isRefused() throws IOException {
        try (S server = builder().start()) {
            // The stranger's certificate has the right address in it; only its issuer is not the server's.
            Identity forged = server.pki().stranger().client("provider");
            try (StartTls client = StartTls.with(server, server.pki().clientContext(forged))) {
                client.features();

                assertThat(client.loginByCertificate()).startsWith("<failure");
            }
        }
    }

    @Test
    void start_whenWithoutClientCertificates_doesNotOfferExternal() throws IOException {
        try (S server = builder().withoutClientCertificates().start();
                StartTls client = StartTls.with(server, server.pki().clientContext(server.client("provider")))) {
            assertThat(client.features()).doesNotContain("EXTERNAL");
        }
    }

    @Test
    void registration_whenSwitchedOn_makesAccountsAndChangesPasswords() throws IOException {
        try (S server = builder().registration().start()) {
            Account account = new Account("newcomer@" + server.domain(), "first-secret");
            register(server, account);
            register(server, new Account("second@" + server.domain(), "secret-2"));
            try (StartTls client = StartTls.with(server, server.pki().clientContext())) {
                client.features();
                assertThat(client.login(account)).startsWith("<success");
                client.bind();

                assertThat(client.request("change", query("newcomer", "second-secret")))
                        .contains("result");
            }
            try (StartTls client = StartTls.with(server, server.pki().clientContext())) {
                client.features();

                assertThat(client.login(new Account(account.address(), "second-secret")))
                        .startsWith("<success");
            }
        }
    }

    @Test
    void start_whenNothingIsSaid_offersNoRegistration() throws IOException {
        try (S server = builder().start()) {
            Account newcomer = new Account("newcomer@" + server.domain(), "secret");
            try (StartTls client = StartTls.with(server, server.pki().clientContext())) {
                assertThat(client.features()).doesNotContain("iq-register");
                client.send("<iq type='set' id='register'>" + query("newcomer", "secret") + "</iq>");
                client.read(">");
            }
            try (StartTls client = StartTls.with(server, server.pki().clientContext())) {
                client.features();

                assertThat(client.login(newcomer)).startsWith("<failure");
            }
        }
    }

    private static void register(RealServer server, Account account) throws IOException {
        String user = account.address().substring(0, account.address().indexOf('@'));
        try (StartTls client = StartTls.with(server, server.pki().clientContext())) {
            assertThat(client.features()).contains("http://jabber.org/features/iq-register");
            assertThat(client.request("register", query(user, account.password())))
                    .contains("result");
        }
    }

    private static String query(String user, String password) {
        return "<query xmlns='jabber:iq:register'><username>" + user + "</username><password>" + password
                + "</password></query>";
    }

    @Test
    void start_whenPasswordsAreHashed_offersThatHash() throws IOException {
        try (S server = builder()
                        .passwords(PasswordStorage.SCRAM_SHA_256)
                        .withoutClientCertificates()
                        .start();
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
