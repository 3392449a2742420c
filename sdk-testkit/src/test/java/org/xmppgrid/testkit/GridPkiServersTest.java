package org.xmppgrid.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The stranger certificates of servers, and that they can be shown. */
class GridPkiServersTest {

    private static final int DNS_NAME = 2;

    private final GridPki pki = GridPki.create("grid.example");

    static Stream<Arguments> shown() {
        Map<String, Function<GridPki, Identity>> kinds = Map.of(
                "chained", GridPki::chained,
                "rsaPss", GridPki::rsaPss,
                "ed25519", GridPki::ed25519,
                "renewed", GridPki::renewed,
                "srvNameOnly", GridPki::srvNameOnly);
        return kinds.entrySet().stream().flatMap(kind -> Stream.of("TLSv1.2", "TLSv1.3")
                .map(version -> Arguments.of(kind.getKey(), version, kind.getValue())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shown")
    void server_whenShown_thenAClientThatTrustsTheAuthorityTrustsIt(
            String name, String version, Function<GridPki, Identity> kind) throws IOException {
        Identity identity = kind.apply(pki);
        try (GridBroker grid = GridBroker.builder().pki(pki).identity(identity).start();
                RawSaslClient raw = RawSaslClient.startTls(grid, pki.clientContext(), version)) {
            assertThat(raw.session().getPeerCertificates())
                    .as(name)
                    .containsExactly(identity.chain().toArray(X509Certificate[]::new));
        }
    }

    @Test
    void rsaPss_whenBoundToTheCertificate_thenByTheHashOfItsParameters() throws IOException, GeneralSecurityException {
        Identity identity = pki.rsaPss();
        assertThat(identity.certificate().getSigAlgName()).isEqualTo("RSASSA-PSS");
        byte[] binding = MessageDigest.getInstance("SHA-384")
                .digest(identity.certificate().getEncoded());
        try (GridBroker grid = GridBroker.builder().pki(pki).identity(identity).start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            assertThat(raw.scram("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,,", binding, grid.account("owner")))
                    .startsWith("<success");
        }
    }

    @Test
    void ed25519_whenShown_thenItsEndPointIsNotOffered() throws IOException {
        try (GridBroker grid =
                        GridBroker.builder().pki(pki).identity(pki.ed25519()).start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            assertThat(raw.features()).contains("SCRAM-SHA-256<").doesNotContain("tls-server-end-point");
            assertThat(raw.features().contains("-PLUS")).isEqualTo(Exporter.isThere());
        }
    }

    @Test
    void notYetValid_whenChecked_thenNotYetValid() {
        assertThatThrownBy(() -> pki.notYetValid().certificate().checkValidity())
                .isInstanceOf(CertificateNotYetValidException.class);
    }

    @Test
    void commonNameOnly_names_areNone() throws GeneralSecurityException {
        X509Certificate certificate = pki.commonNameOnly().certificate();
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=grid.example");
        assertThat(certificate.getSubjectAlternativeNames()).isNull();
    }

    @Test
    void srvNameOnly_names_areOneOfAnotherKind() throws GeneralSecurityException {
        assertThat(pki.srvNameOnly().certificate().getSubjectAlternativeNames())
                .singleElement()
                .satisfies(name -> assertThat(name.get(0)).isEqualTo(0));
        assertThat(new String(
                        pki.srvNameOnly().certificate().getExtensionValue("2.5.29.17"), StandardCharsets.ISO_8859_1))
                .contains("_xmpp-client.grid.example");
    }

    @Test
    void wildcards_names_areWholeAndPartial() throws GeneralSecurityException {
        assertThat(pki.wildcard().certificate().getSubjectAlternativeNames())
                .containsExactly(List.of(DNS_NAME, "*.example"));
        assertThat(pki.partialWildcard().certificate().getSubjectAlternativeNames())
                .containsExactly(List.of(DNS_NAME, "g*.example"));
    }

    @Test
    void renewed_whenCompared_thenTheSameNamesAndAnotherKey() throws GeneralSecurityException {
        X509Certificate before = pki.server().certificate();
        X509Certificate after = pki.renewed().certificate();
        assertThat(after.getExtensionValue("2.5.29.17")).isEqualTo(before.getExtensionValue("2.5.29.17"));
        assertThat(after.getPublicKey()).isNotEqualTo(before.getPublicKey());
    }
}
