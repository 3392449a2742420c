package org.xmppgrid.testkit;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every release of Prosody keeps. */
abstract class ProsodyContract extends RealServerContract<ProsodyServer> {

    @Override
    abstract ProsodyServer.Builder builder();

    @ParameterizedTest
    @EnumSource
    void start_withEachStorage_knowsItsUsers(ProsodyServer.Storage storage) throws IOException {
        try (ProsodyServer server = builder().storage(storage).start();
                StartTls client = StartTls.with(server, server.pki().clientContext())) {
            client.features();

            assertThat(client.login(server.account("consumer"))).startsWith("<success");
        }
    }

    @Test
    void close_whenAClientIsConnected_isAShutdownAndNotADeath() throws IOException {
        try (ProsodyServer server = builder().start();
                StartTls client = StartTls.with(server, server.pki().clientContext())) {
            client.features();

            stop(server);

            assertThat(client.read("</stream:stream>")).contains("system-shutdown");
        }
    }

    @Test
    void start_whenProsodyCannotDoIt_saysSo() {
        assertThatThrownBy(
                        () -> builder().passwords(PasswordStorage.SCRAM_SHA_512).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Prosody can't store passwords as SCRAM_SHA_512");
    }

    @Test
    void start_whenHashedPasswordsAndCertificates_saysThatProsodyCannotHaveBoth() {
        assertThatThrownBy(
                        () -> builder().passwords(PasswordStorage.SCRAM_SHA_256).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withoutClientCertificates()");
    }

    @Test
    void checkRevocation_whenAClientIsRevoked_offersNoExternalToItAlone() throws IOException {
        try (ProsodyServer server = builder().checkRevocation().start()) {
            try (StartTls revoked = StartTls.with(
                    server, server.pki().clientContext(server.pki().revokedClient("provider")))) {
                assertThat(revoked.features()).doesNotContain("EXTERNAL");
            }
            try (StartTls good = StartTls.with(server, server.pki().clientContext(server.client("provider")))) {
                assertThat(good.features()).contains("EXTERNAL");
                assertThat(good.loginByCertificate()).startsWith("<success");
            }
        }
    }

    @Test
    void start_whenRevocationIsNotChecked_letsARevokedClientIn() throws IOException {
        try (ProsodyServer server = builder().start();
                StartTls revoked = StartTls.direct(
                        server, server.pki().clientContext(server.pki().revokedClient("provider")))) {
            revoked.features();

            assertThat(revoked.loginByCertificate()).startsWith("<success");
        }
    }

    private static void stop(GridServer server) {
        server.close();
    }
}
