package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.ClientCertificate;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Logins over real TLS, as a user meets them: what is used, what is refused, and what has left this platform by then. */
@Timeout(30)
class WireLoginTest {
    private final Wires.Settings settings = new Wires.Settings();

    WireLoginTest() {
        settings.policy = Optional.of(AuthenticationPolicy.standard());
    }

    // ---- what works

    @ParameterizedTest
    @EnumSource(
            value = SaslMechanism.class,
            names = {"SCRAM_SHA_512_PLUS", "SCRAM_SHA_256_PLUS", "SCRAM_SHA_1_PLUS"})
    void open_whenTheServerAnnouncesItsEndPoint_bindsToIt(SaslMechanism mechanism) throws Exception {
        try (ScriptedServer server = serving(List.of("tls-server-end-point"), mechanism.protocolName());
                Wire wire = Wire.open(settings.to(server.port()), new Recorder(), step -> {})) {
            assertThat(wire.security().mechanism()).isEqualTo(mechanism);
            assertThat(wire.security().channelBinding()).contains("tls-server-end-point");
        }
    }

    @Test
    void open_whenBothEndsHaveTheExporter_bindsToThat() throws Exception {
        assumeTrue(ChannelBindings.exportsKeys(), "only Java 25 and later export keying material");
        try (ScriptedServer server = serving(
                        List.of("tls-server-end-point", "tls-exporter"), "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256");
                Wire wire = Wire.open(settings.to(server.port()), new Recorder(), step -> {})) {
            assertThat(wire.security().mechanism()).isEqualTo(SaslMechanism.SCRAM_SHA_256_PLUS);
            assertThat(wire.security().channelBinding()).contains("tls-exporter");
        }
    }

    @Test
    void open_whenNoBindingIsAnnouncedAndBindingIsRequired_triesTheLikeliest() throws Exception {
        settings.policy = Optional.of(AuthenticationPolicy.standard().requireChannelBinding());
        try (ScriptedServer server = serving(List.of(), "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256");
                Wire wire = Wire.open(settings.to(server.port()), new Recorder(), step -> {})) {
            assertThat(wire.security().channelBinding())
                    .contains(ChannelBindings.exportsKeys() ? "tls-exporter" : "tls-server-end-point");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SCRAM-SHA-256,                     'y,,'",
        "SCRAM-SHA-256 SCRAM-SHA-512-PLUS,  'n,,'",
        "SCRAM-SHA-1,                       'y,,'"
    })
    void open_whenTheChannelIsNotBound_claimsToHaveWantedToOnlyIfNothingWasOffered(String offered, String header)
            throws Exception {
        ServerScram[] used = new ServerScram[1];
        try (ScriptedServer server = new ScriptedServer(s -> {
                    s.startTls(Wires.SERVER.serverContext());
                    s.offer(offered.split(" "));
                    used[0] = new ServerScram(offered.split(" ")[0], ScriptedServer.PASSWORD);
                    s.succeed(s.scram(used[0]));
                    s.bind();
                    s.untilClosed();
                });
                Wire wire = Wire.open(settings.to(server.port()), new Recorder(), step -> {})) {
            assertThat(used[0].header).isEqualTo(header);
            assertThat(wire.security().channelBinding()).isEmpty();
        }
    }

    @Test
    void open_whenPlainIsNamed_sendsThePassword() throws Exception {
        settings.mechanisms = List.of(SaslMechanism.PLAIN);
        settings.policy = Optional.empty();
        try (ScriptedServer server = new ScriptedServer(s -> {
                    s.startTls(Wires.SERVER.serverContext());
                    s.offer("SCRAM-SHA-256", "PLAIN");
                    String auth = s.expect("<auth");
                    assertThat(ScriptedServer.Session.attribute("mechanism", auth))
                            .isEqualTo("PLAIN");
                    assertThat(ScriptedServer.Session.base64(auth)).isEqualTo("\0sensor\0" + ScriptedServer.PASSWORD);
                    s.succeed(null);
                    s.bind();
                    s.untilClosed();
                });
                Wire wire = Wire.open(settings.to(server.port()), new Recorder(), step -> {})) {
            assertThat(wire.security().mechanism()).isEqualTo(SaslMechanism.PLAIN);
        }
    }

