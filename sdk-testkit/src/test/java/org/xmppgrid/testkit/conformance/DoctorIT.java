package org.xmppgrid.testkit.conformance;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.sdk.Diagnosis;
import org.xmppgrid.sdk.Diagnosis.Outcome;
import org.xmppgrid.sdk.Diagnosis.Step;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridPki;
import org.xmppgrid.testkit.GridRequest;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.TlsVersions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The doctor finds what is wrong where it is wrong, and leaves nothing behind. */
@Timeout(60)
class DoctorIT {

    @AfterEach
    void nothingIsLeftRunning() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("Smack Reader") || name.startsWith("Smack Writer")));
    }

    @Test
    void doctor_whenNobodyListens_thenConnectionFailed() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        Diagnosis diagnosis =
                Grid.doctor(Grid.as("sensor@grid.example").password("secret").endpoint("127.0.0.1", port));

        assertFailed(diagnosis, Step.TCP, Reason.UNREACHABLE);
        assertThat(diagnosis.at(Step.DNS).orElseThrow().outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void doctor_whenTheFirstEndpointIsDown_thenNamesItAndGoesOn() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (GridBroker server = GridBroker.start()) {
            Diagnosis diagnosis = Grid.doctor(to(server)
                    .endpoints(
                            Endpoint.startTls("127.0.0.1", port),
                            Endpoint.startTls(server.host(), server.port()).withPriority(1)));

            assertThat(diagnosis.isHealthy()).as(diagnosis.toString()).isTrue();
            Diagnosis.Finding tcp = diagnosis.at(Step.TCP).orElseThrow();
            assertThat(tcp.outcome()).isEqualTo(Outcome.WARNING);
            assertThat(tcp.found())
                    .startsWith(server.host() + ":" + server.port())
                    .contains(":" + port + " (UNREACHABLE)");
        }
    }

    @Test
    void doctor_whenCertificateIsForAnother_thenCertificateFailed() {
        GridPki pki = GridPki.create(GridServer.DEFAULT_DOMAIN);
        try (GridBroker server =
                GridBroker.builder().pki(pki).identity(pki.wrongHost()).start()) {
            assertFailed(Grid.doctor(to(server)), Step.CERTIFICATE, Reason.CERTIFICATE_WRONG_HOST);
        }
    }

    @Test
    void doctor_whenPinIsAnother_thenPinsFailedAndTheSeenOneIsThere() {
        try (GridBroker server = GridBroker.start()) {
            CertificatePin wrong =
                    CertificatePin.of(GridPki.create(GridServer.DEFAULT_DOMAIN).authority());

            Diagnosis diagnosis = Grid.doctor(to(server)
                    .tls(TlsPolicy.builder()
                            .trust(server.authority())
                            .pin(wrong)
                            .build()));

            assertFailed(diagnosis, Step.PINS, Reason.PIN_MISMATCH);
            Diagnosis healthy = Grid.doctor(to(server));
            String seen = healthy.at(Step.PINS).orElseThrow().found().split(",")[0];
            assertThat(diagnosis.toString()).contains(seen);
        }
    }

    @Test
    void doctor_whenOnlyTls12IsSpoken_thenSaysThatThereIsBetter() {
        try (GridBroker server = GridBroker.builder().tls(TlsVersions.ONLY_1_2).start()) {
            Diagnosis diagnosis = Grid.doctor(to(server));

            assertThat(diagnosis.isHealthy()).isTrue();
            Diagnosis.Finding tls = diagnosis.at(Step.TLS).orElseThrow();
            assertThat(tls.outcome()).isEqualTo(Outcome.WARNING);
            assertThat(tls.found()).contains("TLSv1.2");
        }
    }

    @Test
    void doctor_whenNoMechanismIsInCommon_thenMechanismsFailed() {
        try (GridBroker server =
                GridBroker.builder().mechanisms("SCRAM-SHA-512").start()) {
            assertFailed(
                    Grid.doctor(to(server).mechanisms(SaslMechanism.SCRAM_SHA_256)),
                    Step.MECHANISMS,
                    Reason.MECHANISM_NOT_OFFERED);
        }
    }

    @Test
    void doctor_whenBrokerIsNoneOfTheControllers_thenBrokerFailed() {
        try (GridBroker server = GridBroker.start()) {
            Diagnosis diagnosis = Grid.doctor(to(server).broker("elsewhere." + server.domain()));

            assertThat(diagnosis.isHealthy()).as(diagnosis.toString()).isFalse();
            assertThat(diagnosis.at(Step.BROKER).orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
            assertThat(diagnosis.at(Step.FEATURES).orElseThrow().outcome()).isEqualTo(Outcome.NOT_REACHED);
        }
    }

    @Test
    void doctor_whenBrokerIsNotGiven_thenSaysWhichWasFound() {
        try (GridBroker server = GridBroker.start()) {
            assertThat(Grid.doctor(to(server)).at(Step.BROKER).orElseThrow().found())
                    .isEqualTo(server.broker() + " (the controller's only one)");
        }
    }

    @Test
    void doctor_whenBrokerLacksFeatures_thenNamesThem() {
        try (GridBroker server = GridBroker.start();
                Fault poor = server.answer(
                        isInfoOf(server.broker()),
                        request -> result(
                                request,
                                "<query xmlns='http://jabber.org/protocol/disco#info'>"
                                        + "<identity category='pubsub' type='service'/>"
                                        + "<feature var='http://jabber.org/protocol/pubsub#publish'/></query>"))) {
            Diagnosis.Finding features = Grid.doctor(to(server).broker(server.broker()))
                    .at(Step.FEATURES)
                    .orElseThrow();

            assertThat(features.outcome()).isEqualTo(Outcome.WARNING);
            assertThat(features.found())
                    .contains("subscribe", "access-authorize", "XEP-0059")
                    .doesNotContain("publish,");
            assertThat(features.advice().orElseThrow()).contains("AccessModel.WHITELIST");
            assertThat(poor.hits()).isPositive();
        }
    }

    @Test
    void doctor_whenBrokerDoesNotAnswer_thenItFailedThere() {
        try (GridBroker server = GridBroker.start();
                Fault silence = server.silence(isInfoOf(server.broker()))) {
            Diagnosis diagnosis = Grid.doctor(to(server).broker(server.broker()).requestTimeout(Duration.ofSeconds(1)));

            assertFailed(diagnosis, Step.BROKER, Reason.TIMEOUT);
            assertThat(silence.hits()).isPositive();
        }
    }

    @Test
    void doctor_whenPayloadsMayBeLargerThanTheBrokerTakes_thenSaysToWhatToLowerThem() {
        try (GridBroker server = GridBroker.start();
                Fault small = server.answer(
                        request -> request.xml().contains("<default"),
                        request -> result(
                                request,
                                "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><default>"
                                        + "<x xmlns='jabber:x:data' type='form'><field var='pubsub#max_payload_size'>"
                                        + "<value>9999</value></field></x></default></pubsub>"))) {
            Diagnosis.Finding limits = Grid.doctor(to(server).limits(GridLimits.DEFAULT))
                    .at(Step.LIMITS)
                    .orElseThrow();

            assertThat(limits.outcome()).isEqualTo(Outcome.WARNING);
            assertThat(limits.found()).contains("9,999 bytes");
            assertThat(limits.advice().orElseThrow()).contains("withPayloadBytes(9999)");
            assertThat(small.hits()).isPositive();
        }
    }

    @Test
    void doctor_whenProviderOfCredentialsThrows_thenThatIsAFindingWithoutItsMessage() {
        try (GridBroker server = GridBroker.start()) {
            Diagnosis diagnosis = Grid.doctor(Grid.as("sensor@" + server.domain())
                    .endpoint(server.host(), server.port())
                    .trust(server.authorityPem())
                    .credentials(account -> {
                        throw new IllegalArgumentException("no such vault: hunter2");
                    }));

            assertThat(diagnosis.isHealthy()).isFalse();
            assertThat(diagnosis.toString()).contains("CredentialsProvider").doesNotContain("hunter2");
        }
    }

    @Test
    void connect_whenProviderOfCredentialsHasNothing_thenSaysWhatItMustDo() {
        try (GridBroker server = GridBroker.start()) {
            GridBuilder builder = Grid.as("sensor@" + server.domain())
                    .endpoint(server.host(), server.port())
                    .trust(server.authorityPem())
                    .credentials(account -> null);

            assertThatThrownBy(builder::connect)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("CredentialsProvider has nothing for sensor@");
        }
    }

    @Test
    void doctor_whenThereAreNoCredentials_thenThrowsBeforeItStarts() {
        GridBuilder builder = Grid.as("sensor@grid.example");

        assertThatThrownBy(() -> Grid.doctor(builder)).isInstanceOf(IllegalStateException.class);
    }

    private static Predicate<GridRequest> isInfoOf(String broker) {
        return request -> request.to().equals(broker) && request.xml().contains("disco#info");
    }

    private static String result(GridRequest request, String child) {
        return "<iq type='result' id='" + request.id() + "' from='" + request.to() + "'>" + child + "</iq>";
    }

    private static GridBuilder to(GridBroker server) {
        return Grid.as("provider@" + server.domain())
                .password(server.account("provider").password())
                .endpoint(server.host(), server.port())
                .trust(server.authorityPem());
    }

    private static void assertFailed(Diagnosis diagnosis, Step step, Reason reason) {
        Diagnosis.Finding finding = diagnosis.at(step).orElseThrow();
        assertThat(finding.outcome()).as(diagnosis.toString()).isEqualTo(Outcome.FAILED);
        assertThat(finding.reason()).contains(reason);
        assertThat(finding.advice()).isPresent();
        assertThat(diagnosis.findings())
                .filteredOn(other -> other.step().compareTo(step) > 0)
                .allSatisfy(other -> assertThat(other.outcome()).isEqualTo(Outcome.NOT_REACHED));
    }
}
