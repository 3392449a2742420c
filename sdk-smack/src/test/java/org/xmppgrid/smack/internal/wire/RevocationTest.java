package org.xmppgrid.smack.internal.wire;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.RevocationPolicy;
import org.xmppgrid.sdk.TlsPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class RevocationTest {
    private static final TestPki CA = Wires.CA;
    private static final Instant TOMORROW = Instant.now().plus(Duration.ofDays(1));
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private Authorities authorities;

    @BeforeEach
    void start() throws Exception {
        authorities = new Authorities();
    }

    @AfterEach
    void stop() {
        authorities.close();
    }

    private Path file(byte[] content) throws Exception {
        return Files.write(Files.createTempFile(dir, "list", ".crl"), content);
    }

    private static TestPki.Identity issue(TestPki.TestExtension... more) {
        TestPki.TestExtension[] all = java.util.Arrays.copyOf(more, more.length + 1);
        all[more.length] = TestPki.dns("grid.example").get(0);
        return CA.issueWith("controller", all);
    }

    private static String status(RevocationPolicy policy, TestPki.Identity server) throws CertificateException {
        GridTrust trust = trust(policy);
        trust.checkServerTrusted(server.chain(), "UNKNOWN");
        return trust.revocation();
    }

    private static GridTrust trust(RevocationPolicy policy) {
        return Wires.trust(
                TlsPolicy.builder().trust(CA.anchor()).revocation(policy).build(), "grid.example");
    }

    private static GridTrust.Refusal refusal(RevocationPolicy policy, TestPki.Identity server) {
        GridTrust trust = trust(policy);
        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> trust.checkServerTrusted(server.chain(), "UNKNOWN"));
        return trust.refusal().orElseThrow();
    }

    @Test
    void check_whenOff_isUnchecked() throws Exception {
        assertThat(status(RevocationPolicy.off(), issue())).isEqualTo("unchecked");
    }

    @Test
    void check_whenNobodyKnows_isUnknownIfSoftAndRefusedIfHard() throws Exception {
        TestPki.Identity server = issue();
        assertThat(status(RevocationPolicy.soft(), server)).isEqualTo("unknown");
        GridTrust.Refusal refusal = refusal(RevocationPolicy.hard(), server);
        assertThat(refusal.reason()).isEqualTo(Reason.REVOCATION_UNKNOWN);
        assertThat(refusal.message())
                .contains("CN=controller", "no OCSP response was stapled", "fetching is off", "crls(..)");
    }

    @Test
    void check_whenACrlFileKnows_saysSoAndFetchesNothing() throws Exception {
        TestPki.Identity server = issue(TestPki.ocspAt(authorities.ocspUri()), TestPki.crlAt(authorities.crlUri()));
        TestPki.Identity other = issue();
        Path list = file(CA.crl(TOMORROW, other.certificate()));
        assertThat(status(RevocationPolicy.hard().crls(list), server)).isEqualTo("good");
        assertThat(status(RevocationPolicy.soft().crls(list).fetching(LONG), server))
                .isEqualTo("good");
        GridTrust.Refusal refusal = refusal(RevocationPolicy.soft().crls(list), other);
        assertThat(refusal.reason()).isEqualTo(Reason.CERTIFICATE_REVOKED);
        assertThat(refusal.message())
                .contains("2026-01-02T03:04:05Z", "CN=Grid Test CA", "KEY_COMPROMISE", "CRL files");
        assertThat(authorities.asked).hasValue(0);
    }

    @Test
    void check_whenTheCrlIsReplaced_readsItAnew() throws Exception {
        TestPki.Identity server = issue();
        Path list = file(CA.crl(TOMORROW));
        RevocationPolicy policy = RevocationPolicy.hard().crls(list);
        assertThat(status(policy, server)).isEqualTo("good");
        Files.write(list, CA.crl(TOMORROW, server.certificate()));
        assertThat(refusal(policy, server).reason()).isEqualTo(Reason.CERTIFICATE_REVOKED);
    }

    @Test
    void check_whenACrlFileIsOfNoUse_saysWhyIfHard() throws Exception {
        TestPki.Identity server = issue();
        Path old = file(CA.crl(Instant.parse("2026-02-03T00:00:00Z")));
        Path text = file("no list".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Path missing = dir.resolve("missing.crl");
        Path others = file(new TestPki("Somebody Else CA").crl(TOMORROW));
        assertThat(status(RevocationPolicy.soft().crls(old, text, missing, others), server))
                .isEqualTo("unknown");
        assertThat(refusal(RevocationPolicy.hard().crls(old), server).message())
                .contains(old.toString(), "out of date since 2026-02-03T00:00:00Z");
        assertThat(refusal(RevocationPolicy.hard().crls(text), server).message())
                .contains(text.toString());
        assertThat(refusal(RevocationPolicy.hard().crls(missing), server).message())
                .contains(missing.toString(), "NoSuchFileException");
        assertThat(refusal(RevocationPolicy.hard().crls(others), server).message())
                .contains("no CRL file that can be used is of CN=Grid Test CA");
    }

    /** A list grows old when nobody renews it, and what it has revoked does not become good by that. */
    @Test
    void check_whenACrlThatIsOutOfDateHasRevokedIt_refuses() throws Exception {
        Instant before = Instant.now().minus(Duration.ofHours(2));
        TestPki.Identity server = issue();
        GridTrust.Refusal refusal =
                refusal(RevocationPolicy.soft().crls(file(CA.crl(before, server.certificate()))), server);
        assertThat(refusal.reason()).isEqualTo(Reason.CERTIFICATE_REVOKED);
        assertThat(refusal.message()).contains("2026-01-02T03:04:05Z", "CN=Grid Test CA", "out of date");
        assertThat(status(RevocationPolicy.soft().crls(file(CA.crl(before, issue().certificate()))), server))
                .isEqualTo("unknown");
        Path others = file(new TestPki("Grid Test CA").crl(before, server.certificate()));
        assertThat(status(RevocationPolicy.soft().crls(others), server)).isEqualTo("unknown");
    }

    @Test
    void check_whenACrlIsSignedBySomebodyElse_doesNotBelieveIt() throws Exception {
        TestPki impostor = new TestPki("Grid Test CA");
        TestPki.Identity server = issue();
        Path list = file(impostor.crl(TOMORROW));
        assertThat(refusal(RevocationPolicy.hard().crls(list), server).reason()).isEqualTo(Reason.REVOCATION_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void check_whenFetchingOcsp_asksTheResponder(boolean revoked) throws Exception {
        TestPki.Identity server = issue(TestPki.ocspAt(authorities.ocspUri()));
        authorities.ocsp = () -> CA.ocsp(server.certificate(), revoked);
        RevocationPolicy policy = RevocationPolicy.hard().fetching(LONG);
        if (revoked) {
            GridTrust.Refusal refusal = refusal(policy, server);
            assertThat(refusal.reason()).isEqualTo(Reason.CERTIFICATE_REVOKED);
            assertThat(refusal.message()).contains("2026-01-02T03:04:05Z", "CN=Grid Test CA");
        } else {
            assertThat(status(policy, server)).isEqualTo("good");
        }
        assertThat(authorities.asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void check_whenFetchingACrl_readsTheList(boolean revoked) throws Exception {
        TestPki.Identity server = issue(TestPki.crlAt(authorities.crlUri()));
        authorities.crl = () -> revoked ? CA.crl(TOMORROW, server.certificate()) : CA.crl(TOMORROW);
        RevocationPolicy policy = RevocationPolicy.hard().fetching(LONG);
        if (revoked) {
            assertThat(refusal(policy, server).reason()).isEqualTo(Reason.CERTIFICATE_REVOKED);
        } else {
            assertThat(status(policy, server)).isEqualTo("good");
        }
    }

    @Test
    void check_whenTheResponderIsDown_takesTheCrl() throws Exception {
        TestPki.Identity server = issue(TestPki.ocspAt(authorities.ocspUri()), TestPki.crlAt(authorities.crlUri()));
        authorities.crl = () -> CA.crl(TOMORROW);
        assertThat(status(RevocationPolicy.hard().fetching(LONG), server)).isEqualTo("good");
    }

    @Test
    void check_whenFetchingIsOff_asksNobody() throws Exception {
        TestPki.Identity server = issue(TestPki.ocspAt(authorities.ocspUri()), TestPki.crlAt(authorities.crlUri()));
        Path list = file(new TestPki("Somebody Else CA").crl(TOMORROW));
        assertThat(status(RevocationPolicy.soft().crls(list), server)).isEqualTo("unknown");
        assertThat(authorities.asked).hasValue(0);
    }

    @Test
    void check_whenTheResponderHangs_waitsNoLongerThanAllowed() throws Exception {
        TestPki.Identity server = issue(TestPki.ocspAt(authorities.ocspUri()));
        authorities.hangs = true;
        Duration little = Duration.ofMillis(200);
        assertThat(status(RevocationPolicy.soft().fetching(little), server)).isEqualTo("unknown");
        GridTrust.Refusal refusal = refusal(RevocationPolicy.hard().fetching(little), server);
        assertThat(refusal.reason()).isEqualTo(Reason.REVOCATION_UNKNOWN);
        assertThat(refusal.message()).contains("did not come within PT0.2S");
    }

    @Test
    void check_whenTheChainIsRefused_asksNobody() throws Exception {
        TestPki stranger = new TestPki("Somebody Else CA");
        TestPki.Identity untrusted = stranger.issueWith(
                "controller", TestPki.dns("grid.example").get(0), TestPki.ocspAt(authorities.ocspUri()));
        TestPki.Identity otherName =
                CA.issueWith("controller", TestPki.dns("other.example").get(0), TestPki.ocspAt(authorities.ocspUri()));
        RevocationPolicy policy = RevocationPolicy.hard().fetching(LONG);
        assertThat(refusal(policy, untrusted).reason()).isEqualTo(Reason.CERTIFICATE_UNTRUSTED);
        assertThat(refusal(policy, otherName).reason()).isEqualTo(Reason.CERTIFICATE_WRONG_HOST);
        assertThat(authorities.asked).hasValue(0);
    }

    @Test
    void check_whenTheAuthorityInBetweenIsRevoked_refuses() throws Exception {
        TestPki between = CA.intermediate("Grid Site CA");
        TestPki.Identity server = between.issue("controller", "grid.example");
        Path roots = file(CA.crl(TOMORROW, between.anchor()));
        Path sites = file(between.crl(TOMORROW));
        GridTrust.Refusal refusal = refusal(RevocationPolicy.soft().crls(roots, sites), server);
        assertThat(refusal.reason()).isEqualTo(Reason.CERTIFICATE_REVOKED);
        assertThat(refusal.message()).contains("The certificate CN=Grid Site CA");
        Path clean = file(CA.crl(TOMORROW));
        assertThat(status(RevocationPolicy.hard().crls(clean, sites), server)).isEqualTo("good");
        assertThat(refusal(RevocationPolicy.hard().crls(sites), server).message())
                .contains("the certificate CN=Grid Site CA");
    }

    @Test
    void check_whenAResponseIsStapled_believesItIfTheAuthoritySignedIt() throws Exception {
        TestPki.Identity server = issue(TestPki.ocspAt(authorities.ocspUri()));
        List<X509Certificate> path = List.of(server.certificate(), CA.anchor());
        X509Certificate leaf = server.certificate();
        assertThat(hard().check(path, Map.of(leaf, CA.ocsp(leaf, false)))).isEqualTo("good");
        assertThatExceptionOfType(RefusedCertificateException.class)
                .isThrownBy(() -> hard().check(path, Map.of(leaf, CA.ocsp(leaf, true))))
                .withMessageContaining("stapled")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_REVOKED));
        byte[] forged = new TestPki("Grid Test CA").ocsp(leaf, false);
        assertThatExceptionOfType(RefusedCertificateException.class)
                .isThrownBy(() -> hard().check(path, Map.of(leaf, forged)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.REVOCATION_UNKNOWN));
        byte[] ofAnother = CA.ocsp(issue().certificate(), false);
        assertThatExceptionOfType(RefusedCertificateException.class)
                .isThrownBy(() -> hard().check(path, Map.of(leaf, ofAnother)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.REVOCATION_UNKNOWN));
        assertThat(authorities.asked).hasValue(0);
    }

    @Test
    void check_whenTheListKnowsMoreThanTheResponse_believesTheList() throws Exception {
        TestPki.Identity server = issue();
        X509Certificate leaf = server.certificate();
        Path list = file(CA.crl(TOMORROW, leaf));
        Revocation both = new Revocation(RevocationPolicy.hard().crls(list), "grid.example", Deadline.in(LONG));
        assertThatExceptionOfType(RefusedCertificateException.class)
                .isThrownBy(() -> both.check(List.of(leaf, CA.anchor()), Map.of(leaf, CA.ocsp(leaf, false))))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_REVOKED));
    }

    @Test
    void check_whenTheCertificateIsItselfTheAnchor_isUnknown() throws Exception {
        Instant now = Instant.now();
        TestPki.Identity own =
                TestPki.selfSigned("controller", now.minus(Duration.ofDays(1)), TOMORROW, "grid.example");
        GridTrust trust = Wires.trust(
                TlsPolicy.builder()
                        .trust(own.certificate())
                        .revocation(RevocationPolicy.hard())
                        .build(),
                "grid.example");
        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> trust.checkServerTrusted(own.chain(), "UNKNOWN"));
        assertThat(trust.refusal().map(GridTrust.Refusal::reason)).isEqualTo(Optional.of(Reason.REVOCATION_UNKNOWN));
    }

    private static Revocation hard() {
        return new Revocation(RevocationPolicy.hard(), "grid.example", Deadline.in(LONG));
    }
}
