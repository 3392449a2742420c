package org.xmppgrid.testkit;

import java.io.IOException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GridTest(ServerKind.PROSODY_13)
class CurrentProsodyServerIT extends ProsodyContract {

    @Override
    ProsodyServer.Builder builder() {
        return ProsodyServer.current();
    }

    @Test
    void start_whenReady_isProsody13() {
        try (ProsodyServer server = builder().start()) {
            assertThat(server.name()).isEqualTo("prosody13");
            assertThat(server.version()).startsWith("13.");
        }
    }

    @Test
    void endPointBinding_whenSwitchedOn_isAdvertisedBesideTheExporter() throws IOException {
        try (ProsodyServer stock = builder().start();
                StartTls client = StartTls.with(stock, stock.pki().clientContext())) {
            assertThat(client.features()).contains("tls-exporter").doesNotContain("tls-server-end-point");
        }
        try (ProsodyServer server = builder().endPointBinding().start();
                StartTls client = StartTls.with(server, server.pki().clientContext());
                StartTls direct = StartTls.direct(server, server.pki().clientContext())) {
            assertThat(client.features()).contains("tls-exporter", "tls-server-end-point");
            assertThat(direct.features()).contains("tls-exporter", "tls-server-end-point");
        }
    }

    @Test
    void endPointBinding_whenSwitchedOn_letsInWhoSawItsCertificateAndNobodyElse() throws Exception {
        try (ProsodyServer server = builder().endPointBinding().start()) {
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
}
