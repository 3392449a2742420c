package org.xmppgrid.sdk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xmppgrid.sdk.SaslMechanism.EXTERNAL;
import static org.xmppgrid.sdk.SaslMechanism.PLAIN;
import static org.xmppgrid.sdk.SaslMechanism.SCRAM_SHA_1;
import static org.xmppgrid.sdk.SaslMechanism.SCRAM_SHA_1_PLUS;
import static org.xmppgrid.sdk.SaslMechanism.SCRAM_SHA_256;
import static org.xmppgrid.sdk.SaslMechanism.SCRAM_SHA_256_PLUS;
import static org.xmppgrid.sdk.SaslMechanism.SCRAM_SHA_512;
import static org.xmppgrid.sdk.SaslMechanism.SCRAM_SHA_512_PLUS;

class AuthenticationPolicyTest {

    /** RFC 8600 §8.3.1. */
    @Test
    void standard_whenNothingIsSaid_thenCertificateThenSha256BeforeSha1AndNoPlain() {
        assertThat(AuthenticationPolicy.standard().mechanisms())
                .containsExactly(
                        EXTERNAL,
                        SCRAM_SHA_512_PLUS,
                        SCRAM_SHA_256_PLUS,
                        SCRAM_SHA_512,
                        SCRAM_SHA_256,
                        SCRAM_SHA_1_PLUS,
                        SCRAM_SHA_1);
        assertThat(AuthenticationPolicy.standard().isChannelBindingRequired()).isFalse();
        assertThat(AuthenticationPolicy.standard().minIterations()).isEqualTo(4096);
        assertThat(AuthenticationPolicy.standard().maxIterations()).isEqualTo(10_000_000);
    }

    @Test
    void allowing_whenMechanismsAreNamed_thenTheseInThisOrderOnce() {
        assertThat(AuthenticationPolicy.allowing(PLAIN, SCRAM_SHA_256, PLAIN).mechanisms())
                .containsExactly(PLAIN, SCRAM_SHA_256);
    }

    @Test
    void allowing_whenThereIsNone_thenRefused() {
        assertThatThrownBy(AuthenticationPolicy::allowing).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuthenticationPolicy.allowing(PLAIN).without(PLAIN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requireChannelBinding_whenAsked_thenOnlyBoundLoginsAreLeft() {
        AuthenticationPolicy bound = AuthenticationPolicy.standard().requireChannelBinding();

        assertThat(bound.mechanisms())
                .containsExactly(EXTERNAL, SCRAM_SHA_512_PLUS, SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS);
        assertThat(bound.isChannelBindingRequired()).isTrue();
    }

    @Test
    void requireChannelBinding_whenNoMechanismBinds_thenSaysWhatToDo() {
        assertThatThrownBy(() ->
                        AuthenticationPolicy.allowing(SCRAM_SHA_256, PLAIN).requireChannelBinding())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SCRAM-SHA-256, PLAIN")
                .hasMessageContaining("-PLUS");
    }

    @Test
    void without_whenThePolicyIsStrict_thenItStaysStrict() {
        AuthenticationPolicy policy = AuthenticationPolicy.standard()
                .withIterations(10_000, 20_000)
                .requireChannelBinding()
                .without(SCRAM_SHA_1_PLUS, EXTERNAL);

        assertThat(policy.mechanisms()).containsExactly(SCRAM_SHA_512_PLUS, SCRAM_SHA_256_PLUS);
        assertThat(policy.isChannelBindingRequired()).isTrue();
        assertThat(policy.minIterations()).isEqualTo(10_000);
        assertThat(policy.maxIterations()).isEqualTo(20_000);
    }

    @Test
    void standard_whenChanged_thenTheOriginalIsNot() {
        AuthenticationPolicy.standard().requireChannelBinding();
        AuthenticationPolicy.standard().withIterations(1, 2);

        assertThat(AuthenticationPolicy.standard().isChannelBindingRequired()).isFalse();
        assertThat(AuthenticationPolicy.standard().minIterations()).isEqualTo(4096);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "-1,5", "5,4", "1,-2147483648"})
    void withIterations_whenItIsNoRange_thenRefused(int least, int most) {
        assertThatThrownBy(() -> AuthenticationPolicy.standard().withIterations(least, most))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(least + " to " + most);
    }
}
