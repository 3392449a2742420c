package org.xmppgrid.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The least that every server does, by what {@link GridServer} says and nothing else. */
abstract class GridTestContract {

    @Test
    @Clause(value = "RFC 8600 §8.3.1", title = "TLS and SASL")
    void connect_whenTheAuthorityIsTrusted_logsIn(GridServer server) throws IOException, GeneralSecurityException {
        try (StartTls client = StartTls.with(server, trusting(server))) {
            assertThat(client.features()).contains("<mechanism>SCRAM-SHA-256</mechanism>");
        }
    }

    @Test
    void names_whenNothingElseIsAsked_areThoseOfTheExample(GridServer server) {
        assertThat(server.domain()).isEqualTo("grid.example");
        assertThat(server.broker()).isEqualTo("broker.grid.example");
        assertThat(server.account("consumer").address()).isEqualTo("consumer@grid.example");
    }

    private static SSLContext trusting(GridServer server) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(server.authorityPem())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
