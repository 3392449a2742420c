package org.xmppgrid.smack.internal.wire;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 5929 §4.1, with certificates that are really signed so. */
class CertificateHashTest {

    @ParameterizedTest
    @CsvSource({
        "MD5withRSA,      RSA, 2048, SHA-256",
        "SHA1withRSA,     RSA, 2048, SHA-256",
        "SHA224withRSA,   RSA, 2048, SHA-224",
        "SHA256withRSA,   RSA, 2048, SHA-256",
        "SHA384withRSA,   RSA, 2048, SHA-384",
        "SHA512withRSA,   RSA, 2048, SHA-512",
        "SHA1withECDSA,   EC,  256,  SHA-256",
        "SHA256withECDSA, EC,  384,  SHA-256",
        "SHA384withECDSA, EC,  256,  SHA-384",
        "SHA512withECDSA, EC,  521,  SHA-512",
        "SHA256withDSA,   DSA, 2048, SHA-256"
    })
    void of_whenSignatureHasOneHash_isThatOrSha256InPlaceOfWeakOnes(String signature, String key, int bits, String hash)
            throws Exception {
        X509Certificate certificate = OddCertificates.signedWith(signature, key, bits);
        assertThat(CertificateHash.of(certificate)).contains(hash);
        assertThat(ChannelBindings.endPoint(certificate))
                .hasValueSatisfying(data -> assertThat(data).isEqualTo(digest(hash, certificate)));
    }

    @ParameterizedTest
    @CsvSource({
        "SHA-1, SHA-256",
        "SHA-256, SHA-256",
        "SHA-384, SHA-384",
        "SHA-512, SHA-512",
    })
    void of_whenSignatureIsRsassaPss_isTheHashOfItsParameters(String inParameters, String hash) {
        X509Certificate certificate = OddCertificates.signedWithPss(
                new PSSParameterSpec(inParameters, "MGF1", new MGF1ParameterSpec(inParameters), 32, 1));
        assertThat(CertificateHash.of(certificate)).contains(hash);
    }

    @Test
    void of_whenRsassaPssHasTwoHashes_isUndefined() {
        X509Certificate certificate =
                OddCertificates.signedWithPss(new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        assertThat(CertificateHash.of(certificate)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Ed25519", "Ed448"})
    void of_whenSignatureIsEdDsa_isUndefined(String algorithm) {
        X509Certificate certificate = OddCertificates.signedWith(algorithm, algorithm, 0);
        assertThat(CertificateHash.of(certificate)).isEmpty();
        assertThat(ChannelBindings.endPoint(certificate)).isEmpty();
    }

    private static byte[] digest(String hash, X509Certificate certificate) {
        try {
            return MessageDigest.getInstance(hash).digest(certificate.getEncoded());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
