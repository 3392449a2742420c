package org.xmppgrid.sdk;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FilterCriteriaTest {
    private static final FilterCriteria<Map<String, List<String>>> CRITERIA = FilterCriteria.of(
            new Criterion<>("severity", report -> report.getOrDefault("severity", List.of())),
            new Criterion<>("sector", report -> report.getOrDefault("sector", List.of())));

    @Test
    void matches_whenEachValueIsAmongThePayloads_thenTrue() {
        TopicFilter filter = TopicFilter.of("severity", "high").and("sector", "energy");

        assertThat(CRITERIA.matches(
                        filter, Map.of("severity", List.of("low", "high"), "sector", List.of("energy", "water"))))
                .isTrue();
        assertThat(CRITERIA.matches(filter, Map.of("severity", List.of("high"), "sector", List.of("water"))))
                .isFalse();
        assertThat(CRITERIA.matches(filter, Map.of("severity", List.of("high"))))
                .isFalse();
        assertThat(CRITERIA.matches(filter, Map.of("severity", List.of("HIGH"), "sector", List.of("energy"))))
                .isFalse();
    }

    @Test
    void matches_whenCriterionIsUnknown_thenRefusedByName() {
        TopicFilter filter = TopicFilter.of("colour", "red");

        assertThat(CRITERIA.know(filter)).isFalse();
        assertThatThrownBy(() -> CRITERIA.matches(filter, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no criterion colour among [severity, sector]");
    }

    @Test
    void of_whenNamesAreNotDistinct_thenRefused() {
        Criterion<String> criterion = new Criterion<>("a", List::of);

        assertThatThrownBy(() -> FilterCriteria.of(criterion, criterion)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(FilterCriteria::of).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a&b", "a?b", "\u00e9", "a\n"})
    void criterion_whenNameHasOtherCharacters_thenRefused(String name) {
        assertThatThrownBy(() -> new Criterion<String>(name, List::of)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TopicFilter.of(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void and_whenFiltersAreEqual_thenSoAreTheirTexts() {
        TopicFilter one = TopicFilter.of("b", "2").and("a", "1");
        TopicFilter other = TopicFilter.of("a", "1").and("b", "2");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString("a=1&b=2");
        assertThat(TopicFilter.parse("a=1&b=2")).isEqualTo(one);
    }

    @Test
    void and_whenCriterionIsThereAlready_thenRefused() {
        TopicFilter filter = TopicFilter.of("a", "1");

        assertThatThrownBy(() -> filter.and("a", "2")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud83d", "a\ude00"})
    void of_whenValueIsNoText_thenRefused(String value) {
        assertThatThrownBy(() -> TopicFilter.of("a", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=", "=b", "b=1&a=2", "a=%2f", "a=%7E", "a=1&", "a=b=c"})
    void parse_whenTextIsNotCanonical_thenRefused(String text) {
        assertThatThrownBy(() -> TopicFilter.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
