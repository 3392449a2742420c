package org.xmppgrid.iodef.confidentiality;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.iodef.model.Extension;
import org.xmppgrid.iodef.model.Flow;
import org.xmppgrid.iodef.value.Restriction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DisclosurePolicyTest {
    private final DisclosurePolicy strict = DisclosurePolicy.strict();

    @ParameterizedTest
    @CsvSource({
        "public, public",
        "white, public",
        "partner, partner",
        "green, partner",
        "need-to-know, need-to-know",
        "amber, need-to-know",
        "private, private",
        "red, private",
        "default, private",
        "ext-value, private",
        "Public, private",
        "tlp:clear, private"
    })
    void level_whenNothingIsConfigured_thenColoursAreLevelsAndTheRestIsPrivate(String token, String level) {
        assertThat(strict.level(Restriction.of(token))).isEqualTo(Restriction.of(level));
    }

    @Test
    void withDefault_whenThePartiesAgreed_thenDefaultMeansThat() {
        DisclosurePolicy agreed = strict.withDefault(Restriction.AMBER);

        assertThat(agreed.level(Restriction.DEFAULT)).isEqualTo(Restriction.NEED_TO_KNOW);
        assertThat(strict.level(Restriction.DEFAULT)).isEqualTo(Restriction.PRIVATE);
    }

    @Test
    void stated_whenAnExtendedValueIsConfigured_thenMeansThatInAnyCase() {
        DisclosurePolicy policy = strict.withExtension("amber-strict", Restriction.NEED_TO_KNOW);
        Extension part = Extension.builder()
                .withRestriction(Restriction.EXT_VALUE)
                .withExtRestriction(" Amber-Strict ")
                .buildPartial();

        assertThat(policy.stated(part)).contains(Restriction.NEED_TO_KNOW);
        assertThat(strict.stated(part)).contains(Restriction.PRIVATE);
    }

    @Test
    void stated_whenBothAttributesContradict_thenMeansTheStricter() {
        Extension part = Extension.builder()
                .withRestriction(Restriction.PUBLIC)
                .withExtRestriction("somebody")
                .buildPartial();

        assertThat(strict.stated(part)).contains(Restriction.PRIVATE);
        assertThat(strict.withExtension("somebody", Restriction.GREEN).stated(part))
                .contains(Restriction.PARTNER);
    }

    @Test
    void stated_whenAClassHasNoRestriction_thenIsEmpty() {
        assertThat(strict.stated(Flow.builder().buildPartial())).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.stated("text"))
                .withMessageContaining("String");
    }

    @Test
    void withExtension_whenAColourWouldBecomeWeaker_thenRefuses() {
        for (String token : new String[] {"amber-strict", "TLP:AMBER+STRICT", "amber"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> strict.withExtension(token, Restriction.GREEN))
                    .withMessageContaining("amber");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> strict.withExtension("red", Restriction.AMBER));
        assertThat(strict.withExtension("shared", Restriction.PUBLIC).level(Restriction.of("shared")))
                .isEqualTo(Restriction.PUBLIC);
    }

    @Test
    void withDefault_whenTheMeaningIsNoLevel_thenRefuses() {
        assertThatIllegalArgumentException().isThrownBy(() -> strict.withDefault(Restriction.DEFAULT));
        assertThatIllegalArgumentException().isThrownBy(() -> strict.withDefault(Restriction.of("clear")));
    }
}
