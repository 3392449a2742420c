package org.xmppgrid.testkit;

import java.io.IOException;
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
}
