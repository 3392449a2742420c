package org.xmppgrid.sdk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GridAddressTest {

    @Test
    void of_whenFull_thenHasItsThreeParts() {
        GridAddress address = GridAddress.of("Sensor@Grid.Example/Site 1");

        assertThat(address.local()).contains("sensor");
        assertThat(address.domain()).isEqualTo("grid.example");
        assertThat(address.resource()).contains("Site 1");
        assertThat(address).hasToString("sensor@grid.example/Site 1");
    }

    @Test
    void of_whenResourceHoldsSlashAndAt_thenTheyStayInTheResource() {
        GridAddress address = GridAddress.of("broker.grid.example/a@b/c");

        assertThat(address.local()).isEmpty();
        assertThat(address.domain()).isEqualTo("broker.grid.example");
        assertThat(address.resource()).contains("a@b/c");
    }

    @Test
    void equals_whenOnlyTheSpellingDiffers_thenSame() {
        assertThat(GridAddress.of("SENSOR@grid.example."))
                .isEqualTo(GridAddress.of("sensor@GRID.example"))
                .hasSameHashCodeAs(GridAddress.of("sensor@grid.example"));
    }

    @Test
    void equals_whenResourceCaseDiffers_thenOther() {
        assertThat(GridAddress.of("a@b/X")).isNotEqualTo(GridAddress.of("a@b/x"));
    }

    @Test
    void isIn_whenDomainIsBeneath_thenFalse() {
        assertThat(GridAddress.of("a@csirt.example").isIn("CSIRT.example")).isTrue();
        assertThat(GridAddress.of("a@evil.csirt.example").isIn("csirt.example")).isFalse();
        assertThat(GridAddress.of("a@notcsirt.example").isIn("csirt.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@grid.example",
                "a@",
                "a@b/",
                "a b@grid.example",
                "a@b@c",
                "a@grid .example",
                "a<b@grid.example"
            })
    void of_whenMalformed_thenSaysWhatAnAddressLooksLike(String text) {
        assertThatThrownBy(() -> GridAddress.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a grid address")
                .hasMessageContaining("user@domain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@grid.example:5222", "grid.example:5222", "a@[::1]:5222"})
    void of_whenThereIsAPort_thenSaysWhereItGoes(String text) {
        assertThatThrownBy(() -> GridAddress.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpoint(host, port)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@[::1]", "a@::1", "a@grid.example/b:1"})
    void of_whenColonsAreNotOfAPort_thenTaken(String text) {
        assertThat(GridAddress.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@grid.example/\u0001", "a\u0000@b", "a@b/\uD800", "a@b/\uFFFE"})
    void of_whenACharacterCantBeSent_thenNamesIt(String text) {
        assertThatThrownBy(() -> GridAddress.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U+");
    }

    @Test
    void of_whenAPartIsTooLong_thenRefused() {
        assertThatThrownBy(() -> GridAddress.of("a".repeat(1024) + "@grid.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than 1023 bytes");
    }
}
