package org.xmppgrid.testkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.RevocationPolicy;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.sdk.TlsPolicyBuilder;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridPki;
import org.xmppgrid.testkit.Identity;
import org.xmppgrid.testkit.RevocationResponder;
import org.xmppgrid.testkit.ServerKind;
import org.xmppgrid.testkit.TlsProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Somebody between the platform and an honest grid. Each attack is refused before any secret leaves: the attacker's own
 * record says what it saw.
 */
class NetworkAttackIT {
    private static final GridPki PKI = GridPki.create("grid.example");

    @RegisterExtension
    static final GridExtension grid = GridExtension.of(
            ServerKind.EMBEDDED, () -> GridBroker.builder().pki(PKI).start());

    @AfterEach
    void reset(GridBroker broker) {
        broker.reset();
    }

    @Test
    void connect_whenStartTlsIsStripped_thenRefusedWithoutALogin(GridBroker broker) {
        try (TlsProxy attacker = TlsProxy.stripping(broker)) {
            GridException e = refusal(attacker, builder -> builder);

            assertThat(e.reason()).isEqualTo(Reason.TLS_UNAVAILABLE);
            assertSawNothing(attacker);
        }
    }

    @Test
    void connect_whenOnlyTls11IsSpoken_thenRefused(GridBroker broker) {
        try (TlsProxy attacker = TlsProxy.answeringTls11(broker)) {
            GridException e = refusal(attacker, builder -> builder);

            assertThat(e.reason()).isEqualTo(Reason.TLS_NOTHING_IN_COMMON);
            assertThat(attacker.handshakes()).isZero();
        }
    }

    @Test
    void connect_whenPlainTextIsAddedBehindProceed_thenRefusedOrUnheard(GridBroker broker) {
        String bait = "<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                + "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>"
                + "</stream:features>";
        try (TlsProxy attacker = TlsProxy.injecting(broker, bait)) {
            broker.clearJournal();
            GridException e = refusal(attacker, builder -> builder.mechanisms(SaslMechanism.PLAIN));

            assertThat(e).hasMessageNotContaining("consumer-pw");
            assertThat(broker.journal()).noneMatch(entry -> entry.xml().contains("<auth"));
        }
    }

    /** What an attacker could show. */
    static Stream<Arguments> certificates() {
        return Stream.of(
                Arguments.of("untrusted CA", PKI.stranger().server(), Reason.CERTIFICATE_UNTRUSTED),
                Arguments.of("expired", PKI.expired(), Reason.CERTIFICATE_EXPIRED),
                Arguments.of("not yet valid", PKI.notYetValid(), Reason.CERTIFICATE_EXPIRED),
                Arguments.of("wrong host", PKI.wrongHost(), Reason.CERTIFICATE_WRONG_HOST),
                Arguments.of("CN only", PKI.commonNameOnly(), Reason.CERTIFICATE_WRONG_HOST),
                Arguments.of("part of a label as wildcard", PKI.partialWildcard(), Reason.CERTIFICATE_WRONG_HOST));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("certificates")
    void connect_whenCertificateIsBad_thenTheHandshakeIsBrokenOff(
            String name, Identity shown, Reason reason, GridBroker broker) {
        try (TlsProxy attacker = TlsProxy.terminating(broker, shown)) {
            assertThat(refusal(attacker, builder -> builder).reason()).isEqualTo(reason);
            assertSawNothing(attacker);
        }
        try (TlsProxy attacker = TlsProxy.terminatingDirect(broker, shown)) {
            GridException e = refusal(
                    attacker, builder -> builder.endpoints(Endpoint.directTls(attacker.host(), attacker.port())));
            assertThat(e.reason()).isEqualTo(reason);
            assertSawNothing(attacker);
        }
    }

    @Test
    void connect_whenRevokedByAListInAFile_thenRefused(GridBroker broker, @TempDir Path folder) throws Exception {
        Identity revoked = PKI.revoked();
        Path crl = Files.write(folder.resolve("grid.crl"), PKI.revocations().getEncoded());
        try (TlsProxy attacker = TlsProxy.terminating(broker, revoked)) {
            GridException e = refusal(
                    attacker,
                    tls(policy -> policy.revocation(RevocationPolicy.soft().crls(crl))));

            assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_REVOKED);
            assertSawNothing(attacker);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RevocationResponder.Mode.class,
            names = {"TRUTHFUL", "REVOKED"})
    void connect_whenRevokedByAResponder_thenRefused(RevocationResponder.Mode mode, GridBroker broker) {
        try (RevocationResponder responder = RevocationResponder.start()) {
            responder.mode(mode);
            Identity revoked = PKI.withRevocation(responder).revoked();
            try (TlsProxy attacker = TlsProxy.terminating(broker, revoked)) {
                GridException e = refusal(
                        attacker,
                        tls(policy -> policy.revocation(RevocationPolicy.soft().fetching())));

                assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_REVOKED);
                assertThat(responder.ocspRequests()).isPositive();
                assertSawNothing(attacker);
            }
        }
    }

