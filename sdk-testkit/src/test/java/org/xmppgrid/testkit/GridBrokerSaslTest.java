package org.xmppgrid.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** SCRAM with and without channel binding at the embedded grid. */
class GridBrokerSaslTest extends EmbeddedGridTestCase {

    private static final byte[] NONE = {};
    private static final String END_POINT = "p=tls-server-end-point,,";
    private static final String EXPORTER = "p=tls-exporter,,";

    @Test
    void features_whenNoCertificateIsShown_thenScramWithAndWithoutPlusAndItsBindings() throws IOException {
        try (RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            assertThat(raw.features())
                    .endsWith("<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                            + "<mechanism>SCRAM-SHA-512-PLUS</mechanism><mechanism>SCRAM-SHA-512</mechanism>"
                            + "<mechanism>SCRAM-SHA-256-PLUS</mechanism><mechanism>SCRAM-SHA-256</mechanism>"
                            + "<mechanism>SCRAM-SHA-1-PLUS</mechanism><mechanism>SCRAM-SHA-1</mechanism></mechanisms>"
                            + "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>"
                            + (Exporter.isThere() ? "<channel-binding type='tls-exporter'/>" : "")
                            + "<channel-binding type='tls-server-end-point'/></sasl-channel-binding>"
                            + "</stream:features>");
        }
    }

    @Test
    void features_whenBindingsAreNotAdvertised_thenOnlyPlusIs() throws IOException {
        try (GridBroker grid =
                        GridBroker.builder().withoutBindingAdvertisement().start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            assertThat(raw.features()).contains("SCRAM-SHA-256-PLUS").doesNotContain("channel-binding");
        }
    }

    @Test
    void features_whenThereIsNoBinding_thenNoPlus() throws IOException {
        try (GridBroker grid = GridBroker.builder().channelBindings().start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            assertThat(raw.features())
                    .contains("SCRAM-SHA-256<")
                    .doesNotContain("PLUS")
                    .doesNotContain("binding");
            assertThat(raw.auth("SCRAM-SHA-256-PLUS", END_POINT + "n=consumer,r=abc"))
                    .contains("<invalid-mechanism/>");
        }
    }

