package org.xmppgrid.sdk;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TopicNameTest {
    private static final int TRIES = 20_000;

    @Test
    void toString_whenAllPartsAreThere_thenByTheConvention() {
        TopicName name = TopicName.parse("MILEHost")
                .version(2)
                .filter(TopicFilter.of("severity", "high").and("category", "D&D, 100%"));

        assertThat(name).hasToString("MILEHost;v=2?category=D%26D%2C%20100%25&severity=high");
        assertThat(name.parent()).hasToString("MILEHost;v=2");
    }

    @Test
    void parse_whenAnyNameWasMade_thenTheSamePartsAndNoOtherHasThatName() {
        Random random = new Random(8600);
        Map<String, TopicName> made = new HashMap<>();
        for (int i = 0; i < TRIES; i++) {
            TopicName name = any(random);

            TopicName before = made.put(name.toString(), name);

            assertThat(TopicName.parse(name.toString())).isEqualTo(name);
            assertThat(before == null || before.equals(name)).isTrue();
        }
    }

    @Test
    void parse_whenAnyTextIsParsed_thenItIsTheTextOfItsPartsOrRefused() {
        Random random = new Random(7970);
        int parsed = 0;
        for (int i = 0; i < TRIES; i++) {
            String text = text(random, "ab;v=?&%201.-\u00e9", 12);
            TopicName name;
            try {
                name = TopicName.parse(text);
            } catch (IllegalArgumentException e) {
                continue;
            }
            parsed++;
            assertThat(name).hasToString(text);
        }
        assertThat(parsed).isGreaterThan(TRIES / 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MILEHost",
                "who?",
                "?a=b",
                "what?about=",
                "what?=this",
                "a?b=%2a",
                "a?b=%41",
                "a?b=%C3",
                "a?b=c%",
                "a?b=c d",
                "a?z=1&a=2",
                "a?a=1&a=2",
                "a;v=0",
                "a;v=01",
                "a;v=1000000000",
                ";v=1",
                "urn:x;v="
            })
    void parse_whenNameFollowsNoConvention_thenItIsATopicOfItself(String text) {
        assertThat(TopicName.parse(text)).isEqualTo(new TopicName(text, OptionalInt.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a;v=1;v=2", "a?b=c?d=e", "a?b=c;v=1"})
    void parse_whenNameCanMeanNothing_thenRefused(String text) {
        assertThatThrownBy(() -> TopicName.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filter_whenNameBecomesTooLongInBytes_thenRefusedWithTheNumbers() {
        TopicName name = TopicName.parse("\u00e9".repeat(500));

        assertThat(name.filter(TopicFilter.of("a", "x".repeat(20))).toString().getBytes(StandardCharsets.UTF_8))
                .hasSize(GridAddress.MAX_PART_BYTES);
        assertThatThrownBy(() -> name.filter(TopicFilter.of("a", "x".repeat(21))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1024 bytes")
                .hasMessageContaining("1023");
    }

    @Test
    void version_whenOutOfRange_thenRefused() {
        TopicName name = TopicName.parse("MILEHost");

        assertThatThrownBy(() -> name.version(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> name.version(TopicName.MAX_VERSION + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(name.version(TopicName.MAX_VERSION)).hasToString("MILEHost;v=999999999");
    }

    private static TopicName any(Random random) {
        while (true) {
            try {
                TopicName name = TopicName.parse(text(random, "aB?;v=1&%\u00e9 ", 6));
                if (random.nextBoolean()) {
                    name = name.version(1 + random.nextInt(TopicName.MAX_VERSION));
                }
                return random.nextBoolean() ? name.filter(filter(random)) : name;
            } catch (IllegalArgumentException e) {
                // a name that can't be: the next
            }
        }
    }

    private static TopicFilter filter(Random random) {
        TopicFilter filter = TopicFilter.of("a", text(random, "xX?&=%;\u0000\u00e9\u20ac\uffff ", 4));
        return random.nextBoolean() ? filter.and("B.b_b-1", text(random, "~+/\ud83d\ude00", 3)) : filter;
    }

    private static String text(Random random, String alphabet, int most) {
        int[] characters = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }
}
