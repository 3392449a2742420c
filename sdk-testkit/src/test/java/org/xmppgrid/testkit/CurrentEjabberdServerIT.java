package org.xmppgrid.testkit;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GridTest(ServerKind.EJABBERD_24)
class CurrentEjabberdServerIT extends RealServerContract<EjabberdServer> {

    @Override
    RealServerBuilder<EjabberdServer, ?> builder() {
        return EjabberdServer.current();
    }

    @Test
    void start_whenReady_isEjabberd24WithChannelBindings() throws IOException {
        try (EjabberdServer server = EjabberdServer.current().start();
                StartTls client = StartTls.with(server, server.pki().clientContext())) {
            assertThat(server.name()).isEqualTo("ejabberd24");
            assertThat(server.version()).startsWith("24.");
            assertThat(client.features()).contains("tls-exporter", "tls-server-end-point");
        }
    }

    @Test
    void close_whenAPlatformIsOnline_endsItsStream() {
        try (EjabberdServer server = EjabberdServer.current().start();
                RawXmppClient platform = RawXmppClient.login(server, "consumer")) {
            stop(server);

            assertThat(platform.awaitEnd(Duration.ofSeconds(20))).isTrue();
            // it says system-shutdown, but not if its processes end in another order, as they may on a busy machine
            assertThat(server.deviations()).contains(Deviation.NO_SYSTEM_SHUTDOWN);
        }
    }

    @Test
    void start_whenReady_letsInByEndPointBindingWhoSawItsCertificateAndNobodyElse() throws Exception {
        try (EjabberdServer server = EjabberdServer.current().start()) {
            Account account = server.account("provider");
            try (StartTls client = StartTls.with(server, server.pki().clientContext())) {
                client.features();

                assertThat(client.session().getProtocol()).isEqualTo("TLSv1.3");
                assertThat(EndPointLogin.with(
                                client, account, server.pki().server().certificate()))
                        .startsWith("<success");
            }
            try (StartTls client = StartTls.direct(server, server.pki().clientContext())) {
                client.features();

                assertThat(EndPointLogin.with(
                                client, account, server.pki().wrongHost().certificate()))
                        .startsWith("<failure");
            }
        }
    }

    private static void stop(GridServer server) {
        server.close();
    }
}
