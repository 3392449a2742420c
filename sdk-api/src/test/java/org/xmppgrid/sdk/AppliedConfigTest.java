package org.xmppgrid.sdk;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.AppliedConfig.Difference;
import org.xmppgrid.sdk.AppliedConfig.Verification;

import static org.assertj.core.api.Assertions.assertThat;

class AppliedConfigTest {
    private static final TopicConfig WHITELIST = TopicConfig.brokerDefault().accessModel(AccessModel.WHITELIST);

    @Test
    void toString_whenAllIsAsAsked_thenSaysTheAccess() {
        assertThat(new AppliedConfig(WHITELIST, true, Verification.CONFIGURATION, List.of()))
                .hasToString("AppliedConfig[created, access by whitelist]");
    }

    @Test
    void toString_whenNotVerified_thenSaysSo() {
        assertThat(new AppliedConfig(WHITELIST, false, Verification.NOTHING, List.of()))
                .hasToString("AppliedConfig[not created, access by whitelist, not verified]");
        assertThat(new AppliedConfig(WHITELIST, true, Verification.DESCRIPTION, List.of()).toString())
                .contains("not verified but for what the broker tells everybody");
    }

    @Test
    void toString_whenTheBrokerSentControlCharacters_thenTheyDoNothing() {
        assertThat(new Difference("pubsub#title", List.of("a"), List.of("b\nINFO forged")).toString())
                .isEqualTo("pubsub#title asked a, is b\\u000AINFO forged");
    }

    @Test
    void isVerified_whenOnlyDescribed_thenNot() {
        assertThat(new AppliedConfig(WHITELIST, true, Verification.DESCRIPTION, List.of()).isVerified())
                .isFalse();
        assertThat(new AppliedConfig(WHITELIST, true, Verification.CONFIGURATION, List.of()).isVerified())
                .isTrue();
    }
}
