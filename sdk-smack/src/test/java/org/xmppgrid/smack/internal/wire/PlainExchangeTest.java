package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PlainExchangeTest {

    @Test
    void first_whenAsked_isRfc4616InUtf8AndThePasswordIsOverwritten() throws Exception {
        char[] password = "päss\u00a0wörd".toCharArray();
        byte[] message = new PlainExchange("tim", password).first();
        assertThat(new String(message, StandardCharsets.UTF_8)).isEqualTo("\0tim\0päss wörd");
        assertThat(password).containsOnly('\0');
    }

    @Test
    void first_whenThePasswordIsEmpty_refuses() {
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() -> new PlainExchange("tim", new char[0]).first())
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED));
    }

    @Test
    void failed_whenNothingWasSent_overwritesThePassword() {
        char[] password = "secret".toCharArray();
        new PlainExchange("tim", password).failed();
        assertThat(password).containsOnly('\0');
    }
}
