package org.xmppgrid.iodef.detection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTest {
    @ParameterizedTest
    @CsvSource({
        // base64 of sixteen zero bytes, hexadecimal digits, and base64 of hexadecimal digits with 0x
        "md5, AAAAAAAAAAAAAAAAAAAAAA==, 00000000000000000000000000000000",
        "md5, 0123456789ABCDEF0123456789abcdef, 0123456789abcdef0123456789abcdef",
        "md5, MHgyRTg4ODA5ODBENjI0NDdFOTc5MEFGQTg5NTEzRjBBNA==, 2e8880980d62447e9790afa89513f0a4",
        // what has the length of none of them stays as it is
        "sha1, 0123456789ABCDEF0123456789abcdef, 0123456789ABCDEF0123456789abcdef",
        "md5, not-a-digest, not-a-digest",
        "md6, AAAAAAAAAAAAAAAAAAAAAA==, AAAAAAAAAAAAAAAAAAAAAA=="
    })
    void digest_whenItsLengthTellsItsForm_thenIsInHexadecimalDigits(String algorithm, String text, String digest) {
        assertThat(Texts.digest(algorithm, text)).isEqualTo(digest);
    }

    @Test
    void digest_whenTheAlgorithmIsUnknown_thenOnlyLosesItsFolds() {
        assertThat(Texts.digest(null, " AB\n CD ")).isEqualTo("ABCD");
    }

    @Test
    void unfolded_whenTextHasFolds_thenKeepsOtherSpace() {
        assertThat(Texts.unfolded("\n  C:\\Program Files\\\n \t a  b\r\n c \n")).isEqualTo("C:\\Program Files\\a  bc");
        assertThat(Texts.unfolded(" \n ")).isEmpty();
        assertThat(Texts.unfolded("a \uD83D\uDE00\nb")).isEqualTo("a \uD83D\uDE00b");
    }

    @Test
    void algorithm_whenAnIdentifierHasAFragment_thenThatIsItsName() {
        assertThat(Texts.algorithm(" http://www.w3.org/2001/04/xmlenc#SHA256 ")).isEqualTo("sha256");
        assertThat(Texts.algorithm("urn:x")).isEqualTo("urn:x");
        assertThat(Texts.algorithm(" ")).isNull();
    }
}
