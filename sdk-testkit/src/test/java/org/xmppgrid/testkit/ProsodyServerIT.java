package org.xmppgrid.testkit;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@GridTest(ServerKind.PROSODY)
class ProsodyServerIT extends RealServerContract<ProsodyServer> {

    @Override
    RealServerBuilder<ProsodyServer, ?> builder() {
        return ProsodyServer.builder();
    }

    @ParameterizedTest
    @EnumSource
    void start_withEachStorage_knowsItsUsers(ProsodyServer.Storage storage) throws IOException {
        try (ProsodyServer server = ProsodyServer.builder().storage(storage).start();
                StartTls client = StartTls.with(server, server.pki().clientContext())) {
            client.features();

            assertThat(client.login(server.account("consumer"))).startsWith("<success");
        }
    }

    @Test
    void close_whenAClientIsConnected_isAShutdownAndNotADeath() throws IOException {
        try (ProsodyServer server = ProsodyServer.builder().start();
                StartTls client = StartTls.with(server, server.pki().clientContext())) {
            client.features();

            stop(server);

            assertThat(client.read("</stream:stream>")).contains("system-shutdown");
        }
    }

    @Test
    void start_whenProsodyCannotDoIt_saysSo() {
        assertThatThrownBy(() -> ProsodyServer.builder()
                        .passwords(PasswordStorage.SCRAM_SHA_512)
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Prosody can't store passwords as SCRAM_SHA_512");
    }

    private static void stop(GridServer server) {
        server.close();
    }
}
