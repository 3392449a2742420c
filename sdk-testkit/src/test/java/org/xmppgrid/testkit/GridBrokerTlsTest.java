package org.xmppgrid.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** TLS of the embedded grid: versions, direct TLS (XEP-0368), and clients' certificates that SASL decides on. */
class GridBrokerTlsTest {

    @ParameterizedTest
    @CsvSource({
        "ALL, TLSv1.3, TLSv1.3",
        "ALL, TLSv1.2, TLSv1.2",
        "ONLY_1_2, TLSv1.2, TLSv1.2",
        "ONLY_1_3, TLSv1.3, TLSv1.3"
    })
    void tls_whenTheVersionIsSpoken_thenNegotiated(TlsVersions versions, String client, String expected)
            throws IOException {
        try (GridBroker grid = GridBroker.builder().tls(versions).start();
                RawSaslClient raw = RawSaslClient.startTls(grid, grid.pki().clientContext(), client)) {
            assertThat(raw.session().getProtocol()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"ONLY_1_2, TLSv1.3", "ONLY_1_3, TLSv1.2"})
    void tls_whenTheVersionIsNotSpoken_thenNoHandshake(TlsVersions versions, String client) {
        try (GridBroker grid = GridBroker.builder().tls(versions).start()) {
            assertThatThrownBy(() -> RawSaslClient.startTls(grid, grid.pki().clientContext(), client))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("protocol_version");
        }
    }

    @Test
    void directTls_whenTheProtocolIsNamed_thenSelected() throws IOException {
        try (GridBroker grid = GridBroker.start();
                RawSaslClient raw = direct(grid, "xmpp-client")) {
            assertThat(raw.alpn()).isEqualTo("xmpp-client");
            assertThat(raw.features()).contains("<mechanism>SCRAM-SHA-256</mechanism>");
            assertThat(raw.scram(grid.account("consumer"))).startsWith("<success");
        }
    }

    @Test
    void directTls_whenNoneOrAnotherProtocolIsNamed_thenServedAllTheSame() throws IOException {
        try (GridBroker grid = GridBroker.start();
                RawSaslClient without = direct(grid);
                RawSaslClient another = direct(grid, "h2")) {
            assertThat(without.alpn()).isEmpty();
            assertThat(another.alpn()).isEmpty();
            assertThat(another.features()).contains("<mechanism>");
        }
    }

    @Test
    void directTlsPort_whenTheGridIsClosed_thenClosedToo() throws IOException {
        GridBroker grid = GridBroker.start();
        direct(grid).close();
        grid.close();
        assertThatThrownBy(() -> direct(grid)).isInstanceOf(ConnectException.class);
    }

    @Test
    void login_whenTheClientsCertificateIsBad_thenThePasswordStillCounts() throws IOException {
        try (GridBroker grid = GridBroker.start()) {
            List<Identity> bad =
                    List.of(grid.pki().stranger().client("consumer"), grid.pki().expiredClient("consumer"));
            for (Identity shown : bad) {
                try (RawSaslClient raw = RawSaslClient.startTls(grid, grid.pki().clientContext(shown))) {
                    assertThat(raw.session().getLocalCertificates()).contains(shown.certificate());
                    assertThat(raw.scram(grid.account("consumer"))).startsWith("<success");
                }
            }
        }
    }

    private static RawSaslClient direct(GridBroker grid, String... alpn) throws IOException {
        return RawSaslClient.direct(
                grid.directTlsPort().orElseThrow(), grid.domain(), grid.pki().clientContext(), alpn);
    }
}
