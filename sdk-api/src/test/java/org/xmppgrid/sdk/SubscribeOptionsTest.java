package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The options of a subscription by their names in the form (XEP-0060 §16.4.2). */
class SubscribeOptionsTest {

    @Test
    void fields_whenAllAreAsked_thenAreThoseOfTheStandard() {
        SubscribeOptions options = SubscribeOptions.defaults()
                .deliver(false)
                .digest(Duration.ofMinutes(1))
                .showValues(SubscribeOptions.Show.ONLINE, SubscribeOptions.Show.XA)
                .depth(SubscribeOptions.ALL_LEVELS)
                .keywords("x-search#keyword", "worm", "botnet")
                .field("pubsub#include_body", "0");

        assertThat(options.fields())
                .isEqualTo(Map.of(
                        "pubsub#deliver", List.of("0"),
                        "pubsub#digest", List.of("1"),
                        "pubsub#digest_frequency", List.of("60000"),
                        "pubsub#show-values", List.of("online", "xa"),
                        "pubsub#subscription_depth", List.of("all"),
                        "x-search#keyword", List.of("worm", "botnet"),
                        "pubsub#include_body", List.of("0")));
        assertThat(options.delivers()).isFalse();
        assertThat(options.digestFrequency()).contains(Duration.ofMinutes(1));
        assertThat(options.depth(1).fields().get("pubsub#subscription_depth")).containsExactly("1");
    }

    @Test
    void needSupport_whenOnlyTheAddressIsChosen_thenFalse() {
        assertThat(SubscribeOptions.defaults().forThisConnection().needSupport())
                .isFalse();
        assertThat(SubscribeOptions.defaults().deliver(true).needSupport()).isTrue();
        assertThat(SubscribeOptions.defaults().expires(Duration.ofDays(1)).needSupport())
                .isTrue();
    }

    @Test
    void withers_whenUsed_thenTheOriginalStays() {
        SubscribeOptions before = SubscribeOptions.defaults();

        before.deliver(false).expires(Duration.ofHours(1)).forThisConnection();

        assertThat(before).isEqualTo(SubscribeOptions.defaults());
        assertThat(before.delivers()).isTrue();
    }

    @Test
    void field_whenItIsTheEnd_thenTakesThePlaceOfTheLease() {
        SubscribeOptions options =
                SubscribeOptions.defaults().expires(Duration.ofHours(1)).field("pubsub#expire", "presence");

        assertThat(options.lease()).isEmpty();
        assertThat(options.fields()).containsEntry("pubsub#expire", List.of("presence"));
    }

    @Test
    void values_whenTheyCantBe_thenRefused() {
        SubscribeOptions options = SubscribeOptions.defaults();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.expires(Duration.ZERO))
                .withMessageContaining("to last must be positive");
        assertThatIllegalArgumentException().isThrownBy(() -> options.digest(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> options.depth(0));
        assertThatIllegalArgumentException().isThrownBy(() -> options.field("", "1"));
    }
}
