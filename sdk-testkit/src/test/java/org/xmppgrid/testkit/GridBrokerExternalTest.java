package org.xmppgrid.testkit;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** EXTERNAL with clients' certificates (XEP-0178) at the embedded grid. */
class GridBrokerExternalTest extends EmbeddedGridTestCase {

    private static final String OFFERED = "<mechanism>EXTERNAL</mechanism>";

    @Test
    void external_whenTheCertificateNamesOneAddress_thenInAsThat() throws IOException {
        Identity shown = GRID.pki().client("consumer");
        assertThat(login(shown, "")).isEqualTo("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        assertThat(login(shown, "consumer@grid.example")).startsWith("<success");
    }

    @Test
    void external_whenDirectTls_thenIn() throws IOException {
        try (RawSaslClient raw = RawSaslClient.direct(
                GRID.directTlsPort().orElseThrow(),
                GRID.domain(),
                GRID.pki().clientContext(GRID.pki().client("consumer")))) {
            assertThat(raw.features()).contains(OFFERED);
            assertThat(raw.auth("EXTERNAL", "")).startsWith("<success");
        }
    }

    @Test
    void external_whenAnotherAddressIsAskedFor_thenNotAuthorized() throws IOException {
        assertThat(login(GRID.pki().client("consumer"), "owner@grid.example")).contains("<not-authorized/>");
    }

    @Test
    void external_whenTheCertificateNamesTwo_thenOneHasToBeNamed() throws IOException {
        Identity two = GRID.pki().clientOf("two", List.of("consumer@grid.example", "owner@grid.example"));
        assertThat(login(two, "")).contains("<not-authorized/>");
        assertThat(login(two, "owner@grid.example")).startsWith("<success");
    }

    @Test
    void external_whenOnlyOneAddressIsOfThisDomain_thenInAsThat() throws IOException {
        Identity two = GRID.pki().clientOf("two", List.of("owner@elsewhere.example", "consumer@grid.example"));
        assertThat(login(two, "")).startsWith("<success");
    }

    @Test
    void external_whenTheCertificateNamesNone_thenNotAuthorizedWhateverIsAskedFor() throws IOException {
        Identity none = GRID.pki().clientOf("consumer", List.of());
        assertThat(login(none, "")).contains("<not-authorized/>");
        assertThat(login(none, "consumer@grid.example")).contains("<not-authorized/>");
    }

    @Test
    void external_whenThereIsNoSuchAccount_thenNotAuthorized() throws IOException {
        assertThat(login(GRID.pki().client("nobody"), "")).contains("<not-authorized/>");
    }

    @Test
    void features_whenTheCertificateDoesNotVerify_thenNoExternal() throws IOException {
        for (Identity bad :
                List.of(GRID.pki().stranger().client("consumer"), GRID.pki().expiredClient("consumer"))) {
            try (RawSaslClient raw = RawSaslClient.startTls(GRID, GRID.pki().clientContext(bad))) {
                assertThat(raw.features()).contains("SCRAM").doesNotContain(OFFERED);
                assertThat(raw.auth("EXTERNAL", "")).contains("<invalid-mechanism/>");
            }
        }
    }

    @Test
    void features_whenRevoked_thenNoExternalOnlyWhereThatIsChecked() throws IOException {
        try (GridBroker strict =
                GridBroker.builder().pki(GRID.pki()).checkRevocation().start()) {
            Identity good = GRID.pki().client("consumer");
            Identity revoked = GRID.pki().revokedClient("consumer");
            assertThat(features(strict, good)).contains(OFFERED);
            assertThat(features(strict, revoked)).contains("SCRAM").doesNotContain(OFFERED);
            assertThat(features(GRID, revoked)).contains(OFFERED);
        }
    }

    private static String login(Identity shown, String authzid) throws IOException {
        try (RawSaslClient raw = RawSaslClient.startTls(GRID, GRID.pki().clientContext(shown))) {
            assertThat(raw.features()).contains(OFFERED);
            return raw.auth("EXTERNAL", authzid);
        }
    }

    private static String features(GridBroker grid, Identity shown) throws IOException {
        try (RawSaslClient raw = RawSaslClient.startTls(grid, grid.pki().clientContext(shown))) {
            return raw.features();
        }
    }
}
