package org.xmppgrid.sdk;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TlsPolicyTest {
    private static final CertificatePin PIN = new CertificatePin("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");

    private static Path file(String name) {
        return ClientCertificateTest.file(name);
    }

    private static X509Certificate certificate(String name) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(Files.newInputStream(file(name)));
    }

    @Test
    void systemTrust_always_hasTheDefaultsOfTheRfc() {
        TlsPolicy policy = TlsPolicy.systemTrust();
        assertThat(policy.anchors()).isEmpty();
        assertThat(policy.versions()).containsExactly(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2);
        assertThat(policy.revocation().mode()).isEqualTo(RevocationPolicy.Mode.SOFT);
        assertThat(policy.pins()).isEmpty();
        assertThat(policy.cipherSuites()).isEmpty();
        assertThat(policy).hasToString("TlsPolicy[system trust, TLSv1.2 to TLSv1.3, RevocationPolicy[SOFT]]");
    }

    @Test
    void trust_whenGivenSeveralTimes_addsUp(@org.junit.jupiter.api.io.TempDir Path dir) throws Exception {
        Path two = Files.writeString(
                dir.resolve("two.pem"), Files.readString(file("ec.crt")) + Files.readString(file("rsa.crt")));
        byte[] der = certificate("p384.crt").getEncoded();
        TlsPolicy policy = TlsPolicy.builder()
                .trust(two)
                .trust(der)
                .trust(certificate("ed25519.crt"))
                .build();
        assertThat(policy.anchors().orElseThrow())
                .extracting(c -> c.getSubjectX500Principal().getName())
                .containsExactly("CN=platform EC", "CN=platform RSA", "CN=platform P-384", "CN=platform Ed25519");
    }

    @Test
    void trustStore_whenItMarksCertificatesAsTrusted_takesThem() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("a", certificate("ec.crt"));
        ByteArrayOutputStream p12 = new ByteArrayOutputStream();
        store.store(p12, "secret1".toCharArray());
        TlsPolicy policy = TlsPolicy.builder()
                .trustStore(p12.toByteArray(), "secret1".toCharArray())
                .trustStore(file("trust.jks"), "secret1".toCharArray())
                .build();
        assertThat(policy.anchors().orElseThrow())
                .extracting(c -> c.getSubjectX500Principal().getName())
                .containsExactly("CN=platform EC", "CN=platform RSA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec.p12", "trust-plain.p12"})
    void trustStore_whenItMarksNoneAsTrusted_saysWhatToDo(String store) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsPolicy.builder().trustStore(file(store), "secret".toCharArray()))
                .withMessageContaining(store)
                .withMessageContaining("marks as trusted")
                .withMessageContaining("keytool -importcert");
    }

    @Test
    void trustStore_whenThePasswordIsWrong_saysSoWithoutIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsPolicy.builder().trustStore(file("trust.jks"), "hunter2".toCharArray()))
                .withMessageContaining("password is wrong")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void trust_whenThereIsNoCertificate_saysWhatToGive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsPolicy.trusting(file("ec-sec1.pem")))
                .withMessageContaining("ec-sec1.pem")
                .withMessageContaining("holds a private key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsPolicy.trusting(file("ec.p12")))
                .withMessageContaining("trustStore(..)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsPolicy.trusting(file("ec.crt").resolveSibling("missing.pem")))
                .withMessageContaining("missing.pem");
        assertThatIllegalArgumentException().isThrownBy(() -> TlsPolicy.trusting(new X509Certificate[0]));
    }

    @Test
    void build_whenChoicesContradict_saysWhich() throws Exception {
        X509Certificate anchor = certificate("ec.crt");
        assertThatIllegalStateException()
                .isThrownBy(() -> TlsPolicy.builder().pinsOnly().build())
                .withMessageContaining("pin(..)");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        TlsPolicy.builder().trust(anchor).pin(PIN).pinsOnly().build())
                .withMessageContaining("pinsOnly()");
        assertThatIllegalStateException()
                .isThrownBy(() -> TlsPolicy.builder()
                        .pin(PIN)
                        .pinsOnly()
                        .revocation(RevocationPolicy.hard())
                        .build())
                .withMessageContaining("RevocationPolicy.soft()");
        for (RevocationPolicy wantsAnAuthority : List.of(
                RevocationPolicy.soft().crls(Path.of("grid.crl")),
                RevocationPolicy.soft().fetching())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> TlsPolicy.builder()
                            .pin(PIN)
                            .pinsOnly()
                            .revocation(wantsAnAuthority)
                            .build())
                    .withMessageContaining("nobody can say what is revoked");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> TlsPolicy.builder()
                        .minimum(TlsVersion.TLS_1_3)
                        .maximum(TlsVersion.TLS_1_2)
                        .build())
                .withMessageContaining("newer");
    }

    @Test
    void pin_whenWrittenByPeople_isReadWithOrWithoutPrefix() throws Exception {
        CertificatePin own = CertificatePin.of(certificate("ec.crt"));
        assertThat(CertificatePin.of(own.toString())).isEqualTo(own);
        assertThat(CertificatePin.of(" " + own.sha256() + "\n")).isEqualTo(own);
        // openssl x509 -in ec.crt -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary |
        // base64
        assertThat(own).hasToString("sha256/cBDHAumGg6tLCwEDqdpEAmrZRaBMQhBDwNoi54vBlRI=");
        for (String wrong : List.of("", "sha256/", "abc", "sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "*".repeat(44))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CertificatePin.of(wrong))
                    .withMessageContaining("44 characters");
        }
    }

    @Test
    void revocation_whenOff_takesNoMoreChoices() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RevocationPolicy.off().fetching())
                .withMessageContaining("soft() or hard()");
        assertThatIllegalStateException()
                .isThrownBy(() -> RevocationPolicy.off().crls(Path.of("x")));
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMinutes(6))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RevocationPolicy.soft().fetching(wrong))
                    .withMessageContaining(wrong.toString());
        }
        RevocationPolicy both = RevocationPolicy.hard().crls(Path.of("a.crl")).fetching();
        assertThat(both.crls()).containsExactly(Path.of("a.crl"));
        assertThat(both.fetchTimeout()).contains(RevocationPolicy.DEFAULT_FETCH_TIMEOUT);
        assertThat(both.mode()).isEqualTo(RevocationPolicy.Mode.HARD);
    }

    @Test
    void endpoint_whenItsPartsAreImpossible_saysWhich() {
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.startTls(" ", 5222));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.startTls("host", 0))
                .withMessageContaining("1 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.directTls("host", 5223).withWeight(65_536))
                .withMessageContaining("RFC 2782");
        assertThat(Endpoint.directTls("host", 5223)).hasToString("host:5223 (direct TLS)");
    }
}
