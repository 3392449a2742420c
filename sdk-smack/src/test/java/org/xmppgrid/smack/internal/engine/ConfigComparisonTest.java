package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.AppliedConfig.Difference;
import org.xmppgrid.sdk.AppliedConfig.Verification;
import org.xmppgrid.sdk.TopicConfig;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigComparisonTest {

    @ParameterizedTest
    @CsvSource({
        "pubsub#persist_items, 1,        true,      true",
        "pubsub#persist_items, 1,        0,         false",
        "pubsub#max_items,     7,        07,        true",
        "pubsub#max_items,     max,      1000,      false",
        "pubsub#title,         true,     1,         false",
        "pubsub#title,         a,        A,         false",
        "pubsub#itemreply,     none,     none,      true",
        "pubsub#itemreply,     none,     owner,     false",
        "pubsub#contact,       A@X.EXAMPLE, a@x.example, true",
        "x-own,                1,        true,      true",
        "x-own,                a,        b,         false",
    })
    void same_whenWrittenDifferently_thenTheMeaningCounts(String field, String one, String other, boolean same) {
        assertThat(ConfigComparison.same(field, List.of(one), List.of(other))).isEqualTo(same);
        assertThat(ConfigComparison.same(field, List.of(other), List.of(one))).isEqualTo(same);
    }

    @Test
    void same_whenListsAreInAnotherOrder_thenSame() {
        assertThat(ConfigComparison.same("pubsub#roster_groups_allowed", List.of("a", "b"), List.of("b", "a")))
                .isTrue();
        assertThat(ConfigComparison.same("pubsub#contact", List.of("a@x", "b@x"), List.of("a@x")))
                .isFalse();
    }

    @Test
    void same_whenThereIsNoValueOrAnEmptyOne_thenSame() {
        assertThat(ConfigComparison.same("pubsub#title", List.of(""), List.of()))
                .isTrue();
        assertThat(ConfigComparison.same("pubsub#title", List.of("a"), List.of()))
                .isFalse();
    }

    @Test
    void differences_whenTheOwnerIsTold_thenAMissingFieldIsOne() {
        KnownConfig known = new KnownConfig(
                TopicConfig.of(Map.of("pubsub#access_model", List.of("whitelist"))), true, Verification.CONFIGURATION);

        assertThat(ConfigComparison.differences(
                        List.of(AccessModel.AUTHORIZE), Map.of("pubsub#title", List.of("a")), known))
                .containsExactly(
                        new Difference("pubsub#access_model", List.of("authorize"), List.of("whitelist")),
                        new Difference("pubsub#title", List.of("a"), List.of()));
        assertThat(ConfigComparison.differences(List.of(AccessModel.AUTHORIZE, AccessModel.WHITELIST), Map.of(), known))
                .isEmpty();
    }

    @Test
    void differences_whenOnlyDescribed_thenAMissingFieldIsNone() {
        KnownConfig known =
                new KnownConfig(TopicConfig.of(Map.of("pubsub#title", List.of("b"))), false, Verification.NOTHING);

        assertThat(ConfigComparison.differences(
                        List.of(AccessModel.AUTHORIZE),
                        Map.of("pubsub#title", List.of("a"), "pubsub#max_items", List.of("7")),
                        known))
                .containsExactly(new Difference("pubsub#title", List.of("a"), List.of("b")));
    }
}
