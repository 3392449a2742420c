package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ScramExchangeTest {
    private static final SaslOffer OFFER = new SaslOffer(List.of("SCRAM-SHA-256"), Optional.empty());
    private static final SaslOffer XEP_0474_OFFER = new SaslOffer(
            List.of("SCRAM-SHA-1", "SCRAM-SHA-1-PLUS"), Optional.of(List.of("tls-server-end-point", "tls-exporter")));
    private static final String XEP_0474_NONCE = "12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6";
    private static final String XEP_0474_FIRST = "r=" + XEP_0474_NONCE
            + "a09117a6-ac50-4f2f-93f1-93799c2bddf6,s=QSXCR+Q6sek8bf92,i=4096,h=G6k/rBLDqgOhRRaCuuatSDFkJ08=";
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_NONCE = NONCE + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String FIRST = "r=" + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private static final String LAST = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    @Test
    void exchange_whenGivenTheVectorOfRfc7677Section3_saysTheSame() throws Exception {
        ScramExchange exchange = exchange("user", "pencil");
        assertThat(text(exchange.first())).isEqualTo("n,,n=user,r=" + NONCE);
        assertThat(text(exchange.last(bytes(FIRST))))
                .isEqualTo("c=biws,r=" + SERVER_NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThat(exchange.isProven()).isFalse();
        exchange.finish(bytes(LAST));
        assertThat(exchange.isProven()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = SaslMechanism.class,
            names = {"SCRAM_SHA_512", "SCRAM_SHA_256", "SCRAM_SHA_1"})
    void exchange_whenServerIsAnIndependentOne_isProven(SaslMechanism mechanism) throws Exception {
        ServerScram server = new ServerScram(mechanism.protocolName(), "pässword, =");
        ScramExchange exchange = new ScramExchange(
                terms(mechanism, new SaltedKeys()), "a=b,c", "pässword, =".toCharArray(), NONCE, () -> false);
        byte[] last = exchange.last(bytes(server.first(text(exchange.first()))));
        exchange.finish(bytes(server.last(text(last))));
        assertThat(exchange.isProven()).isTrue();
        assertThat(server.user()).isEqualTo("a=3Db=2Cc");
    }

    @Test
    void answer_whenOptionalExtensionsFollow_toleratesThem() {
        assertThatNoException().isThrownBy(() -> begun().last(bytes(FIRST + ",x=future,y=")));
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
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=2147483647  | 2147483647 iterations",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=2147483648  | 2147483648 iterations",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=99999999999 | not one",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=-4096       | not one",
                "r=rOprNGfwEbeRWgbNEkqOx,s=QUJD,i=04096       | not one",
                "e=other-error                                | without r="
            })
    void answer_whenServerBreaksTheRules_refuses(String first, String word) {
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() -> begun().last(bytes(first)))
                .withMessageContaining(word)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONTROLLER_NOT_PROVEN));
    }

    @Test
    void exchange_whenRfc5802Section5_saysTheSame() throws Exception {
        ScramExchange exchange = new ScramExchange(
                terms(SaslMechanism.SCRAM_SHA_1, new SaltedKeys()),
                "user",
                "pencil".toCharArray(),
                "fyko+d2lbbFgONRv9qkxdawL",
                () -> false);
        assertThat(text(exchange.first())).isEqualTo("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
        assertThat(text(exchange.answer(
                        bytes("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"))))
                .isEqualTo("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
        assertThat(exchange.answer(bytes("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="))).isNull();
        exchange.succeeded();
    }

    @Test
    void exchange_whenXep0474Example_saysTheSame() throws Exception {
        ScramExchange exchange = new ScramExchange(
                bound(
                        SaslMechanism.SCRAM_SHA_1_PLUS,
                        new ChannelBinding(ChannelBinding.TLS_EXPORTER, bytes("THIS IS FAKE CB DATA")),
                        XEP_0474_OFFER),
                "user",
                "pencil".toCharArray(),
                XEP_0474_NONCE,
                () -> false);
        assertThat(text(exchange.first())).isEqualTo("p=tls-exporter,,n=user,r=" + XEP_0474_NONCE);
        // The example's own proof covers an attribute x=, which it adds to show that there may be some.
        assertThat(text(exchange.last(bytes(XEP_0474_FIRST))))
                .startsWith("c=cD10bHMtZXhwb3J0ZXIsLFRISVMgSVMgRkFLRSBDQiBEQVRB,r=" + XEP_0474_NONCE
                        + "a09117a6-ac50-4f2f-93f1-93799c2bddf6,p=");
    }

    @ParameterizedTest
    @MethodSource("changedOffers")
    void answer_whenTheOfferWasChangedOnItsWay_sendsNoProof(SaslOffer offer) throws Exception {
        ScramExchange exchange = new ScramExchange(
                bound(
                        SaslMechanism.SCRAM_SHA_1_PLUS,
                        new ChannelBinding(ChannelBinding.TLS_EXPORTER, bytes("THIS IS FAKE CB DATA")),
                        offer),
                "user",
                "pencil".toCharArray(),
                XEP_0474_NONCE,
                () -> false);
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() -> exchange.last(bytes(XEP_0474_FIRST)))
                .withMessageContaining("another offer")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DOWNGRADE_DETECTED));
    }

    static Stream<SaslOffer> changedOffers() {
        return Stream.of(
                new SaslOffer(List.of("SCRAM-SHA-1-PLUS"), XEP_0474_OFFER.bindings()),
                new SaslOffer(XEP_0474_OFFER.mechanisms(), Optional.of(List.of("tls-server-end-point"))),
                new SaslOffer(XEP_0474_OFFER.mechanisms(), Optional.empty()),
                new SaslOffer(List.of("SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "PLAIN"), XEP_0474_OFFER.bindings()));
    }

    @Test
    void exchange_whenLoginWasProven_keepsTheKeyAndUsesItAgain() throws Exception {
        SaltedKeys keys = new SaltedKeys();
        loginWith(keys, () -> false);
        assertThat(keys.size()).isOne();
        // Deriving would stop at the first look at whether anybody waits; what is remembered needs no deriving.
        loginWith(keys, () -> {
            throw new AssertionError("The key was derived again");
        });
    }

    @Test
    void failed_whenTheControllerRefusesAKnownKey_forgetsIt() throws Exception {
        SaltedKeys keys = new SaltedKeys();
        loginWith(keys, () -> false);
        ScramExchange refused = new ScramExchange(
                terms(SaslMechanism.SCRAM_SHA_256, keys), "user", "pencil".toCharArray(), NONCE, () -> false);
        ServerScram server = new ServerScram("SCRAM-SHA-256", "pencil");
        server.iterations = 5000;
        refused.last(bytes(server.first(text(refused.first()))));
        refused.failed();
        assertThat(keys.size()).isZero();
    }

    private static void loginWith(SaltedKeys keys, BooleanSupplier abandoned) throws Exception {
        ServerScram server = new ServerScram("SCRAM-SHA-256", "pencil");
        server.iterations = 5000;
        ScramExchange exchange = new ScramExchange(
                terms(SaslMechanism.SCRAM_SHA_256, keys), "user", "pencil".toCharArray(), NONCE, abandoned);
        exchange.finish(bytes(server.last(text(exchange.last(bytes(server.first(text(exchange.first()))))))));
        exchange.succeeded();
    }

    @Test
    void finish_whenTheServerDidOfferChannelBinding_detectsTheDowngrade() throws Exception {
        ScramExchange exchange = begun();
        exchange.last(bytes(FIRST));
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() -> exchange.finish(bytes("e=server-does-support-channel-binding")))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DOWNGRADE_DETECTED));
    }

    @Test
    void answer_whenAskedTwice_refuses() throws Exception {
        ScramExchange exchange = begun();
        exchange.last(bytes(FIRST));
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() -> exchange.last(bytes(FIRST)))
                .withMessageContaining("second");
    }

    @Test
    void answer_whenNobodyWaitsAnyMore_stops() throws Exception {
        ScramExchange exchange = new ScramExchange(
                terms(SaslMechanism.SCRAM_SHA_256, new SaltedKeys()),
                "user",
                "pencil".toCharArray(),
                NONCE,
                () -> true);
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() -> exchange.last(bytes(FIRST.replace("i=4096", "i=10000000"))))
                .withMessageContaining("connect timeout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v=AAAA", "v=", "v=*", "", "x=1", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G0=", "V=6rri"})
    void finish_whenSignatureIsNotRight_doesNotBelieve(String last) throws Exception {
        ScramExchange exchange = begun();
        exchange.last(bytes(FIRST));
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() -> exchange.finish(bytes(last)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONTROLLER_NOT_PROVEN));
        assertThat(exchange.isProven()).isFalse();
        assertThatExceptionOfType(SaslFaultException.class)
                .as("no second chance")
                .isThrownBy(() -> exchange.finish(bytes(LAST)));
    }

    @Test
    void finish_whenServerNamesAnError_saysThatCredentialsAreRefused() throws Exception {
        ScramExchange exchange = begun();
        exchange.last(bytes(FIRST));
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() -> exchange.finish(bytes("e=unknown-user\u0007")))
                .withMessageContaining("e=unknown-user?")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0007"})
    void exchange_whenPasswordCantBeUsed_saysSoWithoutIt(String password) {
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() -> exchange("user", password))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED));
    }

    @Test
    void exchange_whenBegun_overwritesThePasswordItWasGiven() throws Exception {
        char[] password = "pencil".toCharArray();
        new ScramExchange(terms(SaslMechanism.SCRAM_SHA_256, new SaltedKeys()), "user", password, NONCE, () -> false);
        assertThat(password).containsOnly('\0');
    }

    @ParameterizedTest
    @CsvSource({"user, pen\u0007cil", "us\u0007er, pencil"})
    void exchange_whenNameOrPasswordCantBeUsed_overwritesThePasswordAllTheSame(String user, String secret) {
        char[] password = secret.toCharArray();
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() -> new ScramExchange(
                        terms(SaslMechanism.SCRAM_SHA_256, new SaltedKeys()), user, password, NONCE, () -> false));
        assertThat(password).containsOnly('\0');
    }

    @Test
    void finish_whenTheServerSeesAnotherChannel_doesNotBlameThePassword() throws Exception {
        ScramExchange exchange = begun();
        exchange.last(bytes(FIRST));
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() -> exchange.finish(bytes("e=channel-bindings-dont-match")))
                .withMessageContaining("another TLS connection")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONTROLLER_NOT_PROVEN));
    }

    @Test
    void nonce_whenMade_isPrintableWithoutACommaAndNew() {
        String nonce = ScramExchange.nonce(new SecureRandom());
        assertThat(nonce).matches("[!-+\\--~]{32}").isNotEqualTo(ScramExchange.nonce(new SecureRandom()));
    }

    private static ScramExchange begun() throws SaslFaultException {
        return exchange("user", "pencil");
    }

    private static ScramExchange exchange(String user, String password) throws SaslFaultException {
        return new ScramExchange(
                terms(SaslMechanism.SCRAM_SHA_256, new SaltedKeys()), user, password.toCharArray(), NONCE, () -> false);
    }

    private static ScramTerms terms(SaslMechanism mechanism, SaltedKeys keys) {
        return new ScramTerms(
                new SaslChoice.Use(mechanism, Optional.empty(), SaslChoice.UNBOUND),
                OFFER,
                AuthenticationPolicy.standard(),
                keys);
    }

    private static ScramTerms bound(SaslMechanism mechanism, ChannelBinding binding, SaslOffer offer) {
        return new ScramTerms(
                new SaslChoice.Use(mechanism, Optional.of(binding), "p=" + binding.type() + ",,"),
                offer,
                AuthenticationPolicy.standard(),
                new SaltedKeys());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
