package org.xmppgrid.sdk;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CertificatePinTest {
    /** The example of RFC 7469 §2.1.5. */
    private static final String EXAMPLE = "d6qzRu9zOECb90Uez27xWltNsj0e1Md7GkYYkVoZWmM=";

    @Test
    void of_whenAKey_thenTheHashOfItsSubjectPublicKeyInfo() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());

        assertThat(CertificatePin.of(pair.getPublic()).sha256())
                .isEqualTo(Base64.getEncoder().encodeToString(hash));
    }

    @Test
    void of_whenWrittenByPeople_thenThePrefixAndBlanksAreNoPartOfIt() {
        assertThat(CertificatePin.of("  sha256/" + EXAMPLE + "\n"))
                .isEqualTo(CertificatePin.of(EXAMPLE))
                .hasToString("sha256/" + EXAMPLE);
        assertThat(CertificatePin.of(CertificatePin.of(EXAMPLE).toString())).isEqualTo(CertificatePin.of(EXAMPLE));
    }

    /** Base64 can say the same bytes without padding, and with other bits behind the last one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "d6qzRu9zOECb90Uez27xWltNsj0e1Md7GkYYkVoZWmM",
                "d6qzRu9zOECb90Uez27xWltNsj0e1Md7GkYYkVoZWmN=",
                "d6qzRu9zOECb90Uez27xWltNsj0e1Md7GkYYkVoZWmO="
            })
    void of_whenTheSameBytesAreWrittenAnotherWay_thenTheSamePin(String other) {
        assertThat(CertificatePin.of(other)).isEqualTo(CertificatePin.of(EXAMPLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256/",
                "sha256//",
                "AAAA",
                "not base64 at all",
                "sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
                "77aab346ef7338409bf7451ecf6ef15a5b4db23d1ed4c77b1a4618915a195a63"
            })
    void of_whenItIsNoPin_thenSaysWhatOneIs(String text) {
        assertThatThrownBy(() -> CertificatePin.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("44 characters")
                .hasMessageContaining("Grid.doctor");
    }
}
