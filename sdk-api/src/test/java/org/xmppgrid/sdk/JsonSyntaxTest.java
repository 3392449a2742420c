package org.xmppgrid.sdk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** RFC 8259, text by text. */
class JsonSyntaxTest {
    private static final int DEPTH = 8;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                " \t\r\n0 \n",
                "-0",
                "-1.5e+10",
                "1E5",
                "0.25e-3",
                "\"\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\uFFFf\\ud800 \u00e9\ud83d\udd12\u007f\"",
                "[]",
                "{}",
                "[ ]",
                "{ }",
                "[1,2 , [3],{}]",
                "{\"a\":{\"b\":[true,null,{\"\":0}]},\"c\":\"d\"}",
                "[[[[[[[[[]]]]]]]]]",
                "{\"a\":1,\"a\":2}"
            })
    void require_whenOneJsonValue_thenAccepted(String json) {
        assertThatCode(() -> JsonSyntax.require(json, DEPTH)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "nulll",
                "True",
                "'a'",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e+",
                "0x10",
                "NaN",
                "\u0661",
                "\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "\"\\u\u0661\u0661\u0661\u0661\"",
                "\"a\nb\"",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "]",
                "{",
                "{1:2}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "[}",
                "{]",
                "[1}",
                "{\"a\":1]",
                "1 2",
                "{} {}",
                "/* */1",
                "1//",
                "\ufeff1",
                "\u00a01",
                "\u0000"
            })
    void require_whenNotOneJsonValue_thenRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonSyntax.require(json, DEPTH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1,2 3]|a comma or ] is expected, at character 6",
                "{\"s3cret\":x}|a value or a digit is expected, at character 11",
                "{\"s3cret\" 1}|a colon is expected, at character 11",
                "[1]s3cret|something follows the end of the value, at character 4",
                "{\"a\":\"s3cret|the text ends too early"
            })
    void require_whenRefused_thenSaysWhatAndWhereAndNothingOfTheText(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonSyntax.require(json, DEPTH))
                .withMessage(message);
    }

    @Test
    void require_whenDeeperThanTheLimit_thenRefusedWithTheLimit() {
        String deep = "[".repeat(DEPTH) + "{\"a\":1}" + "]".repeat(DEPTH);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonSyntax.require(deep, DEPTH))
                .withMessageContaining("deeper than 8 levels");
        assertThatCode(() -> JsonSyntax.require(deep, DEPTH + 1)).doesNotThrowAnyException();
    }

    @Test
    void require_whenEndless_thenRefusedAtTheLimitAndNotByTheStack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonSyntax.require("[".repeat(5_000_000), Payloads.MAX_JSON_DEPTH))
                .withMessageContaining("deeper than 256 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\uffff\"", "\"\ufffe\"", "\"\ud800\"", "\"\udc00\"", "\"a\ud800b\"", "\"\udc00\ud800\""})
    void require_whenXmlHasNoSuchCharacter_thenRefusedWithAWayOut(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonSyntax.require(json, DEPTH))
                .withMessageContaining("can't stand in XML: write it as \\u");
    }
}
