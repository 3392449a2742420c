package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ScramExchangeTest {
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_NONCE = NONCE + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String FIRST = "r=" + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private static final String LAST = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    @Test
    void exchange_whenGivenTheVectorOfRfc7677Section3_saysTheSame() throws Exception {
        ScramExchange exchange = exchange("user", "pencil");
        assertThat(text(exchange.first())).isEqualTo("n,,n=user,r=" + NONCE);
        assertThat(text(exchange.answer(bytes(FIRST))))
                .isEqualTo("c=biws,r=" + SERVER_NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThat(exchange.isProven()).isFalse();
        exchange.finish(bytes(LAST));
        assertThat(exchange.isProven()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = SaslMechanism.class,
            names = {"SCRAM_SHA_512", "SCRAM_SHA_256"})
    void exchange_whenServerIsAnIndependentOne_isProven(SaslMechanism mechanism) throws Exception {
        ServerScram server = new ServerScram(mechanism.protocolName(), "pässword, =");
        ScramExchange exchange = new ScramExchange(mechanism, "a=b,c", "pässword, =".toCharArray(), NONCE, () -> false);
        byte[] last = exchange.answer(bytes(server.first(text(exchange.first()))));
        exchange.finish(bytes(server.last(text(last))));
        assertThat(exchange.isProven()).isTrue();
        assertThat(server.user()).isEqualTo("a=3Db=2Cc");
    }

    @Test
    void answer_whenOptionalExtensionsFollow_toleratesThem() {
        assertThatNoException().isThrownBy(() -> begun().answer(bytes(FIRST + ",x=future,y=")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m=ext,r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=4096 | extension",
                "r=rOprNGfwEbeRWgbNEkqO,s=QUJD,i=4096         | nonce",
                "r=somethingElse,s=QUJD,i=4096                | nonce",
                "r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096            | empty salt",
                "r=rOprNGfwEbeRWgbNEkqOx,s=*,i=4096           | not base64",
                "r=rOprNGfwEbeRWgbNEkqOx,i=4096               | without s=",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD               | without i=",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=1           | 1 iterations",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=4095        | 4095 iterations",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=10000001    | 10000001 iterations",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=2147483648  | 2147483648 iterations",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=99999999999 | not one",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=-4096       | not one",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=04096       | not one",
                "e=other-error                                | without r="
            })
    void answer_whenServerBreaksTheRules_refuses(String first, String word) {
        assertThatExceptionOfType(ScramException.class)
                .isThrownBy(() -> begun().answer(bytes(first)))
                .withMessageContaining(word)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONTROLLER_NOT_PROVEN));
    }

    @Test
    void answer_whenAskedTwice_refuses() throws Exception {
        ScramExchange exchange = begun();
        exchange.answer(bytes(FIRST));
        assertThatExceptionOfType(ScramException.class)
                .isThrownBy(() -> exchange.answer(bytes(FIRST)))
                .withMessageContaining("second");
    }

    @Test
    void answer_whenNobodyWaitsAnyMore_stops() throws Exception {
        ScramExchange exchange =
                new ScramExchange(SaslMechanism.SCRAM_SHA_256, "user", "pencil".toCharArray(), NONCE, () -> true);
        assertThatExceptionOfType(ScramException.class)
                .isThrownBy(() -> exchange.answer(bytes(FIRST.replace("i=4096", "i=10000000"))))
                .withMessageContaining("connect timeout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v=AAAA", "v=", "v=*", "", "x=1", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G0=", "V=6rri"})
    void finish_whenSignatureIsNotRight_doesNotBelieve(String last) throws Exception {
        ScramExchange exchange = begun();
        exchange.answer(bytes(FIRST));
        assertThatExceptionOfType(ScramException.class)
                .isThrownBy(() -> exchange.finish(bytes(last)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONTROLLER_NOT_PROVEN));
        assertThat(exchange.isProven()).isFalse();
        assertThatExceptionOfType(ScramException.class)
                .as("no second chance")
                .isThrownBy(() -> exchange.finish(bytes(LAST)));
    }

    @Test
    void finish_whenServerNamesAnError_saysThatCredentialsAreRefused() throws Exception {
        ScramExchange exchange = begun();
        exchange.answer(bytes(FIRST));
        assertThatExceptionOfType(ScramException.class)
                .isThrownBy(() -> exchange.finish(bytes("e=unknown-user\u0007")))
                .withMessageContaining("e=unknown-user?")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0007"})
    void exchange_whenPasswordCantBeUsed_saysSoWithoutIt(String password) {
        assertThatExceptionOfType(ScramException.class)
                .isThrownBy(() -> exchange("user", password))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED));
    }

    @Test
    void exchange_whenBegun_overwritesThePasswordItWasGiven() throws Exception {
        char[] password = "pencil".toCharArray();
        new ScramExchange(SaslMechanism.SCRAM_SHA_256, "user", password, NONCE, () -> false);
        assertThat(password).containsOnly('\0');
    }

    @Test
    void nonce_whenMade_isPrintableWithoutACommaAndNew() {
        String nonce = ScramExchange.nonce(new SecureRandom());
        assertThat(nonce).matches("[!-+\\--~]{32}").isNotEqualTo(ScramExchange.nonce(new SecureRandom()));
    }

    private static ScramExchange begun() throws ScramException {
        return exchange("user", "pencil");
    }

    private static ScramExchange exchange(String user, String password) throws ScramException {
        return new ScramExchange(SaslMechanism.SCRAM_SHA_256, user, password.toCharArray(), NONCE, () -> false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