    @Test
    void connect_whenNobodyCanSayAndThePolicyIsHard_thenRefused(GridBroker broker) {
        try (RevocationResponder responder = RevocationResponder.start()) {
            responder.mode(RevocationResponder.Mode.SILENT);
            Identity shown = PKI.withRevocation(responder).server();
            try (TlsProxy attacker = TlsProxy.terminating(broker, shown)) {
                GridException e = refusal(
                        attacker,
                        tls(policy -> policy.revocation(RevocationPolicy.hard().fetching(Duration.ofMillis(500)))));

                assertThat(e.reason()).isEqualTo(Reason.REVOCATION_UNKNOWN);
                assertSawNothing(attacker);
            }
        }
    }

    @Test
    void connect_whenTheChainIsValidAndTheKeyIsNotThePinned_thenRefusedWithThePinThatWasSeen(GridBroker broker) {
        Identity issued = PKI.renewed();
        try (TlsProxy attacker = TlsProxy.terminating(broker, issued)) {
            GridException e = refusal(attacker, tls(policy -> policy.pin(pin(PKI.server()))));

            assertThat(e.reason()).isEqualTo(Reason.PIN_MISMATCH);
            assertThat(e).hasMessageContaining(pin(issued).toString());
            assertSawNothing(attacker);
        }
    }

    @Test
    void connect_whenThePinChangedSinceTheLastConnection_thenNoResumedSessionLetsItPass(GridBroker broker) {
        Grid before = platform(broker.host(), broker.port())
                .tls(TlsPolicy.builder()
                        .trust(PKI.authority())
                        .pin(pin(PKI.server()))
                        .build())
                .connect();
        before.close();

        GridException e = catchThrowableOfType(GridException.class, () -> platform(broker.host(), broker.port())
                .tls(TlsPolicy.builder()
                        .trust(PKI.authority())
                        .pin(pin(PKI.renewed()))
                        .build())
                .connect());

        assertThat(e.reason()).isEqualTo(Reason.PIN_MISMATCH);
    }

    /** The attacker has a certificate of the grid's own authority: only channel binding is left against him. */
    @Test
    void connect_whenSomebodyWithAnIssuedCertificatePassesTheLoginOn_thenTheChannelGivesHimAway(GridBroker broker) {
        try (TlsProxy attacker = TlsProxy.terminating(broker, PKI.renewed())) {
            GridAuthenticationException e = catchThrowableOfType(
                    GridAuthenticationException.class,
                    () -> platform(attacker.host(), attacker.port()).connect());

            assertThat(attacker.handshakes()).as("the certificate is accepted").isEqualTo(1);
            assertThat(e).as("the login through the attacker").isNotNull();
            assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
            assertThat(broker.sessions()).isEmpty();
            assertThat(attacker.fromClient()).noneMatch(xml -> xml.startsWith("<iq"));
        }
    }

    @Test
    void connect_whenTheSameAttackerHidesPlus_thenTheControllerIsToldAndRefuses(GridBroker broker) {
        try (TlsProxy attacker = TlsProxy.terminating(broker, PKI.renewed())) {
            attacker.editFromServer(NetworkAttackIT::withoutPlus);

            GridException e = refusal(attacker, builder -> builder);

            assertThat(e).isInstanceOf(GridAuthenticationException.class);
            assertThat(e).hasMessageContaining("somebody is in between");
            assertThat(attacker.fromClient()).noneMatch(xml -> xml.startsWith("<response"));
        }
    }

