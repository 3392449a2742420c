package org.xmppgrid.smack.internal.wire;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SaslPrepTest {
    /** The first five are the examples of RFC 4013 §3. */
    @ParameterizedTest
    @CsvSource({
        "I\u00ADX, IX",
        "user, user",
        "USER, USER",
        "\u00AA, a",
        "\u2168, IX",
        "a\u00A0b\u3000c, a b c",
        "p\u0061\u0308ss, p\u00E4ss",
        "\u0627\u0628, \u0627\u0628",
        "\uD83D\uDE00, \uD83D\uDE00"
    })
    void prepare_whenAllowed_normalises(String given, String expected) {
        assertThat(new String(SaslPrep.prepare(given.toCharArray()))).isEqualTo(expected);
    }

    /** The first two are the examples of RFC 4013 §3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0007",
                "\u0627\u0031",
                "\u0627a\u0628",
                "a\u007F",
                "\uE000",
                "\uFFFE",
                "\uD800x",
                "\u202E",
                "\uFFFD",
                "\u2FF0",
                "\u0378"
            })
    void prepare_whenProhibited_refusesWithoutQuoting(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SaslPrep.prepare(given.toCharArray()))
                .satisfies(e -> assertThat(e.getMessage()).matches("[ -~§]*"));
    }
}
