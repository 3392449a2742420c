package org.xmppgrid.testkit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Hostile logins of the embedded grid, as a client sees them that believes everything. */
class GridBrokerSaslFaultTest extends EmbeddedGridTestCase {

    private static final String FIRST = "n,,n=consumer,r=abc";

    static Stream<Arguments> challenges() {
        return Stream.of(
                Arguments.of(SaslFault.iterations(1), "r=abc.+,s=.+,i=1,h=.+"),
                Arguments.of(SaslFault.iterations(Integer.MAX_VALUE), "r=abc.+,s=.+,i=2147483647,h=.+"),
                Arguments.of(SaslFault.mandatoryExtension(), "m=grid,r=abc.+,s=.+,i=4096,h=.+"),
                Arguments.of(SaslFault.nonceNotExtended(), "r=abc,s=.+,i=4096,h=.+"),
                Arguments.of(SaslFault.emptySalt(), "r=abc.+,s=,i=4096,h=.+"));
    }

    @ParameterizedTest
    @MethodSource("challenges")
    void challenge_whenAFaultIsOrdered_thenItIsInItUntilLifted(SaslFault fault, String pattern) throws IOException {
        assertThat(challenge(fault, "SCRAM-SHA-256")).matches(pattern);
        try (RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            assertThat(RawSaslClient.data(raw.auth("SCRAM-SHA-256", FIRST))).matches("r=abc.+,s=.+,i=4096,h=.+");
        }
    }

    static Stream<SaslFault> baits() {
        return Stream.of(
                SaslFault.iterations(1),
                SaslFault.mandatoryExtension(),
                SaslFault.nonceNotExtended(),
                SaslFault.emptySalt());
    }

    @ParameterizedTest
    @MethodSource("baits")
    void login_whenAClientSwallowsTheBait_thenItIsIn(SaslFault fault) throws IOException {
        assertThat(login(fault)).startsWith("<success");
    }

    @Test
    void login_whenIterationsAreBeyondReason_thenNotComputed() throws IOException {
        try (Fault ordered = GRID.sasl(SaslFault.iterations(Integer.MAX_VALUE));
                RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            String challenge = RawSaslClient.data(raw.auth("SCRAM-SHA-256", FIRST));
            String nonce = challenge.substring(0, challenge.indexOf(','));
            assertThat(raw.respond(
                            "c=biws," + nonce + ",p=" + Base64.getEncoder().encodeToString(new byte[32])))
                    .contains("<not-authorized/>");
            assertThat(ordered.hits()).isEqualTo(1);
        }
    }

    @Test
    void success_whenTheSignatureIsWrong_thenAClientCanTell() throws IOException {
        assertThat(login(SaslFault.wrongServerSignature())).startsWith("forged: <success");
    }

    @Test
    void success_whenReplayed_thenItIsTheOneBefore() throws IOException {
        String before = login(SaslFault.iterations(4096));
        assertThat(login(SaslFault.replayedServerFinal())).isEqualTo("forged: " + before);
    }

    @Test
    void success_whenWithoutServerFinal_thenEmpty() throws IOException {
        assertThat(login(SaslFault.successWithoutServerFinal()))
                .isEqualTo("forged: <success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-512"})
    void mechanisms_whenReplaced_thenOnlyThatIsShownAndAClientThatSaysSoIsRefused(String only) throws IOException {
        try (Fault ordered = GRID.sasl(SaslFault.mechanisms(only));
                RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            assertThat(raw.features())
                    .contains("'urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>" + only + "</mechanism></mechanisms>");
            assertThat(raw.scram(only, "y,,", new byte[0], GRID.account("consumer")))
                    .contains("<not-authorized/>");
            assertThat(ordered.hits()).isEqualTo(1);
        }
    }

    @Test
    void mechanisms_whenOnlyPlainIsShown_thenThePasswordOfWhoeverSendsItIsInTheJournal() throws IOException {
        GRID.clearJournal();
        try (Fault ordered = GRID.sasl(SaslFault.mechanisms("PLAIN"));
                RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            assertThat(raw.features()).contains("<mechanism>PLAIN</mechanism></mechanisms>");
            assertThat(raw.plain(GRID.account("consumer"))).startsWith("<success");
            assertThat(GRID.journal()).anyMatch(entry -> entry.xml().contains("mechanism='PLAIN'>AGNvbnN1bWVyA"));
            assertThat(ordered.hits()).isEqualTo(1);
        }
    }