    @Test
    void open_whenThereIsACertificate_usesExternalWithoutSayingMore() throws Exception {
        settings.certificate = Optional.of(certificate("sensor@grid.example"));
        try (ScriptedServer server = external(s -> {
                    assertThat(s.elements.get(s.elements.size() - 1)).endsWith(">=</auth>");
                    s.succeed(null);
                    s.bind();
                    s.untilClosed();
                });
                Wire wire = Wire.open(settings.to(server.port()), new Recorder(), step -> {})) {
            assertThat(wire.security().mechanism()).isEqualTo(SaslMechanism.EXTERNAL);
        }
    }

    @Test
    void open_whenTheCertificateNamesSeveral_saysWhichIsMeant() throws Exception {
        settings.certificate = Optional.of(certificate("owner@grid.example", "sensor@grid.example"));
        try (ScriptedServer server = external(s -> {
                    assertThat(ScriptedServer.Session.base64(s.elements.get(s.elements.size() - 1)))
                            .isEqualTo("sensor@grid.example");
                    s.succeed(null);
                    s.bind();
                    s.untilClosed();
                });
                Wire wire = Wire.open(settings.to(server.port()), new Recorder(), step -> {})) {
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @Test
    void open_whenOpenedAgainWithTheSameKeys_remembersThemAndNeverAWrongOne() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (ScriptedServer server = serving(List.of(), "SCRAM-SHA-256");
                    Wire wire = Wire.open(settings.to(server.port()), new Recorder(), step -> {})) {
                assertThat(wire.isOpen()).isTrue();
                assertThat(settings.keys.size()).isOne();
            }
        }
        settings.password = "rotated";
        GridException e = failure(serving(List.of(), "SCRAM-SHA-256"));
        assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
        assertThat(settings.keys.size())
                .as("only the right password's key is kept")
                .isOne();
    }