    @Test
    void channelBindings_whenUnknown_thenRefused() {
        assertThatThrownBy(() -> GridBroker.builder().channelBindings("tls-unique"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tls-unique");
    }

    @ParameterizedTest
    @CsvSource({
        "SCRAM-SHA-1-PLUS, TLSv1.2", "SCRAM-SHA-256-PLUS, TLSv1.2", "SCRAM-SHA-512-PLUS, TLSv1.2",
        "SCRAM-SHA-1-PLUS, TLSv1.3", "SCRAM-SHA-256-PLUS, TLSv1.3", "SCRAM-SHA-512-PLUS, TLSv1.3"
    })
    void login_whenBoundToTheServersCertificate_thenIn(String mechanism, String version)
            throws IOException, GeneralSecurityException {
        try (RawSaslClient raw = RawSaslClient.startTls(GRID, GRID.pki().clientContext(), version)) {
            assertThat(raw.scram(mechanism, END_POINT, sha256(GRID.pki().server()), GRID.account("consumer")))
                    .startsWith("<success");
            assertThat(raw.reopen()).contains("<bind ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void login_whenBoundByTheExporter_thenIn(String version) throws IOException {
        assumeTrue(Exporter.isThere(), "this JDK exports no keying material");
        try (RawSaslClient raw = RawSaslClient.startTls(GRID, GRID.pki().clientContext(), version)) {
            assertThat(raw.scram(
                            "SCRAM-SHA-256-PLUS", EXPORTER, Exporter.binding(raw.session()), GRID.account("consumer")))
                    .startsWith("<success");
        }
    }

    @Test
    void login_whenBoundByTheExporterOfAnotherConnection_thenNotAuthorized() throws IOException {
        assumeTrue(Exporter.isThere(), "this JDK exports no keying material");
        try (RawSaslClient raw = RawSaslClient.startTls(GRID);
                RawSaslClient other = RawSaslClient.startTls(GRID)) {
            assertThat(raw.scram(
                            "SCRAM-SHA-256-PLUS",
                            EXPORTER,
                            Exporter.binding(other.session()),
                            GRID.account("consumer")))
                    .contains("<not-authorized/>");
        }
    }

    @Test
    void login_whenBoundToAnotherCertificate_thenNotAuthorized() throws IOException, GeneralSecurityException {
        try (RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            assertThat(raw.scram(
                            "SCRAM-SHA-256-PLUS", END_POINT, sha256(GRID.pki().wrongHost()), GRID.account("consumer")))
                    .contains("<not-authorized/>");
        }
    }

    @Test
    void login_whenTheClientSawNoPlusThatWasOffered_thenNotAuthorized() throws IOException {
        try (RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            assertThat(raw.scram("SCRAM-SHA-256", "y,,", NONE, GRID.account("consumer")))
                    .contains("<not-authorized/>");
        }
    }

    @Test
    void login_whenTheClientSawNoPlusAndNoneWasOffered_thenIn() throws IOException {
        try (GridBroker grid = GridBroker.builder().mechanisms("SCRAM-SHA-256").start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            assertThat(raw.scram("SCRAM-SHA-256", "y,,", NONE, grid.account("consumer")))
                    .startsWith("<success");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SCRAM-SHA-256; p=tls-server-end-point,,",
                "SCRAM-SHA-256-PLUS; n,,",
                "SCRAM-SHA-256-PLUS; y,,",
                "SCRAM-SHA-256-PLUS; p=tls-unique,,",
                "SCRAM-SHA-256; n"
            })
    void login_whenTheFlagDoesNotFit_thenMalformed(String mechanism, String gs2) throws IOException {
        try (RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            assertThat(raw.auth(mechanism, gs2 + "n=consumer,r=abc")).contains("<malformed-request/>");
        }
    }

    @Test
    void serverFirst_whenProtected_thenEndsWithTheHashOfTheOffer() throws IOException, GeneralSecurityException {
        String offer = "SCRAM-SHA-1\u001eSCRAM-SHA-256\u001eSCRAM-SHA-256-PLUS\u001ftls-server-end-point";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(offer.getBytes(StandardCharsets.US_ASCII));
        try (GridBroker grid = GridBroker.builder()
                        .mechanisms("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1")
                        .channelBindings("tls-server-end-point")
                        .start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            String first = RawSaslClient.data(raw.auth("SCRAM-SHA-256", "n,,n=consumer,r=abc"));
            assertThat(first).endsWith(",i=4096,h=" + Base64.getEncoder().encodeToString(hash));
        }
    }

    @Test
    void serverFirst_whenNotProtected_thenNoHash() throws IOException {
        try (GridBroker grid = GridBroker.builder().withoutDowngradeProtection().start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            assertThat(RawSaslClient.data(raw.auth("SCRAM-SHA-256", "n,,n=consumer,r=abc")))
                    .endsWith(",i=4096");
        }
    }

    @Test
    void auth_whenThereIsNoInitialResponse_thenAnEmptyChallengeAsksForIt() throws IOException {
        try (RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            assertThat(raw.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'/>"))
                    .isEqualTo("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
            assertThat(RawSaslClient.data(raw.respond("n,,n=consumer,r=abc"))).startsWith("r=abc");
        }
    }

    @Test
    void journal_whenSomebodyLogsIn_thenHeadersAndSaslAreInIt() throws IOException {
        GRID.clearJournal();
        try (RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            raw.auth("SCRAM-SHA-256", "n,,n=consumer,r=abc");
        }
        List<String> received = GRID.journal().stream()
                .filter(entry -> entry.direction() == JournalEntry.Direction.RECEIVED)
                .map(JournalEntry::xml)
                .toList();
        assertThat(received).hasSize(4);
        assertThat(received.get(0)).startsWith("<stream:stream").contains("to='grid.example'");
        assertThat(received.get(1)).isEqualTo("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        assertThat(received.get(2)).startsWith("<stream:stream");
        assertThat(received.get(3)).startsWith("<auth").contains("mechanism='SCRAM-SHA-256'");
    }

    private static byte[] sha256(Identity identity) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256")
                .digest(identity.certificate().getEncoded());
    }
}
