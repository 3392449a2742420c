package org.xmppgrid.smack.internal.wire;

import java.security.MessageDigest;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLSocket;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Timeout(30)
class ChannelBindingsTest {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleJsseProvider(new BouncyCastleProvider());

    @Test
    void of_whenTls12OfTheJdk_isTheCertificateOnly() throws Exception {
        try (TlsPair pair = TlsPair.of("TLSv1.2", Wires.SERVER)) {
            List<ChannelBinding> bindings = ChannelBindings.of(pair.client().getSession(), Optional.of(pair.client()));
            assertThat(bindings).containsExactly(endPoint(Wires.SERVER.certificate()));
        }
    }

    @Test
    void of_whenTls13AndNoExporter_isTheCertificateOnly() throws Exception {
        assumeTrue(!ChannelBindings.exportsKeys(), "this Java runtime exports keying material");
        try (TlsPair pair = TlsPair.of("TLSv1.3", Wires.SERVER)) {
            assertThat(ChannelBindings.of(pair.client().getSession(), Optional.empty()))
                    .containsExactly(endPoint(Wires.SERVER.certificate()));
        }
    }

    @Test
    void of_whenTls13AndTheRuntimeExportsKeys_isTheSameAtBothEndsAndOnThisConnectionOnly() throws Exception {
        assumeTrue(ChannelBindings.exportsKeys(), "only Java 25 and later export keying material");
        try (TlsPair pair = TlsPair.of("TLSv1.3", Wires.SERVER);
                TlsPair other = TlsPair.of("TLSv1.3", Wires.SERVER)) {
            List<ChannelBinding> bindings = ChannelBindings.of(pair.client().getSession(), Optional.empty());
            assertThat(bindings)
                    .containsExactly(
                            new ChannelBinding(
                                    ChannelBinding.TLS_EXPORTER,
                                    exported(pair.server().getSession())),
                            endPoint(Wires.SERVER.certificate()));
            assertThat(bindings.get(0).data()).hasSize(32);
            assertThat(ChannelBindings.of(other.client().getSession(), Optional.empty())
                            .get(0))
                    .isNotEqualTo(bindings.get(0));
        }
    }

    @Test
    void of_whenTls12OfBouncyCastle_isTlsUniqueFirst() throws Exception {
        try (TlsPair pair = TlsPair.of(BOUNCY_CASTLE, "TLSv1.2", Wires.SERVER)) {
            byte[] atServer = ((BCSSLSocket) pair.server()).getConnection().getChannelBinding("tls-unique");
            assertThat(atServer).isNotEmpty();
            assertThat(ChannelBindings.of(pair.client().getSession(), Optional.of(pair.client())))
                    .containsExactly(
                            new ChannelBinding(ChannelBinding.TLS_UNIQUE, atServer),
                            endPoint(Wires.SERVER.certificate()));
            assertThat(ChannelBindings.of(pair.client().getSession(), Optional.empty()))
                    .as("without the socket there is nobody to ask")
                    .containsExactly(endPoint(Wires.SERVER.certificate()));
        }
    }

    @Test
    void of_whenTls13OfBouncyCastle_isTheCertificateOnly() throws Exception {
        try (TlsPair pair = TlsPair.of(BOUNCY_CASTLE, "TLSv1.3", Wires.SERVER)) {
            assertThat(ChannelBindings.of(pair.client().getSession(), Optional.of(pair.client())))
                    .containsExactly(endPoint(Wires.SERVER.certificate()));
        }
    }

    @Test
    void toString_whenPrinted_hasNoneOfTheBytes() {
        assertThat(new ChannelBinding(ChannelBinding.TLS_UNIQUE, new byte[] {42}))
                .hasToString("tls-unique");
    }

    /** RFC 9266 §2, asked of the JDK by its own name. */
    static byte[] exported(SSLSession session) throws ReflectiveOperationException {
        return (byte[]) ExtendedSSLSession.class
                .getMethod("exportKeyingMaterialData", String.class, byte[].class, int.class)
                .invoke(session, "EXPORTER-Channel-Binding", new byte[0], 32);
    }

    private static ChannelBinding endPoint(X509Certificate certificate) throws Exception {
        return new ChannelBinding(
                ChannelBinding.TLS_SERVER_END_POINT,
                MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }
}
