package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.GridPki;
import org.xmppgrid.testkit.RawXmppClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** RFC 8600 §4, steps a and b, and §8.3.1: a platform connects to the controller and is authenticated. */
abstract class Connecting extends WithScene {

    @Test
    @Clause(value = "RFC 8600 §8.3.1 TLS required", title = "messages MUST be carried over TLS")
    void stream_whenTlsIsNotNegotiated_thenNothingElseIsOffered(Scene scene) {
        try (RawXmppClient client = RawXmppClient.connect(scene.server(), false)) {
            client.send("<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
                    + " xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='"
                    + scene.server().domain() + "'>");

            String features = client.awaitWith("features");

            assertThat(features).contains("starttls", "required").doesNotContain("mechanism");
        }
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.1 TLS version", title = "minimally TLS 1.2 and preferably TLS 1.3")
    void connect_whenCertificateIsTrusted_thenSessionIsOverTls13(Scene scene) {
        Grid grid = scene.consumer();

        assertThat(grid.isConnected()).isTrue();
        assertThat(scene.awaitObservation(Observation.Kind.CONNECTED).detail()).contains("TLSv1.3");
    }

    @Test
    @Clause(
            value = "RFC 8600 §8.3.1 certificate",
            title = "the platform MUST verify the controller's certificate before the handshake completes")
    void connect_whenAuthorityIsAnother_thenRefused(Scene scene) {
        GridPki stranger = GridPki.create(scene.server().domain());

        GridConnectionException refusal = catchThrowableOfType(
                GridConnectionException.class,
                () -> scene.connect(scene.as(scene.user("consumer")).tls(TlsPolicy.trusting(stranger.authority()))));

        assertThat(refusal.reason()).isEqualTo(Reason.CERTIFICATE_UNTRUSTED);
    }

    @Test
    @Clause(value = "RFC 8600 §4 b authentication", title = "the controller authenticates the platform")
    void connect_whenPasswordIsRight_thenPlatformHasItsAddress(Scene scene) {
        Grid grid = scene.consumer();

        assertThat(grid.address().bare().toString()).isEqualTo(scene.address(scene.user("consumer")));
        assertThat(grid.address().resource()).isPresent();
    }

    @Test
    @Clause(value = "RFC 8600 §4 b authentication", title = "the controller authenticates the platform")
    void connect_whenPasswordIsWrong_thenRefused(Scene scene) {
        GridAuthenticationException refusal = catchThrowableOfType(
                GridAuthenticationException.class,
                () -> scene.connect(scene.as(scene.user("consumer")).password("not-the-password")));

        assertThat(refusal.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
    }

    @Test
    @Clause(value = "RFC 8600 §4 b authentication", title = "the controller authenticates the platform")
    void connect_whenThereIsNoSuchAccount_thenRefusedLikeAWrongPassword(Scene scene) {
        GridAuthenticationException refusal = catchThrowableOfType(
                GridAuthenticationException.class,
                () -> scene.connect(Grid.as("nobody-" + scene.user("x") + "@"
                                + scene.server().domain())
                        .password("any")
                        .endpoint(scene.server().host(), scene.server().port())
                        .trust(scene.server().authorityPem())));

        assertThat(refusal.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
    }

    @Test
    @Clause(
            value = "RFC 8600 §8.3.1 SCRAM",
            title = "MUST implement SASL EXTERNAL or SCRAM; SHA-256 SHOULD be preferred over SHA-1")
    void connect_whenOnlyScramSha256IsAllowed_thenAuthenticatedByIt(Scene scene) {
        scene.connect(scene.as(scene.user("consumer")).mechanisms(SaslMechanism.SCRAM_SHA_256));

        assertThat(scene.awaitObservation(Observation.Kind.CONNECTED).detail()).contains("SCRAM-SHA-256");
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.1 SHA-256", title = "SHA-256 variants SHOULD be preferred over SHA-1 variants")
    void connect_whenNothingIsChosen_thenMechanismIsSha256OrBetter(Scene scene) {
        scene.consumer();

        assertThat(scene.awaitObservation(Observation.Kind.CONNECTED).detail())
                .containsAnyOf("SCRAM-SHA-256", "SCRAM-SHA-512");
    }

    @Test
    @Clause(value = "RFC 6120 §7.7 resource", title = "a platform may ask for its resource")
    void connect_whenResourceIsAskedFor_thenItIsGiven(Scene scene) {
        String user = scene.user("consumer");
        Grid grid = scene.connect(Grid.as(scene.address(user) + "/site-1")
                .password(scene.server().account(user).password())
                .endpoint(scene.server().host(), scene.server().port())
                .trust(scene.server().authorityPem()));

        assertThat(grid.address().resource()).contains("site-1");
    }

    @Test
    @Clause(
            value = "RFC 8600 §4 a sessions",
            title = "several platforms, and several sessions of one, are connected at once")
    void connect_whenAccountIsConnectedAlready_thenBothSessionsStand(Scene scene) {
        Grid one = scene.connect(scene.as(scene.user("consumer")));
        Grid two = scene.connect(scene.as(scene.user("consumer")));

        assertThat(one.address()).isNotEqualTo(two.address());
        assertThat(one.broker()).isEqualTo(two.broker());
        assertThat(one.isConnected()).isTrue();
        assertThat(two.isConnected()).isTrue();
    }
}
