package org.xmppgrid.iodef.value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IodefTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2015-07-18T09:00:00-05:00, 2015-07-18T14:00:00Z",
        "2013-03-07T16:14:56.757+05:30, 2013-03-07T10:44:56.757Z",
        "2024-02-29T24:00:00Z, 2024-03-01T00:00:00Z",
        "2024-02-29T10:00:00.123456789012345Z, 2024-02-29T10:00:00.123456789Z",
        "12024-02-29T10:00:00Z, +12024-02-29T10:00:00Z"
    })
    void instant_whenTheTimeHasAZone_thenIsThatInstant(String text, Instant expected) {
        assertThat(IodefTime.of(text).instant()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T10:00:00",
                "2024-02-29T10:00:60Z",
                "2024-02-29T10:00:00+15:00",
                "2024-02-29T10:00:00+01:60",
                "2023-02-29T10:00:00Z",
                "2024-02-29T10:00Z",
                "noon",
                ""
            })
    void instant_whenThereIsNone_thenIsEmptyAndTheTextStays(String text) {
        assertThat(IodefTime.of(text).instant()).isEmpty();
        assertThat(IodefTime.of(text).text()).isEqualTo(text);
    }

    @Test
    void local_whenThereIsNoZone_thenIsTheTimeOfDay() {
        assertThat(IodefTime.of("2024-02-29T10:00:00").local()).contains(LocalDateTime.of(2024, 2, 29, 10, 0));
    }

    @Test
    void of_whenSecondsAreZero_thenWritesThem() {
        assertThat(IodefTime.of(OffsetDateTime.parse("2015-07-18T09:00-05:00")).text())
                .isEqualTo("2015-07-18T09:00:00-05:00");
    }

    @Test
    void of_whenTheInstantIsFarAway_thenWritesNoPlus() {
        assertThat(IodefTime.of(Instant.parse("+12024-02-29T10:00:00Z")).text()).isEqualTo("12024-02-29T10:00:00Z");
    }

    @Test
    void of_whenTheOffsetHasSeconds_thenIsRefused() {
        OffsetDateTime time = OffsetDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.ofHoursMinutesSeconds(1, 0, 30));

        assertThatThrownBy(() -> IodefTime.of(time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("+01:00:30");
    }

    @Test
    void equals_whenTheTextDiffers_thenIsFalseForTheSameInstant() {
        assertThat(IodefTime.of("2024-01-01T00:00:00Z"))
                .isEqualTo(IodefTime.of(" 2024-01-01T00:00:00Z\n"))
                .isNotEqualTo(IodefTime.of("2024-01-01T00:00:00+00:00"));
    }
}
