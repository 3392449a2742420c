package org.xmppgrid.smack.internal.xmpp;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.Diagnosis.Finding;
import org.xmppgrid.sdk.Diagnosis.Outcome;
import org.xmppgrid.sdk.Diagnosis.Step;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridMetrics;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.RevocationPolicy;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.sdk.TlsVersion;
import org.xmppgrid.smack.internal.wire.OpeningStep;
import org.xmppgrid.smack.internal.wire.TestPki;

import static org.assertj.core.api.Assertions.assertThat;

/** What the doctor makes of the steps of an opening. */
class OpeningFindingsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final TestPki CA = new TestPki("Grid Test CA");
    private static final Endpoint A = Endpoint.startTls("a.grid.example", 5222);
    private static final Endpoint B = Endpoint.directTls("b.grid.example", 5223);

    private final OpeningRecord record = new OpeningRecord();
    private TlsPolicy tls = TlsPolicy.trusting(CA.anchor());
    private AuthenticationPolicy authentication = AuthenticationPolicy.standard();

    @Test
    void of_whenAllIsAtItsBest_thenEverythingIsGood() {
        reach(B);
        verify(NOW.plus(Duration.ofDays(31)), true, "good");
        record.accept(new OpeningStep.Secured(TlsVersion.TLS_1_3, "TLS_AES_256_GCM_SHA384"));
        offer(List.of("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"), List.of("tls-exporter"));
        record.accept(new OpeningStep.Chosen(SaslMechanism.SCRAM_SHA_256_PLUS, Optional.of("tls-exporter")));
        record.accept(new OpeningStep.Bound(GridAddress.of("sensor@grid.example/1")));

        Map<Step, Finding> findings = findings(null);

        assertThat(findings).hasSize(9).doesNotContainKey(Step.BROKER);
        assertThat(findings.values()).allSatisfy(finding -> {
            assertThat(finding.outcome()).isEqualTo(Outcome.OK);
            assertThat(finding.advice()).isEmpty();
        });
        assertThat(found(findings, Step.DNS)).isEqualTo("b.grid.example:5223 (direct TLS) (SRV)");
        assertThat(found(findings, Step.TCP)).contains("192.0.2.1 port 5223");
        assertThat(found(findings, Step.TLS)).isEqualTo("TLSv1.3, TLS_AES_256_GCM_SHA384, from the first byte");
        assertThat(found(findings, Step.CERTIFICATE))
                .contains("CN=controller for grid.example", "issued by CN=Grid Test CA", "valid until 2026-12-22");
        assertThat(found(findings, Step.PINS)).startsWith("sha256/").endsWith("is one of the pinned keys");
        assertThat(found(findings, Step.CHANNEL_BINDING)).startsWith("tls-exporter");
        assertThat(found(findings, Step.LOGIN)).isEqualTo("sensor@grid.example/1");
    }

    @Test
    void of_whenTls12IsUsed_thenSaysThatThereIsBetter() {
        reach(A);
        record.accept(new OpeningStep.Secured(TlsVersion.TLS_1_2, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));

        assertWarned(Step.TLS, "RFC 8600 §8.3.1");
    }

    @Test
    void of_whenCertificateExpiresInAMonth_thenSaysThatItIsToBeRenewed() {
        verify(NOW.plus(Duration.ofDays(29)), true, "good");

        assertWarned(Step.CERTIFICATE, "renewed");
    }

    @Test
    void of_whenNoPinIsAskedFor_thenShowsItToBeCopied() {
        X509Certificate certificate = verify(NOW.plus(Duration.ofDays(90)), false, "good");

        Finding finding = findings(null).get(Step.PINS);

        assertThat(finding.outcome()).isEqualTo(Outcome.OK);
        assertThat(finding.found()).contains(CertificatePin.of(certificate).toString(), "none asked for");
        assertThat(finding.advice().orElseThrow()).contains("pin(..)");
    }

    @Test
    void of_whenRevocationIsUnknown_thenSaysHowItCanBeKnown() {
        tls = TlsPolicy.builder()
                .trust(CA.anchor())
                .revocation(RevocationPolicy.soft())
                .build();
        verify(NOW.plus(Duration.ofDays(90)), true, "unknown", "the CRL file a.crl can't be read");

        assertWarned(Step.REVOCATION, "crls(..)");
        assertThat(found(findings(null), Step.REVOCATION)).isEqualTo("unknown: the CRL file a.crl can't be read");
    }

    @Test
    void of_whenRevocationIsNotAskedFor_thenSaysThatItShouldBe() {
        tls = TlsPolicy.builder()
                .trust(CA.anchor())
                .revocation(RevocationPolicy.off())
                .build();
        verify(NOW.plus(Duration.ofDays(90)), true, "unchecked");

        assertWarned(Step.REVOCATION, "RevocationPolicy.soft()");
    }

    @ParameterizedTest
    @EnumSource(
            value = SaslMechanism.class,
            names = {"SCRAM_SHA_1", "PLAIN"})
    void of_whenMechanismIsWeak_thenSaysWhatToEnable(SaslMechanism weak) {
        authentication = AuthenticationPolicy.allowing(weak);
        offer(List.of(weak.protocolName()), List.of());
        record.accept(new OpeningStep.Chosen(weak, Optional.empty()));

        assertWarned(Step.MECHANISMS, "SCRAM-SHA-256");
    }

    @Test
    void of_whenControllerOffersNoPlus_thenSaysThatItDoesNot() {
        offer(List.of("SCRAM-SHA-256"), List.of("tls-exporter"));
        record.accept(new OpeningStep.Chosen(SaslMechanism.SCRAM_SHA_256, Optional.empty()));

        assertWarned(Step.CHANNEL_BINDING, "offers no -PLUS");
    }

    @Test
    void of_whenPlatformHasNoBinding_thenSaysWhichJavaHas() {
        offer(List.of("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"), List.of());
        record.accept(new OpeningStep.Chosen(SaslMechanism.SCRAM_SHA_256, Optional.empty()));

        assertWarned(Step.CHANNEL_BINDING, "Java 24");
    }

    @Test
    void of_whenNoBindingIsInCommon_thenSaysWhatEachKnows() {
        offer(List.of("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"), List.of("tls-server-end-point"));
        record.accept(new OpeningStep.Chosen(SaslMechanism.SCRAM_SHA_256, Optional.empty()));

        assertWarned(Step.CHANNEL_BINDING, "both ends");
        assertThat(found(findings(null), Step.CHANNEL_BINDING))
                .contains("the controller knows tls-exporter", "this platform has tls-server-end-point");
    }

    @Test
    void of_whenAnotherEndpointFailedFirst_thenNamesItAndTellsOfTheOneThatWorks() {
        GridException refused = failure(Reason.UNREACHABLE);
        record.accept(new OpeningStep.Located(List.of(A, B), "SRV"));
        record.accept(new OpeningStep.Failed(A, refused));
        record.accept(new OpeningStep.Reached(B, "192.0.2.1 port 5223"));

        Finding finding = findings(null).get(Step.TCP);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(finding.found()).startsWith("b.grid.example:5223").contains("a.grid.example:5222 (UNREACHABLE)");
    }

    @Test
    void of_whenAllEndpointsFailed_thenTellsOfTheOneThatTheFailureIsAbout() {
        GridException untrusted = failure(Reason.CERTIFICATE_UNTRUSTED);
        record.accept(new OpeningStep.Located(List.of(A, B), "given"));
        record.accept(new OpeningStep.Reached(A, "192.0.2.7 port 5222"));
        record.accept(new OpeningStep.Failed(A, untrusted));
        record.accept(new OpeningStep.Failed(B, failure(Reason.UNREACHABLE)));
        GridException sum =
                new GridConnectionException(Reason.CERTIFICATE_UNTRUSTED, "None of the two", null, untrusted);

        assertThat(record.origin(sum)).isSameAs(untrusted);
        assertThat(found(findings(untrusted), Step.TCP))
                .startsWith("a.grid.example:5222 answers at 192.0.2.7")
                .contains("b.grid.example:5223 (direct TLS) (UNREACHABLE)");
    }

    private void assertWarned(Step step, String advice) {
        Finding finding = findings(null).get(step);
        assertThat(finding.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(finding.advice().orElseThrow()).contains(advice);
    }

    private void reach(Endpoint endpoint) {
        record.accept(new OpeningStep.Located(List.of(endpoint), "SRV"));
        record.accept(new OpeningStep.Reached(endpoint, "192.0.2.1 port " + endpoint.port()));
    }

    private X509Certificate verify(Instant until, boolean pinned, String revocation) {
        return verify(until, pinned, revocation, "");
    }

    private X509Certificate verify(Instant until, boolean pinned, String revocation, String doubts) {
        X509Certificate certificate = CA.issue("controller", NOW.minus(Duration.ofDays(1)), until, "grid.example")
                .certificate();
        record.accept(
                new OpeningStep.Verified(certificate, CertificatePin.of(certificate), pinned, revocation, doubts));
        return certificate;
    }

    private void offer(List<String> mechanisms, List<String> own) {
        record.accept(new OpeningStep.Offered(mechanisms, Optional.of(List.of("tls-exporter")), own));
    }

    private static GridException failure(Reason reason) {
        return new GridConnectionException(reason, "It does not work. Mend it", null, null);
    }

    private Map<Step, Finding> findings(GridException failure) {
        GridSettings settings = new GridSettings(
                GridAddress.of("sensor@grid.example"),
                account -> Credentials.password("secret"),
                List.of(),
                tls,
                authentication,
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                GridLimits.DEFAULT,
                ConnectionPolicy.standard(),
                GridMetrics.none(),
                List.of());
        return OpeningFindings.of(record, settings, failure, NOW);
    }

    private static String found(Map<Step, Finding> findings, Step step) {
        return findings.get(step).found();
    }
}
