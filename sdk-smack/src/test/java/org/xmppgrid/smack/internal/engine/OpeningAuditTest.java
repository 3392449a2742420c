package org.xmppgrid.smack.internal.engine;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.sdk.ConnectionPolicy;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridMetrics;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Observation.Kind;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.SessionSecurity;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.sdk.TlsVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

class OpeningAuditTest {
    private static final GridAddress ACCOUNT = GridAddress.of("sensor@grid.example");
    private static final GridAddress BOUND = GridAddress.of("sensor@grid.example/r1");
    private static final CertificatePin PIN = new CertificatePin("A".repeat(43) + "=");

    private final List<Observation> seen = new ArrayList<>();
    private final OpeningAudit audit =
            new OpeningAudit(new Observers(List.of(seen::add), BOUND, new ReportRate(60, System::nanoTime)));

    @Test
    void opened_whenAllIsWell_thenConnectedComesBeforeAuthenticated() {
        audit.opened(security(SaslMechanism.SCRAM_SHA_256_PLUS, Optional.of("tls-exporter"), "good"), BOUND, "");

        assertThat(seen).extracting(Observation::kind).containsExactly(Kind.CONNECTED, Kind.AUTHENTICATED);
        assertThat(seen.get(0).attributes())
                .containsExactly(
                        entry("endpoint", "127.0.0.1:5222"),
                        entry("tls", "TLSv1.3"),
                        entry("cipher", "TLS_AES_256_GCM_SHA384"),
                        entry("subject", "CN=controller"),
                        entry("pin", PIN.toString()),
                        entry("revocation", "good"));
        assertThat(seen.get(0).detail()).contains("TLSv1.3", "SCRAM-SHA-256-PLUS");
        assertThat(seen.get(1).attributes())
                .containsExactly(
                        entry("mechanism", "SCRAM-SHA-256-PLUS"),
                        entry("binding", "tls-exporter"),
                        entry("address", "sensor@grid.example/r1"));
    }

    @Test
    void opened_whenNothingIsBound_thenThereIsNoBinding() {
        audit.opened(security(SaslMechanism.EXTERNAL, Optional.empty(), "unchecked"), BOUND, "");

        assertThat(seen).extracting(Observation::kind).containsExactly(Kind.CONNECTED, Kind.AUTHENTICATED);
        assertThat(seen.get(1).attributes()).doesNotContainKey("binding");
    }

    @ParameterizedTest
    @EnumSource(
            value = SaslMechanism.class,
            names = {"SCRAM_SHA_1", "SCRAM_SHA_1_PLUS", "PLAIN"})
    void opened_whenTheMechanismIsWeak_thenDowngraded(SaslMechanism weak) {
        audit.opened(security(weak, Optional.empty(), "unchecked"), BOUND, "");

        Observation downgraded = seen.get(seen.size() - 1);
        assertThat(downgraded.kind()).isEqualTo(Kind.DOWNGRADED);
        assertThat(downgraded.attributes()).containsExactly(entry("mechanism", weak.protocolName()));
    }

    @Test
    void opened_whenRevocationIsUnknown_thenSaid() {
        audit.opened(
                security(SaslMechanism.SCRAM_SHA_512, Optional.empty(), "unknown"),
                BOUND,
                "the CRL file a.crl can't be read");

        assertThat(seen)
                .extracting(Observation::kind)
                .containsExactly(Kind.CONNECTED, Kind.REVOCATION_UNKNOWN, Kind.AUTHENTICATED);
        assertThat(seen.get(1).detail())
                .contains("CN=")
                .endsWith("the policy accepts that: the CRL file a.crl can't be read");
    }

    @Test
    void refused_whenADowngradeWasDetected_thenBothAreTold() {
        audit.refused(
                new GridAuthenticationException(Reason.DOWNGRADE_DETECTED, "changed on its way", null, null),
                settings(5222));

        assertThat(seen).extracting(Observation::kind).containsExactly(Kind.DOWNGRADED, Kind.REFUSED);
        assertThat(seen.get(0).attributes()).containsExactly(entry("reason", "DOWNGRADE_DETECTED"));
        assertThat(seen.get(1).detail()).isEqualTo("changed on its way");
    }

    @Test
    void open_whenNobodyListens_thenRefusedIsToldAsWell() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        GridException thrown = catchThrowableOfType(GridException.class, () -> GridSession.open(settings(port)));

        assertThat(thrown.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(seen).hasSize(1);
        Observation refused = seen.get(0);
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.platform()).isEqualTo(ACCOUNT);
        assertThat(refused.attributes())
                .containsExactly(entry("reason", "UNREACHABLE"), entry("endpoint", "127.0.0.1:" + port));
        assertThat(refused.toString()).doesNotContain("s3cret");
    }

    private GridSettings settings(int port) {
        return new GridSettings(
                ACCOUNT,
                account -> Credentials.password("s3cret"),
                List.of(Endpoint.startTls("127.0.0.1", port)),
                TlsPolicy.systemTrust(),
                AuthenticationPolicy.standard(),
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                GridLimits.DEFAULT,
                ConnectionPolicy.standard(),
                GridMetrics.none(),
                List.of(seen::add));
    }

    private static SessionSecurity security(SaslMechanism mechanism, Optional<String> binding, String revocation) {
        return new SessionSecurity(
                Endpoint.startTls("127.0.0.1", 5222),
                mechanism,
                binding,
                TlsVersion.TLS_1_3,
                "TLS_AES_256_GCM_SHA384",
                "CN=controller",
                PIN,
                revocation);
    }
}
