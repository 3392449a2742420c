package org.xmppgrid.testkit.internal.embedded;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The server's side of SCRAM against the published exchanges. */
class ScramServerTest {

    private static ScramServer server(Scram scram, String salt, String serverNonce) {
        Accounts accounts = new Accounts(Map.of("user", "pencil"), 4096, "secret");
        accounts.put(
                "user", scram, Accounts.verifier("pencil", Base64.getDecoder().decode(salt), 4096, scram));
        return new ScramServer(scram, accounts, serverNonce, ScramTerms.plain());
    }

    @Test
    void exchange_whenAsInRfc7677_thenItsMessages() throws SaslServer.Failure {
        ScramServer server = server(Scram.SHA_256, "W22ZaJ0SNY7soEsUEjb6gQ==", "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
        assertThat(server.receive("n,,n=user,r=rOprNGfwEbeRWgbNEkqO").data())
                .isEqualTo("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        SaslServer.Step last = server.receive("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThat(last).isEqualTo(new SaslServer.Step(true, "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "user"));
    }

    @Test
    void exchange_whenAsInRfc5802_thenItsMessages() throws SaslServer.Failure {
        ScramServer server = server(Scram.SHA_1, "QSXCR+Q6sek8bf92", "3rfcNHYJY1ZVvWVs7j");
        assertThat(server.receive("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL").data())
                .isEqualTo("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
        assertThat(server.receive("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=")
                        .data())
                .isEqualTo("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    }

    @Test
    void exchange_whenTheProofIsWrong_thenNotAuthorized() throws SaslServer.Failure {
        ScramServer server = server(Scram.SHA_1, "QSXCR+Q6sek8bf92", "3rfcNHYJY1ZVvWVs7j");
        server.receive("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
        assertThatThrownBy(() -> server.receive(
                        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4TA="))
                .hasMessage("not-authorized");
    }

    @Test
    void exchange_whenChannelBindingIsDemanded_thenMalformed() {
        ScramServer server = server(Scram.SHA_1, "QSXCR+Q6sek8bf92", "x");
        assertThatThrownBy(() -> server.receive("p=tls-unique,,n=user,r=abc")).hasMessage("malformed-request");
    }
}