    @Test
    void mechanisms_whenReplaced_thenTheHashIsThatOfTheTrueListUnlessOrdered() throws Exception {
        assertThat(challenge(SaslFault.mechanisms("SCRAM-SHA-1"), "SCRAM-SHA-1"))
                .endsWith(trueHash());
        String offer = "SCRAM-SHA-1\u001f" + (Exporter.isThere() ? "tls-exporter\u001e" : "") + "tls-server-end-point";
        assertThat(challenge(SaslFault.mechanismsAndHash("SCRAM-SHA-1"), "SCRAM-SHA-1"))
                .endsWith(",h=" + sha1(offer));
    }

    @Test
    void mechanisms_whenTheServerItselfLies_thenAClientThatSawNoPlusIsIn() throws IOException {
        try (Fault ordered = GRID.sasl(SaslFault.mechanismsAndHash("SCRAM-SHA-256"));
                RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            assertThat(raw.scram("SCRAM-SHA-256", "y,,", new byte[0], GRID.account("consumer")))
                    .startsWith("<success");
            assertThat(ordered.hits()).isEqualTo(1);
        }
    }

    @Test
    void bindings_whenReplaced_thenShown() throws IOException {
        assertThat(features(SaslFault.bindings("tls-unique")))
                .contains("'urn:xmpp:sasl-cb:0'><channel-binding type='tls-unique'/></sasl-channel-binding>");
        assertThat(features(SaslFault.bindings()))
                .contains("SCRAM-SHA-256-PLUS")
                .doesNotContain("sasl-channel-binding");
    }

    @Test
    void bindings_whenReplaced_thenTheHashIsThatOfTheTrueListUnlessOrdered() throws IOException {
        assertThat(challenge(SaslFault.bindings("tls-unique"), "SCRAM-SHA-1")).endsWith(trueHash());
        assertThat(challenge(SaslFault.bindingsAndHash("tls-unique"), "SCRAM-SHA-1"))
                .doesNotContain(trueHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporary-auth-failure", "account-disabled", "credentials-expired"})
    void refuse_whenOrderedForAnAccount_thenThatAloneIsRefused(String condition) throws IOException {
        try (Fault ordered = GRID.sasl(SaslFault.refuse("consumer", condition));
                RawSaslClient refused = RawSaslClient.startTls(GRID);
                RawSaslClient other = RawSaslClient.startTls(GRID)) {
            assertThat(refused.scram(GRID.account("consumer")))
                    .isEqualTo("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><" + condition + "/></failure>");
            assertThat(other.scram(GRID.account("owner"))).startsWith("<success");
            assertThat(ordered.hits()).isEqualTo(1);
        }
    }

    @Test
    void refuse_whenThePasswordIsWrong_thenNotAuthorizedAsEver() throws IOException {
        try (Fault ordered = GRID.sasl(SaslFault.refuse("consumer", "account-disabled"));
                RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            assertThat(raw.scram(new Account("consumer@grid.example", "wrong"))).contains("<not-authorized/>");
            assertThat(ordered.hits()).isZero();
        }
    }

    @Test
    void refuse_whenNoSuchCondition_thenRefused() {
        assertThatThrownBy(() -> SaslFault.refuse("consumer", "tired"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tired");
    }

    private static String login(SaslFault fault) throws IOException {
        try (Fault ordered = GRID.sasl(fault);
                RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            String last = raw.scram(GRID.account("consumer"));
            assertThat(ordered.hits()).isEqualTo(1);
            return last;
        }
    }

    private static String challenge(SaslFault fault, String mechanism) throws IOException {
        try (Fault ordered = GRID.sasl(fault);
                RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            String challenge = RawSaslClient.data(raw.auth(mechanism, FIRST));
            assertThat(ordered.hits()).isEqualTo(1);
            return challenge;
        }
    }

    private static String features(SaslFault fault) throws IOException {
        try (Fault ordered = GRID.sasl(fault);
                RawSaslClient raw = RawSaslClient.startTls(GRID)) {
            assertThat(ordered.hits()).isEqualTo(1);
            return raw.features();
        }
    }

    /** The hash of what the grid offers when nothing is wrong with its lists. */
    private static String trueHash() throws IOException {
        String challenge = challenge(SaslFault.iterations(4096), "SCRAM-SHA-1");
        return challenge.substring(challenge.indexOf(",h="));
    }

    private static String sha1(String text) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(text.getBytes(US_ASCII)));
    }
}
