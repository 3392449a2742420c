package org.xmppgrid.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Revocation as the JDK's own checker sees it. */
class RevocationResponderTest {

    private final RevocationResponder responder = RevocationResponder.start();
    private final GridPki pki = GridPki.create("grid.example").withRevocation(responder);

    @AfterEach
    void stop() {
        responder.close();
    }

    @Test
    void ocsp_whenNotRevoked_thenGood() {
        assertThatCode(() -> check(pki.server(), Option.NO_FALLBACK)).doesNotThrowAnyException();
        assertThat(responder.ocspRequests()).isEqualTo(1);
        assertThat(responder.crlRequests()).isZero();
    }

    @Test
    void ocsp_whenRevoked_thenRevoked() {
        assertRefused(pki.revoked(), BasicReason.REVOKED, Option.NO_FALLBACK);
        assertRefused(pki.revokedClient("consumer"), BasicReason.REVOKED, Option.NO_FALLBACK);
    }

    @Test
    void ocsp_whenIssuedByAnAuthorityBelow_thenBothAreAskedAbout() {
        assertThatCode(() -> check(pki.chained(), Option.NO_FALLBACK)).doesNotThrowAnyException();
        assertThatCode(() -> check(pki.rsaPss(), Option.NO_FALLBACK)).doesNotThrowAnyException();
        assertThat(responder.ocspRequests()).isEqualTo(4);
    }

    @Test
    void ocsp_whenTheModeSaysSo_thenTheAnswerDoes() throws GeneralSecurityException {
        responder.mode(RevocationResponder.Mode.REVOKED);
        assertRefused(pki.server(), BasicReason.REVOKED, Option.NO_FALLBACK);
        responder.mode(RevocationResponder.Mode.UNKNOWN);
        assertRefused(pki.server(), BasicReason.UNDETERMINED_REVOCATION_STATUS, Option.NO_FALLBACK);
        responder.mode(RevocationResponder.Mode.ERROR);
        assertRefused(pki.server(), BasicReason.UNDETERMINED_REVOCATION_STATUS, Option.NO_FALLBACK);
        responder.mode(RevocationResponder.Mode.GOOD);
        check(pki.revoked(), Option.NO_FALLBACK);
    }

    @Test
    void crl_whenAsked_thenItIsThatOfThePki() throws GeneralSecurityException {
        check(pki.server(), Option.PREFER_CRLS, Option.NO_FALLBACK);
        assertThat(responder.crlRequests()).isEqualTo(1);
        assertThat(responder.ocspRequests()).isZero();
    }

    @Test
    void crl_whenRevoked_thenRevoked() {
        assertRefused(pki.revoked(), BasicReason.REVOKED, Option.PREFER_CRLS, Option.NO_FALLBACK);
    }

    @Test
    void crl_whenError_thenUndetermined() {
        responder.mode(RevocationResponder.Mode.ERROR);
        assertRefused(pki.server(), BasicReason.UNDETERMINED_REVOCATION_STATUS, Option.PREFER_CRLS, Option.NO_FALLBACK);
    }

    @Test
    void crl_whenTheNumberIsNobodys_thenNotFound() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                responder.ocspAddress().resolve("/crl/77").toURL().openConnection();
        assertThat(connection.getResponseCode()).isEqualTo(404);
    }

    @Test
    void ocsp_whenTheRequestIsNone_thenMalformed() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) responder.ocspAddress().toURL().openConnection();
        connection.setDoOutput(true);
        connection.getOutputStream().write(new byte[] {1, 2, 3});
        try (InputStream in = connection.getInputStream()) {
            // RFC 6960 §4.2.1: a response of the status malformedRequest and nothing else.
            assertThat(in.readAllBytes()).containsExactly(0x30, 0x03, 0x0a, 0x01, 0x01);
        }
    }

    @Test
    void silent_whenAsked_thenNoAnswerBeforeTheEnd() throws IOException {
        responder.mode(RevocationResponder.Mode.SILENT);
        try (Socket socket = new Socket("127.0.0.1", responder.ocspAddress().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /crl/0 HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> responder.crlRequests() == 1);
            responder.close();
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void withRevocation_whenTheAuthorityIsTheSame_thenItsClientsAreTrustedAsBefore() throws GeneralSecurityException {
        GridPki plain = GridPki.create("grid.example");
        GridPki published = plain.withRevocation(responder);
        assertThat(published.authority()).isEqualTo(plain.authority());
        assertThat(published.server()).isNotEqualTo(plain.server());
        assertThat(plain.server().certificate().getExtensionValue("1.3.6.1.5.5.7.1.1"))
                .isNull();
    }

    private void assertRefused(Identity identity, BasicReason reason, Option... options) {
        assertThatThrownBy(() -> check(identity, options))
                .isInstanceOfSatisfying(CertPathValidatorException.class, refused -> assertThat(refused.getReason())
                        .isEqualTo(reason));
    }

    private void check(Identity identity, Option... options) throws GeneralSecurityException {
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(EnumSet.of(options[0], options));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(pki.authority(), null)));
        parameters.addCertPathChecker(checker);
        validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(identity.chain()), parameters);
    }
}
