package org.xmppgrid.smack.internal.wire;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TlsPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class GridTrustTest {
    private static final TestPki CA = Wires.CA;
    private static final SSLSession SESSION =
            Wires.SERVER.serverContext().createSSLEngine().getSession();

    @ParameterizedTest
    @CsvSource({
        "grid.example,      grid.example",
        "grid.example,      GRID.example",
        "a.grid.example,    *.grid.example",
        "b\u00FCcher.example, xn--bcher-kva.example"
    })
    void check_whenADnsNameMatches_trusts(String domain, String name) {
        GridTrust trust = trust(domain);
        assertThatNoException()
                .isThrownBy(() -> check(trust, CA.issue("x", name).chain()));
        assertThat(trust.refusal()).isEmpty();
        assertThat(trust.accepts(SESSION)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "grid.example,     other.example",
        "grid.example,     *.grid.example",
        "a.b.grid.example, *.grid.example",
        "a.grid.example,   a*.grid.example",
        "a.grid.example,   *a.grid.example",
        "a.grid.example,   a.*.example",
        "a.grid.example,   *",
        "grid.example,     a.grid.example",
        "grid.example,     grid.example.",
        "192.0.2.1,        *.0.2.1.example",
        "192.0.2.1,        *.0.2.1",
        "fa\u00DF.example,  fass.example"
    })
    void check_whenNoDnsNameMatches_refuses(String domain, String name) {
        GridTrust trust = trust(domain);
        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> check(trust, CA.issue(domain, name).chain()));
        assertThat(trust.refusal().orElseThrow().reason()).isEqualTo(Reason.CERTIFICATE_WRONG_HOST);
        assertThat(trust.accepts(SESSION)).isFalse();
    }

    @Test
    void check_whenOnlyTheCommonNameMatches_refuses() {
        GridTrust trust = trust("grid.example");
        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> check(trust, CA.issue("grid.example").chain()));
        assertThat(trust.refusal().orElseThrow().message()).contains("no DNS name at all");
    }

    @ParameterizedTest
    @CsvSource({
        "_xmpp-client.grid.example,  STARTTLS,   true",
        "_XMPP-Client.Grid.Example,  STARTTLS,   true",
        "_xmpp-client.grid.example,  DIRECT_TLS, true",
        "_xmpps-client.grid.example, DIRECT_TLS, true",
        "_xmpps-client.grid.example, STARTTLS,   false",
        "_xmpp-server.grid.example,  STARTTLS,   false",
        "_xmpp-client.*.example,     STARTTLS,   false",
        "_xmpp-client.other.example, DIRECT_TLS, false",
        "grid.example,               STARTTLS,   false"
    })
    void check_whenOnlyAServiceIsNamed_wantsTheDomainsXmppService(
            String name, Endpoint.Transport transport, boolean accepted) throws Exception {
        X509Certificate[] chain =
                CA.issueWith("x", TestPki.names(TestPki.srv(name))).chain();
        GridTrust trust = new GridTrust(
                TlsPolicy.trusting(CA.anchor()),
                "grid.example",
                transport,
                Deadline.in(Duration.ofSeconds(10)),
                step -> {});
        if (accepted) {
            check(trust, chain);
            assertThat(trust.refusal()).isEmpty();
        } else {
            assertThatExceptionOfType(CertificateException.class).isThrownBy(() -> check(trust, chain));
            assertThat(trust.refusal().orElseThrow().reason()).isEqualTo(Reason.CERTIFICATE_WRONG_HOST);
            assertThat(trust.refusal().orElseThrow().message()).contains(name);
        }
    }

    @Test
    void check_whenAnAuthorityIsInBetween_followsTheChain() {
        TestPki between = CA.intermediate("Grid Site CA");
        GridTrust trust = trust("grid.example");
        assertThatNoException()
                .isThrownBy(
                        () -> check(trust, between.issue("x", "grid.example").chain()));
    }

    @Test
    void check_whenAnExpiredCertificateIsItselfTheAnchor_refuses() {
        Instant now = Instant.now();
        TestPki.Identity own = TestPki.selfSigned(
                "controller", now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)), "grid.example");
        GridTrust trust = Wires.trust(TlsPolicy.trusting(own.certificate()), "grid.example");
        assertThatExceptionOfType(CertificateException.class).isThrownBy(() -> check(trust, own.chain()));
        assertThat(trust.refusal().orElseThrow().reason()).isEqualTo(Reason.CERTIFICATE_EXPIRED);
    }

    @Test
    void check_whenASelfSignedCertificateIsItselfTheAnchor_trusts() {
        Instant now = Instant.now();
        TestPki.Identity own = TestPki.selfSigned(
                "controller", now.minus(Duration.ofDays(9)), now.plus(Duration.ofDays(1)), "grid.example");
        GridTrust trust = Wires.trust(TlsPolicy.trusting(own.certificate()), "grid.example");
        assertThatNoException().isThrownBy(() -> check(trust, own.chain()));
    }

    @Test
    void check_whenNotValidYet_saysFromWhen() {
        Instant from = Instant.parse("2100-01-01T00:00:00Z");
        GridTrust trust = trust("grid.example");
        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> check(
                        trust,
                        CA.issue("x", from, from.plus(Duration.ofDays(1)), "grid.example")
                                .chain()));
        assertThat(trust.refusal().orElseThrow().reason()).isEqualTo(Reason.CERTIFICATE_EXPIRED);
        assertThat(trust.refusal().orElseThrow().message()).contains("not valid before 2100-01-01T00:00:00Z");
    }

    @Test
    void check_whenThereWasNone_isNoTrust() {
        assertThat(trust("grid.example").accepts(SESSION)).isFalse();
    }

    private static GridTrust trust(String domain) {
        return Wires.trust(TlsPolicy.trusting(CA.anchor()), domain);
    }

    private static void check(GridTrust trust, X509Certificate[] chain) throws CertificateException {
        trust.checkServerTrusted(chain, "UNKNOWN");
    }
}