    @Test
    void connect_whenHeLeavesTheWeakestMechanisms_thenTheSignedOfferGivesHimAway(GridBroker broker) {
        try (TlsProxy attacker = TlsProxy.terminating(broker, PKI.renewed())) {
            attacker.editFromServer(xml -> xml.replaceAll("<mechanism>(?!SCRAM-SHA-1(-PLUS)?<)[^<]+</mechanism>", ""));

            GridException e = refusal(attacker, builder -> builder);

            assertThat(e.reason()).isEqualTo(Reason.DOWNGRADE_DETECTED);
            assertThat(attacker.fromClient()).noneMatch(xml -> xml.startsWith("<response"));
        }
    }

    @Test
    void connect_whenHeHidesPlusOfAControllerThatSignsNoOffer_thenItsRefusalOfTheFlagDoes() {
        try (GridBroker old = GridBroker.builder()
                        .pki(PKI)
                        .withoutDowngradeProtection()
                        .start();
                TlsProxy attacker = TlsProxy.terminating(old, PKI.renewed())) {
            attacker.editFromServer(NetworkAttackIT::withoutPlus);

            GridException e = refusal(attacker, builder -> builder);

            assertThat(e).isInstanceOf(GridAuthenticationException.class);
            assertThat(attacker.fromClient())
                    .anyMatch(xml -> xml.startsWith("<auth")
                            && new String(Base64.getDecoder().decode(xml.replaceAll("(?s)<auth[^>]*>|</auth>", "")))
                                    .startsWith("y,,"));
            assertThat(old.sessions()).isEmpty();
        }
    }

    @Test
    void connect_whenHeHidesPlusAndBindingIsRequired_thenNothingIsBegun(GridBroker broker) {
        try (TlsProxy attacker = TlsProxy.terminating(broker, PKI.renewed())) {
            attacker.editFromServer(NetworkAttackIT::withoutPlus);

            GridException e = refusal(
                    attacker,
                    builder -> builder.authentication(
                            AuthenticationPolicy.standard().requireChannelBinding()));

            assertThat(e).isInstanceOf(GridAuthenticationException.class);
            assertThat(attacker.fromClient()).noneMatch(xml -> xml.startsWith("<auth"));
        }
    }

    @Test
    void connect_whenNobodyIsInBetween_thenItStands(GridBroker broker) throws IOException {
        try (Grid platform = platform(broker.host(), broker.port()).connect()) {
            assertThat(platform.security().pin()).isEqualTo(pin(PKI.server()));
        }
        try (Grid platform = platform(broker.host(), broker.port())
                .endpoints(
                        Endpoint.directTls(broker.host(), broker.directTlsPort().orElseThrow()))
                .connect()) {
            assertThat(platform.security().endpoint().transport()).isEqualTo(Endpoint.Transport.DIRECT_TLS);
        }
    }

    private static String withoutPlus(String xml) {
        return xml.replaceAll("<mechanism>[A-Z0-9-]+-PLUS</mechanism>", "")
                .replaceAll("(?s)<sasl-channel-binding.*?</sasl-channel-binding>", "");
    }

    private static GridException refusal(TlsProxy attacker, UnaryOperator<GridBuilder> more) {
        GridException e =
                catchThrowableOfType(GridException.class, () -> more.apply(platform(attacker.host(), attacker.port()))
                        .connect());
        assertThat(e).as("the refusal of an attack").isNotNull();
        assertThat(attacker.connections()).as("connections to the attacker").isPositive();
        return e;
    }

    private static GridBuilder platform(String host, int port) {
        return Grid.as("consumer@grid.example")
                .password("consumer-pw")
                .endpoint(host, port)
                .tls(TlsPolicy.trusting(PKI.authority()));
    }

    private static UnaryOperator<GridBuilder> tls(Function<TlsPolicyBuilder, TlsPolicyBuilder> more) {
        return builder -> builder.tls(
                more.apply(TlsPolicy.builder().trust(PKI.authority())).build());
    }

    private static CertificatePin pin(Identity identity) {
        return CertificatePin.of(identity.certificate());
    }

    /** No handshake was completed, so that what it read is what was said in the clear: one header, without a name. */
    private static void assertSawNothing(TlsProxy attacker) {
        assertThat(attacker.handshakes()).isZero();
        assertThat(attacker.fromClient())
                .noneMatch(xml -> xml.contains("consumer"))
                .allMatch(xml -> xml.startsWith("<stream:stream") || xml.startsWith("<?xml"));
    }
}