    @Test
    void open_whenItGoesOn_tellsWhatIsOfferedAndWhatIsChosen() throws Exception {
        List<OpeningStep> steps = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = serving(List.of("tls-server-end-point"), "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256");
                Wire wire = Wire.open(settings.to(server.port()), new Recorder(), steps::add)) {
            assertThat(wire.isOpen()).isTrue();
        }
        List<String> own = ChannelBindings.exportsKeys()
                ? List.of("tls-exporter", "tls-server-end-point")
                : List.of("tls-server-end-point");
        assertThat(steps)
                .containsSubsequence(
                        new OpeningStep.Offered(
                                List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"),
                                Optional.of(List.of("tls-server-end-point")),
                                own),
                        new OpeningStep.Chosen(SaslMechanism.SCRAM_SHA_256_PLUS, Optional.of("tls-server-end-point")));
    }

    // ---- what is refused before anything is sent

    @Test
    void open_whenBindingIsRequiredAndHidden_sendsNothing() throws Exception {
        settings.policy = Optional.of(AuthenticationPolicy.standard().requireChannelBinding());
        ScriptedServer server = offering(List.of(), "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN");
        GridException e = failure(server);
        assertThat(e.reason()).isEqualTo(Reason.MECHANISM_NOT_OFFERED);
        assertThat(e)
                .hasMessageContainingAll(
                        "offers SCRAM-SHA-256, SCRAM-SHA-1, PLAIN",
                        "SCRAM-SHA-256-PLUS",
                        "requires channel binding",
                        "somebody in between");
        assertNothingWasSent(server);
    }

    @Test
    void open_whenBindingIsRequiredAndNoneIsInCommon_sendsNothing() throws Exception {
        settings.policy = Optional.of(AuthenticationPolicy.standard().requireChannelBinding());
        ScriptedServer server = offering(List.of("tls-unique", "x-other"), "SCRAM-SHA-256-PLUS");
        GridException e = failure(server);
        assertThat(e.reason()).isEqualTo(Reason.CHANNEL_BINDING_UNAVAILABLE);
        assertThat(e).hasMessageContainingAll("the channel bindings tls-unique, x-other", "tls-server-end-point");
        assertNothingWasSent(server);
    }

    @Test
    void open_whenOnlyPlainIsLeft_sendsNothing() throws Exception {
        ScriptedServer server = offering(List.of(), "PLAIN");
        assertThat(failure(server).reason()).isEqualTo(Reason.MECHANISM_NOT_OFFERED);
        assertNothingWasSent(server);
    }

    @Test
    void open_whenSha1IsNotAllowedAndAllThatIsLeft_sendsNothing() throws Exception {
        settings.policy = Optional.of(
                AuthenticationPolicy.standard().without(SaslMechanism.SCRAM_SHA_1, SaslMechanism.SCRAM_SHA_1_PLUS));
        ScriptedServer server = offering(List.of(), "SCRAM-SHA-1");
        assertThat(failure(server).reason()).isEqualTo(Reason.MECHANISM_NOT_OFFERED);
        assertNothingWasSent(server);
    }

    @Test
    void open_whenOnlyExternalIsOfferedAndThereIsNoCertificate_asksForOne() throws Exception {
        ScriptedServer server = offering(List.of(), "EXTERNAL");
        GridException e = failure(server);
        assertThat(e.reason()).isEqualTo(Reason.MECHANISM_NOT_OFFERED);
        assertThat(e).hasMessageContainingAll("no certificate", "To use EXTERNAL, give a client certificate");
        assertNothingWasSent(server);
    }

    @Test
    void open_whenExternalIsHiddenFromTheCertificate_saysWhatToCheckOfIt() throws Exception {
        settings.certificate = Optional.of(certificate("sensor@grid.example"));
        settings.password = "";
        settings.policy = Optional.of(AuthenticationPolicy.standard());
        ScriptedServer server = offering(List.of(), "SCRAM-SHA-256");
        GridException e = failure(server);
        assertThat(e.reason()).isEqualTo(Reason.MECHANISM_NOT_OFFERED);
        assertThat(e)
                .hasMessageContainingAll(
                        "no password, a certificate",
                        "does not offer EXTERNAL",
                        settings.certificate
                                .get()
                                .certificate()
                                .orElseThrow()
                                .getNotAfter()
                                .toInstant()
                                .toString(),
                        "or give a password");
        assertNothingWasSent(server);
    }

    @Test
    void open_whenTheCertificateIsSomebodyElses_sendsNothing() throws Exception {
        settings.certificate = Optional.of(certificate("owner@grid.example"));
        ScriptedServer server = offering(List.of(), "EXTERNAL");
        GridException e = failure(server);
        assertThat(e.reason()).isEqualTo(Reason.CLIENT_CERTIFICATE_REFUSED);
        assertThat(e).hasMessageContainingAll("owner@grid.example", "sensor@grid.example");
        assertNothingWasSent(server);
    }

    @Test
    void open_whenNothingIsOfferedAtAll_saysSoAtOnce() throws Exception {
        ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.expect("<stream:stream");
            s.write(ScriptedServer.HEADER + "<stream:features/>");
            s.drain();
        });
        GridException e = failure(server);
        assertThat(e.reason()).isEqualTo(Reason.MECHANISM_NOT_OFFERED);
        assertNothingWasSent(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mechanism", "channel-binding"})
    void open_whenTheOfferIsEndless_refuses(String what) throws Exception {
        ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            String[] many = Stream.generate(() -> "X").limit(200).toArray(String[]::new);
            if (what.equals("mechanism")) {
                s.offer(many);
            } else {
                s.offer(List.of(many), "SCRAM-SHA-256");
            }
            s.drain();
        });
        assertThat(failure(server).reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
        assertNothingWasSent(server);
    }

    // ---- what is refused before the proof is sent

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i=4096                                   | i=1",
                "i=4096                                   | i=4095",
                "i=4096                                   | i=2147483647",
                "^                                        | m=ext,",
                "^r=[^,]*                                 | r=somethingElse",
                "%hvYDpWUa2RaTCAfuxFIlj\\)hNlF\\$k0 | ''",
                "s=[^,]*                                  | s=",
                "s=[^,]*,                                 | ''"
            })
    void open_whenTheFirstMessageIsAnAttack_sendsNoProof(String replaced, String by) throws Exception {
        ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer("SCRAM-SHA-256");
            String first = new ServerScram("SCRAM-SHA-256", ScriptedServer.PASSWORD)
                    .first(ScriptedServer.Session.base64(s.expect("<auth")));
            String attack = first.replaceFirst(replaced, by);
            assertThat(attack).isNotEqualTo(first);
            s.challenge(attack);
            s.drain();
        });
        assertThat(failure(server).reason()).isEqualTo(Reason.CONTROLLER_NOT_PROVEN);
        assertThat(server.finished().received()).contains("<auth").doesNotContain("<response");
    }

    @Test
    void open_whenAnImpostorWasToldThePassword_doesNotDenyIt() throws Exception {
        settings.mechanisms = List.of(SaslMechanism.PLAIN);
        settings.policy = Optional.empty();
        ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer("PLAIN");
            s.expect("<auth");
            s.write("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>*</challenge>");
            s.drain();
        });
        GridException e = failure(server);
        assertThat(e.reason()).isEqualTo(Reason.CONTROLLER_NOT_PROVEN);
        assertThat(e).hasMessageContaining("change it").hasMessageNotContaining("nothing was sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256 SCRAM-SHA-512 PLAIN", "SCRAM-SHA-256 SCRAM-SHA-256-PLUS"})
    void open_whenTheSignedOfferIsNotTheOneThatCame_detectsTheDowngrade(String made) throws Exception {
        ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer("SCRAM-SHA-256");
            ServerScram scram = new ServerScram("SCRAM-SHA-256", ScriptedServer.PASSWORD);
            scram.tamperFirst = first -> first + ",h=" + hash(String.join("\u001e", made.split(" ")));
            s.challenge(scram.first(ScriptedServer.Session.base64(s.expect("<auth"))));
            s.drain();
        });
        GridException e = failure(server);
        assertThat(e.reason()).isEqualTo(Reason.DOWNGRADE_DETECTED);
        assertThat(e).hasMessageContainingAll("SCRAM-SHA-256", "in between");
        assertThat(server.finished().received()).contains("<auth").doesNotContain("<response");
    }

    @Test
    void open_whenTheSignedOfferIsTheOneThatCame_logsIn() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
                    s.startTls(Wires.SERVER.serverContext());
                    s.offer(List.of("tls-server-end-point"), "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256");
                    ServerScram scram = scram("SCRAM-SHA-256-PLUS", s.tls());
                    scram.tamperFirst = first -> first + ",x=later,h="
                            + hash("SCRAM-SHA-256\u001eSCRAM-SHA-256-PLUS\u001ftls-server-end-point");
                    s.succeed(s.scram(scram));
                    s.bind();
                    s.untilClosed();
                });
                Wire wire = Wire.open(settings.to(server.port()), new Recorder(), step -> {})) {
            assertThat(wire.security().mechanism()).isEqualTo(SaslMechanism.SCRAM_SHA_256_PLUS);
        }
    }

    // ---- what is not believed

    @ParameterizedTest
    @CsvSource({"replayed", "wrong", "missing"})
    void open_whenTheFinalMessageProvesNothing_doesNotBelieveTheController(String how) throws Exception {
        ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer("SCRAM-SHA-256");
            String last = s.scram(new ServerScram("SCRAM-SHA-256", ScriptedServer.PASSWORD));
            s.succeed(
                    switch (how) {
                        case "replayed" -> "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";
                        case "wrong" -> last.replaceFirst("v=....", "v=AAAA");
                        default -> null;
                    });
            s.drain();
        });
        assertThat(failure(server).reason()).isEqualTo(Reason.CONTROLLER_NOT_PROVEN);
        assertThat(server.finished().received()).doesNotContain("<iq");
        assertThat(settings.keys.size())
                .as("a key that proved nothing is not kept")
                .isZero();
    }

    @Test
    void open_whenSomebodyInBetweenHasAnotherCertificateOfTheSameIssuer_theLoginIsWorthNothingToThem()
            throws Exception {
        // What a man in the middle passes on reaches a controller whose certificate is its own.
        ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(Wires.CA.issue("in between", "grid.example").serverContext());
            s.offer(List.of("tls-server-end-point"), "SCRAM-SHA-256-PLUS");
            ServerScram scram = new ServerScram("SCRAM-SHA-256-PLUS", ScriptedServer.PASSWORD);
            scram.binding = type -> sha256(Wires.SERVER.certificate().getEncoded());
            assertThat(s.scram(scram)).isEqualTo("e=channel-bindings-dont-match");
            s.fail("not-authorized");
            s.drain();
        });
        GridException e = failure(server);
        assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
        assertThat(e).hasMessageContainingAll("tls-server-end-point", "somebody is in between");
    }

    @Test
    void open_whenTheControllerBindsAnotherAccount_closesAndNamesBoth() throws Exception {
        settings.account = "owner@grid.example";
        settings.certificate = Optional.of(certificate("owner@grid.example"));
        ScriptedServer server = external(s -> {
            s.succeed(null);
            s.bind();
            s.drain();
        });
        GridException e = failure(server);
        assertThat(e.reason()).isEqualTo(Reason.PROTOCOL_VIOLATION);
        assertThat(e).hasMessageContainingAll("as sensor@grid.example", "not as owner@grid.example");
    }

    // ---- what the controller refuses

    @ParameterizedTest
    @CsvSource({
        "account-disabled,       ACCOUNT_NOT_ACTIVE,    waits for approval",
        "credentials-expired,    CREDENTIALS_EXPIRED,   new password",
        "temporary-auth-failure, BROKER_BUSY,           Try again",
        "not-authorized,         CREDENTIALS_REFUSED,   which of the two",
        "invalid-authzid,        CREDENTIALS_REFUSED,   name and password",
        "x-unknown,              CREDENTIALS_REFUSED,   x-unknown",
        "mechanism-too-weak,     MECHANISM_NOT_OFFERED, Allow another mechanism",
        "invalid-mechanism,      MECHANISM_NOT_OFFERED, Allow another mechanism",
        "encryption-required,    MECHANISM_NOT_OFFERED, Allow another mechanism",
        "malformed-request,      DOWNGRADE_DETECTED,    in between",
        "aborted,                DOWNGRADE_DETECTED,    in between",
    })
    void open_whenTheControllerRefuses_saysWhyAndWhatToDo(String condition, Reason reason, String next) {
        GridException e = failure(refusing("SCRAM-SHA-256", condition));
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e.condition()).contains(condition);
        assertThat(e).hasMessageContainingAll(condition, next);
    }

    @Test
    void open_whenAGuessedBindingIsNotKnown_saysThatItWasAGuess() {
        settings.policy = Optional.of(AuthenticationPolicy.standard().requireChannelBinding());
        // Prosody 0.12 says it in one way, ejabberd 23 in the other.
        GridException malformed = failure(refusing("SCRAM-SHA-256-PLUS", "malformed-request"));
        assertThat(malformed.reason()).isEqualTo(Reason.CHANNEL_BINDING_UNAVAILABLE);
        assertThat(malformed).hasMessageContainingAll("bound by tls-", "XEP-0440", "Java 25");
        GridException refused = failure(refusing("SCRAM-SHA-256-PLUS", "not-authorized"));
        assertThat(refused.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
        assertThat(refused).hasMessageContainingAll("a guess", "XEP-0440");
    }

    @Test
    void open_whenWeClaimedNothingAndTheRequestIsMalformed_isJustRefused() {
        settings.policy = Optional.empty();
        settings.mechanisms = List.of(SaslMechanism.SCRAM_SHA_256);
        assertThat(failure(refusing("SCRAM-SHA-256", "malformed-request")).reason())
                .isEqualTo(Reason.REFUSED);
    }

    @Test
    void open_whenTheCertificateIsNotAccepted_teachesWhatToCheck() {
        settings.certificate = Optional.of(certificate("sensor@grid.example"));
        GridException e = failure(refusing("EXTERNAL", "not-authorized"));
        assertThat(e.reason()).isEqualTo(Reason.CLIENT_CERTIFICATE_REFUSED);
        assertThat(e).hasMessageContainingAll("XmppAddr", "expired", "issuer", "offer EXTERNAL also");
    }

    // ---- servers

    private static ScriptedServer serving(List<String> bindings, String... mechanisms) {
        return new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer(bindings, mechanisms);
            s.succeed(s.scram(scram(mechanisms[0], s.tls())));
            s.bind();
            s.untilClosed();
        });
    }

    private static ScriptedServer offering(List<String> bindings, String... mechanisms) {
        return new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer(bindings, mechanisms);
            s.drain();
        });
    }

    private static ScriptedServer refusing(String mechanism, String condition) {
        return new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer(mechanism);
            s.expect("<auth");
            s.fail(condition);
            s.drain();
        });
    }

    private static ScriptedServer external(ScriptedServer.Script then) {
        return new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer("SCRAM-SHA-256", "EXTERNAL");
            s.expect("<auth");
            then.run(s);
        });
    }

    private static ServerScram scram(String mechanism, SSLSession tls) {
        ServerScram scram = new ServerScram(mechanism, ScriptedServer.PASSWORD);
        scram.binding = type -> type.equals("tls-exporter")
                ? ChannelBindingsTest.exported(tls)
                : sha256(tls.getLocalCertificates()[0].getEncoded());
        return scram;
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder().encodeToString(sha256(text.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static ClientCertificate certificate(String... addresses) {
        TestPki.Identity identity = OddCertificates.identity(
                Stream.of(addresses).map(OddCertificates::xmppAddr).toArray(GeneralName[]::new));
        return ClientCertificate.of(identity.keys().getPrivate(), identity.chain());
    }

    private static void assertNothingWasSent(ScriptedServer server) {
        assertThat(server.finished().received()).doesNotContain("<auth", "sensor");
    }

    private GridException failure(ScriptedServer server) {
        GridException e = catchThrowableOfType(
                GridException.class, () -> Wire.open(settings.to(server.port()), new Recorder(), step -> {}));
        assertThat(e).isNotNull();
        return e;
    }
}
