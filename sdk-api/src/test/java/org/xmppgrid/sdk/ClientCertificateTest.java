package org.xmppgrid.sdk;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Keys and certificates in the forms that OpenSSL and keytool write; all files of this test were made by them. */
class ClientCertificateTest {
    private static final char[] SECRET = "secret".toCharArray();

    static Path file(String name) {
        URL found = Objects.requireNonNull(ClientCertificateTest.class.getResource("keys/" + name), name);
        try {
            return Path.of(found.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The key that is shown belongs to the certificate that is shown. */
    private static void assertUsable(ClientCertificate certificate, String subject) throws Exception {
        X509ExtendedKeyManager keys = certificate.keyManager();
        X509Certificate leaf = certificate.certificate().orElseThrow();
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo(subject);
        String type = leaf.getPublicKey().getAlgorithm();
        String alias = keys.chooseClientAlias(new String[] {"DSA", type}, null, null);
        assertThat(alias).isNotNull();
        assertThat(keys.getCertificateChain(alias)[0]).isEqualTo(leaf);
        Signature signature = Signature.getInstance(
                switch (type) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> type;
                });
        if (type.equals("RSASSA-PSS")) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initSign(keys.getPrivateKey(alias));
        signature.update(new byte[] {1});
        byte[] signed = signature.sign();
        signature.initVerify(leaf);
        signature.update(new byte[] {1});
        assertThat(signature.verify(signed)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ec-sec1.pem,       ec.crt,      CN=platform EC",
        "ec-pkcs8.pem,      ec.crt,      CN=platform EC",
        "p384-sec1.pem,     p384.crt,    CN=platform P-384",
        "rsa-pkcs1.pem,     rsa.crt,     CN=platform RSA",
        "rsa-pkcs8.pem,     rsa.crt,     CN=platform RSA",
        "ed25519-pkcs8.pem, ed25519.crt, CN=platform Ed25519",
        "pss-pkcs8.pem,     pss.crt,     CN=platform PSS"
    })
    void pem_whenOpensslWroteTheKey_readsItInAnyOrder(String key, String certificate, String subject) throws Exception {
        assertUsable(ClientCertificate.pem(file(key), file(certificate)), subject);
        assertUsable(ClientCertificate.pem(file(certificate), file(key)), subject);
        byte[] both =
                (Files.readString(file(key)) + Files.readString(file(certificate))).getBytes(StandardCharsets.US_ASCII);
        assertUsable(ClientCertificate.pem(both), subject);
    }

    @ParameterizedTest
    @CsvSource({
        "ec-encrypted.pem,        ec.crt",
        "ec-encrypted-aes128.pem, ec.crt",
        "ec-encrypted-v1.pem,     ec.crt",
        "rsa-encrypted.pem,       rsa.crt"
    })
    void encryptedPem_whenThePasswordIsRight_readsTheKey(String key, String certificate) throws Exception {
        char[] password = SECRET.clone();
        ClientCertificate read = ClientCertificate.encryptedPem(password, file(key), file(certificate));
        assertUsable(read, key.startsWith("ec") ? "CN=platform EC" : "CN=platform RSA");
        assertThat(password).isEqualTo(SECRET);
    }

    /** An element of minus six bytes would be read for ever. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void pem_whenALengthInTheKeyIsNone_saysThatItIsDamaged() {
        byte[] text = ("-----BEGIN EC PRIVATE KEY-----\n"
                        + Base64.getEncoder()
                                .encodeToString(new byte[] {0x30, 6, 2, (byte) 0x84, -1, -1, -1, (byte) 0xfa})
                        + "\n-----END EC PRIVATE KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.pem(text))
                .withMessageContaining("cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-encrypted.pem", "ec-encrypted-v1.pem"})
    void encryptedPem_whenThePasswordIsWrong_saysSoWithoutIt(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.encryptedPem("hunter2".toCharArray(), file(key), file("ec.crt")))
                .withMessageContaining(key)
                .withMessageContaining("password")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void pem_whenTheKeyIsEncrypted_saysThatThePasswordIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.pem(file("ec-encrypted.pem"), file("ec.crt")))
                .withMessageContaining("no password was given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-old-encrypted.pem", "ec-encrypted-scrypt.pem", "ec-encrypted-des3.pem"})
    void encryptedPem_whenTheFormIsNotKnown_saysHowToConvertIt(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.encryptedPem(SECRET, file(key), file("ec.crt")))
                .withMessageContaining("openssl pkcs8 -topk8");
    }

    @Test
    void pem_whenSomethingIsMissing_saysWhat() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.pem(file("ec.crt")))
                .withMessageContaining("no private key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.pem(file("ec-sec1.pem")))
                .withMessageContaining("no certificate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.pem(file("ec.crt").resolveSibling("missing.pem")))
                .withMessageContaining("missing.pem");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.pem(file("ec-sec1.pem"), file("p384.crt")))
                .withMessageContaining("is of the given key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.pem("nothing".getBytes(StandardCharsets.US_ASCII)))
                .withMessageContaining("no private key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.pem(file("ec.crt")))
                .withMessageContaining("only CERTIFICATE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.pem(file("ec.p12")))
                .withMessageContaining("no PEM")
                .withMessageContaining("keyStore(..)");
    }

    @Test
    void pem_whenTheKeyIsDamaged_saysSo() throws IOException {
        for (String key : new String[] {"ec-sec1.pem", "rsa-pkcs1.pem", "ec-pkcs8.pem"}) {
            String text = Files.readString(file(key));
            int middle = text.lastIndexOf("-----BEGIN") + 60;
            String cut = text.substring(0, middle) + text.substring(text.indexOf("\n", middle));
            byte[] damaged = (cut + Files.readString(file("ec.crt"))).getBytes(StandardCharsets.US_ASCII);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientCertificate.pem(damaged))
                    .withMessageContaining("the given PEM text");
        }
    }

    @Test
    void pem_whenTheChainIsInDisorder_putsTheOwnCertificateFirst() throws Exception {
        ClientCertificate read = ClientCertificate.pem(file("rsa.crt"), file("ec.crt"), file("ec-sec1.pem"));
        assertUsable(read, "CN=platform EC");
        assertThat(read.keyManager().getCertificateChain("platform")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec.p12", "ec-legacy.p12", "ec.jks"})
    void keyStore_whenThePasswordIsRight_readsTheOneKey(String store) throws Exception {
        assertUsable(ClientCertificate.keyStore(file(store), SECRET), "CN=platform EC");
        assertUsable(ClientCertificate.keyStore(Files.readAllBytes(file(store)), SECRET), "CN=platform EC");
    }

    @Test
    void keyStore_whenItCantBeUsed_saysWhy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.keyStore(file("ec.p12"), "hunter2".toCharArray()))
                .withMessageContaining("ec.p12")
                .withMessageContaining("password is wrong")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.keyStore(file("trust.jks"), "secret1".toCharArray()))
                .withMessageContaining("There are 0 keys");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.keyStore(file("ec.crt"), SECRET))
                .withMessageContaining("is a PEM file")
                .withMessageContaining("pem(..)");
    }

    @Test
    void keyManager_whenTheServerWantsAnotherKindOfKey_showsNothing() {
        X509ExtendedKeyManager keys =
                ClientCertificate.pem(file("ec-sec1.pem"), file("ec.crt")).keyManager();
        assertThat(keys.chooseClientAlias(new String[] {"RSA"}, null, null)).isNull();
        assertThat(keys.getPrivateKey("other")).isNull();
        assertThat(keys.chooseServerAlias("EC", null, null)).isNull();
    }

    @Test
    void toString_always_namesTheSubjectOnly() {
        ClientCertificate read = ClientCertificate.pem(file("ec-sec1.pem"), file("ec.crt"));
        assertThat(read).hasToString("ClientCertificate[CN=platform EC]");
    }
}
